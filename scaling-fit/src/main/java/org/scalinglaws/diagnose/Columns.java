package org.scalinglaws.diagnose;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.recipe.Factor;

/** Numbers that a table holds beside what the law reads, by the names that they usually go by. */
final class Columns {
    private Columns() {}

    /** The first of some names, in any case, with spaces and dashes read as underscores. */
    static Optional<Column> find(Dataset runs, List<String> names) {
        for (String name : names) {
            for (Factor factor : runs.factors()) {
                if (plain(factor.name()).equals(name)) {
                    return Optional.of(new Column(factor.name(), runs.column(factor)));
                }
            }
        }
        return Optional.empty();
    }

    /** The first of some names, as text, whether the table holds words or numbers there. */
    static Optional<Texts> texts(Dataset runs, List<String> names) {
        List<String> all = new ArrayList<>(runs.labels());
        runs.factors().forEach(factor -> all.add(factor.name()));
        for (String name : names) {
            for (String column : all) {
                if (plain(column).equals(name)) {
                    return Optional.of(new Texts(column, runs.texts(column)));
                }
            }
        }
        return Optional.empty();
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace(' ', '_').replace('-', '_');
    }

    /**
     * A column of numbers.
     *
     * @param name as the table has it
     * @param values one for each run
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Column(String name, double[] values) {}

    /**
     * A column of words.
     *
     * @param name as the table has it
     * @param values one for each run, blank where there is none
     */
    record Texts(String name, List<String> values) {
        private static final Set<String> NO =
                Set.of("", "0", "no", "none", "false", "n", "f", "nan", "raw");

        /** What stands there, each once. */
        List<String> distinct() {
            return values.stream().filter(text -> !text.isBlank()).distinct().toList();
        }

        /** The rows that say yes, or how much, where the others say no, nothing or zero. */
        List<Integer> marked() {
            return IntStream.range(0, values.size())
                    .filter(row -> !NO.contains(values.get(row).trim().toLowerCase(Locale.ROOT)))
                    .boxed()
                    .toList();
        }
    }

    /** How one column compares with another: the rows where their ratio is beyond a limit. */
    @SuppressWarnings("ArrayRecordComponent")
    record Share(String of, String to, double[] values) {
        static Share of(Column one, Column other) {
            double[] values = new double[one.values().length];
            for (int row = 0; row < values.length; row++) {
                values[row] = one.values()[row] / other.values()[row];
            }
            return new Share(one.name(), other.name(), values);
        }
    }
}
