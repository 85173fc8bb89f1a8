package org.scalinglaws.plan;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.analysis.interpolation.SplineInterpolator;
import org.apache.commons.math3.analysis.polynomials.PolynomialSplineFunction;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.quantity.Compute;

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
    private static final double MORE = 10;

    private final DoubleBinaryOperator law;
    private final DataPool pool;
    private final DoubleUnaryOperator optimalSize;

    private Repeated(DoubleBinaryOperator law, DataPool pool, DoubleUnaryOperator optimalSize) {
        this.law = law;
        this.pool = pool;
        this.optimalSize = optimalSize;
    }

    static Repeated of(ComputeOptimal planner, DataPool pool) {
        return new Repeated(planner.surface(), pool, optimalSize(planner, pool));
    }

    private static DoubleUnaryOperator optimalSize(ComputeOptimal planner, DataPool pool) {
        @Nullable TwoPowers closed = TwoPowers.of(planner.law());
        if (closed != null && planner.training().perParameter().isPresent()) {
            return closed::sizeFor;
        }
        return pool.mostEpochs() > 1 ? frontier(planner, pool) : tokens -> tokens;
    }

    /** The same law with other tokens, not far more of them. */
    Repeated with(DataPool other) {
        return new Repeated(law, other, optimalSize);
    }

    /** ln N over ln D along the frontier, up to some times the distinct tokens of the whole pool. */
    private static DoubleUnaryOperator frontier(ComputeOptimal planner, DataPool pool) {
        double most = MORE * pool.worthOnce();
        double last = 0.3 * most * most;
        while (planner.plan(Compute.flops(last)).tokens().count() < most) {
            last *= 10;
        }
        double ratio = Math.pow(10, -DECADES / (NODES - 1));
        double[] logTokens = new double[NODES];
        double[] logSizes = new double[NODES];
        for (int i = 0; i < NODES; i++) {
            double flops = last * Math.pow(ratio, NODES - 1 - i);
            Plan plan = planner.plan(Compute.flops(flops));
            logSizes[i] = Math.log(plan.model().parameters());
            logTokens[i] = Math.log(plan.tokens().count());
        }
        PolynomialSplineFunction spline = new SplineInterpolator().interpolate(logTokens, logSizes);
        double lower = logTokens[0];
        double upper = logTokens[NODES - 1];
        return tokens -> Math.exp(spline.value(Math.max(lower, Math.min(upper, Math.log(tokens)))));
    }

    /** The loss of a size and tokens seen. */
    double loss(double parameters, double tokens) {
        double data = pool.effective(tokens);
        if (pool.mostEpochs() == 1) {
            return law.applyAsDouble(parameters, data);
        }
        double useful = Math.min(parameters, optimalSize.applyAsDouble(pool.distinct(tokens)));
        double excess = (parameters / useful - 1) / pool.rN();
        return law.applyAsDouble(useful - useful * pool.rN() * Math.expm1(-excess), data);
    }
}
