package org.scalinglaws.data;

import java.util.List;

/** A table of text cells, row after row, that knows where each row stands in its file. */
interface Rows {
    /** The names of the columns as they are written. */
    List<String> names();

    /** Where the names stand, for messages: the source and, where there is one, the line. */
    String header();

    /** Goes to the next row; false behind the last. */
    boolean next();

    /** Where the row stands, as {@link #where} reads it. */
    long place();

    /** A place for messages, such as {@code runs.csv:17}. */
    String where(long place);

    /** How many cells the row has. */
    int size();

    /** A cell without the spaces around it; blank where a value is missing. */
    String cell(int column);

    /** How the numbers of a column are written. */
    NumberStyle style(int column);
}
