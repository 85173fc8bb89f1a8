package org.scalinglaws.quantity;

import static java.util.Objects.requireNonNull;

/**
 * An amount of text: training tokens, counted as often as they are seen.
 *
 * @param count number of tokens, positive
 */
public record Tokens(double count) implements Comparable<Tokens> {
    /** Refuses a count that is not positive and finite. */
    public Tokens {
        Decimal.positive("token count", count);
    }

    /**
     * An amount in tokens.
     *
     * @param count number of tokens
     * @return the amount
     */
    public static Tokens of(double count) {
        return new Tokens(count);
    }

    /**
     * An amount in millions of tokens.
     *
     * @param millions number of tokens divided by 1e6
     * @return the amount
     */
    public static Tokens millions(double millions) {
        return new Tokens(millions * 1e6);
    }

    /**
     * An amount in billions of tokens.
     *
     * @param billions number of tokens divided by 1e9
     * @return the amount
     */
    public static Tokens billions(double billions) {
        return new Tokens(billions * 1e9);
    }

    /**
     * An amount in trillions of tokens.
     *
     * @param trillions number of tokens divided by 1e12
     * @return the amount
     */
    public static Tokens trillions(double trillions) {
        return new Tokens(trillions * 1e12);
    }

    /**
     * Reads {@code 1.4T}, {@code 300B} or {@code 3e11}; the inverse of {@link #text()}.
     *
     * @param text a number
     * @return the amount
     * @throws IllegalArgumentException when the text is not an amount
     */
    public static Tokens parse(String text) {
        requireNonNull(text, "text");
        return new Tokens(Decimal.parse("token count", text));
    }

    @Override
    public int compareTo(Tokens other) {
        requireNonNull(other, "other");
        return Double.compare(count, other.count);
    }

    /**
     * The exact number: {@link #parse} reads it back.
     *
     * @return such as {@code 1.4T}
     */
    public String text() {
        return Decimal.format(count);
    }

    /**
     * Writes six digits, for people.
     *
     * @return such as {@code 2.71239B}
     */
    @Override
    public String toString() {
        return Digits.six(count);
    }
}
