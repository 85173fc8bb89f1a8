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
}
