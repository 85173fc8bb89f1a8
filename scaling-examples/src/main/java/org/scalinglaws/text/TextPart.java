package org.scalinglaws.text;

import static java.util.Objects.requireNonNull;

import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Loss;

/**
 * One part of a text, as its card tells of it.
 *
 * @param bytes of the text
 * @param tokens that it became
 * @param sha256 of the file of tokens, 64 hexadecimal digits
 */
public record TextPart(long bytes, long tokens, String sha256) {
    /** Refuses null, and a part without bytes or tokens. */
    public TextPart {
        Decimal.positive("bytes of a part", (double) bytes);
        Decimal.positive("tokens of a part", (double) tokens);
        requireNonNull(sha256, "sha256");
    }

    /** {@return how many bytes of text a token stands for in the mean} */
    public double bytesPerToken() {
        return bytes / (double) tokens;
    }

    /**
     * A loss that does not hang on the vocabulary.
     *
     * @param nats the mean loss a token of this part
     * @return the same in bits per byte: {@code nats / ln 2 * tokens / bytes}
     */
    public double bitsPerByte(double nats) {
        return new Loss(nats).bitsPerByte(bytesPerToken());
    }
}
