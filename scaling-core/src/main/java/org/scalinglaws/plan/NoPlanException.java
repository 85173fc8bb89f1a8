package org.scalinglaws.plan;

import static java.util.Objects.requireNonNull;

import org.scalinglaws.quantity.Brief;

/** Says that no plan exists, and why, in at most 500 characters. */
public final class NoPlanException extends ArithmeticException {
    private static final long serialVersionUID = 1L;

    /**
     * With a sentence for the reader.
     *
     * @param message why no plan exists
     */
    public NoPlanException(String message) {
        super(Brief.of(requireNonNull(message, "message")));
    }
}
