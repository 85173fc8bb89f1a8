package org.scalinglaws.uncertainty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.data.WeightKind;
import org.scalinglaws.design.NextRuns;
import org.scalinglaws.diagnose.Checks;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.FormulaLaw;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.law.PowerLaw;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.report.Report;
import org.scalinglaws.testing.SharedData;

/** What the weights of runs mean, in every way to an interval. */
class WeightKindsTest {
    private static final Factor X = Factor.named("x");
    private static final LawFamily<FormulaLaw> LINE =
            LawFamily.of(
                    "line",
                    List.of(X),
                    List.of(Parameter.real("c", "height"), Parameter.real("m", "slope")),
                    (v, x) -> v[0] + v[1] * x[0]);

    /** Symmetric in ln x by the counts, so that copies have the same units. */
    private static final double[] PLACES = {1, 1.5, 2, 3, 4, 6, 8, 12, 16};

    private static final double[] COUNTS = {2, 1, 3, 1, 2, 1, 3, 1, 2};

    private static Stream<Objective> objectives() {
        return Stream.of(
                Objective.squares(),
                Objective.logSquares(),
                Objective.huber(0.1),
                Objective.logHuberLikelihood(1));
    }

    private static Dataset rows() {
        SplittableRandom random = new SplittableRandom(5);
        List<Run> runs = new ArrayList<>();
        for (double x : PLACES) {
            double loss = 10 - 0.3 * x + 0.2 * random.nextGaussian();
            runs.add(Run.of(Recipe.of(Map.of(X, x)), Loss.nats(loss)));
        }
        return Dataset.of(runs);
    }

    private static Dataset weighted(WeightKind kind, double factor) {
        return rows().withWeights(
                        kind,
                        run -> factor * COUNTS[Arrays.binarySearch(PLACES, run.recipe().value(X))]);
    }

    private static double slope(FormulaLaw law) {
        return LINE.values(law)[1];
    }

    private static Fit<FormulaLaw> fit(Dataset runs, Objective objective) {
        return Fitter.of(LINE).withObjective(objective).fit(runs);
    }

    /** The interval of the slope by every method that the objective allows. */
    private static Map<String, Interval> intervals(Fit<FormulaLaw> fit) {
        Objective objective = fit.problem().objective();
        Map<String, Interval> all = new LinkedHashMap<>();
        all.put("sandwich", Covariance.sandwich(fit).interval(0.9, WeightKindsTest::slope));
        if (objective.name().endsWith("squares")) {
            all.put("classical", Covariance.gaussNewton(fit).interval(0.9, WeightKindsTest::slope));
        }
        all.put("profile", ProfileLikelihood.of(fit).interval(0.9, WeightKindsTest::slope));
        Ensemble<FormulaLaw> jackknife = Jackknife.one().withThreads(1).of(fit);
        all.put("jackknife", jackknife.interval(0.9, WeightKindsTest::slope));
        for (String kind : List.of("pairs", "residual", "wild", "wild:webb", "parametric")) {
            Ensemble<FormulaLaw> laws =
                    Bootstrap.of(Resampling.parse(kind), 60, 3).withThreads(1).of(fit);
            all.put(kind, laws.interval(0.9, WeightKindsTest::slope));
            all.put(kind + " bca", laws.bca(0.9, WeightKindsTest::slope, jackknife));
        }
        all.put(
                "posterior",
                Posterior.sample(1000, 7).of(fit).interval(0.9, WeightKindsTest::slope));
        return all;
    }

    private static void assertAlike(
            Map<String, Interval> left, Map<String, Interval> right, double tolerance) {
        assertThat(left.keySet()).isEqualTo(right.keySet());
        left.forEach(
                (method, interval) -> {
                    double width = interval.upper() - interval.lower();
                    double far = method.equals("posterior") ? 0.1 : tolerance;
                    Interval other = right.get(method);
                    assertThat(other.lower())
                            .as(method)
                            .isCloseTo(interval.lower(), within(far * width));
                    assertThat(other.upper())
                            .as(method)
                            .isCloseTo(interval.upper(), within(far * width));
                });
    }

    @ParameterizedTest
    @MethodSource("objectives")
    void countsAreCopiesOfRowsForEveryMethod(Objective objective) {
        Dataset counts = weighted(WeightKind.COUNTS, 1);
        assertAlike(
                intervals(fit(counts.copies(), objective)),
                intervals(fit(counts, objective)),
                1e-4);
    }

    @ParameterizedTest
    @MethodSource("objectives")
    void theUnitOfPrecisionsChangesNoIntervalOfAnyMethod(Objective objective) {
        Map<String, Interval> own = intervals(fit(weighted(WeightKind.PRECISION, 1), objective));
        for (double factor : new double[] {1e4, 3e-7}) {
            Dataset other = weighted(WeightKind.PRECISION, factor);
            assertAlike(own, intervals(fit(other, objective)), 1e-4);
        }
    }

    @Test
    void theUnitOfPrecisionsChangesNoDraw() {
        Bootstrap pairs = Bootstrap.pairs(20, 9);
        List<double[]> own =
                pairs.weights(fit(weighted(WeightKind.PRECISION, 1), Objective.squares()));
        List<double[]> other =
                pairs.weights(fit(weighted(WeightKind.PRECISION, 1e4), Objective.squares()));
        for (int number = 0; number < own.size(); number++) {
            assertThat(other.get(number)).containsExactly(own.get(number), within(1e-12));
        }
    }

