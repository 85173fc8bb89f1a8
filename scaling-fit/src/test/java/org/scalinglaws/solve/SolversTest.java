package org.scalinglaws.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What some solvers do beyond the contract of all. */
class SolversTest {
    @Test
    void levenbergMarquardtNeedsSquares() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                Solver.levenbergMarquardt()
                                        .solve(TestCosts.twoValleys(), new double[2]))
                .withMessage(
                        "Levenberg-Marquardt needs a sum of squares; use another solver or objective");
    }

    @Test
    void bobyqaNeedsTwoCoordinates() {
        Cost line = TestCosts.bowl(new double[] {3}, new double[] {-9}, new double[] {9});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Solver.bobyqa().solve(line, new double[1]))
                .withMessage("BOBYQA needs two coordinates or more, got 1; use another solver");
        for (Solver other :
                List.of(Solver.trustRegion(), Solver.levenbergMarquardt(), Solver.nelderMead())) {
            assertThat(other.solve(line, new double[1]).point()[0]).isCloseTo(3, within(1e-6));
        }
    }

    @Test
    void theTrustRegionLeavesAPlaceThatBendsDownward() {
        Solution end = Solver.trustRegion().solve(TestCosts.twoValleys(), new double[] {1e-3, 0.5});
        assertThat(end.point()).containsExactly(new double[] {1, 0}, within(1e-12));
        assertThat(end.value()).isCloseTo(-0.25, within(1e-15));
        assertThat(end.stop()).isEqualTo(Stop.CONVERGED);
        assertThat(end.gradientNorm()).isCloseTo(0, within(1e-20));
    }

    @Test
    void theTrustRegionFollowsABoundWithCoordinatesThatDependOnEachOther() {
        Cost cost =
                new TestCosts.Squares(2, 2, i -> -9, i -> i == 0 ? 1 : 9) {
                    @Override
                    public void residuals(double[] point, double[] residuals, double[] jacobian) {
                        residuals[0] = point[0] + 2 * point[1] - 8;
                        residuals[1] = point[0] - point[1] - 1;
                        System.arraycopy(new double[] {1, 1, 2, -1}, 0, jacobian, 0, 4);
                    }
                };
        Solution end = Solver.trustRegion().solve(cost, new double[] {-3, -3});
        assertThat(end.point()).containsExactly(new double[] {1, 2.8}, within(1e-12));
        assertThat(end.stop()).isEqualTo(Stop.CONVERGED);
    }

    @Test
    void theTrustRegionStopsWhenItsThreadIsInterrupted() {
        Thread.currentThread().interrupt();
        Solution end = Solver.trustRegion().solve(TestCosts.rosenbrock(), new double[] {-1.2, 1});
        assertThat(end.stop()).isEqualTo(Stop.INTERRUPTED);
        assertThat(end.evaluations()).isEqualTo(1);
        assertThat(end.point()).containsExactly(-1.2, 1);
        assertThat(Thread.interrupted()).as("the flag is left for the caller").isTrue();
    }

    @Test
    void aSecondSolverGoesOnWhereTheFirstEnded() {
        Solver two = new TrustRegion(5).then(Solver.trustRegion());
        Solution first = new TrustRegion(5).solve(TestCosts.rosenbrock(), new double[] {-1.2, 1});
        Solution both = two.solve(TestCosts.rosenbrock(), new double[] {-1.2, 1});
        Solution second = Solver.trustRegion().solve(TestCosts.rosenbrock(), first.point());
        assertThat(both).isEqualTo(second);
        assertThat(both.evaluations()).isEqualTo(first.evaluations() + second.evaluations());
    }

    @Test
    void aSecondSolverThatGainsNothingChangesNothing() {
        Solver idle = (cost, start) -> Solution.of(start, 1e9, 1, Stop.INTERRUPTED, 3);
        Solution alone = Solver.trustRegion().solve(TestCosts.rosenbrock(), new double[2]);
        Solution both =
                Solver.trustRegion().then(idle).solve(TestCosts.rosenbrock(), new double[2]);
        assertThat(both).isEqualTo(alone);
        assertThat(both.evaluations()).isEqualTo(alone.evaluations() + 3);
    }

    @Test
    void aCostWithoutCoordinatesIsSolvedAtOnce() {
        Cost nothing = TestCosts.bowl(new double[0], new double[0], new double[0]);
        Solution end = Solver.trustRegion().solve(nothing, new double[0]);
        assertThat(end.stop()).isEqualTo(Stop.CONVERGED);
        assertThat(end.value()).isZero();
    }
}
