package org.scalinglaws.uncertainty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.regression.SimpleRegression;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.FormulaLaw;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.problem.NoFitException;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

/** Posteriors of one or two parameters against what is known of them exactly. */
class PosteriorTest {
    static final Factor X = new Factor("x", "");
    static final double[] LOSSES = {
        2.31, 2.05, 2.47, 2.22, 1.98, 2.60, 2.18, 2.35, 2.09, 2.51, 2.27, 2.15
    };
    static final int RUNS = LOSSES.length;

    static final LawFamily<FormulaLaw> CONSTANT =
            LawFamily.of(
                    "constant",
                    List.of(X),
                    List.of(Parameter.real("m", "mean loss")),
                    (v, x) -> v[0]);
    static final LawFamily<FormulaLaw> POSITIVE =
            LawFamily.of(
                    "positive",
                    List.of(X),
                    List.of(Parameter.positive("m", "mean loss")),
                    (v, x) -> v[0]);
    static final LawFamily<FormulaLaw> LINE =
            LawFamily.of(
                    "line",
                    List.of(X),
                    List.of(Parameter.real("a", "height"), Parameter.real("b", "slope")),
                    (v, x) -> v[0] + v[1] * x[0]);

    static Dataset runs(double weight, double... losses) {
        return Dataset.of(
                IntStream.range(0, losses.length)
                        .mapToObj(
                                i ->
                                        new Run(
                                                Recipe.of(Map.of(X, 1.0 + i)),
                                                Loss.nats(losses[i]),
                                                weight))
                        .toList());
    }

    static <L extends LossLaw> Fit<L> fit(LawFamily<L> family, Objective objective, Dataset runs) {
        return Fitter.of(family).withObjective(objective).fit(runs);
    }

    static ToDoubleFunction<FormulaLaw> value(String parameter) {
        return law -> law.value(parameter);
    }

    static ToDoubleFunction<FormulaLaw> log(String parameter) {
        return law -> Math.log(law.value(parameter));
    }

    /** Twenty thousand draws know the end of an interval of 95 % to some 3 % of an error. */
    private static void assertStudent(
            Ensemble<FormulaLaw> posterior,
            ToDoubleFunction<FormulaLaw> quantity,
            double centre,
            double error,
            double freedom) {
        for (double level : new double[] {0.5, 0.8, 0.95}) {
            double reach =
                    error
                            * new TDistribution(null, freedom)
                                    .inverseCumulativeProbability(0.5 + 0.5 * level);
            Interval interval = posterior.interval(level, quantity);
            assertThat(interval.lower()).isEqualTo(centre - reach, within(0.12 * error));
            assertThat(interval.upper()).isEqualTo(centre + reach, within(0.12 * error));
        }
    }

    static double[] logs() {
        return Arrays.stream(LOSSES).map(Math::log).toArray();
    }

    static double error(double[] values) {
        return Math.sqrt(StatUtils.variance(values) / values.length);
    }

    /** Under the prior 1/sigma the mean of n normal numbers has Student's t with n - 1 degrees. */
    @Test
    void theMeanOfNormalRunsIsStudents() {
        Ensemble<FormulaLaw> posterior =
                Posterior.sample(20000, 1).of(fit(CONSTANT, Objective.squares(), runs(1, LOSSES)));
        assertThat(posterior.members()).hasSize(20000);
        assertThat(posterior.findings()).isEmpty();
        assertStudent(posterior, value("m"), StatUtils.mean(LOSSES), error(LOSSES), RUNS - 1);
    }

    @Test
    void aRunOfWeightTwoIsTwoRuns() {
        double[] twice = new double[2 * RUNS];
        Arrays.setAll(twice, i -> LOSSES[i / 2]);
        Ensemble<FormulaLaw> posterior =
                Posterior.sample(20000, 2).of(fit(CONSTANT, Objective.squares(), runs(2, LOSSES)));
        assertStudent(posterior, value("m"), StatUtils.mean(LOSSES), error(twice), 2 * RUNS - 1);
    }

