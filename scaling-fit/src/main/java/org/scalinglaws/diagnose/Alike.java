package org.scalinglaws.diagnose;

import java.util.List;

/** Rows with the same cells, by a hash table with open addresses. */
final class Alike {
    /** An odd number near to the golden share of 2^64 mixes bits. */
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    /** The lower half of a long. */
    private static final long MASK = 0xFFFF_FFFFL;

    private final double[][] columns;
    private final List<List<String>> texts;

    private Alike(List<double[]> columns, List<List<String>> texts) {
        this.columns = columns.toArray(double[][]::new);
        this.texts = texts;
    }

    /** For each row the first that has the same numbers: itself where none has before it. */
    static int[] first(List<double[]> columns) {
        return first(columns, List.of());
    }

    /** The same of numbers and texts. */
    static int[] first(List<double[]> columns, List<List<String>> texts) {
        return new Alike(columns, texts).first(columns.get(0).length);
    }

    /** A place of the table holds the upper half of a row's hash, and the row counted from 1. */
    private int[] first(int rows) {
        int size = Integer.highestOneBit(Math.max(1, rows)) << 2;
        long[] table = new long[size];
        int[] first = new int[rows];
        for (int row = 0; row < rows; row++) {
            long hash = hash(row);
            long held = (hash & ~MASK) | (row + 1);
            int place = (int) hash & (size - 1);
            while (table[place] != 0 && !holds(table[place], hash, row)) {
                place = (place + 1) & (size - 1);
            }
            if (table[place] == 0) {
                table[place] = held;
            }
            first[row] = (int) (table[place] & MASK) - 1;
        }
        return first;
    }

    /** Rows of other hashes differ, and are not looked at. */
    private boolean holds(long held, long hash, int row) {
        return ((held ^ hash) & ~MASK) == 0 && same((int) (held & MASK) - 1, row);
    }

    private long hash(int row) {
        long hash = 0;
        for (double[] column : columns) {
            hash = (hash ^ Double.doubleToLongBits(column[row])) * GOLDEN;
            hash ^= hash >>> 29;
        }
        for (List<String> text : texts) {
            hash = (hash ^ text.get(row).hashCode()) * GOLDEN;
        }
        hash *= GOLDEN;
        return hash ^ (hash >>> Integer.SIZE);
    }

    private boolean same(int one, int other) {
        for (double[] column : columns) {
            if (Double.compare(column[one], column[other]) != 0) {
                return false;
            }
        }
        for (List<String> text : texts) {
            if (!text.get(one).equals(text.get(other))) {
                return false;
            }
        }
        return true;
    }
}
