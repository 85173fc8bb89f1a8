package org.scalinglaws.study;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.scalinglaws.data.Dataset;

/**
 * The study that comes with the program: {@link TextStudy#full} on the text of two dictionaries, as it
 * was trained once. {@code DATA-CARD.md} beside the files tells how.
 */
public final class EmbeddedTextStudy {
    private EmbeddedTextStudy() {}

    /**
     * The runs of a stage. {@code params} counts all parameters, {@code head_params} those with the head
     * and without positions, {@code non_embedding_params} neither.
     *
     * @param stage the stage
     * @return the data set
     */
    public static Dataset runs(Stage stage) {
        requireNonNull(stage, "stage");
        String file = stage + ".csv";
        return Dataset.readCsv(
                file, new StringReader(new String(bytes(file), StandardCharsets.UTF_8)));
    }

    /**
     * The learning curves of a stage, as a CSV file.
     *
     * @param stage the stage
     * @return its text; a line for each twentieth of each run
     */
    public static String curves(Stage stage) {
        requireNonNull(stage, "stage");
        return new String(bytes(stage + "-curves.csv"), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String file) {
        try (InputStream stream = EmbeddedTextStudy.class.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalStateException(file + " is missing from the program");
            }
            return stream.readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
