package org.scalinglaws.data;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.PatternSyntaxException;
import org.scalinglaws.quantity.Brief;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.LossUnit;
import org.scalinglaws.quantity.Require;

/**
 * How to read a table of runs where it differs from what {@link Dataset#readCsv(java.nio.file.Path)}
 * expects: {@code CsvFormat.DEFAULT.withColumn("params", "model/num_params").where("State", "finished")}.
 *
 * @param lossColumn the column that holds the loss, as the header spells it or in another case.
 *     Losses in the column {@code loss} are positive; a column of any other name may hold any finite
 *     number, and then a column {@code loss} is a further column like any other
 * @param weightColumn the column that holds the weights of runs; {@link Dataset#readCsv(java.nio.file.Path)}
 *     says what they are taken for. The column {@code weight} may be absent, then every run counts once
 *     unless there is a column {@code sigma}; a column of any other name must be there
 * @param columns for names of the library or of your own, the columns that hold them; another column of
 *     such a name is not read
 * @param ignored columns that are not read, as if the file did not have them
 * @param units for columns of sizes, such as parameters, how many are counted as one
 * @param lossUnit the unit of the losses in the file; the dataset holds nats per token
 * @param counting how the file counts parameters
 * @param conditions what a row must satisfy to be read: the cells of others are not looked at
 * @param lastOf a column that tells training runs apart, of each of which only the last checkpoint is
 *     kept; empty to keep all
 * @param badRows whether a row that cannot be read ends the reading
 * @param delimiter what stands between cells; empty to find it, among comma, semicolon, tab, bar and
 *     blanks
 * @param rowColumn the factor that holds the place of a run among the rows of the file, from 1; empty
 *     for none
 */
