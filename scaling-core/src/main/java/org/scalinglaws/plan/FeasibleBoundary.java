package org.scalinglaws.plan;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.scalinglaws.numeric.CentralDifferences;
import org.scalinglaws.resource.Resource;

/**
 * The boundary of the feasible set: for each model size the most tokens that all limits allow.
 * Every limit is linear in the work, so that it gives its tokens at once:
 *
 * <pre>
 *   D(N) = (limit - perServingFlop s(N) T - perParameter N) / (perTrainingFlop f(N) + perToken)</pre>
 *
 * @param limits the limits
 * @param training f: FLOP of one training token
 * @param serving s: FLOP of one served token
 * @param served T: tokens served, zero or more
 */
record FeasibleBoundary(List<Limit> limits, TokenCost training, TokenCost serving, double served) {
    /** Nobody plans for more parameters or tokens. */
    static final double MOST_LOG = Math.log(1e60);

    /** What is left of a limit for tokens; negative where a model is too large for it. */
    private double rest(Limit limit, double parameters) {
        return limit.most() - use(limit.resource(), parameters, 0);
    }

    /** What a model and its tokens use of a resource. */
    double use(Resource resource, double parameters, double tokens) {
        double serve = served > 0 ? serving.flops(parameters) * served : 0;
        return resource.use(training.flops(parameters) * tokens, serve, parameters, tokens);
    }

    /** ln D that a limit allows a model; minus infinity where the model is too large for it. */
    double logTokens(int limit, double logSize) {
        Limit one = limits.get(limit);
        double parameters = Math.exp(logSize);
        double each =
                one.resource().perTrainingFlop() * training.flops(parameters)
                        + one.resource().perToken();
        double rest = rest(one, parameters);
        if (!(rest > 0)) {
            return Double.NEGATIVE_INFINITY;
        }
        return each > 0 ? Math.log(rest / each) : Double.POSITIVE_INFINITY;
    }

    /** The limit that allows the fewest tokens, or -1 without any. */
    int tightest(double logSize) {
        int tightest = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int j = 0; j < limits.size(); j++) {
            double tokens = limits.get(j).readsTokens() ? logTokens(j, logSize) : least;
            if (!(tokens >= least)) {
                tightest = j;
                least = tokens;
            }
        }
        return tightest;
    }

    /** ln D that all limits allow. */
    double logTokens(double logSize) {
        int tightest = tightest(logSize);
        return tightest < 0 ? Double.POSITIVE_INFINITY : logTokens(tightest, logSize);
    }

    /**
     * ln of the largest model that a limit allows with a single token; infinite where it allows all,
     * NaN where it allows none.
     */
    double largest(int limit) {
        Limit one = limits.get(limit);
        DoubleUnaryOperator over =
                log -> Math.log(use(one.resource(), Math.exp(log), 1) / one.most());
        if (over.applyAsDouble(MOST_LOG) < 0) {
            return Double.POSITIVE_INFINITY;
        }
        return over.applyAsDouble(0) > 0 ? Double.NaN : Crossing.between(over, 0, MOST_LOG);
    }

    /** The slopes of ln use over ln N, ln D and ln T. */
    record Slopes(double bySize, double byTokens, double byServed) {}

    /** How what is used of a resource grows. */
    Slopes slopes(Resource resource, double parameters, double tokens) {
        double all = use(resource, parameters, tokens);
        double train = resource.perTrainingFlop() * training.flops(parameters) * tokens / all;
        double serve =
                served > 0
                        ? resource.perServingFlop() * serving.flops(parameters) * served / all
                        : 0;
        return new Slopes(
                train * elasticity(training, parameters)
                        + serve * elasticity(serving, parameters)
                        + resource.perParameter() * parameters / all,
                train + resource.perToken() * tokens / all,
                serve);
    }

    private static double elasticity(TokenCost cost, double parameters) {
        return cost.perParameter().isPresent()
                ? 1
                : CentralDifferences.surestSlope(
                        log -> Math.log(cost.flops(Math.exp(log))), Math.log(parameters));
    }
}
