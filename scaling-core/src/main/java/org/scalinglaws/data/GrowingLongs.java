package org.scalinglaws.data;

import java.util.Arrays;

/** A list of longs without boxes: the line on which each row begins. */
final class GrowingLongs {
    private long[] values = new long[64];
    private int size;

    void add(long value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = value;
    }

    long get(int place) {
        return values[place];
    }

    long last() {
        return size == 0 ? 1 : values[size - 1];
    }

    int size() {
        return size;
    }
}
