package org.scalinglaws.plan;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Require;

/** A geometric grid: numbers of which each is the one before times the same ratio. */
final class EqualRatios {
    /** More points than anybody draws, and fewer than take minutes to search. */
    private static final int MOST = 10_000;

    private EqualRatios() {}

    /** From a number to another, both included. */
    static DoubleStream between(double from, double to, int count) {
        Require.count("number of points", count, 2, MOST);
        double ratio = to / from;
        return IntStream.range(0, count)
                .mapToDouble(i -> from * Math.pow(ratio, i / (count - 1.0)));
    }

    /** Model sizes for the points of a curve; refuses fewer than two, and a range that is none. */
    static DoubleStream sizes(ModelSize smallest, ModelSize largest, int count) {
        if (!(count >= 2 && smallest.parameters() < largest.parameters())) {
            throw new IllegalArgumentException(
                    String.format(
                            "a curve needs 2 points or more from small to large, got %d from %s to"
                                    + " %s",
                            count, smallest, largest));
        }
        return between(smallest.parameters(), largest.parameters(), count);
    }
}
