package org.scalinglaws.diagnose;

import java.util.Arrays;

/**
 * Numbers in order without those that lie between others close by: of each stretch of one width the least and
 * the greatest. Gaps wider than a stretch are those of all numbers, and so are the ends between them.
 */
final class Thinned {
    /** More stretches than these are not worth it. */
    private static final int MOST = 1 << 16;

    private Thinned() {}

    /**
     * In order.
     *
     * @param numbers any
     * @param width of a stretch
     * @return some of the numbers, or all where they are few or not all finite
     */
    static double[] of(double[] numbers, double width) {
        double least = Arrays.stream(numbers).min().orElse(0);
        double most = Arrays.stream(numbers).max().orElse(0);
        double stretches = (most - least) / width + 1;
        if (!(2 * stretches < Math.min(MOST, numbers.length))) {
            return Arrays.stream(numbers).sorted().toArray();
        }

        double[] lowest = new double[(int) stretches + 1];
        double[] highest = new double[lowest.length];
        Arrays.fill(lowest, Double.POSITIVE_INFINITY);
        Arrays.fill(highest, Double.NEGATIVE_INFINITY);
        for (double number : numbers) {
            int stretch = (int) ((number - least) / width);
            lowest[stretch] = Math.min(lowest[stretch], number);
            highest[stretch] = Math.max(highest[stretch], number);
        }
        double[] kept = new double[2 * lowest.length];
        int count = 0;
        for (int stretch = 0; stretch < lowest.length; stretch++) {
            if (lowest[stretch] <= highest[stretch]) {
                kept[count++] = lowest[stretch];
                kept[count++] = highest[stretch];
            }
        }
        return Arrays.copyOf(kept, count);
    }
}
