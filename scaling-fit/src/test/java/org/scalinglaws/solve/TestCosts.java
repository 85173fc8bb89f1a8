package org.scalinglaws.solve;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/** Costs with known minima. */
final class TestCosts {
    private TestCosts() {}

    /** Half of 100 (y - x^2)^2 + (1 - x)^2: a curved valley whose floor is 0 at (1, 1). */
    static SquaresCost rosenbrock() {
        return new Squares(2, 2, i -> Double.NEGATIVE_INFINITY, i -> Double.POSITIVE_INFINITY) {
            @Override
            public void residuals(double[] point, double[] residuals, double[] jacobian) {
                residuals[0] = 10 * (point[1] - point[0] * point[0]);
                residuals[1] = 1 - point[0];
                System.arraycopy(
                        new double[] {-20 * point[0], -1, 10, 0}, 0, jacobian, 0, jacobian.length);
            }

            @Override
            double bend(double[] residuals, int i, int j) {
                return i == 0 && j == 0 ? -20 * residuals[0] : 0;
            }
        };
    }

    /** Half the squared distance to a centre, inside bounds. */
    static SquaresCost bowl(double[] centre, double[] lower, double[] upper) {
        return new Squares(centre.length, centre.length, i -> lower[i], i -> upper[i]) {
            @Override
            public void residuals(double[] point, double[] residuals, double[] jacobian) {
                Arrays.fill(jacobian, 0);
                for (int i = 0; i < centre.length; i++) {
                    residuals[i] = point[i] - centre[i];
                    jacobian[i * centre.length + i] = 1;
                }
            }
        };
    }

    /** A sum of squares that derives all else from its parts. */
    abstract static class Squares implements SquaresCost {
        private final int rows;
        private final int dimension;
        private final IntToDoubleFunction lower;
        private final IntToDoubleFunction upper;

        Squares(int rows, int dimension, IntToDoubleFunction lower, IntToDoubleFunction upper) {
            this.rows = rows;
            this.dimension = dimension;
            this.lower = lower;
            this.upper = upper;
        }

        /** The sum over rows of residual times its second derivative. */
        double bend(double[] residuals, int i, int j) {
            return 0;
        }

        @Override
        public int rows() {
            return rows;
        }

        @Override
        public int dimension() {
            return dimension;
        }

        @Override
        public double lower(int coordinate) {
            return lower.applyAsDouble(coordinate);
        }

        @Override
        public double upper(int coordinate) {
            return upper.applyAsDouble(coordinate);
        }

        @Override
        public double value(double[] point) {
            double[] residuals = new double[rows];
            residuals(point, residuals, new double[rows * dimension]);
            return 0.5 * Arrays.stream(residuals).map(r -> r * r).sum();
        }

        @Override
        public double differentiate(double[] point, double[] gradient, double[] hessian) {
            double[] residuals = new double[rows];
            double[] jacobian = new double[rows * dimension];
            residuals(point, residuals, jacobian);
            for (int i = 0; i < dimension; i++) {
                gradient[i] = 0;
                for (int j = 0; j < dimension; j++) {
                    hessian[i * dimension + j] = bend(residuals, i, j);
                }
                for (int row = 0; row < rows; row++) {
                    gradient[i] += residuals[row] * jacobian[i * rows + row];
                    for (int j = 0; j < dimension; j++) {
                        hessian[i * dimension + j] +=
                                jacobian[i * rows + row] * jacobian[j * rows + row];
                    }
                }
            }
            return 0.5 * Arrays.stream(residuals).map(r -> r * r).sum();
        }
    }

    /** x^4/4 - x^2/2 + y^2/2: bends downward between its two floors of -1/4 at x = -1 and 1. */
    static Cost twoValleys() {
        return new Cost() {
            @Override
            public int dimension() {
                return 2;
            }

            @Override
            public double value(double[] point) {
                double square = point[0] * point[0];
                return 0.25 * square * square - 0.5 * square + 0.5 * point[1] * point[1];
            }

            @Override
            public double differentiate(double[] point, double[] gradient, double[] hessian) {
                gradient[0] = point[0] * point[0] * point[0] - point[0];
                gradient[1] = point[1];
                hessian[0] = 3 * point[0] * point[0] - 1;
                hessian[1] = 0;
                hessian[2] = 0;
                hessian[3] = 1;
                return value(point);
            }
        };
    }

    /** The bowl around (0, 0) that exists only where x is below a wall. */
    static SquaresCost walled(double wall) {
        return new Squares(2, 2, i -> Double.NEGATIVE_INFINITY, i -> Double.POSITIVE_INFINITY) {
            @Override
            public void residuals(double[] point, double[] residuals, double[] jacobian) {
                residuals[0] = point[0] < wall ? point[0] : Double.NaN;
                residuals[1] = point[1];
                System.arraycopy(new double[] {1, 0, 0, 1}, 0, jacobian, 0, jacobian.length);
            }
        };
    }
}
