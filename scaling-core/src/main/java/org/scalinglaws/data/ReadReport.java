package org.scalinglaws.data;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.scalinglaws.quantity.Require;

/**
 * What became of the rows of a table that was read.
 *
 * @param source the file
 * @param rows how many rows it has
 * @param read how many of them were read; others are bad or do not satisfy a condition
 * @param skipped how many were passed over because they are bad, by reason
 * @param first the first of the bad rows, with line, column, cell and reason
 * @param infinite for columns with infinite cells, which are taken for missing, how many there are
 */
public record ReadReport(
        String source,
        long rows,
        int read,
        Map<String, Integer> skipped,
        List<String> first,
        Map<String, Integer> infinite) {
    /** Copies the lists. */
    public ReadReport {
        requireNonNull(source, "source");
        skipped =
                Collections.unmodifiableMap(
                        new LinkedHashMap<>(Require.noNull("skipped", skipped)));
        first = List.copyOf(Require.noNull("first", first));
        infinite =
                Collections.unmodifiableMap(
                        new LinkedHashMap<>(Require.noNull("infinite", infinite)));
    }

    /**
     * How many rows were passed over because they are bad.
     *
     * @return the sum over all reasons
     */
    public int bad() {
        return skipped.values().stream().mapToInt(Integer::intValue).sum();
    }

    /**
     * Whether there is nothing to say: no row is bad and no cell taken for missing.
     *
     * @return whether the table was read as it stands
     */
    public boolean isClean() {
        return skipped.isEmpty() && infinite.isEmpty();
    }

    /**
     * Says how many rows were read, and how many were passed over for each reason.
     *
     * @return one line for the rows and one for each reason
     */
    @Override
    public String toString() {
        StringJoiner lines = new StringJoiner("\n");
        lines.add(
                String.format(
                        "%s: %d of %d rows read%s",
                        source,
                        read,
                        rows,
                        bad() == 0
                                ? ""
                                : ", "
                                        + bad()
                                        + (bad() == 1 ? " bad one" : " bad ones")
                                        + " skipped"));
        skipped.forEach((reason, count) -> lines.add("  " + count + " x " + reason));
        infinite.forEach(
                (column, count) ->
                        lines.add(
                                "  " + count + " x column '" + column + "': infinite, so missing"));
        return lines.toString();
    }
}
