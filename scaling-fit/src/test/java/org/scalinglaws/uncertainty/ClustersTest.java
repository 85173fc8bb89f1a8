package org.scalinglaws.uncertainty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.data.WeightKind;
import org.scalinglaws.diagnose.Checks;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.FormulaLaw;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.report.Report;
import org.scalinglaws.testing.SharedData;

/** Errors of rows that are checkpoints of training runs. */
class ClustersTest {
    private static final int CHECKPOINTS = 5;
    private static final Factor RUN = Factor.named("run");
    private static final LawFamily<FormulaLaw> LEVEL =
            LawFamily.of(
                    "level",
                    List.of(Factor.TOKENS),
                    List.of(Parameter.real("c", "height")),
                    (v, x) -> v[0]);

    private static double height(FormulaLaw law) {
        return law.value("c");
    }

    /** Runs that lie about 10 as far apart as 1, whose checkpoints lie within 0.1 of each other. */
    private static Dataset curves(int runs) {
        SplittableRandom random = new SplittableRandom(11);
        List<Run> checkpoints = new ArrayList<>();
        for (int run = 0; run < runs; run++) {
            double own = 10 + random.nextGaussian();
            for (int i = 1; i <= CHECKPOINTS; i++) {
                Recipe recipe = Recipe.of(ModelSize.millions(100), Tokens.billions(i));
                checkpoints.add(
                        Run.of(
                                recipe.with(RUN, run + 1),
                                Loss.nats(own + 0.1 * random.nextGaussian())));
            }
        }
        return Dataset.of(checkpoints);
    }

    private static Fit<FormulaLaw> fit(Dataset runs) {
        return Fitter.of(LEVEL).withObjective(Objective.squares()).fit(runs);
    }

