package org.scalinglaws.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A table whose cells stand between blanks, as pandas, {@code column -t} and {@code numpy.savetxt} write
 * it. It is read line by line with a mark between the cells in place of the blanks.
 *
 * @param least how many blanks stand between cells at least
 * @param header the line of the names, from 0
 * @param shape whether names and cells are equally many
 */
record AlignedText(int least, int header, Shape shape) {
    /** The control character that ASCII has for this. */
    static final char MARK = '\u001f';

    private static final int LONGEST = 1 << 16;

    /** How the names stand to the cells below them. */
    private enum Shape {
        EQUAL(0),
        /** The rows begin with an index, over which no name stands. */
        INDEX(1),
        /** The names stand behind a mark of comments, as in {@code # params tokens loss}. */
        COMMENT(-1);

        private final int more;

        Shape(int more) {
            this.more = more;
        }
    }

    /** A way to take the first lines apart, and how many of the names are known. */
    record Trial(AlignedText text, long known) {}

    /**
     * Takes the first lines of a text apart.
     *
     * @param whole whether they are the whole text; else the last line is broken off
     * @return the surest way; empty when no way gives most lines as many cells as there are names
     */
    static Optional<Trial> trial(String head, boolean whole, Names names) {
        List<String> lines = new ArrayList<>(head.lines().toList());
        if (!whole && lines.size() > 1) {
            lines.remove(lines.size() - 1);
        }

        // What is between cells is rather two blanks than one: there may be one in a cell.
        return Stream.of(2, 1)
                .flatMap(least -> trial(lines, least, names).stream())
                .max(Comparator.comparing(Trial::known).thenComparing(trial -> trial.text.least));
    }

    private static Optional<Trial> trial(List<String> lines, int least, Names names) {
        List<List<String>> rows = lines.stream().map(line -> cells(line, least)).toList();
        int header = header(rows, names);
        if (header < 0) {
            return Optional.empty();
        }

        List<List<String>> below =
                rows.subList(header + 1, rows.size()).stream()
                        .filter(row -> !row.isEmpty() && !isComment(row))
                        .filter(row -> !row.stream().allMatch(DelimitedRows::isRule))
                        .toList();
        List<String> titles = rows.get(header);
        long known = titles.stream().filter(names::isKnown).count();
        for (Shape shape : Shape.values()) {
            int columns = titles.size() + shape.more;
            long even = below.stream().filter(row -> row.size() == columns).count();
            boolean fits = shape != Shape.COMMENT || titles.get(0).equals(Cell.COMMENT);
            if (fits && columns > 1 && 2 * even > below.size()) {
                return Optional.of(new Trial(new AlignedText(least, header, shape), known));
            }
        }
        return Optional.empty();
    }

    /** The first line that names a loss, else the first that is not empty; -1 where there is none. */
    private static int header(List<List<String>> rows, Names names) {
        int first = -1;
        for (int line = 0; line < rows.size(); line++) {
            List<String> row = rows.get(line);
            if (row.stream().anyMatch(names::isLoss)) {
                return line;
            }
            first = first < 0 && !row.isEmpty() && !isComment(row) ? line : first;
        }
        return first;
    }

    private static boolean isComment(List<String> row) {
        return row.get(0).startsWith(Cell.COMMENT);
    }

    /** The cells of a line: what stands between that many blanks, unless in quotes. */
    private static List<String> cells(String line, int least) {
        List<String> cells = new ArrayList<>();
        boolean quoted = false;
        int blanks = 0;
        int start = -1;
        for (int place = 0; place < line.length(); place++) {
            char letter = line.charAt(place);
            boolean inside = quoted;
            quoted ^= letter == '"';
            if (letter == ' ' || letter == '\t') {
                blanks++;
                continue;
            }

            // A cell ends where the next one begins, so that one blank in it does no harm.
            boolean next = start >= 0 && blanks >= least && !inside;
            if (next) {
                cells.add(line.substring(start, place - blanks));
            }
            start = next || start < 0 ? place : start;
            blanks = 0;
        }
        if (start >= 0) {
            cells.add(line.substring(start).strip());
        }
        return cells;
    }

    /** The text with marks between its cells, each line where it was. */
    Reader marked(Reader text) {
        return new Marked(new BufferedReader(text));
    }

    /** The first characters of a text, with marks. */
    String marked(String head) {
        StringBuilder all = new StringBuilder();
        try (BufferedReader text = new BufferedReader(marked(new StringReader(head)))) {
            text.lines().forEach(line -> all.append(line).append('\n'));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return all.toString();
    }

    /** The lines of a text one after the other, each with marks. */
    private final class Marked extends Reader {
        private final BufferedReader text;
        private String line = "";
        private int place;
        private int number;

        Marked(BufferedReader text) {
            this.text = text;
        }

        @Override
        public int read(char[] letters, int offset, int length) throws IOException {
            if (place == line.length()) {
                String next = text.readLine();
                if (next == null) {
                    return -1;
                }
                line = number == header ? titles(next) : marked(row(next)) + '\n';
                number++;
                place = 0;
            }
            int count = Math.min(length, line.length() - place);
            line.getChars(place, place + count, letters, offset);
            place += count;
            return count;
        }

        private String titles(String next) throws IOException {
            List<String> titles = cells(next, least);
            String below = "";
            if (shape == Shape.COMMENT) {
                titles.set(0, "");
            } else if (shape == Shape.INDEX) {
                String name = nameOfIndex();
                titles.add(0, name);
                below = name.isEmpty() ? "" : "\n";
            }
            return marked(titles) + '\n' + below;
        }

        /** The lone word that may stand on the line below the names, over the index. */
        private String nameOfIndex() throws IOException {
            text.mark(LONGEST);
            String under = text.readLine();
            List<String> cells = under == null ? List.of() : cells(under, least);
            if (cells.size() == 1) {
                return cells.get(0);
            }
            text.reset();
            return "";
        }

        private List<String> row(String next) {
            List<String> cells = cells(next, least);
            boolean shifted =
                    shape == Shape.COMMENT
                            && number > header
                            && !cells.isEmpty()
                            && !isComment(cells);
            if (shifted) {
                cells.add(0, "");
            }
            return cells;
        }

        private String marked(List<String> cells) {
            return String.join(String.valueOf(MARK), cells);
        }

        @Override
        public void close() throws IOException {
            text.close();
        }
    }
}
