package org.scalinglaws.uncertainty;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.List;
import org.scalinglaws.quantity.Spelling;

/**
 * How a bootstrap makes other runs out of those at hand. Each kind believes something else about
 * them; the first believes least.
 */
public sealed interface Resampling extends Serializable {
    /**
     * The name, as {@link #parse} reads it.
     *
     * @return such as {@code pairs} or {@code cluster:model}
     */
    String name();

    /**
     * Whole runs are drawn with replacement: believes only that runs are independent of each other. The
     * one to use unless you know better; with Huber's function and few runs its intervals are rather
     * too wide. A draw of fewer different runs than the law has parameters is made again, and the
     * method says how many were.
     */
    record Pairs() implements Resampling {
        @Override
        public String name() {
            return "pairs";
        }
    }

    /**
     * Recipes are kept; each prediction gets a residual of any run: believes that all runs scatter
     * alike, and in the law. Residuals are divided by the root of 1 - h, h the leverage of their run,
     * and centred, and drawn as often as their runs weigh. Intervals are too narrow where runs are few,
     * and for Huber's function.
     */
    record Residual() implements Resampling {
        @Override
        public String name() {
            return "residual";
        }
    }

    /**
     * Recipes are kept; each prediction gets its own residual times a random number of mean 0 and
     * variance 1: believes in the law, but lets runs scatter by different amounts. Residuals are
     * divided by the root of 1 - h. Not for Huber's function or absolute residuals, whose fits see the
     * sign of a residual rather than its size: intervals are much too narrow there, and for squares
     * where runs are few.
     *
     * @param multiplier what the random number is
     */
    record Wild(Multiplier multiplier) implements Resampling {
        /** Refuses null. */
        public Wild {
            requireNonNull(multiplier, "multiplier");
        }

        @Override
        public String name() {
            return multiplier == Multiplier.RADEMACHER ? "wild" : "wild:webb";
        }
    }

    /**
     * Whole groups of runs are drawn with replacement, such as the checkpoints of one training run:
     * believes only that groups are independent of each other.
     *
     * @param column the label or factor whose values are the groups
     */
    record Cluster(String column) implements Resampling {
        /** Refuses null. */
        public Cluster {
            requireNonNull(column, "column");
        }

        @Override
        public String name() {
            return "cluster:" + column;
        }
    }

    /**
     * Recipes are kept; each prediction gets noise of the density that belongs to the objective, of
     * the size of the residuals: believes in the law and the density. For an objective that is no
     * likelihood the density is normal. Intervals are too narrow where runs are few.
     */
    record Parametric() implements Resampling {
        @Override
        public String name() {
            return "parametric";
        }
    }

    /** The random factor of a {@link Wild} bootstrap: mean 0, variance 1. */
    enum Multiplier {
        /** Minus or plus one, as likely as each other. */
        RADEMACHER,
        /**
         * Minus or plus the root of 1/2, 1 or 3/2, as likely as each other: more values where runs are
         * few.
         *
         * @see <a href="https://doi.org/10.1111/caje.12661">Webb (2023), Reworking wild
         *     bootstrap-based inference for clustered errors</a>
         */
        WEBB
    }

    /**
     * Reads the name of a kind; the inverse of {@link #name()}.
     *
     * @param text such as {@code pairs} or {@code cluster:model}
     * @return the kind
     * @throws IllegalArgumentException when there is no such kind
     */
    static Resampling parse(String text) {
        requireNonNull(text, "text");
        if (text.startsWith("cluster:") && text.length() > "cluster:".length()) {
            return new Cluster(text.substring("cluster:".length()));
        }
        return switch (text) {
            case "pairs" -> new Pairs();
            case "residual" -> new Residual();
            case "wild" -> new Wild(Multiplier.RADEMACHER);
            case "wild:webb" -> new Wild(Multiplier.WEBB);
            case "parametric" -> new Parametric();
            default ->
                    throw new IllegalArgumentException(
                            Spelling.unknown(
                                    "bootstrap",
                                    text,
                                    List.of(
                                            "pairs",
                                            "residual",
                                            "wild",
                                            "wild:webb",
                                            "cluster:COLUMN",
                                            "parametric")));
        };
    }
}
