package org.scalinglaws.effort;

import org.scalinglaws.finding.ScalingException;

/**
 * Says that a deadline passed before there was an answer: {@code the fit did not end within 2 s}. What
 * was asked of has stopped.
 */
public final class DeadlineException extends ScalingException {
    private static final long serialVersionUID = 1L;

    /**
     * With a sentence for the reader.
     *
     * @param message what did not end, and how far it came
     */
    public DeadlineException(String message) {
        super(message);
    }
}