    /** The error of a mean of means of runs, which checkpoints of one size each have. */
    private static double errorOfMeans(Dataset curves) {
        double[] means =
                curves.groupBy("run").values().stream()
                        .mapToDouble(run -> Arrays.stream(run.losses()).average().orElseThrow())
                        .toArray();
        double mean = Arrays.stream(means).average().orElseThrow();
        double squares = Arrays.stream(means).map(m -> (m - mean) * (m - mean)).sum();
        return Math.sqrt(squares / (means.length * (means.length - 1.0)));
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 60})
    void leavingOutWholeRunsGivesTheErrorOfTheMeansOfRuns(int runs) {
        Fit<FormulaLaw> fit = fit(curves(runs));
        Covariance<FormulaLaw> covariance = Covariance.of(fit);
        double error = errorOfMeans(fit.problem().runs());
        assertThat(covariance.standardError(ClustersTest::height))
                .isCloseTo(error, withinPercentage(1e-4));
        assertThat(covariance.degreesOfFreedom()).isEqualTo(runs - 1);
        assertThat(covariance.name()).isEqualTo("group jackknife of " + runs + " groups by run");
        assertThat(Covariance.ofRows(fit).standardError(ClustersTest::height))
                .isLessThan(0.6 * error);
    }

    @Test
    void fewRunsHaveStudentsTOfOneLess() {
        Fit<FormulaLaw> fit = fit(curves(8));
        Covariance<FormulaLaw> covariance = Covariance.of(fit);
        double error = covariance.standardError(ClustersTest::height);
        double drawn =
                Bootstrap.cluster("run", 300, 42).of(fit).standardError(ClustersTest::height);
        assertThat(error).isCloseTo(drawn, withinPercentage(15));
        Interval interval = covariance.interval(0.95, ClustersTest::height);
        assertThat((interval.upper() - interval.lower()) / error)
                .isCloseTo(2 * 2.364624, within(1e-5));
    }

    @Test
    void rowsAreIndependentWhereNoColumnSaysOtherwiseOrTheirNoiseIsKnown() {
        Dataset curves = curves(8);
        Dataset known = curves.withWeights(WeightKind.SIGMA, run -> 0.1);
        assertThat(Covariance.of(fit(known)).name()).isEqualTo("Gauss-Newton");
        assertThat(Covariance.of(fit(curves.where("run", "3"))).name()).isEqualTo("HC2");
        Dataset apart = curves.where(run -> run.recipe().tokens().count() == 1e9);
        assertThat(Covariance.of(fit(apart)).name()).isEqualTo("HC2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Covariance.clustered(fit(curves), "params"))
                .withMessage("column 'params' must tell at least 2 groups of runs apart, got 1");
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 30})
    void aNoteSaysThatErrorsAreClusteredAndWhereTheyAreRough(int runs) {
        String note =
                5 * runs
                        + " rows are checkpoints of "
                        + runs
                        + " runs (column 'run'), which are not independent of each other: errors are"
                        + " clustered by it unless another method is asked for";
        assertThat(checkpoints(curves(runs)))
                .containsExactly(
                        "NOTE checkpoints: "
                                + note
                                + (runs == 8 ? "; with 8 runs such errors are rough" : ""));
    }

    @Test
    void aWarningSaysThatOneRunTellsNothingOfAnother() {
        assertThat(checkpoints(curves(1)))
                .containsExactly(
                        "WARNING checkpoints: all 5 rows are checkpoints of one run (column 'run'),"
                                + " which are not independent: nothing says how far another run would"
                                + " lie from it, and errors that take its rows as independent are too"
                                + " small");
    }

    private static List<String> checkpoints(Dataset runs) {
        return Checks.inspect(fit(runs)).stream()
                .filter(finding -> finding.check().equals("checkpoints"))
                .map(Object::toString)
                .toList();
    }

    @Test
    void sixRunsOfSevenCheckpointsHaveTheErrorsOfSixRuns() {
        Dataset runs =
                Dataset.readCsv(SharedData.caseFile("public/25-checkpoints-independent.csv"));
        Fit<ChinchillaLaw> fit = Fitter.of(ChinchillaLaw.FAMILY).fit(runs);
        Covariance<ChinchillaLaw> covariance = Covariance.of(fit);
        assertThat(covariance.standardErrors().get("alpha")).isCloseTo(0.66, within(0.01));
        assertThat(covariance.standardErrors().get("E")).isCloseTo(1.47, within(0.01));
        assertThat(Covariance.ofRows(fit).standardErrors().get("alpha"))
                .isCloseTo(0.0594, within(0.001));
    }

    @Test
    void aMethodThatTakesCheckpointsForIndependentSaysSo() {
        Fit<FormulaLaw> fit = fit(curves(8));
        String rest =
                " takes 40 rows for independent that are checkpoints of 8 runs (column 'run'): its"
                        + " errors are too small; a cluster bootstrap by run draws whole runs";
        assertThat(Covariance.sandwich(fit).findings())
                .containsExactly(Finding.warning("checkpoints", "sandwich" + rest));
        assertThat(ProfileLikelihood.of(fit).findings())
                .containsExactly(Finding.warning("checkpoints", "profile of squares" + rest));
        Ensemble<FormulaLaw> posterior = Posterior.sample(2000, 3).of(fit);
        assertThat(posterior.findings(fit))
                .contains(Finding.warning("checkpoints", posterior.method() + rest));
        Ensemble<FormulaLaw> pairs = Bootstrap.pairs(50, 3).of(fit);
        assertThat(pairs.findings(fit))
                .containsExactly(Finding.warning("checkpoints", pairs.method() + rest));
        assertThat(Report.summary(fit, pairs, 0.9))
                .contains("WARNING checkpoints: " + pairs.method());

        assertThat(Covariance.of(fit).findings()).isEmpty();
        assertThat(Bootstrap.cluster("run", 50, 3).of(fit).findings(fit)).isEmpty();
        assertThat(Jackknife.group("run").of(fit).findings(fit)).isEmpty();
        Fit<FormulaLaw> apart = fit(curves(8).where(run -> run.recipe().tokens().count() == 1e9));
        assertThat(Covariance.sandwich(apart).findings()).isEmpty();
        assertThat(Bootstrap.pairs(50, 3).of(apart).findings(apart)).isEmpty();
    }

    @Test
    void whatIsDrawnFromRunsSaysThatKnownDeviationsDoNotSetItsErrors() {
        Dataset apart = curves(8).where(run -> run.recipe().tokens().count() == 1e9);
        Fit<FormulaLaw> fit = fit(apart.withWeights(WeightKind.SIGMA, run -> 0.1));
        Ensemble<FormulaLaw> pairs = Bootstrap.pairs(50, 3).of(fit);
        assertThat(pairs.findings(fit))
                .containsExactly(
                        Finding.note(
                                "weights",
                                "pairs bootstrap of 50 replicates, seed 3 reads the scatter off the"
                                        + " runs: the known standard deviations weigh the rows, but"
                                        + " do not set these errors"));
        assertThat(Bootstrap.parametric(50, 3).of(fit).findings(fit)).isEmpty();
    }
}
