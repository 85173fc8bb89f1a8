package org.scalinglaws.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.scalinglaws.data.Dataset;

/**
 * The study that comes with the program: {@link Study#full()} as it was trained once. {@code
 * DATA-CARD.md} beside the file tells how.
 */
public final class EmbeddedStudy {
    private static final String FILE = "study.csv";

    private EmbeddedStudy() {}

    /**
     * All runs, with their {@code role}: {@code trial} of a learning rate, {@code grid} or {@code
     * withheld}.
     *
     * @return the data set
     */
    public static Dataset all() {
        return Dataset.readCsv(FILE, new StringReader(new String(bytes(), StandardCharsets.UTF_8)));
    }

    /**
     * The file as it lies in the program, so that its hash can be told.
     *
     * @return the bytes of a CSV file
     */
    public static byte[] bytes() {
        try (InputStream stream = EmbeddedStudy.class.getResourceAsStream(FILE)) {
            if (stream == null) {
                throw new IllegalStateException(FILE + " is missing from the program");
            }
            return stream.readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /**
     * The runs that a law is to be fitted to: sizes and token counts on a grid, cheap points three
     * times.
     *
     * @return the data set
     */
    public static Dataset runs() {
        return all().where("role", Job.Role.GRID.toString());
    }

    /**
     * The runs that are larger than all those, to be forecast.
     *
     * @return the data set
     */
    public static Dataset withheld() {
        return all().where("role", Job.Role.WITHHELD.toString());
    }

    /**
     * The entropy rate of the source of the text, computed exactly: the irreducible loss.
     *
     * @return nats per token
     */
    public static double entropyRate() {
        return Source.STANDARD.entropyRate();
    }
}
