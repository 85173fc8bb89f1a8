package org.scalinglaws.data;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.stream.Collectors;
import org.scalinglaws.quantity.Brief;

/**
 * Says that data is wrong, where, and which rule it breaks: {@code runs.csv:17: column 'loss': '-'
 * is not a number}. A message is at most 500 characters long, or a list of bad rows with as many each.
 */
public final class DataException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /**
     * With a sentence for the reader.
     *
     * @param message file and line, the rule and the value received
     */
    public DataException(String message) {
        super(Brief.of(requireNonNull(message, "message")));
    }

    /** With a list of sentences, each on a line of its own. */
    DataException(List<String> lines) {
        super(lines.stream().map(Brief::of).collect(Collectors.joining("\n")));
    }

    /**
     * With a sentence for the reader and what lies behind it.
     *
     * @param message file and line, the rule and the value received
     * @param cause what lies behind it
     */
    public DataException(String message, Throwable cause) {
        super(Brief.of(requireNonNull(message, "message")), requireNonNull(cause, "cause"));
    }
}
