package org.scalinglaws.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.quantity.Brief;

/**
 * What the columns of a CSV file are called and which of them are read. A column without a name is not
 * read. A name behind a backslash stands as it is written, so that a factor {@code n} or {@code 1} can
 * be written and read again.
 */
final class Header {
    private static final String LOSS = ColumnName.LOSS;
    private static final String WEIGHT = ColumnName.WEIGHT;

    private final String where;
    private final List<Title> titles = new ArrayList<>();
    private final boolean[] read;
    private final Map<String, Integer> places = new LinkedHashMap<>();
    private final int lossPlace;
    private final Map<Integer, String> named = new LinkedHashMap<>();
    private final int weightPlace;
    private final @Nullable WeightKind weightKind;
    private final String weightName;

    /** A name as it is shown, and whether it is nothing but that. */
    private record Title(String shown, boolean isLiteral) {
        static Title of(String written) {
            return written.startsWith(ColumnName.LITERAL)
                    ? new Title(written.substring(ColumnName.LITERAL.length()), true)
                    : new Title(written.strip(), false);
        }

        String usual() {
            return isLiteral ? shown : ColumnName.canonical(shown);
        }
    }

    /**
     * Takes the names in.
     *
     * @param where file and line, for messages
     */
    Header(String where, List<String> written, CsvFormat format) {
        this.where = where;
        if (written.stream().allMatch(Cell::isNumber)) {
            throw refused(
                    "no header: the first line must name the columns, such as params,tokens,loss");
        }

        written.forEach(name -> titles.add(Title.of(name)));

        read = new boolean[titles.size()];
        for (int place = 0; place < read.length; place++) {
            read[place] = !isNameless(place);
        }
        for (String column : format.ignored()) {
            read[required(column)] = false;
        }

        lossPlace = lossPlace(format);
        takeNames(format);
        Weights weights = weights(format.columns().getOrDefault(WEIGHT, format.weightColumn()));
        weightPlace = weights.place;
        weightKind = weights.kind;
        weightName = format.weightColumn();
        for (int place = 0; place < read.length; place++) {
            if (read[place]) {
                takePlace(place);
            }
        }

        // A column without a name is passed over, so with the loss alone there is nothing to fit.
        if (places.size() == 1 && titles.size() > 1 && format.ignored().isEmpty()) {
            throw refused("no column but '" + titles.get(lossPlace).shown + "' has a name");
        }
    }

    /** The column of the loss by the surest of its names. */
    private int lossPlace(CsvFormat format) {
        List<String> names = Names.losses(format);
        for (String name : names) {
            int place = place(name);
            if (place >= 0) {
                return place;
            }
        }
        throw absent(names.get(names.size() - 1));
    }

    /** Gives columns the names that the format has for them; others of these names are not read. */
    private void takeNames(CsvFormat format) {
        boolean isLoss = format.lossColumn().equals(LOSS);
        format.columns()
                .forEach(
                        (name, column) -> {
                            String earlier = named.put(required(column), name);
                            if (earlier != null) {
                                throw refused(
                                        String.format(
                                                "column '%s' cannot be both %s and %s",
                                                column, earlier, name));
                            }
                        });
        if (isLoss) {
            named.put(lossPlace, LOSS);
        }
        for (int place = 0; place < read.length; place++) {
            boolean other =
                    !named.containsKey(place) && named.containsValue(titles.get(place).usual());
            read[place] &= !(other && isStated(titles.get(place).usual(), format));
        }
    }

    /** Whether the format says which column has a name, so that no other is meant. */
    private boolean isStated(String name, CsvFormat format) {
        boolean otherLoss = name.equals(LOSS) && !titles.get(lossPlace).usual().equals(LOSS);
        return otherLoss || format.columns().containsKey(name);
    }

    /** Where the weights stand, and their kind where the header says it. */
    private record Weights(int place, @Nullable WeightKind kind) {}

    private Weights weights(String column) {
        boolean usual = column.equals(WEIGHT);
        int place = place(column);
        if (place >= 0 && !(usual && titles.get(place).isLiteral)) {
            return new Weights(place, null);
        }
        for (WeightKind kind : WeightKind.values()) {
            int stated = place(ColumnName.stated(column, kind));
            if (stated >= 0) {
                return new Weights(stated, kind);
            }
        }
        return new Weights(usual ? -1 : required(column), null);
    }

    private void takePlace(int place) {
        String name = name(place);
        Integer earlier = places.putIfAbsent(name, place);
        if (earlier != null) {
            throw refused(
                    String.format(
                            "columns '%s' and '%s' both give %s",
                            titles.get(earlier).shown, titles.get(place).shown, name));
        }
    }

    int size() {
        return titles.size();
    }

    int lossPlace() {
        return lossPlace;
    }

    int weightPlace() {
        return weightPlace;
    }

    /** What the header says of the weights; null where it says nothing. */
    @Nullable WeightKind weightKind() {
        return weightKind;
    }

    boolean isRead(int place) {
        return read[place];
    }

    String shown(int place) {
        return titles.get(place).shown;
    }

    /** The columns that are read, by the library's own names. */
    Map<String, Integer> places() {
        return places;
    }

    /** The columns that the format names keep their own name, the others may be known by many. */
    String name(int place) {
        Title cell = titles.get(place);
        String stated = named.get(place);
        if (stated != null) {
            return stated;
        }
        if (place == lossPlace) {
            return cell.usual().equals(LOSS) ? LOSS : cell.shown;
        }
        if (place == weightPlace && weightKind != null) {
            return weightName;
        }
        return place == weightPlace && !cell.usual().equals(WEIGHT) ? cell.shown : cell.usual();
    }

    /** The place of a column by any of its names; -1 where it is not read. */
    int anyPlace(String column) {
        int spelled = place(column);
        return spelled >= 0 ? spelled : places.getOrDefault(ColumnName.canonical(column), -1);
    }

    private int required(String column) {
        int place = place(column);
        if (place < 0) {
            throw absent(column);
        }
        return place;
    }

    /** Where the header has a column: as it is spelled, else in another case. */
    private int place(String column) {
        int other = -1;
        for (int place = 0; place < titles.size(); place++) {
            String shown = titles.get(place).shown;
            if (read[place] && shown.equals(column)) {
                return place;
            }
            boolean same =
                    read[place] && !titles.get(place).isLiteral && shown.equalsIgnoreCase(column);
            other = same && other < 0 ? place : other;
        }
        return other;
    }

    private boolean isNameless(int place) {
        return titles.get(place).shown.isBlank();
    }

    /** Says that a column is not there, or that it is there and has no name. */
    DataException absent(String column) {
        List<String> shown = new ArrayList<>();
        for (int place = 0; place < titles.size(); place++) {
            if (!isNameless(place)) {
                shown.add(titles.get(place).shown);
            } else if (column.equals("column_" + (place + 1))) {
                return refused(
                        String.format(
                                "column %d has no name; write one above it to ask for it",
                                place + 1));
            }
        }

        String start = where + "no column '" + column + "'";
        return new DataException(
                Brief.of(start + Likely.hint(column, shown) + "; the columns are ", shown));
    }

    private DataException refused(String problem) {
        return new DataException(where + problem);
    }
}
