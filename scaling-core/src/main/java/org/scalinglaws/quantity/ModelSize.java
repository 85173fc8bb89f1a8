package org.scalinglaws.quantity;

import static java.util.Objects.requireNonNull;

/**
 * The size of a model: a number of parameters, and which of them are counted.
 *
 * @param parameters number of parameters, positive
 * @param counting which weights the number includes
 */
public record ModelSize(double parameters, Counting counting) implements Comparable<ModelSize> {
    /** Refuses a count that is not positive and finite. */
    public ModelSize {
        Decimal.positive("parameter count", parameters);
        requireNonNull(counting, "counting");
    }

    /**
     * A size in parameters, all of them counted.
     *
     * @param parameters number of parameters
     * @return the size
     */
    public static ModelSize of(double parameters) {
        return new ModelSize(parameters, Counting.TOTAL);
    }

    /**
     * A size in millions of parameters, all of them counted.
     *
     * @param millions number of parameters divided by 1e6
     * @return the size
     */
    public static ModelSize millions(double millions) {
        return of(millions * 1e6);
    }

    /**
     * A size in billions of parameters, all of them counted.
     *
     * @param billions number of parameters divided by 1e9
     * @return the size
     */
    public static ModelSize billions(double billions) {
        return of(billions * 1e9);
    }

    /**
     * Reads {@code 70B}, {@code 7e10} or {@code 124M non-embedding}; the inverse of {@link
     * #text()}.
     *
     * @param text a number, with the counting rule behind it unless that is {@code total}
     * @return the size
     * @throws IllegalArgumentException when the text is not a size
     */
    public static ModelSize parse(String text) {
        requireNonNull(text, "text");
        String trimmed = text.trim();
        for (Counting counting : Counting.values()) {
            String ending = " " + counting;
            if (trimmed.endsWith(ending)) {
                String number = trimmed.substring(0, trimmed.length() - ending.length());
                return new ModelSize(Decimal.parse("parameter count", number), counting);
            }
        }
        return of(Decimal.parse("parameter count", trimmed));
    }

    /**
     * The same number counted by another rule. Nothing is converted: it says what the number is.
     *
     * @param rule the rule that the number follows
     * @return the size under that rule
     */
    public ModelSize countedAs(Counting rule) {
        requireNonNull(rule, "rule");
        return new ModelSize(parameters, rule);
    }

    @Override
    public int compareTo(ModelSize other) {
        requireNonNull(other, "other");
        int byCount = Double.compare(parameters, other.parameters);
        return byCount != 0 ? byCount : counting.compareTo(other.counting);
    }

    /**
     * The exact number, and the rule unless it is {@code total}: {@link #parse} reads it back.
     *
     * @return such as {@code 70B} or {@code 70B non-embedding}
     */
    public String text() {
        return withRule(Decimal.format(parameters));
    }

    /**
     * Writes six digits, for people, and the rule unless it is {@code total}.
     *
     * @return such as {@code 2.71239B}
     */
    @Override
    public String toString() {
        return withRule(Digits.six(parameters));
    }

    private String withRule(String number) {
        return counting == Counting.TOTAL ? number : number + " " + counting;
    }
}
