package org.scalinglaws.numeric;

import java.util.Arrays;

/**
 * Numbers of which a few are asked for by their rank, in the order of {@link Arrays#sort(double[])}. Each
 * question halves what is looked at until few are left, and leaves the numbers better in order for the
 * next.
 *
 * @see <a href="https://doi.org/10.1145/366622.366647">Hoare (1961), Algorithm 65: Find</a>
 */
final class Ranks {
    /** So few are sorted. */
    private static final int FEW = 64;

    /** Halvings beyond which numbers that were put together to be slow are sorted. */
    private static final int MOST = 64;

    private final double[] numbers;

    /** How many at the end are NaN, the greatest. */
    private final int unknown;

    Ranks(double[] values) {
        this.numbers = values.clone();
        int known = 0;
        for (int i = 0; i < numbers.length; i++) {
            if (!Double.isNaN(numbers[i])) {
                double number = numbers[i];
                numbers[i] = numbers[known];
                numbers[known++] = number;
            }
        }
        this.unknown = numbers.length - known;
    }

    /** The number at a place, from 0. */
    double at(int place) {
        int from = 0;
        int to = numbers.length - unknown;
        if (place >= to) {
            return Double.NaN;
        }
        for (int round = 0; to - from > FEW && round < MOST; round++) {
            double pivot = pivot(from, to);
            int low = from;
            int high = to - 1;

            // What equals the pivot goes to either side, so that ties are halved too.
            while (low <= high) {
                while (numbers[low] < pivot) {
                    low++;
                }
                while (numbers[high] > pivot) {
                    high--;
                }
                if (low <= high) {
                    double number = numbers[low];
                    numbers[low++] = numbers[high];
                    numbers[high--] = number;
                }
            }
            if (place > high && place < low) {
                from = place;
                to = place + 1;
            } else {
                to = place <= high ? high + 1 : to;
                from = place <= high ? from : low;
            }
        }
        Arrays.sort(numbers, from, to);
        return numbers[place] == 0 ? zero(place) : numbers[place];
    }

    /** Sorting puts -0.0 before 0.0, which are equal to each other here. */
    private double zero(int place) {
        int below = 0;
        for (double number : numbers) {
            below += Double.compare(number, 0.0) < 0 ? 1 : 0;
        }
        return place < below ? -0.0 : 0.0;
    }

    /** The middle of three. */
    private double pivot(int from, int to) {
        double first = numbers[from];
        double middle = numbers[(from + to) >>> 1];
        double last = numbers[to - 1];
        return Math.max(Math.min(first, last), Math.min(Math.max(first, last), middle));
    }
}
