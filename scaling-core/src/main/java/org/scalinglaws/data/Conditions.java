package org.scalinglaws.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import org.scalinglaws.quantity.Brief;
import org.scalinglaws.recipe.Factor;

/** Which rows of a table are read: those that satisfy each condition of its format. */
final class Conditions {
    /** So many of the values that there are may stand in a message. */
    private static final int MOST_SHOWN = 20;

    private final String source;
    private final List<OfColumn> conditions = new ArrayList<>();

    /** Conditions on tokens that stand in no column but follow from compute. */
    private final List<CsvFormat.Condition> derived = new ArrayList<>();

    /** One condition, and those of its values that no row has had yet. */
    private static final class OfColumn {
        final CsvFormat.Condition condition;
        final int place;
        final Wanted wanted;
        final ToDoubleFunction<String> number;
        final Map<String, Wanted> unseen = new LinkedHashMap<>();
        final Set<String> there = new LinkedHashSet<>();

        OfColumn(CsvFormat.Condition condition, int place, ToDoubleFunction<String> number) {
            this.condition = condition;
            this.place = place;
            this.number = number;
            wanted = condition.wanted();

            // Of several values each must be there; of any other condition, a row that satisfies
            // it.
            if (condition.relation() == Relation.EQUAL) {
                condition
                        .values()
                        .forEach(
                                value ->
                                        unseen.put(
                                                value, Wanted.of(Relation.EQUAL, List.of(value))));
            } else {
                unseen.put(condition.value(), wanted);
            }
        }

        boolean isMet(String cell) {
            double value = number.applyAsDouble(cell);
            if (!unseen.isEmpty()) {
                unseen.values().removeIf(one -> one.hasCell(cell, value));
                if (there.size() <= MOST_SHOWN) {
                    there.add(cell.isEmpty() ? "a blank cell" : cell);
                }
            }
            return wanted.hasCell(cell, value);
        }
    }

    Conditions(String source, Header header, CsvFormat format, Meanings meanings) {
        this.source = source;
        for (CsvFormat.Condition condition : format.conditions()) {
            int place = header.anyPlace(condition.column());
            if (place >= 0) {
                conditions.add(new OfColumn(condition, place, meanings.number(place)));
            } else if (Factor.TOKENS.name().equals(ColumnName.canonical(condition.column()))) {
                derived.add(condition);
            } else {
                throw header.absent(condition.column());
            }
        }
    }

    /** Whether a row is read; every condition sees every row, so that it knows what there was. */
    boolean keep(IntFunction<String> cells) {
        boolean kept = true;
        for (OfColumn condition : conditions) {
            kept &= condition.isMet(cells.apply(condition.place));
        }
        return kept;
    }

    /** Refuses a value that no row has: it is misspelled. */
    void requireSeen() {
        for (OfColumn one : conditions) {
            for (String value : one.unseen.keySet()) {
                throw none(one.condition, value, List.copyOf(one.there));
            }
        }
    }

    /** The runs that satisfy what could not be judged by the cells of a row. */
    Table of(Table read) {
        Table runs = read;
        for (CsvFormat.Condition condition : derived) {
            for (CsvFormat.Condition each : condition.parts()) {
                if (runs.where(each.column(), each.wanted()).size() == 0) {
                    String[] there = runs.known(runs.texts(condition.column()), condition.column());
                    throw none(each, each.value(), List.of(there).stream().distinct().toList());
                }
            }
            runs = runs.where(condition.column(), condition.wanted());
        }
        return runs;
    }

    private DataException none(CsvFormat.Condition condition, String value, List<String> there) {
        String start =
                String.format(
                        "no run of %s has %s%s%s",
                        source, condition.column(), condition.relation(), value);
        List<String> shown = there.subList(0, Math.min(MOST_SHOWN, there.size()));
        String more = there.size() > MOST_SHOWN ? " and more" : "";
        return new DataException(
                there.isEmpty() ? start : Brief.of(start + "; it has ", shown) + more);
    }
}
