package org.scalinglaws.solve;

import org.scalinglaws.quantity.Require;

/**
 * A place where searches from several starts ended.
 *
 * @param value the cost there; NaN or infinite where there is none
 * @param starts how many independent starts led there; 0 when a search from another end did
 */
public record Basin(double value, int starts) {
    /** Refuses a count below zero. */
    public Basin {
        Require.count("number of starts", starts, 0, Integer.MAX_VALUE);
    }

    /**
     * Writes the cost and the starts.
     *
     * @return such as {@code 0.0123 from 3 starts}
     */
    @Override
    public String toString() {
        return text(value) + " from " + starts + (starts == 1 ? " start" : " starts");
    }

    /** A cost in words where it is none. */
    static String text(double cost) {
        return Double.isFinite(cost) ? Double.toString(cost) : "no cost";
    }
}
