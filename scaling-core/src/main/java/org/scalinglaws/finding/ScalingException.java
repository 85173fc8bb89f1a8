package org.scalinglaws.finding;

import static java.util.Objects.requireNonNull;

import org.scalinglaws.quantity.Brief;

/**
 * Says that what was asked for does not exist, and why, in at most 500 characters: {@code the runs do
 * not determine this number: it has no interval}. Nothing is wrong with the arguments or the data. Who
 * asks many questions catches this one type and goes on; {@code NoFitException}, {@code
 * NoPlanException}, {@code InterruptedFitException} and {@code DeadlineException} say which answer is missing.
 */
public class ScalingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * With a sentence for the reader.
     *
     * @param message why there is no answer
     */
    public ScalingException(String message) {
        super(Brief.of(requireNonNull(message, "message")));
    }
}
