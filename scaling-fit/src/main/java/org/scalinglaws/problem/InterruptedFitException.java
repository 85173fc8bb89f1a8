package org.scalinglaws.problem;

import org.scalinglaws.finding.ScalingException;

/**
 * Says that the thread was interrupted before there was an answer: {@code the profile was
 * interrupted}. The thread's interrupt status is still set.
 */
public final class InterruptedFitException extends ScalingException {
    private static final long serialVersionUID = 1L;

    /**
     * With a sentence for the reader.
     *
     * @param message what was interrupted
     */
    public InterruptedFitException(String message) {
        super(message);
    }
}
