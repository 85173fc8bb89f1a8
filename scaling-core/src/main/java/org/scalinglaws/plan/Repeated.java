package org.scalinglaws.plan;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.analysis.interpolation.SplineInterpolator;
import org.apache.commons.math3.analysis.polynomials.PolynomialSplineFunction;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.numeric.Root;
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
final class Repeated implements Reading {
    private static final int NODES = 48;
    private static final double DECADES = 12;
    private static final double MORE = 10;
    private static final double STEP = 1e-4;

    private final DoubleBinaryOperator law;
    private final DataPool pool;
    private final DoubleUnaryOperator optimalSize;

    private Repeated(DoubleBinaryOperator law, DataPool pool, DoubleUnaryOperator optimalSize) {
        this.law = law;
        this.pool = pool;
        this.optimalSize = optimalSize;
    }

    static Repeated of(LossSurface surface, DataPool pool) {
        return new Repeated(surface.quick(), pool, optimalSize(surface, pool));
    }

    private static DoubleUnaryOperator optimalSize(LossSurface surface, DataPool pool) {
        @Nullable TwoPowers closed = surface.closed();
        if (closed != null) {
            return closed::sizeFor;
        }
        return pool.mostEpochs() > 1 ? frontier(new Frontier(surface), pool) : tokens -> tokens;
    }

    /** The same law with other tokens, not far more of them. */
    Repeated with(DataPool other) {
        return new Repeated(law, other, optimalSize);
    }

    /** ln N over ln D along the frontier, up to some times the distinct tokens of the whole pool. */
    private static DoubleUnaryOperator frontier(Frontier optimal, DataPool pool) {
        double most = MORE * pool.worthOnce();

        // Up to a budget whose tokens are beyond all that a question asks of this pool.
        double last = 0.3 * most * most;
        while (optimal.at(Compute.flops(last)).tokens().count() < most) {
            last *= 10;
        }
        double ratio = Math.pow(10, -DECADES / (NODES - 1));
        double[] logTokens = new double[NODES];
        double[] logSizes = new double[NODES];
        for (int i = 0; i < NODES; i++) {
            double flops = last * Math.pow(ratio, NODES - 1 - i);
            Plan plan = optimal.at(Compute.flops(flops));
            logSizes[i] = Math.log(plan.model().parameters());
            logTokens[i] = Math.log(plan.tokens().count());
        }

        PolynomialSplineFunction spline = new SplineInterpolator().interpolate(logTokens, logSizes);
        double lower = logTokens[0];
        double upper = logTokens[NODES - 1];
        return tokens -> Math.exp(spline.value(Math.max(lower, Math.min(upper, Math.log(tokens)))));
    }

    /** The loss of a size and tokens seen, of the mix of sources that makes it least. */
    @Override
    public double loss(double parameters, double tokens) {
        Mix greedy = Mix.of(pool.stock(), tokens, 0);
        if (pool.mostEpochs() == 1) {
            return law.applyAsDouble(parameters, greedy.effective());
        }
        return loss(parameters, mix(parameters, tokens, greedy));
    }

    /** The loss of a size, its distinct tokens and what all tokens seen are worth. */
    private double loss(double parameters, double distinct, double effective) {
        double useful = Math.min(parameters, optimalSize.applyAsDouble(distinct));
        double excess = (parameters / useful - 1) / pool.rN();
        return law.applyAsDouble(useful - useful * pool.rN() * Math.expm1(-excess), effective);
    }

    /** The mix of sources that makes the loss least. */
    @Override
    public Mix mix(double parameters, double tokens) {
        return mix(parameters, tokens, Mix.of(pool.stock(), tokens, 0));
    }

    /**
     * A model that is no larger than what suits the distinct tokens of the greedy mix asks for no
     * more of them. Else new tokens carry a premium, and the best mix lies between the one that is
     * greedy for D' and the one that takes all new tokens first.
     */
    private Mix mix(double parameters, double tokens, Mix greedy) {
        double most = Mix.mostPremium(pool.stock());
        boolean enough = parameters <= optimalSize.applyAsDouble(greedy.distinct());
        if (!(most > 0) || pool.mostEpochs() == 1 || enough) {
            return greedy;
        }
        Mix fresh = Mix.of(pool.stock(), tokens, most);
        if (fresh.distinct() <= greedy.distinct()) {
            return greedy;
        }
        // Between the two ends, where the loss falls from one and rises to the other.
        double root = Root.ifAny(premium -> slope(parameters, tokens, premium), 0, most);
        Mix best = loss(parameters, fresh) < loss(parameters, greedy) ? fresh : greedy;
        Mix inside = Double.isNaN(root) ? best : Mix.of(pool.stock(), tokens, root);
        return loss(parameters, inside) < loss(parameters, best) ? inside : best;
    }

    private double loss(double parameters, Mix mix) {
        return loss(parameters, mix.distinct(), mix.effective());
    }

    /**
     * By how much the loss grows as a little D' is given for as much U_D as the premium says, which is
     * zero at the best mix:
     *
     * <pre>  d L / d U_D - premium d L / d D'</pre>
     */
    private double slope(double parameters, double tokens, double premium) {
        Mix mix = Mix.of(pool.stock(), tokens, premium);
        double distinct = mix.distinct();
        double effective = mix.effective();
        double byDistinct =
                (loss(parameters, distinct * (1 + STEP), effective)
                                - loss(parameters, distinct * (1 - STEP), effective))
                        / distinct;
        double byEffective =
                (loss(parameters, distinct, effective * (1 + STEP))
                                - loss(parameters, distinct, effective * (1 - STEP)))
                        / effective;
        return byDistinct - premium * byEffective;
    }
}