public record CsvFormat(
        String lossColumn,
        String weightColumn,
        Map<String, String> columns,
        Set<String> ignored,
        Map<String, Double> units,
        LossUnit lossUnit,
        Counting counting,
        List<Condition> conditions,
        Optional<String> lastOf,
        BadRows badRows,
        Optional<Character> delimiter,
        Optional<String> rowColumn) {
    private static final String LOSS = ColumnName.LOSS;

    /** Losses in the column {@code loss}, weights in {@code weight}, parameters counted in full. */
    public static final CsvFormat DEFAULT =
            new CsvFormat(
                    LOSS,
                    ColumnName.WEIGHT,
                    Map.of(),
                    Set.of(),
                    Map.of(),
                    LossUnit.NATS,
                    Counting.TOTAL,
                    List.of(),
                    Optional.empty(),
                    BadRows.STOP,
                    Optional.empty(),
                    Optional.empty());

    /**
     * What the rows that are read have in common.
     *
     * @param column a column by any name that the file may give it, in any case
     * @param relation how its cells stand to the values
     * @param values the values, one unless the relation is equal or other; numbers are compared as
     *     numbers, such as 50M and 5e7, and a blank one asks for the rows that leave it blank
     */
    public record Condition(String column, Relation relation, List<String> values) {
        /** Refuses a blank column, no value, several for an order, and a broken pattern. */
        public Condition {
            Require.noNull("values", values);
            requireNonNull(relation, "relation");
            if (requireNonNull(column, "column").isBlank()) {
                throw new IllegalArgumentException(
                        "a condition must name a column, got '" + column + "'");
            }
            values = List.copyOf(values);
            if (values.isEmpty()) {
                throw new IllegalArgumentException(
                        "a condition on '" + column + "' must have a value, got none");
            }
            if (values.size() > 1 && !relation.takesSeveral()) {
                throw new IllegalArgumentException(
                        String.format(
                                "a condition %s%s takes one value, got %s",
                                column, relation, String.join("|", values)));
            }
            try {
                Wanted.of(relation, values);
            } catch (PatternSyntaxException broken) {
                throw new IllegalArgumentException(
                        String.format(
                                "'%s' is no pattern: %s", values.get(0), broken.getDescription()),
                        broken);
            }
        }

        /**
         * That a column has one of some values.
         *
         * @param column a column by any name that the file may give it
         * @param values the values that it may have
         */
        public Condition(String column, List<String> values) {
            this(column, Relation.EQUAL, values);
        }

        /**
         * Reads a condition: a column, one of {@code = != < <= > >= ~}, and a value, or several with a
         * bar between them for = and !=.
         *
         * @param text such as {@code State=finished}, {@code tokens>=1e9} or {@code name~^7B}
         * @return the condition
         * @throws IllegalArgumentException when the text is no condition
         */
        public static Condition parse(String text) {
            requireNonNull(text, "text");
            for (int place = 1; place < text.length(); place++) {
                Optional<Relation> relation = Relation.at(text, place);
                if (relation.isPresent()) {
                    String sign = relation.get().toString();
                    String value = text.substring(place + sign.length()).trim();
                    String[] values =
                            relation.get().takesSeveral()
                                    ? value.split("\\|", -1)
                                    : new String[] {value};
                    return new Condition(
                            text.substring(0, place).trim(),
                            relation.get(),
                            Arrays.stream(values).map(String::trim).toList());
                }
            }
            throw new IllegalArgumentException(
                    Brief.of(
                            "a condition must be COLUMN=VALUE, or with != < <= > >= ~ in place of =, got '"
                                    + text
                                    + "'"));
        }

        Wanted wanted() {
            return Wanted.of(relation, values);
        }

        /** The values as one text. */
        String value() {
            return String.join("|", values);
        }

        /** A condition for each value of which one must be there. */
        List<Condition> parts() {
            return relation == Relation.EQUAL
                    ? values.stream().map(value -> new Condition(column, List.of(value))).toList()
                    : List.of(this);
        }
    }

    /** Refuses a blank name, one column for both, and to ignore the loss. */
    public CsvFormat {
        Require.noNull("columns", columns);
        Require.noNull("ignored", ignored);
        Require.noNull("units", units);
        Require.noNull("conditions", conditions);
        requireName("loss", lossColumn);
        requireName("weight", weightColumn);
        requireNonNull(lossUnit, "lossUnit");
        requireNonNull(counting, "counting");
        requireNonNull(lastOf, "lastOf");
        requireNonNull(badRows, "badRows");
        requireNonNull(delimiter, "delimiter");
        requireNonNull(rowColumn, "rowColumn");

        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
        columns.forEach(CsvFormat::requireNames);
        units = Collections.unmodifiableMap(new LinkedHashMap<>(units));
        units.forEach((column, size) -> Decimal.positive("the unit of " + column, size));
        conditions = List.copyOf(conditions);
        ignored = Collections.unmodifiableSet(new LinkedHashSet<>(ignored));
        if (lossColumn.equalsIgnoreCase(weightColumn)) {
            throw new IllegalArgumentException(
                    "loss and weight must stand in different columns, got '"
                            + lossColumn
                            + "' for both");
        }
        if (columns.containsKey(LOSS) && !lossColumn.equalsIgnoreCase(LOSS)) {
            throw new IllegalArgumentException(
                    String.format(
                            "the loss must stand in one column, got '%s' and '%s'",
                            columns.get(LOSS), lossColumn));
        }
        if (ignored.stream().anyMatch(lossColumn::equalsIgnoreCase)
                && !columns.containsKey(lossColumn)) {
            throw new IllegalArgumentException(
                    "the loss column must be read, got '" + lossColumn + "' to ignore");
        }
    }

    private static void requireName(String what, String column) {
        if (requireNonNull(column, what + "Column").isBlank()) {
            throw new IllegalArgumentException(
                    "the " + what + " column must have a name, got '" + column + "'");
        }
    }

    private static void requireNames(String name, String column) {
        if (name.isBlank() || column.isBlank()) {
            throw new IllegalArgumentException(
                    String.format("a column must have a name, got '%s' in '%s'", name, column));
        }
    }

    /** A copy in which one thing is another. */
    private CsvFormat with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.format();
    }

    /** The parts of a format while one of them is replaced. */
    private static final class Draft {
        private String lossColumn;
        private String weightColumn;
        private Map<String, String> columns;
        private Set<String> ignored;
        private Map<String, Double> units;
        private LossUnit lossUnit;
        private Counting counting;
        private List<Condition> conditions;
        private Optional<String> lastOf;
        private BadRows badRows;
        private Optional<Character> delimiter;
        private Optional<String> rowColumn;

        Draft(CsvFormat format) {
            lossColumn = format.lossColumn;
            weightColumn = format.weightColumn;
            columns = format.columns;
            ignored = format.ignored;
            units = format.units;
            lossUnit = format.lossUnit;
            counting = format.counting;
            conditions = format.conditions;
            lastOf = format.lastOf;
            badRows = format.badRows;
            delimiter = format.delimiter;
            rowColumn = format.rowColumn;
        }

        CsvFormat format() {
            return new CsvFormat(
                    lossColumn,
                    weightColumn,
                    columns,
                    ignored,
                    units,
                    lossUnit,
                    counting,
                    conditions,
                    lastOf,
                    badRows,
                    delimiter,
                    rowColumn);
        }
    }

    /**
     * With the loss in another column.
     *
     * @param column its name
     * @return a new format
     */
    public CsvFormat withLossColumn(String column) {
        requireNonNull(column, "column");
        return with(draft -> draft.lossColumn = column);
    }

    /**
     * With the weights in another column.
     *
     * @param column its name
     * @return a new format
     */
    public CsvFormat withWeightColumn(String column) {
        requireNonNull(column, "column");
        return with(draft -> draft.weightColumn = column);
    }

    /**
     * With a name of the library, or of your own, for a column that the file calls otherwise: {@code
     * withColumn("params", "model/num_params")}. Another column of that name is not read.
     *
     * @param name {@code params}, {@code tokens}, {@code flops}, {@code loss}, {@code weight}, or what a
     *     further factor or label is to be called
     * @param column the column, as the header spells it or in another case; in JSON the keys on the way
     *     to it with dots between them
     * @return a new format that has this column beside those it had
     */
    public CsvFormat withColumn(String name, String column) {
        requireNonNull(name, "name");
        requireNonNull(column, "column");
        Map<String, String> more = new LinkedHashMap<>(columns);
        more.put(ColumnName.canonical(name), column);
        return with(draft -> draft.columns = more);
    }

    /**
     * Without some columns: broken ones, or ones that clash with others.
     *
     * @param columns their names, as the header spells them or in another case; each must be there
     * @return a new format that ignores these and no others
     */
    public CsvFormat withIgnored(String... columns) {
        Require.noNull("columns", columns);
        Set<String> names = new LinkedHashSet<>(List.of(columns));
        return with(draft -> draft.ignored = names);
    }

    /**
     * With a column of sizes counted in a unit: {@code withUnit("tokens", "B")} where they are billions.
     * A cell with a suffix of its own, such as 1.3B, has its unit already.
     *
     * @param column a column by any name, such as {@code params}
     * @param unit {@code K}, {@code M}, {@code B} or {@code T}; {@code PFLOP}, {@code EFLOP}, {@code
     *     PF-days}; or a number such as {@code 1e9}
     * @return a new format that has this unit beside those it had
     */
    public CsvFormat withUnit(String column, String unit) {
        requireNonNull(column, "column");
        return withUnit(column, SizeUnit.parse(column, requireNonNull(unit, "unit")));
    }

    /**
     * The names that {@link #withUnit(String, String)} understands, in either case; {@code flop}, {@code
     * tokens} or {@code params} may stand behind each.
     *
     * @return how many each name counts as one
     */
    public static Map<String, Double> unitNames() {
        return SizeUnit.names();
    }

    /**
     * With a column of sizes counted in a unit.
     *
     * @param column a column by any name, such as {@code params}
     * @param size how many are counted as one, such as 1e9
     * @return a new format that has this unit beside those it had
     */
    public CsvFormat withUnit(String column, double size) {
        requireNonNull(column, "column");
        if (ColumnName.canonical(column).equals(LOSS)) {
            throw new IllegalArgumentException(
                    "the loss has a loss unit such as bits, got a size of " + Decimal.format(size));
        }
        Map<String, Double> more = new LinkedHashMap<>(units);
        more.put(ColumnName.canonical(column), size);
        return with(draft -> draft.units = more);
    }

    /**
     * With losses in another unit; the dataset holds them in nats per token and knows the unit. A column
     * {@code bpb} or {@code perplexity} is then the loss of that unit, where there is one.
     *
     * @param unit the unit
     * @return a new format
     */
    public CsvFormat withLossUnit(LossUnit unit) {
        requireNonNull(unit, "unit");
        return with(draft -> draft.lossUnit = unit);
    }

    /**
     * With parameters counted by another rule.
     *
     * @param rule the rule that the file follows
     * @return a new format
     */
    public CsvFormat countedAs(Counting rule) {
        requireNonNull(rule, "rule");
        return with(draft -> draft.counting = rule);
    }

    /**
     * With fewer rows: those whose column has one of some values. The other rows are not judged, so that
     * the loss of a run that did not finish may be blank.
     *
     * @param column a column by any name that the file may give it
     * @param values the values to keep, each of which some row must have, for else it is misspelled
     * @return a new format that has this condition beside those it had
     */
    public CsvFormat where(String column, String... values) {
        Require.noNull("values", values);
        return where(new Condition(column, List.of(values)));
    }

    /**
     * With fewer rows: those that satisfy a condition, such as {@code Condition.parse("tokens>=1e9")}.
     *
     * @param condition what to keep, which some row must satisfy
     * @return a new format that has this condition beside those it had
     */
    public CsvFormat where(Condition condition) {
        requireNonNull(condition, "condition");
        List<Condition> more = new ArrayList<>(conditions);
        more.add(condition);
        return with(draft -> draft.conditions = more);
    }

    /**
     * With only the last checkpoint of each training run: that of most tokens, or where no tokens are
     * stated the last of the file. Its labels stay.
     *
     * @param column the column that tells training runs apart; rows that leave it blank are all kept
     * @return a new format
     */
    public CsvFormat withLastOf(String column) {
        requireNonNull(column, "column");
        return with(draft -> draft.lastOf = Optional.of(column));
    }

    /**
     * With another answer to rows that cannot be read.
     *
     * @param choice whether they end the reading
     * @return a new format
     */
    public CsvFormat withBadRows(BadRows choice) {
        requireNonNull(choice, "choice");
        return with(draft -> draft.badRows = choice);
    }

    /**
     * With a delimiter that is not looked for.
     *
     * @param mark what stands between cells
     * @return a new format
     */
    public CsvFormat withDelimiter(char mark) {
        return with(draft -> draft.delimiter = Optional.of(mark));
    }

    /**
     * With the place of each run among the rows of the file as a factor.
     *
     * @param column the name of the factor, which no column of the file has
     * @return a new format
     */
    public CsvFormat withRowsIn(String column) {
        requireNonNull(column, "column");
        requireName("row", column);
        return with(draft -> draft.rowColumn = Optional.of(column));
    }
}
