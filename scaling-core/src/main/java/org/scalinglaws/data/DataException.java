package org.scalinglaws.data;

/**
 * Says that data is wrong, where, and which rule it breaks: {@code runs.csv:17: column 'loss': '-'
 * is not a number}.
 */
public final class DataException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /**
     * With a sentence for the reader.
     *
     * @param message file and line, the rule and the value received
     */
    public DataException(String message) {
        super(message);
    }

    /**
     * With a sentence for the reader and what lies behind it.
     *
     * @param message file and line, the rule and the value received
     * @param cause what lies behind it
     */
    public DataException(String message, Throwable cause) {
        super(message, cause);
    }
}
