package org.scalinglaws.forecast;

import static java.util.Objects.requireNonNull;

/**
 * One question to answer before a forecast is believed.
 *
 * @param name what it is called, such as {@code held-out}
 * @param question the question
 * @param state whether the runs or you have answered it
 * @param evidence what answers it, with the figure; how to answer it where it is open
 */
public record ChecklistItem(String name, String question, State state, String evidence) {
    /** How far a question is answered. */
    public enum State {
        /** Yes. */
        TICKED,
        /** No. */
        CROSSED,
        /** Not yet: the runs cannot tell. */
        OPEN
    }

    /** Refuses nulls. */
    public ChecklistItem {
        requireNonNull(name, "name");
        requireNonNull(question, "question");
        requireNonNull(state, "state");
        requireNonNull(evidence, "evidence");
    }

    /** {@return whether it is ticked} */
    public boolean isTicked() {
        return state == State.TICKED;
    }

    @Override
    public String toString() {
        String box =
                switch (state) {
                    case TICKED -> "[x]";
                    case CROSSED -> "[-]";
                    case OPEN -> "[ ]";
                };
        return box + " " + name + ": " + evidence;
    }
}
