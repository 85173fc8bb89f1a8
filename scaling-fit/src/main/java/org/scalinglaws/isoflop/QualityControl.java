package org.scalinglaws.isoflop;

import org.scalinglaws.numeric.Defaults;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Digits;

/**
 * Which runs of an IsoFLOP sweep are no good for parabolas. Each rule sees only the runs that the
 * rules before it kept:
 *
 * <ol>
 *   <li>of runs of one size in a budget, the one whose 6ND is nearest to the budget stays, of equally
 *       near ones the lowest loss;
 *   <li>likewise of runs whose ln N lies at most {@code nearDuplicate} above the smallest of them;
 *   <li>a budget of fewer than {@code fewestRows} runs goes;
 *   <li>a budget of fewer than 6 runs is too small for a spline through the others, and is judged by
 *       leaving one out: a run goes where the parabolas of all budgets and the law of two powers fitted
 *       to all runs both speak against it beyond chance, one of five runs at most;
 *   <li>a parabola of ln loss over ln N that opens upward: a run farther from its vertex than {@code
 *       offCentre} times the nearer edge goes, and with the vertex outside the whole budget does;
 *   <li>r is the loss less that of Akima's spline over ln N through the other runs of a budget of 6 or
 *       more, of which three or more must be left; over all such budgets, a run with 0.6745 |r - median| / MAD
 *       above {@code splineThreshold} goes. MAD is the median of |r - median|; where it is 0, no run
 *       goes;
 *   <li>a budget goes whose parabola does not open upward;
 *   <li>so does one whose curvature has an interval by Student's t that reaches 0;
 *   <li>a budget of which fewer than {@code fewestRows} runs are left goes.
 * </ol>
 *
 * <p>The first and the last run of a budget are predicted from beyond the others, hence worse, and go
 * more easily: of good runs with noise of 0.1 to 1 % in loss, 7 to 13 sizes at 7 budgets, 0.2 to 4 %
 * of the ends went and less than 0.1 % of the rest. A strange run inside a budget can take an end with
 * it. Where that matters, raise {@code splineThreshold}.
 *
 * <p>Weights take no part, since a weight of 2 is the same run twice and a duplicate goes. A run
 * without a budget is not judged.
 *
 * @param nearDuplicate the largest difference of ln N between runs that count as one size, 0 or more
 * @param fewestRows the fewest runs of a budget, 3 or more
 * @param offCentre how many times the distance of the nearer edge a run may lie from the vertex, 1 or
 *     more; infinite to keep all where the vertex is inside
 * @param splineThreshold the largest distance from the spline in standard deviations as the MAD tells
 *     them, positive; infinite to keep all
 * @param curvatureLevel the level of the interval of the curvature, such as 0.95
 * @see <a href="https://github.com/Open-Athena/scaling-law-analysis">Open Athena, scaling law
 *     analysis: the same rules, with 6 for the Llama 3 runs and 3 for the Chinchilla ones</a>
 */
public record QualityControl(
        double nearDuplicate,
        int fewestRows,
        double offCentre,
        double splineThreshold,
        double curvatureLevel) {
    /** One per cent in size, 4 runs, 2.5 times the nearer edge, 6 standard deviations, 95 %. */
    public static final QualityControl DEFAULT =
            new QualityControl(0.01, 4, 2.5, 6, Defaults.LEVEL);

    /** Refuses thresholds that make no sense. */
    public QualityControl {
        Decimal.nonNegative("near duplicate in ln N", nearDuplicate);
        if (!(fewestRows >= 3)) {
            throw new IllegalArgumentException(
                    "fewest runs of a budget must be 3 or more, got " + fewestRows);
        }
        if (!(offCentre >= 1)) {
            throw refused("off-centre factor", "1 or more", offCentre);
        }
        if (!(splineThreshold > 0)) {
            throw refused("spline threshold", "positive", splineThreshold);
        }
        if (!(curvatureLevel > 0 && curvatureLevel < 1)) {
            throw refused("curvature level", "between 0 and 1", curvatureLevel);
        }
    }

    /**
     * Writes every threshold.
     *
     * @return one line
     */
    @Override
    public String toString() {
        return String.format(
                "sizes within %s of ln N are one; %d runs or more a budget; %s times the nearer edge;"
                        + " %s deviations from the spline; curvature beyond 0 at %s %%",
                Decimal.format(nearDuplicate),
                fewestRows,
                limit(offCentre),
                limit(splineThreshold),
                Digits.six(100 * curvatureLevel));
    }

    private static String limit(double most) {
        return most < Double.POSITIVE_INFINITY ? "at most " + Decimal.format(most) : "any";
    }

    private static IllegalArgumentException refused(String what, String rule, double value) {
        return new IllegalArgumentException(
                what + " must be " + rule + ", got " + Decimal.format(value));
    }

    /**
     * With another width of a size.
     *
     * @param difference the largest difference of ln N between runs that count as one size, 0 or more
     * @return new thresholds
     */
    public QualityControl withNearDuplicate(double difference) {
        return new QualityControl(
                difference, fewestRows, offCentre, splineThreshold, curvatureLevel);
    }

    /**
     * With another number of runs that a budget must have.
     *
     * @param rows the fewest, 3 or more
     * @return new thresholds
     */
    public QualityControl withFewestRows(int rows) {
        return new QualityControl(nearDuplicate, rows, offCentre, splineThreshold, curvatureLevel);
    }

    /**
     * With another reach around the vertex.
     *
     * @param times how many times the distance of the nearer edge, 1 or more; infinite to keep all
     *     where the vertex is inside
     * @return new thresholds
     */
    public QualityControl withOffCentre(double times) {
        return new QualityControl(
                nearDuplicate, fewestRows, times, splineThreshold, curvatureLevel);
    }

    /**
     * With another distance from the spline.
     *
     * @param deviations the largest, in standard deviations, positive; infinite to keep all
     * @return new thresholds
     */
    public QualityControl withSplineThreshold(double deviations) {
        return new QualityControl(nearDuplicate, fewestRows, offCentre, deviations, curvatureLevel);
    }

    /**
     * With another level of the interval of the curvature.
     *
     * @param level between 0 and 1; the higher, the more budgets go
     * @return new thresholds
     */
    public QualityControl withCurvatureLevel(double level) {
        return new QualityControl(nearDuplicate, fewestRows, offCentre, splineThreshold, level);
    }

    /**
     * Judges every run of a sweep.
     *
     * @param sweep the runs
     * @return a reason for each, and the sweep of those that are kept
     * @throws org.scalinglaws.data.DataException when a run with a budget has a loss that is not
     *     positive
     */
    public Inspection of(Sweep sweep) {
        Stages.Limits limits =
                new Stages.Limits(
                        nearDuplicate, fewestRows, offCentre, splineThreshold, curvatureLevel);
        return new Inspection(sweep, new Stages(sweep, limits).reasons());
    }
}
