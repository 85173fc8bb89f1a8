package org.scalinglaws.data;

import java.util.HashSet;
import java.util.Set;

/**
 * The values that a column may have: compared as numbers where both sides are numbers, else as text. A
 * blank one asks for what is missing.
 */
record Wanted(Set<String> words, Set<Double> amounts) {
    private static final String MISSING = "";

    static Wanted of(Iterable<String> values) {
        Set<String> words = new HashSet<>();
        Set<Double> amounts = new HashSet<>();
        for (String value : values) {
            words.add(value.isBlank() ? MISSING : value);
            double amount = Cell.number(value);
            if (!Double.isNaN(amount)) {
                amounts.add(amount + 0.0);
            }
        }
        return new Wanted(words, amounts);
    }

    boolean has(String text) {
        return words.contains(text) || amounts.contains(Cell.number(text) + 0.0);
    }

    boolean has(double number) {
        return Double.isNaN(number) ? words.contains(MISSING) : amounts.contains(number + 0.0);
    }

    /** A cell of a file, of which nobody knows yet whether its column holds numbers. */
    boolean hasCell(String cell) {
        return has(cell) || (cell.equalsIgnoreCase("nan") && words.contains(MISSING));
    }
}
