package org.scalinglaws.isoflop;

import org.jspecify.annotations.Nullable;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.quantity.Interval;

/**
 * What one budget says: where its losses are least over sizes and over tokens, less what is known of
 * the bias.
 *
 * @param rows the runs
 * @param size the least place over ln N
 * @param data the least place over ln D
 * @param sizeShift what ln N of the vertex is too large by
 * @param dataShift what ln D of the vertex is too large by
 * @param heightShift what the height of the vertex is too large by
 * @param uncorrectable why the bias is not known; empty where it is, or is not asked for
 */
record Vertices(
        BudgetRows rows,
        Minimum size,
        Minimum data,
        double sizeShift,
        double dataShift,
        double heightShift,
        String uncorrectable) {
    /** The least places over sizes and over tokens, by weights of all rows of the sweep. */
    static Vertices of(BudgetRows rows, Parabolas how, double[] weights) {
        return new Vertices(
                rows,
                rows.leastOverSizes(how, weights),
                rows.leastOverTokens(how, weights),
                0,
                0,
                0,
                "");
    }

    /**
     * The same less what a law says they are off by: the same estimate of the law's own losses at the
     * same runs, less the law's own optimum.
     */
    Vertices corrected(Parabolas how, LossLaw law) {
        double[] heights = rows.heightsBy(how, law);
        Minimum ofSizes = size.again(heights, BudgetRows.SIZES);
        Minimum ofTokens = data.again(heights, BudgetRows.TOKENS);
        String why = ofSizes.refusal().isEmpty() ? ofTokens.refusal() : ofSizes.refusal();
        if (!why.isEmpty()) {
            return uncorrected("of the law's own losses: " + why);
        }
        if (rows.isOutside(size)) {
            return uncorrected("its vertex lies outside the sizes tried");
        }
        RunsOwnOptimum best = rows.best(law);
        if (best == null) {
            return uncorrected("the law has no optimum there");
        }

        // What the estimate makes of the law's losses, less where the law itself is least.
        double least = how.ofLogLoss() ? Math.log(best.loss()) : best.loss();
        return new Vertices(
                rows,
                size,
                data,
                ofSizes.place() - best.logSize(),
                ofTokens.place() - best.logTokens(),
                ofSizes.height() - least,
                "");
    }

    /** As it was found, with the reason why nothing is taken off. */
    private Vertices uncorrected(String reason) {
        return new Vertices(rows, size, data, 0, 0, 0, reason);
    }

    double logSize() {
        return size.place() - sizeShift;
    }

    double logTokens() {
        return data.place() - dataShift;
    }

    String refusal() {
        return !size.refusal().isEmpty()
                ? size.refusal()
                : !data.refusal().isEmpty() ? data.refusal() : uncorrectable;
    }

    boolean isUsed() {
        return refusal().isEmpty();
    }

    /** What a vertex of this error weighs: 1, or one over its variance. */
    double sizeWeight(Parabolas how) {
        return weight(how, size);
    }

    double dataWeight(Parabolas how) {
        return weight(how, data);
    }

    /** Three runs have no error, however often each is drawn: the parabola goes through them. */
    private static double weight(Parabolas how, Minimum minimum) {
        if (!how.isWeighted()) {
            return 1;
        }
        Polynomial curve = minimum.curve();
        double error = curve == null || minimum.runs() <= 3 ? Double.NaN : curve.vertexError();
        return error > 0 ? 1 / (error * error) : 0;
    }

    Optimum optimum(Parabolas how, double[] weights) {
        double height = size.height() - heightShift;
        double loss = how.ofLogLoss() ? Math.exp(height) : height;
        return new Optimum(
                rows.budget(),
                known(Math.exp(logSize())),
                known(Math.exp(logTokens())),
                known(loss),
                rows.counted(weights),
                interval(how.level(), size.curve(), sizeShift),
                interval(how.level(), data.curve(), dataShift),
                refusal());
    }

    /** A vertex so far away that no number holds it points nowhere. */
    private static double known(double value) {
        return Double.isInfinite(value) ? Double.NaN : value;
    }

    private static Interval interval(double level, @Nullable Polynomial curve, double shift) {
        if (curve == null) {
            return Optimum.UNKNOWN;
        }
        Interval vertex = curve.vertexInterval(level);
        return new Interval(Math.exp(vertex.lower() - shift), Math.exp(vertex.upper() - shift));
    }
}
