package org.scalinglaws.law;

import java.util.Arrays;

/**
 * The distinct values of a column, and which of them each row has: what depends on the column alone is
 * computed once for each.
 *
 * @param values ascending
 * @param ofRow the place of each row's value among them
 * @param order the rows, those of each value together
 * @param starts where the rows of each value begin in the order; its length at the end
 */
@SuppressWarnings("ArrayRecordComponent") // shared inside the package, never changed
record Levels(double[] values, int[] ofRow, int[] order, int[] starts) {
    static Levels of(double[] column) {
        double[] sorted = column.clone();
        Arrays.sort(sorted);
        int count = 0;
        for (double value : sorted) {
            if (count == 0 || Double.compare(value, sorted[count - 1]) != 0) {
                sorted[count++] = value;
            }
        }
        double[] values = Arrays.copyOf(sorted, count);
        int[] ofRow = new int[column.length];
        int[] starts = new int[count + 1];
        for (int row = 0; row < ofRow.length; row++) {
            ofRow[row] = Arrays.binarySearch(values, column[row]);
            starts[ofRow[row] + 1]++;
        }

        // Counting sort: rows of one value stay in their order.
        for (int level = 0; level < count; level++) {
            starts[level + 1] += starts[level];
        }
        int[] next = starts.clone();
        int[] order = new int[column.length];
        for (int row = 0; row < ofRow.length; row++) {
            order[next[ofRow[row]]++] = row;
        }
        return new Levels(values, ofRow, order, starts);
    }
}
