package org.scalinglaws.data;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** CSV written in a test, read by either way in. */
final class CsvText {
    private CsvText() {}

    static Dataset read(String... lines) {
        return readText(String.join("\n", lines) + "\n");
    }

    static Dataset readText(String text) {
        return Dataset.readCsv("runs.csv", new StringReader(text));
    }

    static Path write(Path folder, String text) {
        try {
            return Files.write(folder.resolve("runs.csv"), text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
