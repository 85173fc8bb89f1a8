package org.scalinglaws.numeric;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.scalinglaws.quantity.Brief;
import org.scalinglaws.quantity.Require;

/**
 * A table of text with aligned columns, immutable: {@link #row} and {@link #line} give a table with one
 * line more. No line ends in blanks.
 *
 * <pre>
 *   TextTable.of("  %-6s %8s %8s")
 *           .row("", "estimate", "error")
 *           .row("alpha", "0.34", "0.01")
 * </pre>
 */
public final class TextTable {
    private static final Pattern COLUMN = Pattern.compile("%(-?)(\\d*)s");

    private final String layout;
    private final boolean firstFits;
    private final List<Line> lines;

    /** The cells of a row, or the one text of a line that stands across the columns. */
    private record Line(boolean isRow, List<String> cells) {}

    private TextTable(String layout, boolean firstFits, List<Line> lines) {
        this.layout = layout;
        this.firstFits = firstFits;
        this.lines = lines;
    }

    /**
     * An empty table.
     *
     * @param layout the columns and what stands between them as printf writes them, such as {@code "
     *     %-14s %12s"}: to the left with a minus, else to the right
     * @return a table without lines
     * @throws IllegalArgumentException for a layout without a column
     */
    public static TextTable of(String layout) {
        TextTable table = new TextTable(requireNonNull(layout, "layout"), false, List.of());
        if (table.columns() == 0) {
            throw new IllegalArgumentException(
                    Brief.of(
                            "a layout must have columns such as %-14s or %12s, got '"
                                    + layout
                                    + "'"));
        }
        return table;
    }

    private int columns() {
        return (int) COLUMN.matcher(layout).results().count();
    }

    /**
     * The same table, with the first column at least as wide as its widest cell.
     *
     * @return that table
     */
    public TextTable withFirstFitting() {
        return new TextTable(layout, true, lines);
    }

    /**
     * This table and a row; cells that are left out are blank.
     *
     * @param cells the cells from the left, in their own texts
     * @return that table
     * @throws IllegalArgumentException when there are more cells than columns
     */
    public TextTable row(Object... cells) {
        Require.noNull("cells", cells);
        if (cells.length > columns()) {
            throw new IllegalArgumentException(
                    "a row of " + columns() + " columns cannot hold " + cells.length + " cells");
        }
        return and(new Line(true, Stream.of(cells).map(Object::toString).toList()));
    }

    /**
     * This table and a line that stands across its columns.
     *
     * @param text the line
     * @return that table
     */
    public TextTable line(String text) {
        return and(new Line(false, List.of(requireNonNull(text, "text"))));
    }

    private TextTable and(Line line) {
        List<Line> more = new ArrayList<>(lines);
        more.add(line);
        return new TextTable(layout, firstFits, more);
    }

    /**
     * The table as text.
     *
     * @return its lines, the last without a line break
     */
    public String text() {
        String form = firstFits ? widened() : layout;
        return String.join(
                "\n",
                lines.stream()
                        .map(line -> line.isRow() ? written(form, line) : line.cells().get(0))
                        .map(String::stripTrailing)
                        .toList());
    }

    /**
     * The table for a page: its first row is the head, and what stands across the columns follows it.
     *
     * @return a Markdown table, and below it a paragraph for each line; no line break at the end
     */
    public String markdown() {
        List<String> text = new ArrayList<>();
        for (List<String> cells : rows()) {
            List<String> safe = cells.stream().map(cell -> cell.replace("|", "\\|")).toList();
            text.add("| " + String.join(" | ", safe) + " |");
            if (text.size() == 1) {
                text.add("|" + " --- |".repeat(columns()));
            }
        }
        across().forEach(line -> text.add("\n" + line));
        return String.join("\n", text).strip();
    }

    /**
     * The table for a program: its first row is the head, and what stands across the columns follows as
     * comments.
     *
     * @return CSV by RFC 4180 and lines that begin with #; no line break at the end
     */
    public String csv() {
        List<String> text = new ArrayList<>();
        for (List<String> cells : rows()) {
            text.add(String.join(",", cells.stream().map(TextTable::quoted).toList()));
        }
        across().forEach(line -> text.add("# " + line));
        return String.join("\n", text);
    }

    private static String quoted(String cell) {
        boolean isPlain = cell.chars().noneMatch(each -> ",\"\r\n#".indexOf(each) >= 0);
        return isPlain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }

    /**
     * The cells, for another form of page: the first row is the head.
     *
     * @return each row with a cell for every column, without the blanks that align it
     */
    public List<List<String>> rows() {
        return lines.stream()
                .filter(Line::isRow)
                .map(
                        line ->
                                Stream.concat(line.cells().stream(), Stream.generate(() -> ""))
                                        .limit(columns())
                                        .map(String::strip)
                                        .toList())
                .toList();
    }

    private List<String> across() {
        return lines.stream()
                .filter(line -> !line.isRow())
                .map(line -> line.cells().get(0).strip())
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private String written(String form, Line line) {
        Object[] cells = new Object[columns()];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = i < line.cells().size() ? line.cells().get(i) : "";
        }
        return String.format(Locale.ROOT, form, cells);
    }

    private String widened() {
        Matcher first = COLUMN.matcher(layout);
        if (!first.find()) {
            return layout;
        }
        int asked = first.group(2).isEmpty() ? 1 : Integer.parseInt(first.group(2));
        int width =
                lines.stream()
                        .filter(line -> line.isRow() && !line.cells().isEmpty())
                        .mapToInt(line -> line.cells().get(0).length())
                        .reduce(asked, Math::max);
        return first.replaceFirst("%" + first.group(1) + width + "s");
    }

    /**
     * Writes the table.
     *
     * @return the same as {@link #text()}
     */
    @Override
    public String toString() {
        return text();
    }
}
