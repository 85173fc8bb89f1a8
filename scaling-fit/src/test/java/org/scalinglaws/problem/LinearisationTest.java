package org.scalinglaws.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.simulate.SimulatedRuns;

class LinearisationTest {
    private static final ChinchillaLaw LAW = new ChinchillaLaw(1.7, 400, 0.34, 900, 0.3);
    private static final Dataset RUNS =
            SimulatedRuns.isoFlop(LAW, List.of(Compute.flops(1e18), Compute.flops(1e20)), 5, 8)
                    .withNoise(0.01)
                    .withSeed(3)
                    .dataset();

    private static FitProblem<ChinchillaLaw> problem(Objective objective, Restrictions held) {
        return FitProblem.of(ChinchillaLaw.FAMILY, RUNS, objective, held);
    }

    @Test
    void residualsMoveAsTheLawDoes() {
        FitProblem<ChinchillaLaw> problem = problem(Objective.logHuber(0.1), Restrictions.NONE);
        Linearisation<ChinchillaLaw> linear = problem.at(LAW);
        double[] residuals = linear.residuals();
        double[] jacobian = linear.jacobian();
        for (int a = 0; a < 5; a++) {
            double[] moved = linear.point();
            moved[a] += 1e-6;
            double[] above = problem.at(moved).residuals();
            for (int row = 0; row < residuals.length; row++) {
                double slope = (above[row] - residuals[row]) / 1e-6;
                assertThat(jacobian[a * residuals.length + row]).isCloseTo(slope, within(1e-4));
            }
        }
    }

    @Test
    void theGradientOfAParameterIsItsOwnSlope() {
        Linearisation<ChinchillaLaw> linear =
                problem(Objective.logSquares(), Restrictions.NONE).at(LAW);
        int[] all = {0, 1, 2, 3, 4};
        double[] gradient = linear.gradient(ChinchillaLaw::a, all, linear.sizes());
        for (int a : all) {
            double exact = linear.slopes(a)[1];
            assertThat(gradient[a]).isCloseTo(exact, within(1e-6 * Math.abs(LAW.a())));
        }
    }

    @Test
    void aParameterOnTheEdgeOfItsRangeIsNotFree() {
        Restrictions held = Restrictions.NONE.withBounds("alpha", new Interval(0.34, 0.9));
        Linearisation<ChinchillaLaw> linear =
                problem(Objective.logSquares(), held.withFixed("beta", 0.3)).at(LAW);
        assertThat(linear.isOnBound(2)).isTrue();
        assertThat(linear.isOnBound(0)).isFalse();
        assertThat(linear.isOnBound(4)).isFalse();
        assertThat(linear.free()).hasSize(3);
    }

    @Test
    void theObjectiveOfALawIsThatAtItsBestScale() {
        FitProblem<ChinchillaLaw> problem =
                problem(Objective.logHuberLikelihood(1e-3), Restrictions.NONE);
        Linearisation<ChinchillaLaw> law = problem.at(LAW);
        double[] scaled = problem.resample().withScale(problem.objective(), law.point());
        assertThat(problem.at(scaled).objective()).isEqualTo(law.objective());
        scaled[5] += 0.1;
        assertThat(problem.at(scaled).objective()).isGreaterThan(law.objective());
    }

    @Test
    void aPointOfAnotherProblemIsRefused() {
        FitProblem<ChinchillaLaw> problem = problem(Objective.squares(), Restrictions.NONE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> problem.at(new double[3]))
                .withMessage("point must have 5 numbers, or 6 with a scale, got 3");
    }
}
