package org.scalinglaws.law;

import java.util.function.DoubleUnaryOperator;

/** The functions of one number that an {@link Expression} knows, with two derivatives each. */
@SuppressWarnings("ImmutableEnumChecker") // the functions below keep nothing
enum Function {
    EXP(Math::exp, (graph, x, y) -> y, (graph, x, y) -> y),
    LOG(
            Math::log,
            (graph, x, y) -> graph.inverse(x),
            (graph, x, y) -> graph.negated(graph.squared(graph.inverse(x)))),
    LOG1P(
            Math::log1p,
            (graph, x, y) -> graph.inverse(graph.plus(graph.one, x)),
            (graph, x, y) -> graph.negated(graph.squared(graph.inverse(graph.plus(graph.one, x))))),
    EXPM1(Math::expm1, (graph, x, y) -> graph.apply(EXP, x), (graph, x, y) -> graph.apply(EXP, x)),
    /** ln(1 + e^x), which is x for a large x and does not overflow. */
    SOFTPLUS(
            x -> Math.max(x, 0) + logOfOneAnd(Math.exp(-Math.abs(x))),
            (graph, x, y) -> graph.apply(EXP, graph.minus(x, y)),
            (graph, x, y) -> graph.apply(EXP, graph.minus(x, graph.times(graph.number(2), y)))),
    SIN(Math::sin, (graph, x, y) -> graph.apply(cosine(), x), (graph, x, y) -> graph.negated(y)),
    COS(
            Math::cos,
            (graph, x, y) -> graph.negated(graph.apply(SIN, x)),
            (graph, x, y) -> graph.negated(y)),
    ABS(Math::abs, (graph, x, y) -> graph.sign(x), (graph, x, y) -> graph.zero),
    SQRT(
            Math::sqrt,
            (graph, x, y) -> graph.times(graph.number(0.5), graph.inverse(y)),
            (graph, x, y) -> graph.times(graph.number(-0.25), graph.inverse(graph.times(x, y)))),
    TANH(
            Math::tanh,
            (graph, x, y) -> graph.minus(graph.one, graph.squared(y)),
            (graph, x, y) ->
                    graph.times(
                            graph.number(-2),
                            graph.times(y, graph.minus(graph.one, graph.squared(y))))),
    ERF(
            Function::erf,
            (graph, x, y) -> bell(graph, x),
            (graph, x, y) -> graph.times(graph.number(-2), graph.times(x, bell(graph, x)))),
    ATAN(
            Math::atan,
            (graph, x, y) -> graph.inverse(graph.plus(graph.one, graph.squared(x))),
            (graph, x, y) ->
                    graph.times(
                            graph.number(-2),
                            graph.times(
                                    x,
                                    graph.squared(
                                            graph.inverse(
                                                    graph.plus(graph.one, graph.squared(x)))))));

    /** Writes a derivative at the node x, where y is the node of the value. */
    private interface Rule {
        int derivative(Graph graph, int x, int y);
    }

    private final DoubleUnaryOperator value;
    private final Rule slope;
    private final Rule curvature;

    Function(DoubleUnaryOperator value, Rule slope, Rule curvature) {
        this.value = value;
        this.slope = slope;
        this.curvature = curvature;
    }

    double value(double x) {
        return value.applyAsDouble(x);
    }

    /** Writes values; the commonest functions have a loop in which the compiler sees them. */
    void values(double[] x, double[] y) {
        if (this == EXP) {
            for (int row = 0; row < y.length; row++) {
                y[row] = Math.exp(x[row]);
            }
        } else if (this == LOG) {
            for (int row = 0; row < y.length; row++) {
                y[row] = Math.log(x[row]);
            }
        } else {
            for (int row = 0; row < y.length; row++) {
                y[row] = value.applyAsDouble(x[row]);
            }
        }
    }

    /** The node of the first derivative at x, where y is the node of the value. */
    int slope(Graph graph, int x, int y) {
        return slope.derivative(graph, x, y);
    }

    /** The node of the second derivative. */
    int curvature(Graph graph, int x, int y) {
        return curvature.derivative(graph, x, y);
    }

    // A constant cannot name a later one.
    private static Function cosine() {
        return COS;
    }

    /**
     * ln(1 + x) for x from 0 to 1, by Kahan's correction of what rounding took from 1 + x: as sharp as
     * {@link Math#log1p} and several times as fast.
     *
     * @see <a href="https://doi.org/10.1145/103162.103163">Goldberg (1991), theorem 4</a>
     */
    static double logOfOneAnd(double x) {
        double sum = 1 + x;
        return sum == 1 ? x : Math.log(sum) * (x / (sum - 1));
    }

    private static int bell(Graph graph, int x) {
        int square = graph.negated(graph.squared(x));
        return graph.times(graph.number(2 / Math.sqrt(Math.PI)), graph.apply(EXP, square));
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
