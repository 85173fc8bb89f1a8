package org.scalinglaws.forecast;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.scalinglaws.quantity.Id;

/** What a user states about the runs, for the runs cannot tell it. */
public enum Statement {
    /** The loss is that of a fixed evaluation set that no run was trained on. */
    HELD_OUT(
            "is the loss that of a fixed evaluation set which no run was trained on?",
            "the runs cannot tell: state held-out if it is"),
    /** Runs of the fit and of the forecast share tokenizer, schedule, architecture and data. */
    SAME_SETUP(
            "are tokenizer, schedule, architecture and data of the new run those of the fitted runs?",
            "the runs cannot tell: state same-setup if they are");

    private final String question;
    private final String open;

    Statement(String question, String open) {
        this.question = question;
        this.open = open;
    }

    /** {@return the question that the statement answers} */
    public String question() {
        return question;
    }

    String open() {
        return open;
    }

    /** {@return how it is written, such as {@code held-out}} */
    public String id() {
        return Id.of(this);
    }

    /**
     * Reads a statement.
     *
     * @param id such as {@code held-out}
     * @return the statement
     * @throws IllegalArgumentException when there is none of this name; it lists those there are
     */
    public static Statement parse(String id) {
        requireNonNull(id, "id");
        return Arrays.stream(values())
                .filter(statement -> statement.id().equals(id))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        String.format(
                                                "no statement is called '%s'; there are %s",
                                                id,
                                                Arrays.stream(values())
                                                        .map(Statement::id)
                                                        .collect(Collectors.joining(", ")))));
    }
}
