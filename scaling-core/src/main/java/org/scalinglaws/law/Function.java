package org.scalinglaws.law;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** The functions of one number that an {@link Expression} knows, with two derivatives each. */
@SuppressWarnings("ImmutableEnumChecker") // the functions below keep nothing
enum Function {
    EXP(Math::exp, (x, y) -> y, (x, y) -> y),
    LOG(Math::log, (x, y) -> 1 / x, (x, y) -> -1 / (x * x)),
    LOG1P(Math::log1p, (x, y) -> 1 / (1 + x), (x, y) -> -1 / ((1 + x) * (1 + x))),
    EXPM1(Math::expm1, (x, y) -> Math.exp(x), (x, y) -> Math.exp(x)),
    /** ln(1 + e^x), which is x for a large x and does not overflow. */
    SOFTPLUS(
            x -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
            (x, y) -> Math.exp(x - y),
            (x, y) -> Math.exp(x - 2 * y)),
    SIN(Math::sin, (x, y) -> Math.cos(x), (x, y) -> -y),
    COS(Math::cos, (x, y) -> -Math.sin(x), (x, y) -> -y),
    ABS(Math::abs, (x, y) -> Math.signum(x), (x, y) -> 0),
    SQRT(Math::sqrt, (x, y) -> 1 / (2 * y), (x, y) -> -1 / (4 * x * y)),
    TANH(Math::tanh, (x, y) -> 1 - y * y, (x, y) -> -2 * y * (1 - y * y)),
    ERF(
            Function::erf,
            (x, y) -> 2 / Math.sqrt(Math.PI) * Math.exp(-x * x),
            (x, y) -> -4 * x / Math.sqrt(Math.PI) * Math.exp(-x * x)),
    ATAN(Math::atan, (x, y) -> 1 / (1 + x * x), (x, y) -> -2 * x / ((1 + x * x) * (1 + x * x)));

    private final DoubleUnaryOperator value;
    private final DoubleBinaryOperator slope;
    private final DoubleBinaryOperator curvature;

    Function(
            DoubleUnaryOperator value, DoubleBinaryOperator slope, DoubleBinaryOperator curvature) {
        this.value = value;
        this.slope = slope;
        this.curvature = curvature;
    }

    double value(double x) {
        return value.applyAsDouble(x);
    }

    /** The first derivative at x, where y is the value. */
    double slope(double x, double y) {
        return slope.applyAsDouble(x, y);
    }

    /** The second derivative at x, where y is the value. */
    double curvature(double x, double y) {
        return curvature.applyAsDouble(x, y);
    }

    /**
     * The error function by its series of positive terms, which loses no digits; 1 where the rest is
     * below rounding.
     */
    private static double erf(double x) {
        if (Math.abs(x) > 6) {
            return Math.signum(x);
        }
        double term = x;
        double sum = x;
        for (int n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
    }
}
