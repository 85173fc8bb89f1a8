package org.scalinglaws.data;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.Reader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a table of delimiter-separated values is written, found by its first rows.
 *
 * @param delimiter what stands between cells
 * @param aligned how blanks stand between cells in its place; empty where they do not
 * @param comments whether a line that begins with # is none of the table
 * @param styles how the numbers of each column are written
 */
record Dialect(
        char delimiter, Optional<AlignedText> aligned, boolean comments, List<NumberStyle> styles) {
    private static final List<Character> DELIMITERS = List.of(',', ';', '\t', '|');

    /** As programs write it that tell a spreadsheet the delimiter: {@code sep=;}. */
    private static final String DELIMITER_LINE = "sep=";

    /** The first rows of a text, taken apart by one delimiter. */
    private record Trial(char delimiter, CsvRecord header, List<CsvRecord> below, Names names) {
        long known() {
            return header.getFields().stream().filter(names::isKnown).count();
        }

        int columns() {
            return header.getFieldCount();
        }

        /** Whether most rows have as many cells as there are names. */
        boolean isEven() {
            long even = below.stream().filter(row -> row.getFieldCount() == columns()).count();
            return columns() > 1 && 2 * even >= below.size();
        }

        /** Whether these are names and cells beyond doubt. */
        boolean isSure() {
            return isEven() || known() > 1;
        }

        Dialect dialect(Optional<AlignedText> aligned) {
            List<NumberStyle.Proof> proofs = new ArrayList<>();
            for (int place = 0; place < columns(); place++) {
                int column = place;
                Stream<CsvRecord> rows = below.stream().filter(row -> column < row.getFieldCount());
                proofs.add(NumberStyle.Proof.of(rows.map(row -> row.getField(column).strip())));
            }

            // A column that proves nothing goes with the others of the file.
            Optional<NumberStyle> all = NumberStyle.Proof.all(proofs).style();
            List<NumberStyle> styles = new ArrayList<>();
            for (int place = 0; place < columns(); place++) {
                boolean one = delimiter != ',' || names.isLoss(header.getField(place));
                styles.add(
                        proofs.get(place)
                                .style()
                                .or(() -> all)
                                .orElse(proofs.get(place).likely(one)));
            }
            return new Dialect(delimiter, aligned, !isComment(header), List.copyOf(styles));
        }
    }

    /**
     * Takes the first characters of a text apart.
     *
     * @param whole whether they are the whole text; else the last row is broken off
     */
    static Dialect of(String head, boolean whole, Names names, Optional<Character> delimiter) {
        List<Character> candidates = delimiter.map(List::of).orElse(DELIMITERS);
        Optional<Trial> best =
                candidates.stream()
                        .flatMap(mark -> trial(head, whole, mark, names).stream())
                        .filter(trial -> trial.columns() > 1 || trial.known() > 0)
                        .max(
                                Comparator.comparing(Trial::known)
                                        .thenComparing(Trial::isEven)
                                        .thenComparing(Trial::columns)
                                        .thenComparing(
                                                trial -> -candidates.indexOf(trial.delimiter)));

        // Blanks may stand in names and cells, so they divide them only where no mark does.
        Optional<AlignedText> aligned =
                delimiter.isPresent() || best.filter(Trial::isSure).isPresent()
                        ? Optional.empty()
                        : AlignedText.trial(head, whole, names)
                                .filter(trial -> trial.known() > best.map(Trial::known).orElse(-1L))
                                .map(AlignedText.Trial::text);
        return aligned.flatMap(text -> trial(text.marked(head), whole, AlignedText.MARK, names))
                .or(() -> best)
                .map(trial -> trial.dialect(aligned))
                .orElse(new Dialect(candidates.get(0), Optional.empty(), true, List.of()));
    }

    /** The text as {@link #reader()} reads it. */
    Reader text(Reader written) {
        return aligned.map(blanks -> blanks.marked(written)).orElse(written);
    }

    /** Whether the cells stand in a frame, whose lines are none of the table. */
    boolean isFramed() {
        return delimiter == '|' || aligned.isPresent();
    }

    private static Optional<Trial> trial(String head, boolean whole, char mark, Names names) {
        List<CsvRecord> rows = new ArrayList<>();
        Dialect dialect = new Dialect(mark, Optional.empty(), false, List.of());
        try {
            dialect.reader().ofCsvRecord(head).forEach(rows::add);
        } catch (CsvParseException broken) {
            // The rows before the broken one are as good as any.
            rows.removeIf(row -> row.getFieldCount() == 0);
        }
        if (!whole && rows.size() > 1) {
            rows.remove(rows.size() - 1);
        }

        int header = 0;
        while (header < rows.size() && isAbove(rows.get(header), names)) {
            header++;
        }
        return header == rows.size()
                ? Optional.empty()
                : Optional.of(
                        new Trial(
                                mark,
                                rows.get(header),
                                rows.subList(header + 1, rows.size()),
                                names));
    }

    /** Whether a row before the names is none of the table: blank, a comment, or of a spreadsheet. */
    static boolean isAbove(CsvRecord row, Names names) {
        List<String> cells = row.getFields();
        boolean comment = isComment(row) && cells.stream().noneMatch(names::isLoss);
        boolean rest = cells.stream().skip(1).allMatch(String::isBlank);
        boolean frame = DelimitedRows.isRule(cells.get(0)) || cells.get(0).equals(DELIMITER_LINE);
        return comment || (rest && (cells.get(0).isBlank() || frame));
    }

    private static boolean isComment(CsvRecord row) {
        return row.getField(0).startsWith(Cell.COMMENT);
    }

    /** Rows of any length are let through: {@link RunsReader} says which line is ragged. */
    CsvReader.CsvReaderBuilder reader() {
        return CsvReader.builder()
                .fieldSeparator(delimiter)
                .commentStrategy(comments ? CommentStrategy.SKIP : CommentStrategy.NONE)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE);
    }

    NumberStyle style(int column) {
        return column < styles.size() ? styles.get(column) : NumberStyle.POINT;
    }
}
