package org.scalinglaws.uncertainty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

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
import org.junit.jupiter.params.provider.ValueSource;
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
import org.scalinglaws.problem.Residual;
import org.scalinglaws.problem.Rho;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

/** Posteriors of one or two parameters against what is known of them exactly. */
class PosteriorTest {
    private static final Factor X = new Factor("x", "");
    private static final double[] LOSSES = {
        2.31, 2.05, 2.47, 2.22, 1.98, 2.60, 2.18, 2.35, 2.09, 2.51, 2.27, 2.15
    };
    private static final int RUNS = LOSSES.length;

    private static final LawFamily<FormulaLaw> CONSTANT =
            LawFamily.of(
                    "constant",
                    List.of(X),
                    List.of(Parameter.real("m", "mean loss")),
                    (v, x) -> v[0]);
    private static final LawFamily<FormulaLaw> POSITIVE =
            LawFamily.of(
                    "positive",
                    List.of(X),
                    List.of(Parameter.positive("m", "mean loss")),
                    (v, x) -> v[0]);
    private static final LawFamily<FormulaLaw> LINE =
            LawFamily.of(
                    "line",
                    List.of(X),
                    List.of(Parameter.real("a", "height"), Parameter.real("b", "slope")),
                    (v, x) -> v[0] + v[1] * x[0]);

