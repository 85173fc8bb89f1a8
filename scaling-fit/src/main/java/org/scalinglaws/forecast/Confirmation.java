package org.scalinglaws.forecast;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.scalinglaws.numeric.Quantiles;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.Require;

/**
 * New runs held against their forecasts by the exact binomial test: whether so many could lie outside
 * their intervals if the forecast were right.
 *
 * @param level of the intervals
 * @param runs each new run with its interval
 * @see <a href="https://doi.org/10.2307/2527341">Christoffersen (1998), Evaluating Interval Forecasts</a>
 */
public record Confirmation(double level, List<Held> runs) {
    /** A law does not survive what happens less often than this. */
    private static final double UNLIKELY = 0.05;

    /**
     * One new run.
     *
     * @param params its size
     * @param tokens its tokens
     * @param loss what was measured, nats per token
     * @param newRun what was forecast
     */
    public record Held(double params, double tokens, double loss, Interval newRun) {
        /** Refuses a null and numbers that are not positive. */
        public Held {
            Decimal.positive("params", params);
            Decimal.positive("tokens", tokens);
            Decimal.positive("loss", loss);
            requireNonNull(newRun, "newRun");
        }

        /** {@return whether the run lies inside its interval} */
        public boolean isInside() {
            return newRun.contains(loss);
        }
    }

    /** Refuses an impossible level, and no runs. */
    public Confirmation {
        Quantiles.requireLevel(level);
        runs = List.copyOf(Require.noNull("runs", runs));
        Require.count("number of runs that were forecast", runs.size(), 1, Integer.MAX_VALUE);
    }

    /** {@return how many runs lie inside their intervals} */
    public int inside() {
        return (int) runs.stream().filter(Held::isInside).count();
    }

    /** {@return how likely at most so many are inside, if the forecast is right and runs are independent} */
    public double probability() {
        return new BinomialDistribution(null, runs.size(), level).cumulativeProbability(inside());
    }

    /** {@return whether the forecast may still be believed} */
    public boolean survives() {
        return probability() >= UNLIKELY;
    }
}
