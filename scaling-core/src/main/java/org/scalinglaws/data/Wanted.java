package org.scalinglaws.data;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a condition asks of a column. Values are compared as numbers where both sides are numbers, else
 * as text. A blank one asks for what is missing.
 */
final class Wanted {
    private static final String MISSING = "";

    private final Relation relation;
    private final Set<String> words = new HashSet<>();
    private final Set<Double> amounts = new HashSet<>();
    private final String first;
    private final double bound;
    private final @Nullable Pattern pattern;

    private Wanted(Relation relation, List<String> values) {
        this.relation = relation;
        for (String value : values) {
            words.add(value.isBlank() ? MISSING : value);
            double amount = amount(value);
            if (!Double.isNaN(amount)) {
                amounts.add(amount + 0.0);
            }
        }
        first = values.isEmpty() ? MISSING : values.get(0);
        bound = amount(first);
        pattern = relation == Relation.FOUND ? Pattern.compile(first) : null;
    }

    static Wanted of(Relation relation, List<String> values) {
        return new Wanted(relation, values);
    }

    /** People write 50M for a value as they do in a table. */
    private static double amount(String value) {
        return NumberStyle.POINT.size(value, 1);
    }

    /** Whether a text is asked for, which spells a number or NaN. */
    boolean has(String text, double number) {
        return switch (relation) {
            case EQUAL -> isOneOf(text, number);
            case OTHER -> !isOneOf(text, number);
            case FOUND -> pattern != null && pattern.matcher(text).find();
            case LESS, AT_MOST, MORE, AT_LEAST -> isBeyond(text, number);
        };
    }

    private boolean isOneOf(String text, double number) {
        return words.contains(text) || amounts.contains(number + 0.0);
    }

    /** Dates and versions have an order too: that of their letters. */
    private boolean isBeyond(String text, double number) {
        if (text.isEmpty() || (Double.isNaN(number) && !Double.isNaN(bound))) {
            return false;
        }
        return relation.holds(
                Double.isNaN(bound)
                        ? text.compareTo(first)
                        : Double.compare(number + 0.0, bound + 0.0));
    }

    boolean has(double number) {
        return has(Cell.text(number), number);
    }

    /** A cell of a file, of which nobody knows yet whether its column holds numbers. */
    boolean hasCell(String cell, double number) {
        return has(Cell.isNan(cell) && words.contains(MISSING) ? MISSING : cell, number);
    }
}
