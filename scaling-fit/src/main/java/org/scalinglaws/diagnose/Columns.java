package org.scalinglaws.diagnose;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
