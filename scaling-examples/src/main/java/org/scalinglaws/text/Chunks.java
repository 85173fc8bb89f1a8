package org.scalinglaws.text;

import java.util.Arrays;

/**
 * The chunks of a text: a run of letters, of digits or of other marks, each with the one space before it,
 * or a run of blanks. No token reaches over the border of two. Each distinct chunk has a number, from 0
 * in the order in which they are first seen; a hash table with open addresses over the bytes of the text.
 *
 * <p>All bytes above 127 are letters, so that the bytes of a character stay together. A chunk ends after
 * 64 bytes.
 */
final class Chunks {
    private static final int LONGEST = 64;
    private static final int LETTER = 0;
    private static final int DIGIT = 1;
    private static final int MARK = 2;
    private static final int BLANK = 3;
    private static final int FIRST_SLOTS = 1 << 12;

    private final byte[] text;
    private int[] slots = new int[FIRST_SLOTS];
    private int[] starts = new int[FIRST_SLOTS];
    private byte[] lengths = new byte[FIRST_SLOTS];
    private int size;

    Chunks(byte[] text) {
        this.text = text;
    }

    private int kind(int at) {
        int one = text[at];
        int small = one | 0x20;
        if (one < 0 || (small >= 'a' && small <= 'z')) {
            return LETTER;
        }
        if (one >= '0' && one <= '9') {
            return DIGIT;
        }
        return one == ' ' || one == '\n' || one == '\t' ? BLANK : MARK;
    }

    /** Where the chunk ends that begins at a place of the text. */
    int end(int from) {
        int at = from;
        if (text[at] == ' ' && at + 1 < text.length && kind(at + 1) != BLANK) {
            at++;
        }
        int kind = kind(at++);
        while (at < text.length && at - from < LONGEST && kind(at) == kind) {
            at++;
        }

        // The last space of a run goes with the word behind it.
        boolean lends = kind == BLANK && at < text.length && at - from > 1 && text[at - 1] == ' ';
        return lends ? at - 1 : at;
    }

    /** How many distinct chunks were seen. */
    int size() {
        return size;
    }

    /** Where a chunk was first seen. */
    int start(int number) {
        return starts[number];
    }

    int length(int number) {
        return lengths[number];
    }

    /** The number of a chunk; it gets the next one where it was never seen. */
    int numberOf(int from, int to) {
        int mask = slots.length - 1;
        int slot = hash(from, to) & mask;
        while (slots[slot] != 0) {
            int number = slots[slot] - 1;
            int start = starts[number];
            if (Arrays.equals(text, from, to, text, start, start + lengths[number])) {
                return number;
            }
            slot = (slot + 1) & mask;
        }

        // A new one.
        slots[slot] = size + 1;
        starts[size] = from;
        lengths[size] = (byte) (to - from);
        if (2 * ++size == slots.length) {
            grow();
        }
        return size - 1;
    }

    private int hash(int from, int to) {
        int hash = 1;
        for (int i = from; i < to; i++) {
            hash = 0x01000193 * (hash ^ text[i]);
        }
        return hash ^ hash >>> 15;
    }

    private void grow() {
        int twice = 2 * slots.length;
        slots = new int[twice];
        starts = Arrays.copyOf(starts, twice);
        lengths = Arrays.copyOf(lengths, twice);
        for (int number = 0; number < size; number++) {
            int slot = hash(starts[number], starts[number] + lengths[number]) & (twice - 1);
            while (slots[slot] != 0) {
                slot = (slot + 1) & (twice - 1);
            }
            slots[slot] = number + 1;
        }
    }
}
