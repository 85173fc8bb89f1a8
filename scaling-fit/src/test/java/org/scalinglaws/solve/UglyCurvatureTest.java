package org.scalinglaws.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.junit.jupiter.api.Test;

/** Second derivatives that a decomposition fails on: a search goes on, and does not claim an end. */
class UglyCurvatureTest {
    private static final DMatrixRMaj NOT_FINITE =
            new DMatrixRMaj(new double[][] {{1, 0, 0}, {0, Double.NaN, 0}, {0, 0, 0}});

    private static final DMatrixRMaj HUGE =
            new DMatrixRMaj(new double[][] {{-1, 1e300}, {1e300, 1e308}});

    @Test
    void aMatrixThatIsNotFiniteHasNoSpectrumThoughEjmlThrows() {
        assertThatThrownBy(() -> DecompositionFactory_DDRM.eig(3, true, true).decompose(NOT_FINITE))
                .isExactlyInstanceOf(RuntimeException.class)
                .hasMessage("this should never happen");
        assertThat(Spectrum.byEjml(NOT_FINITE)).isEmpty();
        assertThat(Spectrum.byCommonsMath(NOT_FINITE)).isEmpty();
        assertThat(Spectrum.of(NOT_FINITE)).isEmpty();
    }

    @Test
    void whereTheFastAlgorithmOverflowsTheOtherAnswers() {
        assertThat(Spectrum.byEjml(HUGE)).isEmpty();
        Spectrum spectrum = Spectrum.of(HUGE).orElseThrow();
        assertThat(Arrays.stream(spectrum.values()).max().orElseThrow() / 1e308)
                .isCloseTo(1, within(1e-14));
        // The other one, -1e292, is less than the last digit of this one.
        assertThat(Math.abs(Arrays.stream(spectrum.values()).min().orElseThrow()))
                .isLessThan(1e293);
    }

    @Test
    void bothAlgorithmsGiveEigenvaluesAndUnitEigenvectors() {
        SplittableRandom random = new SplittableRandom(5);
        for (int round = 0; round < 50; round++) {
            int n = 1 + random.nextInt(6);
            DMatrixRMaj matrix = new DMatrixRMaj(n, n);
            for (int i = 0; i < n; i++) {
                for (int j = 0; j <= i; j++) {
                    matrix.set(i, j, random.nextDouble() - 0.5);
                    matrix.set(j, i, matrix.get(i, j));
                }
            }
            assertDecomposes(matrix, Spectrum.byEjml(matrix).orElseThrow());
            assertDecomposes(matrix, Spectrum.byCommonsMath(matrix).orElseThrow());
        }
    }

    private static void assertDecomposes(DMatrixRMaj matrix, Spectrum spectrum) {
        for (int k = 0; k < spectrum.values().length; k++) {
            double[] vector = spectrum.vectors()[k];
            double squares = 0;
            for (int i = 0; i < vector.length; i++) {
                double image = 0;
                for (int j = 0; j < vector.length; j++) {
                    image += matrix.get(i, j) * vector[j];
                }
                assertThat(image).isCloseTo(spectrum.values()[k] * vector[i], within(1e-13));
                squares += vector[i] * vector[i];
            }
            assertThat(squares).isCloseTo(1, within(1e-13));
        }
    }

    @Test
    void theStepStraightDownEndsWhereTheModelIsLeastOrAtTheBall() {
        DMatrixRMaj curvature = new DMatrixRMaj(new double[][] {{1, 0}, {0, 4}});
        double[] slope = {2, 8};
        double share = 68.0 / 260;
        assertThat(QuadraticModel.cauchyPoint(curvature, slope, Double.POSITIVE_INFINITY))
                .containsExactly(new double[] {-2 * share, -8 * share}, within(1e-15));
        assertThat(QuadraticModel.cauchyPoint(curvature, new double[] {3e200, -4e200}, 0.5))
                .containsExactly(new double[] {-0.3, 0.4}, within(1e-15));
        DMatrixRMaj downward = new DMatrixRMaj(new double[][] {{-1, 0}, {0, -1}});
        assertThat(
                        QuadraticModel.cauchyPoint(
                                downward, new double[] {3, 4}, Double.POSITIVE_INFINITY))
                .containsExactly(new double[] {-0.6, -0.8}, within(1e-15));
        assertThat(QuadraticModel.cauchyPoint(curvature, new double[2], 1)).containsExactly(0, 0);
    }

