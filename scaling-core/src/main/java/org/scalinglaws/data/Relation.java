package org.scalinglaws.data;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;

/** How a cell and the values of a condition stand to each other. */
public enum Relation {
    /** It is one of the values. */
    EQUAL("="),
    /** It is none of the values. */
    OTHER("!="),
    /** It is less than the value. */
    LESS("<"),
    /** It is the value or less. */
    AT_MOST("<="),
    /** It is more than the value. */
    MORE(">"),
    /** It is the value or more. */
    AT_LEAST(">="),
    /** The value is a regular expression that is found in it. */
    FOUND("~");

    private final String sign;

    Relation(String sign) {
        this.sign = sign;
    }

    /** The relation whose sign begins at a place of a text, the longest first. */
    static Optional<Relation> at(String text, int place) {
        return Arrays.stream(values())
                .sorted(Comparator.comparing(relation -> -relation.sign.length()))
                .filter(relation -> text.startsWith(relation.sign, place))
                .findFirst();
    }

    /** Whether a comparison of a cell with the value, as of a comparator, satisfies an order. */
    boolean holds(int comparison) {
        return switch (this) {
            case LESS -> comparison < 0;
            case AT_MOST -> comparison <= 0;
            case MORE -> comparison > 0;
            case AT_LEAST -> comparison >= 0;
            case EQUAL, OTHER, FOUND -> throw new IllegalStateException(this + " is no order");
        };
    }

    boolean takesSeveral() {
        return this == EQUAL || this == OTHER;
    }

    @Override
    public String toString() {
        return sign;
    }
}
