package org.scalinglaws.data;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.json.JsonReader;
import org.scalinglaws.json.JsonValue;
import org.scalinglaws.json.JsonValue.JsonArray;
import org.scalinglaws.json.JsonValue.JsonObject;
import org.scalinglaws.json.JsonValue.JsonString;
import org.scalinglaws.json.JsonValue.Member;

/**
 * The rows of a JSON text as objects, one after the other. It may be JSON Lines or an array of objects,
 * or of arrays whose first has the names; or one object: with an array of rows in it, with columns, or
 * with a row for each of its keys.
 */
final class JsonDocument {
    /** What trackers call the two sides of a pair, and data frames the parts of a table. */
    private static final String KEY = "key";

    private static final String VALUE = "value";
    private static final String COLUMNS = "columns";
    private static final String DATA = "data";

    /** What a row is called by where the document gives it by a key. */
    private static final String NAME = "name";

    private final String source;
    private final JsonReader reader;
    private final Queue<JsonObject> ahead = new ArrayDeque<>();
    private final @Nullable List<String> names;
    private boolean whole;
    private long row;

    JsonDocument(String source, JsonReader reader) {
        this.source = source;
        this.reader = reader;
        boolean array = reader.enterArray();
        if (!reader.hasNext()) {
            names = null;
            return;
        }

        JsonValue first = reader.next();
        boolean alone = !array && !reader.hasNext();
        if (first instanceof JsonArray items && !alone) {
            names = items.items().stream().map(JsonDocument::cell).toList();
        } else {
            names = null;
            if (alone && first instanceof JsonObject object) {
                whole = true;
                ahead.addAll(rows(object));
            } else {
                ahead.add(row(first));
            }
        }
    }

    /** The next row; null behind the last. */
    @Nullable JsonObject next() {
        row++;
        if (!ahead.isEmpty()) {
            return ahead.remove();
        }
        return reader.hasNext() ? row(reader.next()) : null;
    }

    /** Whether the rows come out of one object, and have no place of their own in the text. */
    boolean isWhole() {
        return whole;
    }

    /** How many rows were given. */
    long row() {
        return row;
    }

    long line() {
        return reader.line();
    }

    long column() {
        return reader.column();
    }

    private JsonObject row(JsonValue value) {
        if (names != null && value instanceof JsonArray cells) {
            return named(names, cells);
        }
        if (value instanceof JsonObject object) {
            return object;
        }
        String start = value.toString();
        throw new DataException(
                String.format(
                        "%s:%d: a row must be an object with a value for each name, got %s",
                        source, reader.line(), start.substring(0, Math.min(40, start.length()))));
    }

    private JsonObject named(List<String> columns, JsonArray cells) {
        if (cells.items().size() != columns.size()) {
            throw new DataException(
                    String.format(
                            "%s:%d: %d cells where there are %d names",
                            source, reader.line(), cells.items().size(), columns.size()));
        }
        List<Member> members = new ArrayList<>();
        for (int place = 0; place < columns.size(); place++) {
            members.add(new Member(columns.get(place), cells.items().get(place)));
        }
        return new JsonObject(members);
    }

    /** The rows of a document that is one object; the object itself where it is a single row. */
    private List<JsonObject> rows(JsonObject whole) {
        Optional<JsonValue> columns = whole.find(COLUMNS);
        Optional<JsonValue> data = whole.find(DATA);
        if (columns.isPresent()
                && columns.get() instanceof JsonArray names
                && data.isPresent()
                && data.get() instanceof JsonArray table) {
            List<String> written = names.items().stream().map(JsonDocument::cell).toList();
            return table.items().stream()
                    .map(
                            item ->
                                    item instanceof JsonArray cells
                                            ? named(written, cells)
                                            : row(item))
                    .toList();
        }

        // The one array of objects in it, as trackers answer {"runs": [...]}.
        List<JsonArray> tables =
                whole.members().stream()
                        .filter(member -> isTable(member.value()))
                        .map(member -> (JsonArray) member.value())
                        .toList();
        if (tables.size() == 1) {
            return tables.get(0).items().stream().map(this::row).toList();
        }
        if (whole.members().size() > 1
                && whole.members().stream().allMatch(JsonDocument::isColumn)) {
            return transposed(whole);
        }
        return areRows(whole) ? keyed(whole) : List.of(whole);
    }

