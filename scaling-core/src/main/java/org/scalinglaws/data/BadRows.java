package org.scalinglaws.data;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Locale;

/** What becomes of a table with a row that cannot be read, such as one whose loss is blank. */
public enum BadRows {
    /** The table is refused; the message lists the first of its bad rows. */
    STOP,
    /** The others are read; a {@link ReadReport} says how many were passed over, and why. */
    SKIP;

    /**
     * Reads a choice by its name, in either case.
     *
     * @param text such as {@code skip}
     * @return the choice
     * @throws IllegalArgumentException when there is none of that name
     */
    public static BadRows parse(String text) {
        requireNonNull(text, "text");
        return Arrays.stream(values())
                .filter(choice -> choice.toString().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "bad rows must be stop or skip, got '" + text + "'"));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
