package org.scalinglaws.data;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.Reader;
import java.util.Iterator;
import java.util.List;

/** Rows of delimiter-separated values, by FastCSV. */
final class DelimitedRows implements Rows {
    private static final String BROKEN_CELL = ", too long a cell or text after a closing quote";

    private final String source;
    private final Dialect dialect;
    private final Iterator<CsvRecord> records;
    private final CsvRecord header;
    private CsvRecord row;

    DelimitedRows(String source, Reader text, Dialect dialect, Names names) {
        this.source = source;
        this.dialect = dialect;
        this.records = dialect.reader().ofCsvRecord(text).iterator();
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

    /** A line of spaces and delimiters, or the rule under the names of a Markdown table. */
    private boolean isNothing() {
        for (int place = 0; place < row.getFieldCount(); place++) {
            String cell = row.getField(place);
            if (!cell.isBlank() && !(dialect.delimiter() == '|' && isRule(cell.strip()))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isRule(String cell) {
        return cell.matches(":?-{2,}:?");
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
