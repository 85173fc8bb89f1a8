package org.scalinglaws.isoflop;

import java.util.Locale;

/** Why {@link QualityControl} leaves a run out, in the order in which it asks. */
public enum Reason {
    /** Another run of the budget has the same size. */
    EXACT_DUPLICATE("another run of the budget has the same size"),
    /** Another run of the budget has almost the same size. */
    NEAR_DUPLICATE_PARAMS("another run of the budget has almost the same size"),
    /** The budget has too few runs for a parabola and its errors. */
    TOO_FEW_POINTS("the budget has too few runs"),
    /** The run does not belong to the curve of its small budget. */
    STRANGE_RUN("the curves of the budgets and the law of all runs both go better without the run"),
    /** The size is far from the least loss, or all sizes of the budget are on one side of it. */
    OFF_CENTER(
            "the size is much farther from the least loss than the nearer edge of the budget, or all"
                    + " sizes are on one side of it"),
    /** The loss is far from what the other runs of the budget foretell. */
    SPLINE_OUTLIER("the loss is far from that of a spline through the other runs of the budget"),
    /** Loss over size bends downward, so that it has no least. */
    NEGATIVE_CURVATURE("the loss of the budget bends downward over size"),
    /** Loss over size could be a straight line. */
    WEAK_CURVATURE("the loss of the budget could be a straight line over size"),
    /** What the other reasons left of the budget is too little. */
    TOO_FEW_POST_QC("too few runs of the budget are left"),
    /** The run is kept. */
    NONE("the run is kept");

    private final String meaning;

    Reason(String meaning) {
        this.meaning = meaning;
    }

    /** {@return why, as a clause such as {@code the budget has too few runs}} */
    public String meaning() {
        return meaning;
    }

    /**
     * Writes the reason as files of runs do.
     *
     * @return such as {@code exact_duplicate}
     */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
