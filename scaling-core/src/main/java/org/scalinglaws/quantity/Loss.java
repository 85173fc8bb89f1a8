package org.scalinglaws.quantity;

import static java.util.Objects.requireNonNull;

/**
 * A cross-entropy per token, kept in nats. Any finite number is a loss; training runs and
 * objectives on log residuals ask for a positive one.
 *
 * @param nats natural-log units per token
 */
public record Loss(double nats) implements Comparable<Loss> {
    private static final double NATS_PER_BIT = Math.log(2);

    /** Refuses NaN and the infinities. */
    public Loss {
        Decimal.finite("loss", nats);
    }

    /**
     * A loss in nats per token.
     *
     * @param nats natural-log units per token
     * @return the loss
     */
    public static Loss nats(double nats) {
        return new Loss(nats);
    }

    /**
     * A loss in bits per token.
     *
     * @param bits base-2 units per token
     * @return the loss
     */
    public static Loss bits(double bits) {
        return new Loss(bits * NATS_PER_BIT);
    }

    /**
     * The loss of a given perplexity per token.
     *
     * @param perplexity exp of the loss in nats, positive
     * @return the loss
     */
    public static Loss perplexity(double perplexity) {
        return new Loss(Math.log(Decimal.positive("perplexity", perplexity)));
    }

    /**
     * A loss in bits per byte of text.
     *
     * @param bitsPerByte base-2 units per byte
     * @param bytesPerToken mean length of a token in bytes, positive
     * @return the loss
     */
    public static Loss bitsPerByte(double bitsPerByte, double bytesPerToken) {
        return bits(bitsPerByte * Decimal.positive("bytes per token", bytesPerToken));
    }

    /**
     * The loss in bits per token.
     *
     * @return nats divided by ln 2
     */
    public double bits() {
        return nats / NATS_PER_BIT;
    }

    /**
     * The perplexity per token.
     *
     * @return exp of the loss in nats
     */
    public double perplexity() {
        return Math.exp(nats);
    }

    /**
     * The loss in bits per byte of text.
     *
     * @param bytesPerToken mean length of a token in bytes, positive
     * @return bits per token divided by bytes per token
     */
    public double bitsPerByte(double bytesPerToken) {
        return bits() / Decimal.positive("bytes per token", bytesPerToken);
    }

    @Override
    public int compareTo(Loss other) {
        requireNonNull(other, "other");
        return Double.compare(nats, other.nats);
    }

    /**
     * Writes six digits, for people; {@link #nats} is exact.
     *
     * @return such as {@code 1.97 nats}
     */
    @Override
    public String toString() {
        return Digits.six(nats) + " nats";
    }
}
