package org.scalinglaws.data;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.Reader;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;

/** Rows of delimiter-separated values, by FastCSV. */
final class DelimitedRows implements Rows {
    private static final Pattern RULE = Pattern.compile(":?[-=+]{2,}:?");

    /** As databases write below a table: {@code (3 rows)}, {@code 3 rows in set (0.00 sec)}. */
    private static final Pattern COUNT = Pattern.compile("\\s*\\(?\\d+ rows?( in set.*|\\))?\\s*");

    private static final String BROKEN_CELL = ", too long a cell or text after a closing quote";

    private final String source;
    private final Dialect dialect;
    private final Iterator<CsvRecord> records;
    private final CsvRecord header;
    private CsvRecord row;

    DelimitedRows(String source, Reader text, Dialect dialect, Names names) {
        this.source = source;
        this.dialect = dialect;
        this.records = dialect.reader().ofCsvRecord(dialect.text(text)).iterator();
        this.header = readHeader(names);
        this.row = header;
    }

    private CsvRecord readHeader(Names names) {
        try {
            while (records.hasNext()) {
                CsvRecord next = records.next();
                if (!Dialect.isAbove(next, names)) {
                    return next;
                }
            }
        } catch (CsvParseException broken) {
            throw new DataException(
                    source + ":1: the header has too many columns" + BROKEN_CELL, broken);
        }
        throw new DataException(source + ": the file is empty");
    }

    @Override
    public List<String> names() {
        return header.getFields();
    }

    @Override
    public String header() {
        return where(header.getStartingLineNumber());
    }

    @Override
    public boolean next() {
        try {
            while (records.hasNext()) {
                row = records.next();
                if (!isNothing()) {
                    return true;
                }
            }
            return false;
        } catch (CsvParseException broken) {
            throw new DataException(
                    String.format(
                            "%s: after line %d: a row has too many cells%s",
                            source, row == header ? 1 : place(), BROKEN_CELL),
                    broken);
        }
    }

    /** A line of spaces and delimiters, or of a frame: a rule, or how many rows there are. */
    private boolean isNothing() {
        boolean framed = dialect.isFramed();
        if (framed && row.getFieldCount() == 1 && COUNT.matcher(row.getField(0)).matches()) {
            return true;
        }
        for (int place = 0; place < row.getFieldCount(); place++) {
            String cell = row.getField(place);
            if (!cell.isBlank() && !(framed && isRule(cell))) {
                return false;
            }
        }
        return true;
    }

    /** What stands under a name in a rule, such as {@code :---:}, or a rule in one piece. */
    static boolean isRule(String cell) {
        return RULE.matcher(cell.strip()).matches();
    }

    @Override
    public long place() {
        return row.getStartingLineNumber();
    }

    @Override
    public String where(long place) {
        return source + ":" + place;
    }

    /** Delimiters at the end of a row, with nothing between them, make no cells. */
    @Override
    public int size() {
        int size = row.getFieldCount();
        while (size > header.getFieldCount() && row.getField(size - 1).isBlank()) {
            size--;
        }
        return size;
    }

    @Override
    public String cell(int column) {
        return row.getField(column).strip();
    }

    @Override
    public NumberStyle style(int column) {
        return dialect.style(column);
    }
}
