package org.scalinglaws.isoflop;

import static java.util.Objects.requireNonNull;

import org.scalinglaws.numeric.Defaults;
import org.scalinglaws.numeric.Quantiles;

/**
 * How Approach 2 of Hoffmann et al. goes: at each budget a parabola of loss over ln N and one over ln D,
 * whose vertices are N* and D*; then a power law of compute through each. {@code
 * IsoFlop.approach2(sweep, Parabolas.DEFAULT)} makes it.
 *
 * <p>It is biased even without noise, for losses are no parabolas: {@code IsoFlop.corrected} takes off what a
 * law says the bias is, and a {@code ParabolaBias} says it before any run. A budget with fewer than 3
 * sizes, or without upward curvature over sizes or over tokens, is left out and says so.
 *
 * @param estimator how the least place of a budget is found
 * @param ofLogLoss whether curves are of ln loss instead of loss
 * @param isWeighted whether a vertex weighs one over the square of its standard error in the power
 *     laws, instead of all alike
 * @param isStrict whether a budget whose vertex is not to be trusted is left out, not only told of
 * @param level of the intervals of vertices, and of the tests of curvature
 * @see <a href="https://arxiv.org/abs/2203.15556">Hoffmann et al. (2022), section 3.2</a>
 * @see <a href="https://arxiv.org/abs/2603.22339">Problems with Chinchilla Approach 2 (2026)</a>
 */
public record Parabolas(
        Estimator estimator,
        boolean ofLogLoss,
        boolean isWeighted,
        boolean isStrict,
        double level) {
    /** Parabolas of loss by ordinary least squares, vertices weighed alike, intervals of 95 %. */
    public static final Parabolas DEFAULT =
            new Parabolas(Estimator.PARABOLA, false, false, false, Defaults.LEVEL);

    static final int GRID_POINTS = 25;

    /** How the least place of a budget is found. */
    public enum Estimator {
        /** The vertex of a parabola by least squares. */
        PARABOLA,
        /**
         * The vertex of a parabola by least squares through the runs that belong to their budget. Which
         * do not is tested on the whole sweep: by what leaving a run out does to the parabolas, and to
         * the law of two powers fitted to all runs. At most one run in five of a budget goes, so that
         * it takes five sizes to tell one bad run. What is drawn anew leaves out the same runs.
         */
        ROBUST_PARABOLA,
        /**
         * The least point of Akima's spline through the losses, on a grid of 25 points to a step, as
         * Porian et al. (2024) do. An optimum at the edge of the sizes is no optimum. It has no
         * interval of its own.
         */
        AKIMA
    }

    /** Refuses a level outside 0 to 1, and weights without errors. */
    public Parabolas {
        requireNonNull(estimator, "estimator");
        Quantiles.requireLevel(level);
        if (isWeighted && estimator == Estimator.AKIMA) {
            throw new IllegalArgumentException(
                    "the least point of a spline has no error to weigh it by");
        }
    }

    /**
     * With curves of ln loss.
     *
     * @return new options
     */
    public Parabolas withLogLoss() {
        return new Parabolas(estimator, true, isWeighted, isStrict, level);
    }

    /**
     * With another way to find the least place.
     *
     * @param other the way; Akima's spline goes through ln loss in the paper that uses it
     * @return new options
     */
    public Parabolas with(Estimator other) {
        requireNonNull(other, "other");
        return new Parabolas(other, ofLogLoss, isWeighted, isStrict, level);
    }

    /**
     * With vertices weighed by one over the square of their standard error, so that sure ones count
     * more.
     *
     * @return new options
     */
    public Parabolas weighted() {
        return new Parabolas(estimator, ofLogLoss, true, isStrict, level);
    }

    /**
     * Leaves out every budget whose vertex lies within a step of the edge of its sizes or far below
     * every loss, whose best run is its smallest or largest, or whose curvature could be nothing.
     *
     * @return new options
     */
    public Parabolas strict() {
        return new Parabolas(estimator, ofLogLoss, isWeighted, true, level);
    }

    /**
     * With intervals and tests of another level.
     *
     * @param other such as 0.9
     * @return new options
     */
    public Parabolas withLevel(double other) {
        return new Parabolas(estimator, ofLogLoss, isWeighted, isStrict, other);
    }
}
