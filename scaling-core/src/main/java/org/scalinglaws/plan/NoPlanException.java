package org.scalinglaws.plan;

/** Says that no plan exists, and why. */
public final class NoPlanException extends ArithmeticException {
    private static final long serialVersionUID = 1L;

    /**
     * With a sentence for the reader.
     *
     * @param message why no plan exists
     */
    public NoPlanException(String message) {
        super(message);
    }
}
