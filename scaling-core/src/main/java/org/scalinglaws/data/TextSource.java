package org.scalinglaws.data;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

/** A text of a name, out of a file or a stream: unpacked where it is gzip, and decoded. */
record TextSource(String name, Opening opening, boolean opensAgain) {
    private static final int BUFFER = 1 << 16;
    private static final int START = 4;

    /** UTF-32 does not exist here: nobody writes tables in it. */
    private record Mark(Charset charset, List<Integer> bytes) {}

    private static final List<Mark> MARKS =
            List.of(
                    new Mark(StandardCharsets.UTF_8, List.of(0xEF, 0xBB, 0xBF)),
                    new Mark(StandardCharsets.UTF_16LE, List.of(0xFF, 0xFE)),
                    new Mark(StandardCharsets.UTF_16BE, List.of(0xFE, 0xFF)));

    /** What gives the text from its beginning. */
    interface Opening {
        Reader open() throws IOException;
    }

    static TextSource of(Path path) {
        if (!Files.exists(path) || Files.isDirectory(path)) {
            throw new DataException("no file '" + path + "'");
        }
        String name = String.valueOf(path.getFileName());
        return new TextSource(name, () -> decoded(name, Files.newInputStream(path)), true);
    }

    /** A stream that is left open. */
    static TextSource of(String name, InputStream bytes) {
        return new TextSource(name, () -> leftOpen(decoded(name, bytes)), false);
    }

    /** A reader that is left open. */
    static TextSource of(String name, Reader reader) {
        return new TextSource(name, () -> leftOpen(withoutMark(reader)), false);
    }

    BufferedReader open() throws IOException {
        return new BufferedReader(opening.open(), BUFFER);
    }

    /** The same text, which may be opened again, of which some was opened but not yet read. */
    TextSource kept(Reader opened) throws IOException {
        if (opensAgain) {
            return this;
        }
        StringWriter all = new StringWriter();
        opened.transferTo(all);
        String text = all.toString();
        return new TextSource(name, () -> new StringReader(text), true);
    }

    private static Reader leftOpen(Reader reader) {
        return new FilterReader(reader) {
            @Override
            public void close() {}
        };
    }

    private static Reader withoutMark(Reader reader) throws IOException {
        PushbackReader text = new PushbackReader(reader);
        int first = text.read();
        if (first >= 0 && first != '\uFEFF') {
            text.unread(first);
        }
        return text;
    }

    private static Reader decoded(String name, InputStream packed) throws IOException {
        BufferedInputStream bytes = new BufferedInputStream(packed, BUFFER);
        bytes.mark(START);
        byte[] start = bytes.readNBytes(START);
        bytes.reset();
        if (startsWith(start, List.of(0x1F, 0x8B))) {
            return decoded(name, new GZIPInputStream(bytes, BUFFER));
        }
        requireText(name, start);

        // A mark says the charset and is no text.
        for (Mark mark : MARKS) {
            if (startsWith(start, mark.bytes)) {
                bytes.skipNBytes(mark.bytes.size());
                return new InputStreamReader(bytes, mark.charset);
            }
        }
        return new InputStreamReader(bytes, guessed(start));
    }

    private static void requireText(String name, byte[] start) {
        String kind =
                startsWith(start, List.of((int) 'P', (int) 'K', 3, 4))
                        ? "a zip archive or an Excel workbook"
                        : startsWith(start, List.of((int) 'P', (int) 'A', (int) 'R', (int) '1'))
                                ? "a Parquet file"
                                : startsWith(start, List.of(0x28, 0xB5, 0x2F, 0xFD))
                                        ? "packed by zstd"
                                        : "";
        if (!kind.isEmpty()) {
            throw new DataException(
                    name + ": is " + kind + "; write it as CSV or JSON, plain or packed by gzip");
        }
    }

    /** A letter of the first bytes is ASCII: the zero beside it tells UTF-16 from UTF-8. */
    private static Charset guessed(byte[] start) {
        boolean pairs = start.length == START;
        if (pairs && start[0] != 0 && start[1] == 0 && start[2] != 0 && start[3] == 0) {
            return StandardCharsets.UTF_16LE;
        }
        return pairs && start[0] == 0 && start[1] != 0 && start[2] == 0 && start[3] != 0
                ? StandardCharsets.UTF_16BE
                : StandardCharsets.UTF_8;
    }

    private static boolean startsWith(byte[] start, List<Integer> bytes) {
        return start.length >= bytes.size()
                && IntStream.range(0, bytes.size())
                        .allMatch(place -> (start[place] & 0xFF) == bytes.get(place));
    }
}
