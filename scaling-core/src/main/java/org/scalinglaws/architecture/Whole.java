package org.scalinglaws.architecture;

/** Checks of whole numbers. */
final class Whole {
    private Whole() {}

    /** Returns the number when it is one or more. */
    static int positive(String what, int value) {
        if (value >= 1) {
            return value;
        }
        throw new IllegalArgumentException(what + " must be 1 or more, got " + value);
    }
}
