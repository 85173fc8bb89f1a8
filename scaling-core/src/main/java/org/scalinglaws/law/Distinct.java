package org.scalinglaws.law;

import java.util.Arrays;

/**
 * The distinct values of a column in the order in which they come, and which of them each row has. Rows
 * that are all different stay in their order, so that a loop over them reads memory in its order too.
 *
 * @param values each once
 * @param ofRow the place of each row's value among them
 */
@SuppressWarnings("ArrayRecordComponent") // shared inside the package, never changed
record Distinct(double[] values, int[] ofRow) {
    /** An odd number near to the golden share of 2^64 mixes bits. */
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    /** By a hash table with open addresses. */
    static Distinct of(double[] column) {
        int bits = Long.SIZE - Long.numberOfLeadingZeros(column.length) + 1;
        int[] table = new int[1 << bits];
        double[] values = new double[column.length];
        int[] ofRow = new int[column.length];
        int count = 0;
        for (int row = 0; row < column.length; row++) {
            long hash = Double.doubleToLongBits(column[row]) * GOLDEN;
            int place = (int) (hash >>> (Long.SIZE - bits));

            // A place holds one more than the level, and 0 where it is empty.
            while (table[place] > 0 && Double.compare(values[table[place] - 1], column[row]) != 0) {
                place = (place + 1) & (table.length - 1);
            }
            if (table[place] == 0) {
                values[count] = column[row];
                table[place] = ++count;
            }
            ofRow[row] = table[place] - 1;
        }
        boolean all = count == values.length;
        return new Distinct(all ? values : Arrays.copyOf(values, count), ofRow);
    }
}
