package org.scalinglaws.json;

import static java.util.Objects.requireNonNull;

import org.scalinglaws.quantity.Brief;

/** Says that a text is no JSON, and where: {@code 3:15: expected ':' behind a name, got 'x'}. */
public final class JsonException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final long line;
    private final long column;
    private final String problem;

    /**
     * With a place and a sentence.
     *
     * @param line the line, from 1
     * @param column the character of the line, from 1
     * @param problem the rule and what was received
     */
    public JsonException(long line, long column, String problem) {
        super(Brief.of(line + ":" + column + ": " + requireNonNull(problem, "problem")));
        this.line = line;
        this.column = column;
        this.problem = problem;
    }

    /**
     * Where the text goes wrong.
     *
     * @return the line, from 1
     */
    public long line() {
        return line;
    }

    /**
     * Where in its line the text goes wrong.
     *
     * @return the character, from 1
     */
    public long column() {
        return column;
    }

    /**
     * What is wrong, without its place.
     *
     * @return the rule and what was received
     */
    public String problem() {
        return problem;
    }
}
