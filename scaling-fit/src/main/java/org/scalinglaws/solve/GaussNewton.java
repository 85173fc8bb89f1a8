package org.scalinglaws.solve;

/**
 * The method of Gauss and Newton inside a trust region: Levenberg and Marquardt's with bounds that
 * hold at every step. Where the cost bends downward its model still bends upward, so it goes
 * downhill from far away.
 *
 * @see <a href="https://doi.org/10.1007/BFb0067700">Moré (1978), The Levenberg-Marquardt algorithm:
 *     implementation and theory</a>
 * @param limit how often the cost may be evaluated
 * @param enough it ends where its model promises less than this share of the value
 */
record GaussNewton(int limit, double enough) implements Solver {
    @Override
    public Solution solve(Cost cost, double[] start) {
        Bounds.checked(cost, start);
        if (!(cost instanceof SquaresCost squares)) {
            throw new IllegalArgumentException(
                    "Gauss-Newton needs a sum of squares; use another solver or objective");
        }
        return new TrustRegion(limit, enough).solve(new Linearised(squares), start);
    }

    /** The same cost, with the second derivatives of the residuals left out. */
    private static final class Linearised implements Cost {
        private final SquaresCost squares;
        private final double[] residuals;
        private final double[] jacobian;

        Linearised(SquaresCost squares) {
            this.squares = squares;
            this.residuals = new double[squares.rows()];
            this.jacobian = new double[squares.rows() * squares.dimension()];
        }

        @Override
        public int dimension() {
            return squares.dimension();
        }

        @Override
        public double lower(int coordinate) {
            return squares.lower(coordinate);
        }

        @Override
        public double upper(int coordinate) {
            return squares.upper(coordinate);
        }

        @Override
        public double value(double[] point) {
            return squares.value(point);
        }

        @Override
        public double differentiate(double[] point, double[] gradient, double[] hessian) {
            squares.residuals(point, residuals, jacobian);
            int rows = residuals.length;
            int n = dimension();
            double value = 0;
            for (double residual : residuals) {
                value += 0.5 * residual * residual;
            }

            // Only the lower triangle is summed; the upper one is its mirror.
            for (int a = 0; a < n; a++) {
                double slope = 0;
                for (int row = 0; row < rows; row++) {
                    slope += jacobian[a * rows + row] * residuals[row];
                }
                gradient[a] = slope;
                for (int b = 0; b <= a; b++) {
                    double sum = 0;
                    for (int row = 0; row < rows; row++) {
                        sum += jacobian[a * rows + row] * jacobian[b * rows + row];
                    }
                    hessian[a * n + b] = sum;
                    hessian[b * n + a] = sum;
                }
            }
            return value;
        }
    }
}