    @Test
    void heightAndSlopeOfALineAreStudents() {
        SimpleRegression line = new SimpleRegression();
        IntStream.range(0, RUNS).forEach(i -> line.addData(1 + i, LOSSES[i]));
        Ensemble<FormulaLaw> posterior =
                Posterior.sample(20000, 3).of(fit(LINE, Objective.squares(), runs(1, LOSSES)));
        assertStudent(
                posterior, value("a"), line.getIntercept(), line.getInterceptStdErr(), RUNS - 2);
        assertStudent(posterior, value("b"), line.getSlope(), line.getSlopeStdErr(), RUNS - 2);
    }

    /**
     * Huber's density is the normal one up to its threshold, here more than twice the largest
     * residual. Its s, flat in ln s, is drawn rather than integrated out, and the same Student's t
     * must come out, of ln m.
     */
    @Test
    void aLikelihoodWithAScaleOfItsOwnIsDrawnWithIt() {
        Ensemble<FormulaLaw> posterior =
                Posterior.sample(20000, 4)
                        .of(fit(POSITIVE, Objective.logHuberLikelihood(3.9), runs(1, LOSSES)));
        assertThat(posterior.findings()).isEmpty();
        assertStudent(posterior, log("m"), StatUtils.mean(logs()), error(logs()), RUNS - 1);
    }

    /** The same laws, of which one form can count x in other units, with the coefficient plain. */
    private record Units(LawFamily<FormulaLaw> family) implements LawFamily<FormulaLaw> {
        @Override
        public String name() {
            return family.name();
        }

        @Override
        public List<Factor> factors() {
            return family.factors();
        }

        @Override
        public List<Parameter> parameters() {
            return family.parameters();
        }

        @Override
        public FormulaLaw at(double... values) {
            return family.at(values);
        }

        @Override
        public double[] values(FormulaLaw law) {
            return law.values();
        }

        @Override
        public Optional<double[]> inUnits(double[] values, double... units) {
            return Optional.of(
                    new double[] {values[0] * Math.pow(units[0], -values[1]), values[1]});
        }
    }

    /**
     * Flat in a of a/x^b is not flat in the a of centred units: the volume a/a' = u^b differs from law
     * to law. At u = 8.3 and an error of b of 0.12, forgetting it moves b by a quarter of an error.
     */
    @Test
    void thePosteriorDoesNotDependOnTheUnitsOfTheFit() {
        LawFamily<FormulaLaw> power =
                LawFamily.of(
                        "power",
                        List.of(X),
                        List.of(Parameter.real("a", "height"), Parameter.real("b", "power")),
                        (v, x) -> v[0] * Math.pow(x[0], -v[1]));
        SplittableRandom random = new SplittableRandom(3);
        double[] losses =
                IntStream.range(0, 20)
                        .mapToDouble(
                                i -> 3 * Math.pow(1 + i, -0.5) * (1 + 0.6 * random.nextGaussian()))
                        .map(Math::abs)
                        .toArray();
        Posterior posterior = Posterior.sample(20000, 10);
        Ensemble<FormulaLaw> plain = posterior.of(fit(power, Objective.squares(), runs(1, losses)));
        Ensemble<FormulaLaw> centred =
                posterior.of(fit(new Units(power), Objective.squares(), runs(1, losses)));
        for (String parameter : List.of("a", "b")) {
            double error = plain.standardError(value(parameter));
            assertThat(StatUtils.mean(centred.values(value(parameter))))
                    .isEqualTo(
                            StatUtils.mean(plain.values(value(parameter))), within(0.06 * error));
        }
    }