    private static Dataset runs(double weight, double... losses) {
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

    private static <L extends LossLaw> Fit<L> fit(
            LawFamily<L> family, Objective objective, Dataset runs) {
        return Fitter.of(family).withObjective(objective).fit(runs);
    }

    private static ToDoubleFunction<FormulaLaw> value(String parameter) {
        return law -> law.value(parameter);
    }

    private static ToDoubleFunction<FormulaLaw> log(String parameter) {
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

    private static double[] logs() {
        return Arrays.stream(LOSSES).map(Math::log).toArray();
    }

    private static double error(double[] values) {
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

    /** Squares over a wrong variance, which the library cannot know to be squares. */
    private record Scaled(double variance) implements Rho {
        @Override
        public String name() {
            return "scaled";
        }

        @Override
        public double loss(double residual) {
            return residual * residual / (2 * variance);
        }

        @Override
        public double slope(double residual) {
            return residual / variance;
        }

        @Override
        public double curvature(double residual) {
            return 1 / variance;
        }
    }

    /**
     * For squares over any variance v: psi = r/v and k = 1/v, so that F/c = sum r^2 / (2 s^2) with s^2
     * = sum r^2 / (n - 1): normal noise of known size s. A normal prior (m0, t) is then conjugate: the
     * posterior is normal with precision n/s^2 + 1/t^2 and mean (n mean / s^2 + m0 / t^2) over it.
     */
    @ParameterizedTest
    @ValueSource(doubles = {1, 1e-4, 300})
    void aNormalPriorPullsAsTheConjugateFormulaSays(double variance) {
        double deviation = 0.04;
        Ensemble<FormulaLaw> posterior =
                Posterior.sample(20000, 5)
                        .withPrior("m", new Prior.Normal(2, deviation))
                        .of(
                                fit(
                                        CONSTANT,
                                        Objective.of(Residual.PLAIN, new Scaled(variance)),
                                        runs(1, LOSSES)));
        assertNormal(posterior, value("m"), LOSSES, 2, deviation);
    }

    @Test
    void aLogNormalPriorPullsTheLogarithm() {
        Ensemble<FormulaLaw> posterior =
                Posterior.sample(20000, 6)
                        .withPrior("m", new Prior.LogNormal(2, 0.02))
                        .of(
                                fit(
                                        POSITIVE,
                                        Objective.of(Residual.LOG, new Scaled(1)),
                                        runs(1, LOSSES)));
        assertNormal(posterior, log("m"), logs(), Math.log(2), 0.02);
    }

    private static void assertNormal(
            Ensemble<FormulaLaw> posterior,
            ToDoubleFunction<FormulaLaw> quantity,
            double[] values,
            double median,
            double deviation) {
        double own = 1 / (error(values) * error(values));
        double believed = 1 / (deviation * deviation);
        double expected = (own * StatUtils.mean(values) + believed * median) / (own + believed);
        double error = 1 / Math.sqrt(own + believed);
        double[] drawn = posterior.values(quantity);
        assertThat(StatUtils.mean(drawn)).isEqualTo(expected, within(0.05 * error));
        assertThat(Math.sqrt(StatUtils.variance(drawn))).isCloseTo(error, withinPercentage(4));
        assertThat(StatUtils.mean(values)).isNotCloseTo(expected, within(0.5 * error));
    }

    /** Flat in m, ln m has the density of its noise times m: a normal one moves by its variance. */
    @Test
    void aFlatPriorOfAValueIsNotFlatInItsLogarithm() {
        double[] far = {0.05, 9, 0.4, 2, 0.02, 30};
        double[] logs = Arrays.stream(far).map(Math::log).toArray();
        Posterior posterior = Posterior.sample(20000, 7);
        Fit<FormulaLaw> fit =
                fit(POSITIVE, Objective.of(Residual.LOG, new Scaled(1)), runs(1, far));
        double error = error(logs);
        double[] byDefault = posterior.of(fit).values(log("m"));
        assertThat(StatUtils.mean(byDefault)).isEqualTo(StatUtils.mean(logs), within(0.05 * error));
        double[] stated = posterior.withPrior("m", new Prior.LogFlat()).of(fit).values(log("m"));
        assertThat(StatUtils.mean(stated)).isEqualTo(StatUtils.mean(logs), within(0.05 * error));
        double[] flat = posterior.withPrior("m", new Prior.Flat()).of(fit).values(log("m"));
        assertThat(StatUtils.mean(flat))
                .isEqualTo(StatUtils.mean(logs) + error * error, within(0.05 * error));
    }

    /** Cut at the estimate, Student's t keeps its upper half, whose median is the upper quartile. */
    @Test
    void aUniformPriorCutsTheSample() {
        double estimate = StatUtils.mean(LOSSES);
        Ensemble<FormulaLaw> posterior =
                Posterior.sample(20000, 8)
                        .withPrior("m", new Prior.Uniform(estimate, 100))
                        .of(fit(CONSTANT, Objective.squares(), runs(1, LOSSES)));
        double[] drawn = posterior.values(value("m"));
        assertThat(StatUtils.min(drawn)).isGreaterThanOrEqualTo(estimate);
        double quartile = new TDistribution(null, RUNS - 1).inverseCumulativeProbability(0.75);
        assertThat(StatUtils.percentile(drawn, 50))
                .isEqualTo(estimate + quartile * error(LOSSES), within(0.05 * error(LOSSES)));
    }

    /** Beyond four errors Student's t with 11 degrees falls like (1 + t^2/11)^-6. */
    @Test
    void aUniformPriorMayExcludeTheEstimate() {
        double error = error(LOSSES);
        double least = StatUtils.mean(LOSSES) + 4 * error;
        Ensemble<FormulaLaw> posterior =
                Posterior.sample(20000, 9)
                        .withPrior("m", new Prior.Uniform(least, 100))
                        .of(fit(CONSTANT, Objective.squares(), runs(1, LOSSES)));
        double[] drawn = posterior.values(value("m"));
        assertThat(StatUtils.min(drawn)).isGreaterThanOrEqualTo(least);
        TDistribution student = new TDistribution(null, RUNS - 1);
        double tail = 1 - student.cumulativeProbability(4);
        double median = student.inverseCumulativeProbability(1 - 0.5 * tail);
        assertThat(StatUtils.percentile(drawn, 50))
                .isEqualTo(StatUtils.mean(LOSSES) + median * error, within(0.06 * error));
        assertThat(posterior.findings()).isEmpty();
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
        Posterior.Convergence convergence = Posterior.convergence(posterior);
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
    void aUniformPriorOutsideTheBoundsIsRefused() {
        Fit<FormulaLaw> fit =
                fit(
                        LawFamily.of(
                                "level",
                                List.of(X),
                                List.of(Parameter.exponent("m", "height")),
                                (v, x) -> v[0]),
                        Objective.squares(),
                        runs(1, LOSSES));
        assertThatExceptionOfType(NoFitException.class)
                .isThrownBy(
                        () ->
                                Posterior.sample(100, 1)
                                        .withPrior("m", new Prior.Uniform(-3, -2))
                                        .of(fit))
                .withMessage("the priors allow no law near the fit");
    }

    /** The prior knows positive values only, and the fit is far below zero. */
    @Test
    void aPriorThatExcludesAllLawsNearTheFitIsRefused() {
        Prior elsewhere = new Prior.LogNormal(1, 1);
        double[] negative = Arrays.stream(LOSSES).map(loss -> -1e9 * loss).toArray();
        Fit<FormulaLaw> fit = fit(CONSTANT, Objective.squares(), runs(1, negative));
        assertThatExceptionOfType(NoFitException.class)
                .isThrownBy(() -> Posterior.sample(100, 1).withPrior("m", elsewhere).of(fit))
                .withMessage("the priors allow no law near the fit");
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

    @Test
    void priorsOfParametersThatAreNotFreeAreRefused() {
        Prior prior = new Prior.Flat();
        Fitter<FormulaLaw> fitter = Fitter.of(LINE).withObjective(Objective.squares());
        Posterior posterior = Posterior.sample(100, 1);
        Fit<FormulaLaw> fit = fitter.fit(runs(1, LOSSES));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> posterior.withPrior("c", prior).of(fit))
                .withMessage("law 'line' has no parameter 'c'; it has a, b");
        Fit<FormulaLaw> fixed = fitter.withFixed("b", 0.1).fit(runs(1, LOSSES));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> posterior.withPrior("b", prior).of(fixed))
                .withMessage("parameter b is fixed: it takes no prior");
        Fit<FormulaLaw> tied = fitter.withTied("b", "a").fit(runs(1, LOSSES));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> posterior.withPrior("b", prior).of(tied))
                .withMessage("parameter b is tied to a: it takes the prior of that one");
        Fit<FormulaLaw> both = fitter.withTied("b", "a").withFixed("a", 0.1).fit(runs(1, LOSSES));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> posterior.withPrior("b", prior).of(both))
                .withMessage("parameter b is fixed: it takes no prior");
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
