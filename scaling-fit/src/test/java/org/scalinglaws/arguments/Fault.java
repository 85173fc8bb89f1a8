package org.scalinglaws.arguments;

/**
 * A call that is answered wrongly.
 *
 * @param kind what is wrong with the answer
 * @param method the method called, such as {@code data.Dataset.run/1}
 * @param detail the arguments and what came back
 */
record Fault(Kind kind, String method, String detail) {
    /** What can be wrong with an answer. */
    enum Kind {
        /** An exception that is none of the project's voices. */
        FOREIGN_EXCEPTION,
        /** An exception without a sentence, or with one that nobody can read. */
        SPEECHLESS,
        /** A null that is refused without the name of the argument, or by another name. */
        UNNAMED_NULL,
        /** A null that is taken. */
        TAKEN_NULL,
        /** A number that is none. */
        NAN,
        /** A text with NaN or Infinity in it. */
        TEXT,
        /** An answer whose text or hash code cannot be had. */
        BROKEN_ANSWER,
        /** No answer. */
        ENDLESS
    }

    @Override
    public String toString() {
        return kind + " of " + method + ": " + detail;
    }
}
