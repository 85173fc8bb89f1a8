package org.scalinglaws.uncertainty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.scalinglaws.uncertainty.ProfileLikelihoodTest.FIT;
import static org.scalinglaws.uncertainty.ProfileLikelihoodTest.PROFILE;
import static org.scalinglaws.uncertainty.ProfileLikelihoodTest.SQUARES;
import static org.scalinglaws.uncertainty.ProfileLikelihoodTest.SWEEP;
import static org.scalinglaws.uncertainty.ProfileLikelihoodTest.TRUTH;
import static org.scalinglaws.uncertainty.ProfileLikelihoodTest.X;
import static org.scalinglaws.uncertainty.ProfileLikelihoodTest.points;
import static org.scalinglaws.uncertainty.ProfileLikelihoodTest.sweep;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.finding.ScalingException;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.FormulaLaw;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.problem.FitProblem;
import org.scalinglaws.problem.InterruptedFitException;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.simulate.SimulatedRuns;
import org.scalinglaws.solve.Solution;
import org.scalinglaws.solve.Stop;

/** Profiles that end at a bound, that have no end or no width, and those that are refused. */
class ProfileLimitsTest {
    /** A floor near zero: the symmetric interval goes below it, the profile ends at it. */
    @Test
    void anIntervalEndsAtTheBound() {
        ChinchillaLaw low = new ChinchillaLaw(0.3, TRUTH.a(), 0.25, TRUTH.b(), 0.25);
        Fit<ChinchillaLaw> fit = SQUARES.fit(sweep(low, 0.02).dataset());
        assertThat(fit.law().e()).isPositive();
        assertThat(Covariance.gaussNewton(fit).interval(0.999, ChinchillaLaw::e).lower())
                .isNegative();
        Interval interval = ProfileLikelihood.of(fit).interval(0.999, ChinchillaLaw::e);
        assertThat(interval.lower()).isZero();
        assertThat(interval.upper()).isGreaterThan(fit.law().e()).isFinite();
    }

    @Test
    void aParameterOnABoundHasAnIntervalToOneSide() {
        Fit<ChinchillaLaw> fit = SQUARES.withBounds("beta", 0, 0.36).fit(SWEEP.dataset());
        assertThat(fit.law().beta()).isEqualTo(0.36);
        Interval interval = ProfileLikelihood.of(fit).interval(0.95, ChinchillaLaw::beta);
        assertThat(interval.upper()).isEqualTo(0.36);
        assertThat(interval.lower()).isBetween(0.34, 0.3599);
    }

