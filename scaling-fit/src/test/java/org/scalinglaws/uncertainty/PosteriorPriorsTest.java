package org.scalinglaws.uncertainty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.scalinglaws.uncertainty.PosteriorTest.CONSTANT;
import static org.scalinglaws.uncertainty.PosteriorTest.LINE;
import static org.scalinglaws.uncertainty.PosteriorTest.LOSSES;
import static org.scalinglaws.uncertainty.PosteriorTest.POSITIVE;
import static org.scalinglaws.uncertainty.PosteriorTest.RUNS;
import static org.scalinglaws.uncertainty.PosteriorTest.X;
import static org.scalinglaws.uncertainty.PosteriorTest.error;
import static org.scalinglaws.uncertainty.PosteriorTest.fit;
import static org.scalinglaws.uncertainty.PosteriorTest.log;
import static org.scalinglaws.uncertainty.PosteriorTest.logs;
import static org.scalinglaws.uncertainty.PosteriorTest.runs;
import static org.scalinglaws.uncertainty.PosteriorTest.value;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.FormulaLaw;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.problem.NoFitException;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.problem.Residual;
import org.scalinglaws.problem.Rho;

/** What priors do to posteriors of one parameter, against what is known of it exactly. */
class PosteriorPriorsTest {
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

    /** Its integral over ln m and ln s is infinite, and a note says which prior is wanted. */
    @Test
    void flatPriorsWithAFittedScaleAreSaidToBeImproper() {
        Fit<FormulaLaw> fit =
                fit(POSITIVE, Objective.parse("log-huber-likelihood:0.001"), runs(1, LOSSES));
        assertThat(improper(Posterior.sample(200, 1), fit))
                .singleElement()
                .asString()
                .contains("flat priors of ln m")
                .contains("state a prior of m");
        assertThat(
                        improper(
                                Posterior.sample(200, 1)
                                        .withPrior("m", new Prior.LogNormal(2, 0.7)),
                                fit))
                .isEmpty();
        assertThat(
                        improper(
                                Posterior.sample(200, 1),
                                fit(POSITIVE, Objective.squares(), runs(1, LOSSES))))
                .isEmpty();
    }

    private static List<String> improper(Posterior posterior, Fit<FormulaLaw> fit) {
        return posterior.of(fit).findings(fit).stream()
                .filter(finding -> finding.check().equals(CheckName.PRIORS.id()))
                .map(Finding::message)
                .toList();
    }
}
