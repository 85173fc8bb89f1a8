package org.scalinglaws.problem;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Require;
import org.scalinglaws.recipe.Factor;

/** Which way a response goes with more of what a law reads: a loss falls, an accuracy rises. */
public enum Response {
    /** It falls, as a loss does. */
    FALLS,
    /** It rises, as an accuracy, a best model size or a best batch does. */
    RISES,
    /** As the runs show, where the column is not called loss; a loss falls. */
    AS_SEEN;

    private static final double CLEAR = 0.5;

    /**
     * The direction for some runs.
     *
     * @param runs what was observed
     * @param factors what the law reads
     * @return {@link #FALLS} or {@link #RISES}
     */
    public Response of(Dataset runs, List<Factor> factors) {
        requireNonNull(runs, "runs");
        Require.noNull("factors", factors);
        if (this != AS_SEEN) {
            return this;
        }
        boolean loss = runs.lossColumn().toLowerCase(Locale.ROOT).contains("loss");
        return !loss && strongest(runs, factors).filter(Trend::rises).isPresent() ? RISES : FALLS;
    }

    /**
     * How the response goes with one factor.
     *
     * @param factor which one
     * @param correlation Spearman's rank correlation
     */
    public record Trend(Factor factor, double correlation) {
        /** Refuses a null, and a correlation that is none. */
        public Trend {
            requireNonNull(factor, "factor");
            if (!(Math.abs(correlation) <= 1)) {
                throw new IllegalArgumentException(
                        "correlation must be from -1 to 1, got " + Decimal.format(correlation));
            }
        }

        /**
         * Says whether the response clearly rises.
         *
         * @return whether the correlation is above a half
         */
        public boolean rises() {
            return correlation > CLEAR;
        }
    }

    /**
     * The factor that the response goes with most closely.
     *
     * @param runs what was observed
     * @param factors where to look; each is stated by every run
     * @return its trend; empty where there are fewer than three runs or nothing varies
     */
    public static Optional<Trend> strongest(Dataset runs, List<Factor> factors) {
        requireNonNull(runs, "runs");
        Require.noNull("factors", factors);
        double[] losses = runs.losses();
        Trend best = null;
        if (losses.length < 3 || isConstant(losses)) {
            return Optional.empty();
        }
        for (Factor factor : factors) {
            double[] column = runs.column(factor);
            if (!isConstant(column)) {
                double rho = new SpearmansCorrelation().correlation(column, losses);
                boolean closer = best == null || Math.abs(rho) > Math.abs(best.correlation);
                best = closer ? new Trend(factor, rho) : best;
            }
        }
        return Optional.ofNullable(best);
    }

    private static boolean isConstant(double[] numbers) {
        return Arrays.stream(numbers).distinct().limit(2).count() < 2;
    }
}