    /** Near nothing: k may be 0, and then its logarithm has no lower end. */
    @Test
    void anEndIsInfiniteWhereTheRunsSetNoLimit() {
        LawFamily<FormulaLaw> ray =
                LawFamily.of(
                        "ray",
                        List.of(X),
                        List.of(Parameter.positive("k", "slope")),
                        (v, x) -> v[0] * x[0]);
        Fit<FormulaLaw> fit =
                Fitter.of(ray)
                        .withObjective(Objective.squares())
                        .fit(points(new double[] {1, 2, 3, 4}, new double[] {0.3, -0.2, 0.4, 0.1}));
        ProfileLikelihood<FormulaLaw> profile = ProfileLikelihood.of(fit);
        Interval logs = profile.interval(0.95, law -> Math.log(law.value("k")));
        assertThat(logs.lower()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(logs.upper()).isFinite();
        Interval plain = profile.interval(0.95, law -> law.value("k"));
        assertThat(plain.lower()).isBetween(0.0, 1e-3);
        assertThat(plain.upper()).isCloseTo(Math.exp(logs.upper()), withinPercentage(1e-4));
    }

    @Test
    void aFixedParameterHasNoWidth() {
        ProfileLikelihood<ChinchillaLaw> profile =
                ProfileLikelihood.of(SQUARES.withFixed("alpha", 0.35).fit(SWEEP.dataset()));
        assertThat(profile.interval(0.95, ChinchillaLaw::alpha))
                .isEqualTo(new Interval(0.35, 0.35));
        assertThat(profile.interval(0.95, ChinchillaLaw::beta).width()).isPositive();
        assertThat(profile.degreesOfFreedom()).isEqualTo(51);
        assertThatExceptionOfType(ScalingException.class)
                .isThrownBy(() -> profile.profile(ChinchillaLaw::alpha, 0.3))
                .withMessage("this number is fixed: it has no profile");
    }

    /** A run of 1B parameters for every budget: E and the model term make one number. */
    @Test
    void whatRunsDoNotDetermineHasNoIntervalUnlessTheBoundsCloseIt() {
        List<Run> runs = new ArrayList<>();
        for (double tokens = 1e9; tokens < 1e12; tokens *= 2) {
            Recipe recipe = Recipe.of(ModelSize.billions(1), Tokens.of(tokens));
            double noise = 1 + 0.002 * Math.sin(7 * runs.size());
            runs.add(Run.of(recipe, Loss.nats(noise * TRUTH.loss(recipe))));
        }
        ProfileLikelihood<ChinchillaLaw> profile =
                ProfileLikelihood.of(SQUARES.fit(Dataset.of(runs)));
        // Every alpha fits as well, so the search may end on a bound, from which all of them are
        // seen.
        try {
            Interval any = profile.interval(0.95, ChinchillaLaw::alpha);
            assertThat(any).isEqualTo(new Interval(0, 20));
        } catch (ScalingException none) {
            assertThat(none)
                    .hasMessage("the runs do not determine this number: it has no interval");
        }
        Interval floor = profile.interval(0.95, ChinchillaLaw::e);
        assertThat(floor.lower()).isZero();
        assertThat(floor.upper()).isBetween(TRUTH.e(), 2.5);
        Interval together =
                profile.interval(0.95, law -> law.e() + law.a() * Math.pow(1e9, -law.alpha()));
        assertThat(together.upper()).isCloseTo(floor.upper(), within(1e-5));
        assertThat(together.lower()).isBetween(TRUTH.e(), together.upper());
    }

    @Test
    void asManyParametersAsRunsLeaveNoInterval() {
        List<Recipe> design = new ArrayList<>();
        for (double[] each :
                new double[][] {{1e8, 1e9}, {1e8, 1e11}, {1e9, 1e10}, {1e10, 1e9}, {3e9, 1e11}}) {
            design.add(Recipe.of(ModelSize.of(each[0]), Tokens.of(each[1])));
        }
        ProfileLikelihood<ChinchillaLaw> none =
                ProfileLikelihood.of(SQUARES.fit(SimulatedRuns.of(TRUTH, design).dataset()));
        assertThatExceptionOfType(ScalingException.class)
                .isThrownBy(() -> none.interval(0.95, ChinchillaLaw::beta))
                .withMessage("the runs do not determine this number: it has no interval");
    }

    @ParameterizedTest
    @ValueSource(strings = {"log-squares", "log-huber:0.001", "log-absolute"})
    void runsWithoutNoiseLeaveNoDoubt(String objective) {
        Fit<ChinchillaLaw> fit =
                SQUARES.withObjective(Objective.parse(objective)).fit(sweep(TRUTH, 0).dataset());
        Interval interval = ProfileLikelihood.of(fit).interval(0.95, ChinchillaLaw::alpha);
        assertThat(interval.lower()).isCloseTo(TRUTH.alpha(), within(1e-6));
        assertThat(interval.upper()).isCloseTo(TRUTH.alpha(), within(1e-6));
    }

    @Test
    void aCurveStopsAtTheBound() {
        List<ProfileLikelihood.Point<ChinchillaLaw>> points =
                PROFILE.profile(ChinchillaLaw::e, -1, 1.8);
        assertThat(points.get(0).quantity()).isZero();
        assertThat(points.get(0).law().e()).isZero();
        assertThat(points.get(1).quantity()).isCloseTo(1.8, within(1e-6));
    }

    /** The truth is not the best law for these runs: a few steps downhill show it. */
    @Test
    void aFitThatIsNotTheOptimumIsRefused() {
        FitProblem<ChinchillaLaw> problem = FIT.problem();
        double[] point = problem.at(TRUTH).point();
        double value = problem.at(TRUTH).objective();
        Fit<ChinchillaLaw> poor =
                new Fit<>(TRUTH, problem, Solution.of(point, value, 0, Stop.CONVERGED, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProfileLikelihood.of(poor))
                .withMessageMatching(
                        "the fit of a profile must be the optimum, got log-squares [0-9.E-]+ where"
                                + " ChinchillaLaw\\[.*\\] has [0-9.E-]+");
    }

    /** Two valleys in s, the deeper one at -2 where the slope is right: the curve leads there. */
    @Test
    void aCurveThatFindsABetterValleySaysSo() {
        LawFamily<FormulaLaw> family =
                LawFamily.of(
                        "valleys",
                        List.of(X),
                        List.of(Parameter.real("s", "place").within(-6, 6)),
                        (v, x) -> v[0] * v[0] - 4 + 0.1 * v[0] * x[0]);
        double[] x = {-3, -2, -1, 1, 2, 3};
        double[] y = {0.61, 0.38, 0.22, -0.2, -0.41, -0.6};
        Fit<FormulaLaw> fit =
                Fitter.of(family).withObjective(Objective.squares()).withStart(2).fit(points(x, y));
        assertThat(fit.law().value("s")).isPositive();
        ProfileLikelihood<FormulaLaw> profile = ProfileLikelihood.of(fit);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> profile.profile(law -> law.value("s"), 1, 0, -2))
                .withMessageStartingWith("the fit of a profile must be the optimum, got squares ");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -0.5, 95, Double.NaN})
    void aLevelLiesBetweenZeroAndOne(double level) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PROFILE.interval(level, ChinchillaLaw::alpha))
                .withMessage("a level lies between 0 and 1, got " + level);
    }

    @Test
    void aCurveIsAskedForAtFiniteValues() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PROFILE.profile(ChinchillaLaw::alpha, 0.3, Double.NaN))
                .withMessage("value of a profile must be finite, got NaN");
    }

    @Test
    void anInterruptStopsIt() {
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptedFitException.class)
                .isThrownBy(() -> PROFILE.interval(0.95, ChinchillaLaw::alpha))
                .withMessage("the profile was interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }
}
