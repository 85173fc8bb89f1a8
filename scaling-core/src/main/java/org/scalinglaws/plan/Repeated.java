package org.scalinglaws.plan;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.analysis.interpolation.SplineInterpolator;
import org.apache.commons.math3.analysis.polynomials.PolynomialSplineFunction;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Tokens;

/**
 * Any law of N and D with the effective data and parameters of a pool of tokens in place of D and N.
 *
 * <pre>
 *   L(N', D')  where  D' is the pool's, and
 *   N' = U_N + U_N R_N (1 - e^(-s / R_N)),  s = N / U_N - 1,  U_N = min(N, Nopt(U_D))</pre>
 *
 * <p>Nopt(U_D) is the law's own compute-optimal size for the distinct tokens seen. Where no token may
 * be seen twice nothing decays: N' = N.
 */
final class Repeated {
    private static final int NODES = 48;
    private static final double DECADES = 12;

    private final DoubleBinaryOperator law;
    private final DataPool pool;
    private final double rN;
    private final @Nullable DoubleUnaryOperator optimalSize;

    Repeated(ComputeOptimal planner, DataPool pool) {
        this.law = planner.surface();
        this.pool = pool;
        this.rN = pool.rN();
        this.optimalSize = pool.mostEpochs() > 1 ? optimalSize(planner, pool) : null;
    }

    private static DoubleUnaryOperator optimalSize(ComputeOptimal planner, DataPool pool) {
        @Nullable TwoPowers closed = TwoPowers.of(planner.law());
        return closed == null || planner.training().perParameter().isEmpty()
                ? frontier(planner, pool.worthOnce())
                : closed::sizeFor;
    }

    /** ln N over ln D along the frontier, up to the distinct tokens of the whole pool. */
    private static DoubleUnaryOperator frontier(ComputeOptimal planner, double most) {
        double size = planner.sizeFor(Tokens.of(most)).parameters();
        double last = Math.log(planner.training().flops(size)) + Math.log(most);
        double first = Math.max(Math.log(Frontier.LEAST_FLOPS), last - DECADES * Math.log(10));
        double[] logTokens = new double[NODES];
        double[] logSizes = new double[NODES];
        for (int i = 0; i < NODES - 1; i++) {
            double flops = Math.exp(first + (last - first) * i / (NODES - 1));
            Plan plan = planner.plan(Compute.flops(flops));
            logSizes[i] = Math.log(plan.model().parameters());
            logTokens[i] = Math.log(plan.tokens().count());
        }
        logSizes[NODES - 1] = Math.log(size);
        logTokens[NODES - 1] = Math.log(most);
        PolynomialSplineFunction spline = new SplineInterpolator().interpolate(logTokens, logSizes);
        double lower = logTokens[0];
        double upper = logTokens[NODES - 1];
        return tokens -> Math.exp(spline.value(Math.max(lower, Math.min(upper, Math.log(tokens)))));
    }

    /** The loss of a size and tokens seen. */
    double loss(double parameters, double tokens) {
        double data = pool.effective(tokens);
        if (optimalSize == null) {
            return law.applyAsDouble(parameters, data);
        }
        double useful = Math.min(parameters, optimalSize.applyAsDouble(pool.distinct(tokens)));
        double excess = (parameters / useful - 1) / rN;
        return law.applyAsDouble(useful - useful * rN * Math.expm1(-excess), data);
    }
}