    private static boolean isTable(JsonValue value) {
        return value instanceof JsonArray array
                && !array.items().isEmpty()
                && array.items().stream().allMatch(JsonObject.class::isInstance);
    }

    private static boolean isColumn(Member member) {
        return member.value() instanceof JsonArray array
                && array.items().stream().noneMatch(JsonDocument::isNested);
    }

    private static boolean isNested(JsonValue value) {
        return value instanceof JsonArray || value instanceof JsonObject;
    }

    private List<JsonObject> transposed(JsonObject columns) {
        List<List<JsonValue>> cells =
                columns.members().stream()
                        .map(member -> ((JsonArray) member.value()).items())
                        .toList();
        int rows = cells.get(0).size();
        List<List<Member>> members = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            members.add(new ArrayList<>());
        }

        for (int place = 0; place < cells.size(); place++) {
            String name = columns.members().get(place).name();
            if (cells.get(place).size() != rows) {
                throw new DataException(
                        String.format(
                                "%s: '%s' has %d values and '%s' %d",
                                source,
                                columns.members().get(0).name(),
                                rows,
                                name,
                                cells.get(place).size()));
            }
            for (int row = 0; row < rows; row++) {
                members.get(row).add(new Member(name, cells.get(place).get(row)));
            }
        }
        return members.stream().map(JsonObject::new).toList();
    }

    /** Objects of one shape, with nothing nested in them, under keys of their own. */
    private static boolean areRows(JsonObject whole) {
        List<List<String>> shapes = new ArrayList<>();
        for (Member member : whole.members()) {
            if (!(member.value() instanceof JsonObject inner)
                    || inner.members().stream().anyMatch(each -> isNested(each.value()))) {
                return false;
            }
            shapes.add(inner.members().stream().map(Member::name).toList());
        }
        return shapes.size() > 1 && shapes.stream().distinct().count() == 1;
    }

    /** Either the keys outside are rows and those inside names, or, as data frames write it, reversed. */
    private List<JsonObject> keyed(JsonObject whole) {
        JsonObject inner = (JsonObject) whole.members().get(0).value();
        boolean frame = inner.members().stream().allMatch(member -> Cell.isNumber(member.name()));
        if (frame) {
            List<Member> columns =
                    whole.members().stream()
                            .map(
                                    member ->
                                            new Member(
                                                    member.name(),
                                                    new JsonArray(
                                                            ((JsonObject) member.value())
                                                                    .members().stream()
                                                                            .map(Member::value)
                                                                            .toList())))
                            .toList();
            return transposed(new JsonObject(columns));
        }

        List<JsonObject> rows = new ArrayList<>();
        for (Member member : whole.members()) {
            JsonObject row = (JsonObject) member.value();
            List<Member> members = new ArrayList<>(row.members());
            if (row.find(NAME).isEmpty()) {
                members.add(0, new Member(NAME, new JsonString(member.name())));
            }
            rows.add(new JsonObject(members));
        }
        return rows;
    }

    /** Every value of a row with the names on the way to it; a list of pairs is named by its keys. */
    static void flatten(JsonObject row, BiConsumer<String, String> cells) {
        row.members().forEach(member -> flatten(member.name(), member.value(), cells));
    }

    private static void flatten(String name, JsonValue value, BiConsumer<String, String> cells) {
        if (value instanceof JsonObject object) {
            object.members()
                    .forEach(member -> flatten(name + "." + member.name(), member.value(), cells));
        } else if (value instanceof JsonArray array && isPairs(array)) {
            for (JsonValue item : array.items()) {
                JsonObject pair = (JsonObject) item;
                String key = cell(pair.find(KEY).orElseThrow());
                flatten(name + "." + key, pair.find(VALUE).orElseThrow(), cells);
            }
        } else {
            cells.accept(name, cell(value));
        }
    }

    private static boolean isPairs(JsonArray array) {
        return !array.items().isEmpty()
                && array.items().stream()
                        .allMatch(
                                item ->
                                        item instanceof JsonObject pair
                                                && pair.find(KEY).isPresent()
                                                && pair.find(VALUE).isPresent());
    }

    /** The text of a value that holds no others; blank for null. */
    private static String cell(JsonValue value) {
        if (value instanceof JsonValue.JsonString string) {
            return string.value();
        }
        return value instanceof JsonValue.JsonNull ? "" : value.toString();
    }
}
