package org.scalinglaws.problem;

import org.scalinglaws.finding.ScalingException;

/** Says that no fit exists, and why: {@code 5 parameters cannot be fitted to 4 runs}. */
public final class NoFitException extends ScalingException {
    private static final long serialVersionUID = 1L;

    /**
     * With a sentence for the reader.
     *
     * @param message why no fit exists
     */
    public NoFitException(String message) {
        super(message);
    }
}
