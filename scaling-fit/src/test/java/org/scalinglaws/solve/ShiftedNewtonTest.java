package org.scalinglaws.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Steps as long as a ball allows, held against what makes them least. */
class ShiftedNewtonTest {
    /** A symmetric matrix with ones on its diagonal, as it bends along scaled axes. */
    private static double[] curvature(SplittableRandom random, int n) {
        double[] curvature = new double[n * n];
        for (int i = 0; i < n; i++) {
            curvature[i * n + i] = 1;
            for (int j = 0; j < i; j++) {
                curvature[i * n + j] = 2 * random.nextDouble() - 1;
                curvature[j * n + i] = curvature[i * n + j];
            }
        }
        return curvature;
    }

    private static ShiftedNewton model(double[] curvature, double[] slope) {
        ShiftedNewton newton = new ShiftedNewton(slope.length);
        System.arraycopy(slope, 0, newton.slope(slope.length), 0, slope.length);
        System.arraycopy(curvature, 0, newton.curvature(), 0, curvature.length);
        return newton;
    }

    @Test
    void aStepOnTheEdgePointsAgainstSlopeAndCurvatureOfOneShift() {
        SplittableRandom random = new SplittableRandom(3);
        int reached = 0;
        for (int round = 0; round < 200; round++) {
            int n = 2 + random.nextInt(6);
            double[] curvature = curvature(random, n);
            double[] slope = random.doubles(n, -1, 1).toArray();
            double radius = Math.pow(10, -3 * random.nextDouble());
            ShiftedNewton newton = model(curvature, slope);
            boolean upward = newton.solve(0);
            if ((upward && newton.length() <= radius) || !newton.reach(radius, upward)) {
                continue;
            }
            reached++;
            assertThat(newton.length()).isCloseTo(radius, within(2e-6 * radius));

            // The rest of the model's slope is minus one shift, zero or more, times the step.
            double[] step = newton.step();
            double shift = Double.NaN;
            for (int i = 0; i < n; i++) {
                double rest = -slope[i];
                for (int j = 0; j < n; j++) {
                    rest -= curvature[i * n + j] * step[j];
                }
                if (Math.abs(step[i]) > 1e-3 * radius) {
                    double here = rest / step[i];
                    assertThat(here).isGreaterThan(-1e-8);
                    assertThat(Double.isNaN(shift) ? here : shift)
                            .isCloseTo(here, within(1e-6 * (1 + Math.abs(here))));
                    shift = here;
                }
            }
        }
        assertThat(reached).isGreaterThan(100);
    }

    @Test
    void withoutAShiftItIsNewtonsStep() {
        ShiftedNewton newton = model(new double[] {2, 1, 1, 3}, new double[] {-5, -10});
        assertThat(newton.solve(0)).isTrue();
        assertThat(newton.step()[0]).isCloseTo(1, within(1e-15));
        assertThat(newton.step()[1]).isCloseTo(3, within(1e-15));
    }

    @Test
    void whatBendsDownwardHasNoStepUntilTheShiftIsLargeEnough() {
        ShiftedNewton newton = model(new double[] {1, 2, 2, 1}, new double[] {1, 0});
        assertThat(newton.solve(0)).isFalse();
        assertThat(newton.solve(0.9)).isFalse();
        assertThat(newton.solve(1.1)).isTrue();
    }

    @Test
    void aModelThatIsNoNumberIsLeftToOthers() {
        double[] nothing = {Double.NaN, 0, 0, 1};
        ShiftedNewton newton = model(nothing, new double[] {1, Double.NaN});
        assertThat(newton.solve(0)).isFalse();
        assertThat(newton.reach(0.1, false)).isFalse();
    }
}
