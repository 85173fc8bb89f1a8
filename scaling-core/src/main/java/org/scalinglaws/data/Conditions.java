package org.scalinglaws.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.scalinglaws.recipe.Factor;

/** Which rows of a file are read: those that satisfy each condition of its format. */
final class Conditions {
    private final String source;
    private final List<OfColumn> conditions = new ArrayList<>();

    /** Conditions on tokens that stand in no column but follow from compute. */
    private final List<CsvFormat.Condition> derived = new ArrayList<>();

    /** One condition, and those of its values that no row has had yet. */
    private record OfColumn(String column, int place, Wanted wanted, Map<String, Wanted> unseen) {
        OfColumn(CsvFormat.Condition condition, int place) {
            this(condition.column(), place, Wanted.of(condition.values()), new LinkedHashMap<>());
            condition.values().forEach(value -> unseen.put(value, Wanted.of(List.of(value))));
        }

        boolean isMet(String cell) {
            unseen.values().removeIf(value -> value.hasCell(cell));
            return wanted.hasCell(cell);
        }
    }

    Conditions(String source, Header header, CsvFormat format) {
        this.source = source;
        for (CsvFormat.Condition condition : format.conditions()) {
            int place = header.anyPlace(condition.column());
            if (place >= 0) {
                conditions.add(new OfColumn(condition, place));
            } else if (Factor.TOKENS.name().equals(Header.canonical(condition.column()))) {
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
        for (OfColumn condition : conditions) {
            for (String value : condition.unseen.keySet()) {
                throw none(condition.column, value);
            }
        }
    }

    /** The runs that satisfy what could not be judged by the cells of a row. */
    Table of(Table read) {
        Table runs = read;
        for (CsvFormat.Condition condition : derived) {
            for (String value : condition.values()) {
                if (runs.where(condition.column(), List.of(value)).size() == 0) {
                    throw none(condition.column(), value);
                }
            }
            runs = runs.where(condition.column(), condition.values());
        }
        return runs;
    }

    boolean isEmpty() {
        return conditions.isEmpty();
    }

    private DataException none(String column, String value) {
        return new DataException("no run of " + source + " has " + column + "=" + value);
    }
}