    @Test
    void countsSayMoreThanPrecisionsOfTheSameSize() {
        double few =
                Covariance.gaussNewton(fit(weighted(WeightKind.PRECISION, 5), Objective.squares()))
                        .standardError(WeightKindsTest::slope);
        double many =
                Covariance.gaussNewton(fit(weighted(WeightKind.COUNTS, 5), Objective.squares()))
                        .standardError(WeightKindsTest::slope);
        assertThat(few / many).isCloseTo(Math.sqrt((80 - 2) / (9 - 2.0)), within(1e-6));
    }

    /** (X' W X)^-1, which no residual enters. */
    @Test
    void knownDeviationsGiveTheTextbookErrorWhateverTheResiduals() {
        double[] sums = new double[3];
        for (int row = 0; row < PLACES.length; row++) {
            double weight = 1 / (0.01 * COUNTS[row] * COUNTS[row]);
            sums[0] += weight;
            sums[1] += weight * PLACES[row];
            sums[2] += weight * PLACES[row] * PLACES[row];
        }
        double error = Math.sqrt(sums[0] / (sums[0] * sums[2] - sums[1] * sums[1]));
        Fit<FormulaLaw> fit = fit(weighted(WeightKind.SIGMA, 0.1), Objective.squares());
        Covariance<FormulaLaw> classical = Covariance.gaussNewton(fit);
        assertThat(classical.standardError(WeightKindsTest::slope))
                .isCloseTo(error, within(1e-9 * error));
        assertThat(Covariance.sandwich(fit).standardError(WeightKindsTest::slope))
                .isCloseTo(error, within(1e-6 * error));
        Interval normal = classical.interval(0.95, WeightKindsTest::slope);
        assertThat((normal.upper() - normal.lower()) / error)
                .isCloseTo(2 * 1.959963985, within(1e-6));
        assertThat(Report.summary(fit)).contains("normal distribution, the noise is known");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.25, 3})
    void largerKnownDeviationsWidenEveryIntervalThatIsBuiltOnThem(double factor) {
        Fit<FormulaLaw> own = fit(weighted(WeightKind.SIGMA, 0.1), Objective.squares());
        Fit<FormulaLaw> other = fit(weighted(WeightKind.SIGMA, 0.1 * factor), Objective.squares());
        Map<String, Interval> before = intervals(own);
        Map<String, Interval> after = intervals(other);
        for (String method : List.of("sandwich", "classical", "profile", "parametric")) {
            assertThat(width(after.get(method)) / width(before.get(method)))
                    .as(method)
                    .isCloseTo(factor, within(1e-4 * factor));
        }
        assertThat(width(after.get("posterior")) / width(before.get("posterior")))
                .isCloseTo(factor, within(0.15 * factor));
    }

    private static double width(Interval interval) {
        return interval.upper() - interval.lower();
    }

    @Test
    void theUnitOfPrecisionsChangesNoChoiceOfRuns() {
        double own = nextError(weighted(WeightKind.PRECISION, 1));
        double other = nextError(weighted(WeightKind.PRECISION, 1e4));
        assertThat(other).isCloseTo(own, within(1e-6 * own));
        double counted = nextError(weighted(WeightKind.COUNTS, 1));
        double copied = nextError(weighted(WeightKind.COUNTS, 1).copies());
        assertThat(counted).isCloseTo(copied, within(1e-6 * copied));
    }

    private static double nextError(Dataset runs) {
        return NextRuns.after(fit(runs, Objective.squares())).standardError(WeightKindsTest::slope);
    }

    @Test
    void aNoteSaysWhatTheWeightsWereTakenFor() {
        assertThat(note(rows())).isEmpty();
        assertThat(note(weighted(WeightKind.COUNTS, 1)))
                .containsExactly(
                        "NOTE weights: column 'weight' is taken for counts: its 9 rows stand for 16"
                                + " runs, each evidence of its own");
        assertThat(note(weighted(WeightKind.PRECISION, 1)))
                .containsExactly(
                        "NOTE weights: column 'weight' is taken for precisions, one over the variance"
                                + " of a residual up to a factor that the residuals tell: no error"
                                + " depends on their unit");
        assertThat(note(weighted(WeightKind.SIGMA, 0.1)))
                .singleElement()
                .asString()
                .startsWith(
                        "NOTE weights: column 'weight' is taken for known standard deviations of the"
                                + " loss: errors follow from them, and the residuals are ");
    }

    private static List<String> note(Dataset runs) {
        return Checks.inspect(fit(runs, Objective.squares())).stream()
                .filter(finding -> finding.check().equals("weights"))
                .map(Finding::toString)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 1e-4})
    void inverseVariancesGiveTheErrorsOfWeightedLeastSquares(double factor) {
        Dataset runs =
                Dataset.readCsv(SharedData.caseFile("public/03-weights-inverse-variance.csv"), "y");
        Dataset other = runs.withWeights(WeightKind.PRECISION, run -> factor * run.weight());
        assertThat(runs.weightKind()).isEqualTo(WeightKind.PRECISION);
        assertThat(alpha(other)).isCloseTo(0.00642, within(5e-6));
        assertThat(
                        alpha(
                                runs.withWeights(
                                        WeightKind.SIGMA,
                                        run -> run.loss().nats() / Math.sqrt(run.weight()))))
                .isCloseTo(0.00680, within(5e-6));
    }

    private static double alpha(Dataset runs) {
        Fitter<PowerLaw> fitter =
                Fitter.of(PowerLaw.familyWithoutFloor(X)).withObjective(Objective.logSquares());
        Covariance<PowerLaw> covariance = Covariance.gaussNewton(fitter.fit(runs));
        assertThat(covariance.degreesOfFreedom()).isEqualTo(8);
        return covariance.standardErrors().get("alpha");
    }
}
