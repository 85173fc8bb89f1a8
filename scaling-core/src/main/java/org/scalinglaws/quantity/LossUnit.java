package org.scalinglaws.quantity;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Locale;

/**
 * A unit in which people state a loss. Inside the library a loss is always in nats per token: {@code
 * LossUnit.bitsPerByte(4.3).nats(0.62)}.
 *
 * @param kind which unit
 * @param bytesPerToken mean length of a token in bytes, for bits per byte; else 1
 */
public record LossUnit(Kind kind, double bytesPerToken) {
    /** Natural-log units per token. */
    public static final LossUnit NATS = new LossUnit(Kind.NATS, 1);

    /** Base-2 units per token. */
    public static final LossUnit BITS = new LossUnit(Kind.BITS, 1);

    /** Exp of the loss in nats. */
    public static final LossUnit PERPLEXITY = new LossUnit(Kind.PERPLEXITY, 1);

    /** What a unit counts. */
    public enum Kind {
        /** Natural-log units per token. */
        NATS("nats"),
        /** Base-2 units per token. */
        BITS("bits"),
        /** Base-2 units per byte of text. */
        BITS_PER_BYTE("bits-per-byte"),
        /** Exp of the loss in nats. */
        PERPLEXITY("perplexity");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** Refuses a length of tokens where there is none to know, and one that is not positive. */
    public LossUnit {
        requireNonNull(kind, "kind");
        Decimal.positive("bytes per token", bytesPerToken);
        if (kind != Kind.BITS_PER_BYTE && bytesPerToken != 1) {
            throw new IllegalArgumentException(
                    kind + " knows no bytes per token, got " + Decimal.format(bytesPerToken));
        }
    }

    /**
     * Bits per byte of text.
     *
     * @param bytesPerToken mean length of a token in bytes, positive
     * @return the unit
     */
    public static LossUnit bitsPerByte(double bytesPerToken) {
        return new LossUnit(Kind.BITS_PER_BYTE, bytesPerToken);
    }

    /**
     * Reads a unit; the inverse of {@link #text()}.
     *
     * @param text {@code nats}, {@code bits}, {@code perplexity}, or {@code bits-per-byte:4.3} with the
     *     bytes of a token
     * @return the unit
     * @throws IllegalArgumentException when it is none of them
     */
    public static LossUnit parse(String text) {
        String lower = requireNonNull(text, "text").trim().toLowerCase(Locale.ROOT);
        String perByte = Kind.BITS_PER_BYTE + ":";
        if (lower.startsWith(perByte)) {
            return bitsPerByte(Decimal.parse("bytes per token", lower.substring(perByte.length())));
        }
        for (LossUnit unit : List.of(NATS, BITS, PERPLEXITY)) {
            if (unit.text().equals(lower)) {
                return unit;
            }
        }
        throw new IllegalArgumentException(
                Brief.of(
                        "a loss unit must be nats, bits, perplexity or bits-per-byte:BYTES, where BYTES is"
                                + " the mean length of a token such as 4.3, got '"
                                + text
                                + "'"));
    }

    /**
     * A number of this unit in nats per token.
     *
     * @param number a loss in this unit
     * @return nats per token; NaN for a perplexity below zero
     */
    public double nats(double number) {
        return switch (kind) {
            case NATS -> number;
            case BITS, BITS_PER_BYTE -> number * bytesPerToken * Math.log(2);
            case PERPLEXITY -> Math.log(number);
        };
    }

    /**
     * A loss in this unit.
     *
     * @param nats nats per token
     * @return the number that people of this unit write
     */
    public double of(double nats) {
        return switch (kind) {
            case NATS -> nats;
            case BITS, BITS_PER_BYTE -> nats / Math.log(2) / bytesPerToken;
            case PERPLEXITY -> Math.exp(nats);
        };
    }

    /**
     * What people call a column of losses in this unit, the surest first.
     *
     * @return names in lower case
     */
    public List<String> columns() {
        return switch (kind) {
            case NATS -> List.of("loss");
            case BITS -> List.of("bits", "bits_per_token", "loss");
            case BITS_PER_BYTE -> List.of("bpb", "bits_per_byte", "loss");
            case PERPLEXITY -> List.of("perplexity", "ppl", "loss");
        };
    }

    /**
     * Exact: {@link #parse} reads it back.
     *
     * @return such as {@code bits-per-byte:4.3}
     */
    public String text() {
        return kind == Kind.BITS_PER_BYTE ? kind + ":" + Decimal.format(bytesPerToken) : kind.text;
    }

    /**
     * The unit in words.
     *
     * @return such as {@code bits per byte}
     */
    @Override
    public String toString() {
        return kind.text.replace('-', ' ');
    }
}
