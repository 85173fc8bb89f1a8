package org.scalinglaws.plan;

import org.scalinglaws.finding.ScalingException;

/** Says that no plan exists, and why, in at most 500 characters. */
public final class NoPlanException extends ScalingException {
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
