package org.scalinglaws.uncertainty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.StatUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.FormulaLaw;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.simulate.SimulatedRuns;

class DefaultErrorsTest {
    private static final Factor X = new Factor("x", "units");
    private static final double[] XS = {1, 2, 4, 4, 5, 8, 20};
    private static final double[] YS = {3.2, 4.9, 8.7, 9.4, 10.8, 17.5, 40.6};
    private static final LawFamily<FormulaLaw> LINE =
            LawFamily.of(
                    "line",
                    List.of(X),
                    List.of(Parameter.real("a", "height"), Parameter.real("b", "slope")),
                    (values, x) -> values[0] + values[1] * x[0]);
    private static final SimulatedRuns SWEEP =
            SimulatedRuns.isoFlop(
                            PublishedLaws.BESIROGLU_2024.law(),
                            Compute.budgets(1e18, 1e19, 1e20, 1e21),
                            9,
                            8)
                    .withNoise(0.005);

    private static Dataset points() {
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < XS.length; i++) {
            Recipe recipe = Recipe.of(ModelSize.billions(1), Tokens.billions(1)).with(X, XS[i]);
            runs.add(Run.of(recipe, Loss.nats(YS[i])));
        }
        return Dataset.of(runs);
    }

    private static double slope(FormulaLaw law) {
        return law.value("b");
    }

    /** By the formulas of the line: h = 1/n + (x - mean)^2 / Sxx, and the slope is sum c y. */
    @Test
    void hc2OfALineIsTheTextbooksWithBellAndMcCaffreysDegreesOfFreedom() {
        Fit<FormulaLaw> fit = Fitter.of(LINE).withObjective(Objective.squares()).fit(points());
        int n = XS.length;
        double mean = StatUtils.mean(XS);
        double spread = (n - 1) * StatUtils.variance(XS);
        double[][] rest = new double[n][n];
        double[] c = new double[n];
        double variance = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double hat = 1.0 / n + (XS[i] - mean) * (XS[j] - mean) / spread;
                rest[i][j] = (i == j ? 1 : 0) - hat;
            }
            c[i] = (XS[i] - mean) / spread / Math.sqrt(rest[i][i]);
            variance += c[i] * c[i] * fit.residuals()[i] * fit.residuals()[i];
        }

        // G G' with G = (I - H) diag(c): the trace, and the sum of its squares.
        double trace = 0;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            trace += c[i] * c[i] * rest[i][i];
            for (int j = 0; j < n; j++) {
                double entry = c[i] * rest[i][j] * c[j];
                squares += entry * entry;
            }
        }
        Covariance<FormulaLaw> hc2 = Covariance.of(fit);
        assertThat(hc2.name()).isEqualTo("HC2");
        assertThat(hc2.standardError(DefaultErrorsTest::slope))
                .isCloseTo(Math.sqrt(variance), withinPercentage(1e-5));
        assertThat(hc2.degreesOfFreedom(DefaultErrorsTest::slope))
                .isCloseTo(trace * trace / squares, withinPercentage(1e-5))
                .isLessThan(3);
        assertThat(hc2.degreesOfFreedom()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"log-huber:0.001", "log-huber-likelihood:0.001"})
    void theJackknifeIsThatOfFitsWithoutARun(String objective) {
        Fit<ChinchillaLaw> fit =
                Fitter.of(ChinchillaLaw.FAMILY)
                        .withObjective(Objective.parse(objective))
                        .fit(SWEEP.dataset());
        Covariance<ChinchillaLaw> covariance = Covariance.of(fit);
        Ensemble<ChinchillaLaw> refitted = Jackknife.one().of(fit);
        assertThat(covariance.name()).isEqualTo("jackknife");
        assertThat(covariance.standardError(ChinchillaLaw::alpha))
                .isCloseTo(refitted.standardError(ChinchillaLaw::alpha), withinPercentage(8));
        assertThat(covariance.standardError(ChinchillaLaw::modelExponent))
                .isCloseTo(
                        refitted.standardError(ChinchillaLaw::modelExponent), withinPercentage(8));
    }

    @ParameterizedTest
    @CsvSource({"log-huber:0.001", "log-squares"})
    void aRunOfWeightTwoIsTwoRuns(String objective) {
        List<Run> once = new ArrayList<>();
        List<Run> twice = new ArrayList<>();
        for (Run run : SWEEP.dataset()) {
            boolean heavy = twice.size() % 3 == 0;
            once.add(new Run(run.recipe(), run.loss(), heavy ? 2 : 1));
            twice.addAll(heavy ? List.of(run, run) : List.of(run));
        }
        Fitter<ChinchillaLaw> fitter =
                Fitter.of(ChinchillaLaw.FAMILY).withObjective(Objective.parse(objective));
        Covariance<ChinchillaLaw> weighted = Covariance.of(fitter.fit(Dataset.of(once)));
        Covariance<ChinchillaLaw> copied = Covariance.of(fitter.fit(Dataset.of(twice)));
        assertThat(weighted.standardError(ChinchillaLaw::alpha))
                .isCloseTo(copied.standardError(ChinchillaLaw::alpha), withinPercentage(0.1));
        assertThat(weighted.degreesOfFreedom(ChinchillaLaw::alpha))
                .isCloseTo(copied.degreesOfFreedom(ChinchillaLaw::alpha), withinPercentage(0.1));
    }

    /** The kernel averages the density at the kink over the bulk, and is told so. */
    @Test
    void theSandwichOfAMedianIsThatOfANormalDensityAtItsMiddle() {
        LawFamily<FormulaLaw> level =
                LawFamily.of(
                        "level",
                        List.of(X),
                        List.of(Parameter.real("h", "height")),
                        (values, x) -> values[0]);
        double[] errors =
                IntStream.range(0, 40)
                        .mapToDouble(
                                seed -> {
                                    SplittableRandom random = new SplittableRandom(seed);
                                    List<Run> runs = new ArrayList<>();
                                    for (int i = 0; i < 50; i++) {
                                        Recipe recipe =
                                                Recipe.of(ModelSize.billions(1), Tokens.billions(1))
                                                        .with(X, i);
                                        double loss = 5 + 0.1 * random.nextGaussian();
                                        runs.add(Run.of(recipe, Loss.nats(loss)));
                                    }
                                    Fit<FormulaLaw> fit =
                                            Fitter.of(level)
                                                    .withObjective(Objective.huber(0.001))
                                                    .fit(Dataset.of(runs));
                                    return Covariance.sandwich(fit)
                                            .standardError(law -> law.value("h"));
                                })
                        .toArray();

        // The median of n normal numbers scatters by sqrt(pi/2n) deviations.
        double expected = 0.1 * Math.sqrt(Math.PI / 2 / 50);
        assertThat(StatUtils.mean(errors)).isCloseTo(expected, withinPercentage(7));
    }

    @Test
    void eachObjectiveAndKindOfNoiseHasItsMethod() {
        Fitter<ChinchillaLaw> fitter = Fitter.of(ChinchillaLaw.FAMILY);
        Dataset runs = SWEEP.dataset();
        Fit<ChinchillaLaw> absolute = fitter.withObjective(Objective.logAbsolute()).fit(runs);
        assertThat(Covariance.of(absolute).name()).startsWith("sandwich, bandwidth ");
        assertThat(Covariance.of(fitter.fit(runs)).name()).isEqualTo("jackknife");
        assertThat(Covariance.of(fitter.fit(runs)).hasOwnFreedom()).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Covariance.hc2(absolute))
                .withMessage(
                        "the objective of an HC2 covariance must be squares, got log-absolute");
        assertThat(Covariance.gaussNewton(fitter.withObjective(Objective.squares()).fit(runs)))
                .extracting(Covariance::degreesOfFreedom)
                .isEqualTo(31.0);
        assertThat(Covariance.of(absolute).bandwidth()).isCloseTo(0.004, within(0.004));
    }

    /** One of 36 runs diverges by 20 %; the squares of residuals would widen the interval fivefold. */
    @Test
    void oneRunThatDivergedDoesNotWidenTheRangeOfANewOne() {
        List<Run> runs = new ArrayList<>();
        SWEEP.dataset().forEach(runs::add);
        Run lost = runs.get(4);
        runs.set(4, Run.of(lost.recipe(), Loss.nats(1.2 * lost.loss().nats())));
        Recipe recipe = Recipe.of(ModelSize.billions(1), Tokens.billions(20));
        Fitter<ChinchillaLaw> fitter = Fitter.of(ChinchillaLaw.FAMILY);
        double clean =
                Covariance.of(fitter.fit(SWEEP.dataset())).newRunInterval(0.9, recipe).width();
        double widened =
                Covariance.of(fitter.fit(Dataset.of(runs))).newRunInterval(0.9, recipe).width();
        double noise = 2 * 1.7 * 0.005 * PublishedLaws.BESIROGLU_2024.law().loss(recipe);
        assertThat(widened / clean).isBetween(0.8, 1.3);
        assertThat(clean).isCloseTo(noise, withinPercentage(35));
    }
}
