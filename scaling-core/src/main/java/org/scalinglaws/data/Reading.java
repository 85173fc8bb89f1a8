package org.scalinglaws.data;

import static java.util.Objects.requireNonNull;

import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Path;

/**
 * A table that was read, and what became of its rows: {@code Reading.of(path,
 * CsvFormat.DEFAULT.withBadRows(BadRows.SKIP))}. {@link Dataset#readCsv(Path, CsvFormat)} says what is
 * read.
 *
 * @param runs the runs
 * @param report how many rows were read and how many were passed over
 */
public record Reading(Dataset runs, ReadReport report) {
    /** Refuses what is absent. */
    public Reading {
        requireNonNull(runs, "runs");
        requireNonNull(report, "report");
    }

    /**
     * Reads a file.
     *
     * @param path the file
     * @param format where it differs from the usual
     * @return the runs in file order, and what became of the rows
     * @throws DataException when the file is absent or a row is bad; it names the line
     */
    public static Reading of(Path path, CsvFormat format) {
        requireNonNull(path, "path");
        requireNonNull(format, "format");
        return of(RunsReader.read(TextSource.of(path), format));
    }

    /**
     * Reads bytes, such as standard input.
     *
     * @param name what messages call the source
     * @param bytes the bytes, packed by gzip or plain; they are read to their end and left open
     * @param format where they differ from the usual
     * @return the runs in order, and what became of the rows
     * @throws DataException when a row is bad; it names the line
     */
    public static Reading of(String name, InputStream bytes, CsvFormat format) {
        requireNonNull(name, "name");
        requireNonNull(bytes, "bytes");
        requireNonNull(format, "format");
        return of(RunsReader.read(TextSource.of(name, bytes), format));
    }

    /**
     * Reads text.
     *
     * @param name what messages call the source
     * @param reader the text; it is read to its end and left open
     * @param format where it differs from the usual
     * @return the runs in order, and what became of the rows
     * @throws DataException when a row is bad; it names the line
     */
    public static Reading of(String name, Reader reader, CsvFormat format) {
        requireNonNull(name, "name");
        requireNonNull(reader, "reader");
        requireNonNull(format, "format");
        return of(RunsReader.read(TextSource.of(name, reader), format));
    }

    private static Reading of(RunsReader.Outcome read) {
        return new Reading(new Dataset(read.runs()), read.report());
    }
}