    /** A bowl around (1, 0, 0) whose second derivatives exist only within a distance of it. */
    private static Cost bowlWithCurvatureWithin(double distance) {
        return new Cost() {
            @Override
            public int dimension() {
                return 3;
            }

            @Override
            public double value(double[] point) {
                double x = point[0] - 1;
                return 2 + 0.5 * (x * x + point[1] * point[1] + point[2] * point[2]);
            }

            @Override
            public double differentiate(double[] point, double[] gradient, double[] hessian) {
                System.arraycopy(point, 0, gradient, 0, 3);
                gradient[0] -= 1;
                boolean exists = value(point) < 2 + 0.5 * distance * distance;
                Arrays.fill(hessian, 0);
                for (int i = 0; i < 3; i++) {
                    hessian[4 * i] = exists ? 1 : Double.NaN;
                }
                return value(point);
            }
        };
    }

    @Test
    void aStartWithoutSecondDerivativesIsLeftStraightDown() {
        Solution end = Solver.trustRegion().solve(bowlWithCurvatureWithin(0.97), new double[3]);
        assertThat(end.point()).containsExactly(new double[] {1, 0, 0}, within(1e-12));
        assertThat(end.stop()).isEqualTo(Stop.CONVERGED);
    }

    @Test
    void nowhereASecondDerivativeIsNoConvergence() {
        double[] start = {2, 3, -1};
        Cost cost = bowlWithCurvatureWithin(0);
        Solution end = Solver.trustRegion().solve(cost, start);
        assertThat(end.stop()).isEqualTo(Stop.PRECISION_LIMIT);
        assertThat(end.value()).isLessThanOrEqualTo(cost.value(start));
        assertThat(end.gradientNorm()).isGreaterThan(0.1);
    }

    @Test
    void aSaddleOfHugeCurvatureIsLeftForItsLowestCorner() {
        Cost saddle =
                new Cost() {
                    @Override
                    public int dimension() {
                        return 2;
                    }

                    @Override
                    public double lower(int coordinate) {
                        return -1;
                    }

                    @Override
                    public double upper(int coordinate) {
                        return 1;
                    }

                    @Override
                    public double value(double[] p) {
                        return 1e300 * p[0] * p[1] + 0.5 * (p[0] * p[0] + p[1] * p[1]);
                    }

                    @Override
                    public double differentiate(double[] p, double[] gradient, double[] hessian) {
                        gradient[0] = 1e300 * p[1] + p[0];
                        gradient[1] = 1e300 * p[0] + p[1];
                        System.arraycopy(new double[] {1, 1e300, 1e300, 1}, 0, hessian, 0, 4);
                        return value(p);
                    }
                };
        Solution end = Solver.trustRegion().solve(saddle, new double[] {0.5, 0.4});
        assertThat(end.value()).isEqualTo(-1e300);
    }

    @Test
    void aSlopeThatIsNotFiniteIsAnUndefinedStart() {
        Cost cost =
                new Cost() {
                    @Override
                    public int dimension() {
                        return 1;
                    }

                    @Override
                    public double value(double[] point) {
                        return Math.sqrt(point[0]);
                    }

                    @Override
                    public double differentiate(
                            double[] point, double[] gradient, double[] hessian) {
                        gradient[0] = 0.5 / Math.sqrt(point[0]);
                        hessian[0] = -0.25 * Math.pow(point[0], -1.5);
                        return value(point);
                    }
                };
        Solution end = Solver.trustRegion().solve(cost, new double[] {0});
        assertThat(end.stop()).isEqualTo(Stop.UNDEFINED_START);
    }
}
