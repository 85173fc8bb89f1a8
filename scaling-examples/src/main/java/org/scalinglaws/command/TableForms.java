package org.scalinglaws.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.ServiceLoader;
import org.scalinglaws.data.CsvFormat;
import org.scalinglaws.data.DataException;
import org.scalinglaws.data.Reading;

/** Reads a file of runs in any form that this jar was built with. */
final class TableForms {
    private static final int START = 4;
    private static final String PARQUET = "PAR1";

    private TableForms() {}

    static Reading read(Path file, CsvFormat format) {
        if (!Files.isRegularFile(file)) {
            return Reading.of(file, format);
        }
        try {
            byte[] start = start(file);
            Optional<TableForm> form =
                    ServiceLoader.load(TableForm.class).stream()
                            .map(ServiceLoader.Provider::get)
                            .filter(known -> known.begins(start))
                            .findFirst();
            if (form.isPresent()) {
                String rows = form.get().jsonLines(file);
                return Reading.of(name(file), new StringReader(rows), format);
            }
            if (new String(start, StandardCharsets.ISO_8859_1).equals(PARQUET)) {
                throw new DataException(
                        name(file)
                                + ": is a Parquet file, which only a scaling.jar reads that was built"
                                + " by: mvn package -Pparquet -DskipTests");
            }
        } catch (IOException broken) {
            throw new DataException(
                    name(file) + ": cannot be read: " + broken.getMessage(), broken);
        }
        return Reading.of(file, format);
    }

    private static byte[] start(Path file) throws IOException {
        try (InputStream bytes = Files.newInputStream(file)) {
            return bytes.readNBytes(START);
        }
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
