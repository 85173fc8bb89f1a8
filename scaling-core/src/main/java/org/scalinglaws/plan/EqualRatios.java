package org.scalinglaws.plan;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.scalinglaws.quantity.ModelSize;

/** Numbers of which each is the one before times the same ratio. */
final class EqualRatios {
    /** More points than anybody draws, and fewer than fill a memory. */
    private static final int MOST = 1_000_000;

    private EqualRatios() {}

    /** From a number to another, both included. */
    static DoubleStream between(double from, double to, int count) {
        if (count > MOST) {
            throw new IllegalArgumentException(
                    String.format("points must be at most %d, got %d", MOST, count));
        }
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
