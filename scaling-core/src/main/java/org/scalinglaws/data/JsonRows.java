package org.scalinglaws.data;

import java.io.IOException;
import java.io.Reader;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.scalinglaws.json.JsonException;
import org.scalinglaws.json.JsonReader;
import org.scalinglaws.json.JsonValue.JsonObject;

/**
 * Rows out of JSON: JSON Lines, an array, or a document that holds one. The names are the keys of all
 * objects, those of nested ones with dots between them.
 */
final class JsonRows implements Rows, AutoCloseable {
    /** As many columns as a delimiter-separated table may have. */
    private static final int MOST_COLUMNS = 16_384;

    private static final int LINE_SHIFT = 32;
    private static final long COLUMN_MASK = (1L << LINE_SHIFT) - 1;

    private final String source;
    private final Map<String, Integer> places = new LinkedHashMap<>();
    private final Reader text;
    private final JsonDocument document;
    private String[] cells = new String[0];
    private long place;
    private long lastLine;

    /** Reads the text twice: for the names, which any row may add to, and for the rows. */
    JsonRows(TextSource source) throws IOException {
        this.source = source.name();
        try (Reader first = source.open()) {
            JsonDocument rows = document(first);
            for (JsonObject row = rows.next(); row != null; row = rows.next()) {
                JsonDocument.flatten(row, (name, cell) -> places.putIfAbsent(name, places.size()));
                if (places.size() > MOST_COLUMNS) {
                    throw new DataException(
                            String.format(
                                    "%s:%d: more than %d names",
                                    this.source, rows.line(), MOST_COLUMNS));
                }
            }
        } catch (JsonException wrong) {
            throw refused(wrong);
        }
        if (places.isEmpty()) {
            throw new DataException(this.source + ": the file is empty");
        }
        this.text = source.open();
        this.document = document(text);
    }

    private JsonDocument document(Reader reader) {
        try {
            return new JsonDocument(source, JsonReader.ofPython(reader));
        } catch (JsonException wrong) {
            throw refused(wrong);
        }
    }

    /** Whether a text begins as JSON does. */
    static boolean isJson(String head) {
        String start = head.stripLeading();
        if (start.isEmpty()) {
            return false;
        }
        String rest = start.substring(1).stripLeading();
        String behind = start.charAt(0) == '{' ? "\"}" : start.charAt(0) == '[' ? "{[]" : "";
        return !rest.isEmpty() && behind.indexOf(rest.charAt(0)) >= 0;
    }

    private DataException refused(JsonException wrong) {
        return new DataException(
                String.format(
                        "%s:%d:%d: %s", source, wrong.line(), wrong.column(), wrong.problem()),
                wrong);
    }

    @Override
    public List<String> names() {
        return List.copyOf(places.keySet());
    }

    @Override
    public String header() {
        return source;
    }

    @Override
    public boolean next() {
        try {
            JsonObject row = document.next();
            if (row == null) {
                return false;
            }

            // Where rows share a line, the character tells them apart.
            long line = document.line();
            long column = line == lastLine ? document.column() & COLUMN_MASK : 0;
            place = document.isWhole() ? -document.row() : (line << LINE_SHIFT) | column;
            lastLine = line;
            cells = new String[places.size()];
            Arrays.fill(cells, "");
            boolean[] taken = new boolean[cells.length];
            JsonDocument.flatten(row, (name, cell) -> put(taken, name, cell));
            return true;
        } catch (JsonException wrong) {
            throw refused(wrong);
        }
    }

    private void put(boolean[] taken, String name, String cell) {
        Integer column = places.get(name);
        if (column == null || taken[column]) {
            throw new DataException(
                    String.format("%s: the name '%s' stands twice", where(place), name));
        }
        taken[column] = true;
        cells[column] = cell.strip();
    }

    @Override
    public long place() {
        return place;
    }

    @Override
    public String where(long place) {
        if (place < 0) {
            return source + ": row " + -place;
        }
        long column = place & COLUMN_MASK;
        return source + ":" + (place >> LINE_SHIFT) + (column == 0 ? "" : ":" + column);
    }

    @Override
    public int size() {
        return cells.length;
    }

    @Override
    public String cell(int column) {
        return cells[column];
    }

    @Override
    public NumberStyle style(int column) {
        return NumberStyle.POINT;
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
