package org.scalinglaws.command;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.scalinglaws.curve.Curve;
import org.scalinglaws.data.DataException;

/**
 * The file of a training run that someone writes to. A last line without its end is half written and
 * waits; a file that became shorter is read from its beginning, as all of it is each time.
 *
 * @param path where it stands
 * @param pause between two looks, in milliseconds
 * @param idle how long nothing may change until it is left, in milliseconds
 */
record CurveFile(Path path, long pause, long idle) {
    /** The curve as it stands, without a line half written. */
    Curve whole() {
        return read(ended(text()));
    }

    /** Whether the last line has no end yet. */
    boolean isHalfWritten() {
        String text = text();
        return !ended(text).equals(text);
    }

    private Curve read(String text) {
        return Curve.readCsv(String.valueOf(path.getFileName()), new StringReader(text));
    }

    private String text() {
        if (!Files.isRegularFile(path)) {
            throw new DataException("no file '" + path + "'");
        }
        try {
            return Files.readString(path, StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String ended(String text) {
        return text.substring(0, text.lastIndexOf('\n') + 1);
    }

    /** Whether there is a line below the header that is no comment. */
    private static boolean hasRows(String text) {
        return text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).count() > 1;
    }

    /**
     * Looks at the file again and again.
     *
     * @param grown is given each new state; false ends it
     * @param shrunk is told when the file became shorter
     */
    void follow(Predicate<Curve> grown, Runnable shrunk) {
        String known = "";
        long quiet = 0;
        try {
            while (true) {
                String now = ended(text());
                if (!now.equals(known)) {
                    if (now.length() < known.length()) {
                        shrunk.run();
                    }
                    known = now;
                    quiet = 0;
                    if (hasRows(now) && !grown.test(read(now))) {
                        return;
                    }
                }
                if (quiet >= idle) {
                    return;
                }
                long wait = Math.min(pause, idle - quiet);
                Thread.sleep(wait);
                quiet += wait;
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
