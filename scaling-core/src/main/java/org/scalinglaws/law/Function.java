package org.scalinglaws.law;

/** The functions of one number that an {@link Expression} knows, with two derivatives each. */
enum Function {
    EXP {
        @Override
        double value(double x) {
            return Math.exp(x);
        }

        @Override
        double slope(double x, double y) {
            return y;
        }

        @Override
        double curvature(double x, double y) {
            return y;
        }
    },
    LOG {
        @Override
        double value(double x) {
            return Math.log(x);
        }

        @Override
        double slope(double x, double y) {
            return 1 / x;
        }

        @Override
        double curvature(double x, double y) {
            return -1 / (x * x);
        }
    },
    LOG1P {
        @Override
        double value(double x) {
            return Math.log1p(x);
        }

        @Override
        double slope(double x, double y) {
            return 1 / (1 + x);
        }

        @Override
        double curvature(double x, double y) {
            return -1 / ((1 + x) * (1 + x));
        }
    },
    EXPM1 {
        @Override
        double value(double x) {
            return Math.expm1(x);
        }

        @Override
        double slope(double x, double y) {
            return Math.exp(x);
        }

        @Override
        double curvature(double x, double y) {
            return Math.exp(x);
        }
    },
    /** ln(1 + e^x), which is x for a large x and does not overflow. */
    SOFTPLUS {
        @Override
        double value(double x) {
            return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
        }

        @Override
        double slope(double x, double y) {
            return Math.exp(x - y);
        }

        @Override
        double curvature(double x, double y) {
            return Math.exp(x - 2 * y);
        }
    },
    SIN {
        @Override
        double value(double x) {
            return Math.sin(x);
        }

        @Override
        double slope(double x, double y) {
            return Math.cos(x);
        }

        @Override
        double curvature(double x, double y) {
            return -y;
        }
    },
    COS {
        @Override
        double value(double x) {
            return Math.cos(x);
        }

        @Override
        double slope(double x, double y) {
            return -Math.sin(x);
        }

        @Override
        double curvature(double x, double y) {
            return -y;
        }
    },
    ATAN {
        @Override
        double value(double x) {
            return Math.atan(x);
        }

        @Override
        double slope(double x, double y) {
            return 1 / (1 + x * x);
        }

        @Override
        double curvature(double x, double y) {
            return -2 * x / ((1 + x * x) * (1 + x * x));
        }
    };

    abstract double value(double x);

    /** The first derivative at x, where y is the value. */
    abstract double slope(double x, double y);

    /** The second derivative at x, where y is the value. */
    abstract double curvature(double x, double y);
}