    @Test
    void parametersThatCannotBeToldApartAreFound() {
        LawFamily<FormulaLaw> sum =
                LawFamily.of(
                        "sum",
                        List.of(X),
                        List.of(Parameter.real("a", "one"), Parameter.real("b", "another")),
                        (v, x) -> v[0] + v[1]);
        Ensemble<FormulaLaw> posterior =
                Posterior.sample(4000, 11).of(fit(sum, Objective.squares(), runs(1, LOSSES)));
        Posterior.ChainConvergence convergence = posterior.convergence();
        assertThat(convergence.worstRHat()).isGreaterThan(1.05);
        assertThat(posterior.findings()).singleElement().matches(f -> f.check().equals("chains"));
        assertThat(StatUtils.mean(posterior.values(law -> law.value("a") + law.value("b"))))
                .isEqualTo(StatUtils.mean(LOSSES), within(0.2 * error(LOSSES)));
    }

    @ParameterizedTest
    @CsvSource({"1", "20", "399"})
    void fewDrawsAreFound(int draws) {
        Ensemble<FormulaLaw> posterior =
                Posterior.sample(draws, 12).of(fit(CONSTANT, Objective.squares(), runs(1, LOSSES)));
        assertThat(posterior.members()).hasSize(draws);
        boolean few = draws < 100;
        assertThat(posterior.findings().stream().anyMatch(f -> f.check().equals("chains")))
                .isEqualTo(few);
    }

    @Test
    void runsWithoutNoiseToMeasureAreRefused() {
        Fit<FormulaLaw> fit = fit(LINE, Objective.squares(), runs(1, 2, 3));
        assertThatExceptionOfType(NoFitException.class)
                .isThrownBy(() -> Posterior.sample(100, 1).of(fit))
                .withMessage("the noise of 2 runs cannot be told from 2 parameters");
        Fit<FormulaLaw> fixed =
                Fitter.of(CONSTANT)
                        .withObjective(Objective.squares())
                        .withFixed("m", 2)
                        .fit(runs(1, LOSSES));
        assertThatExceptionOfType(NoFitException.class)
                .isThrownBy(() -> Posterior.sample(100, 1).of(fixed))
                .withMessage("every parameter is fixed: there is nothing to draw");
    }

    /** A tied slope: a + a x, whose a has the error s / sqrt(sum (1 + x)^2), n - 1 degrees. */
    @Test
    void aTiedParameterMovesWithTheOneItFollows() {
        Fit<FormulaLaw> fit =
                Fitter.of(LINE)
                        .withObjective(Objective.squares())
                        .withTied("b", "a")
                        .fit(runs(1, LOSSES));
        Ensemble<FormulaLaw> posterior = Posterior.sample(20000, 13).of(fit);
        assertThat(posterior.members()).allMatch(law -> law.value("a") == law.value("b"));
        double squares = IntStream.range(0, RUNS).mapToDouble(i -> (2.0 + i) * (2.0 + i)).sum();
        double error = Math.sqrt(2 * fit.objective() / (RUNS - 1) / squares);
        assertStudent(posterior, value("a"), fit.law().value("a"), error, RUNS - 1);
    }

    @Test
    void badCountsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Posterior.sample(0, 1))
                .withMessage("number of draws must be positive, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Posterior.sample(1, 1).withThreads(-2))
                .withMessage("number of threads must be positive, got -2");
    }

    @Test
    void theMethodSaysDrawsChainsSeedAndPriors() {
        assertThat(Posterior.sample(4000, 42))
                .hasToString("posterior of 4000 draws from 4 chains, seed 42");
        assertThat(
                        Posterior.sample(10, 1)
                                .withPrior("E", new Prior.Uniform(1, 2))
                                .withPrior("alpha", new Prior.Normal(0.5, 0.1))
                                .withPrior("alpha", new Prior.Normal(0.35, 0.1)))
                .hasToString(
                        "posterior of 10 draws from 4 chains, seed 1, E Uniform[lower=1.0,"
                                + " upper=2.0], alpha Normal[mean=0.35, deviation=0.1]");
        Posterior posterior = Posterior.sample(8, 1).withPrior("m", new Prior.Normal(2, 1));
        assertThat(posterior.of(fit(CONSTANT, Objective.squares(), runs(1, LOSSES))).method())
                .isEqualTo(posterior.toString());
    }
}
