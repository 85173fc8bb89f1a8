package org.scalinglaws.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.scalinglaws.command.Answer.call;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The options that read a table as people have it: loss = 2 + 3 / n^0.5, without noise. */
class TablesTest {
    @TempDir private Path folder;

    private static double loss(double n) {
        return 2 + 3 / Math.sqrt(n);
    }

    /** Sizes in thousands, perplexities, two checkpoints of each run and one that crashed. */
    private static String export() {
        StringBuilder text = new StringBuilder("name;state;size/k;tokens;eval/ppl\n");
        for (int i = 1; i <= 8; i++) {
            String row = "r%d;done;%s;%d;%s%n";
            double perplexity = Math.exp(loss(1000 * i));
            text.append(String.format(Locale.ROOT, row, i, i, 1, 3 * perplexity));
            text.append(String.format(Locale.ROOT, row, i, i, 2, perplexity));
        }
        return text.append("r9;crashed;9;1;NaN\n").toString().replace('.', ',');
    }

    private static final String[] OPTIONS = {
        "--law", "power:params", "--column", "params=size/k", "--column", "loss=eval/ppl",
        "--unit", "params=K", "--loss-unit", "perplexity", "--last-of", "name"
    };

    private Answer fit(String file, String... more) {
        String[] all = new String[2 + OPTIONS.length + more.length];
        all[0] = "fit";
        all[1] = file;
        System.arraycopy(OPTIONS, 0, all, 2, OPTIONS.length);
        System.arraycopy(more, 0, all, 2 + OPTIONS.length, more.length);
        return call(all);
    }

    private String file() throws IOException {
        return Files.writeString(folder.resolve("export.csv"), export()).toString();
    }

    @Test
    void theReportSpeaksTheUnitOfTheLosses() throws IOException {
        Answer answer = fit(file(), "--where", "State=done", "--at", "params=1e4");
        assertThat(answer.code()).isZero();
        assertThat(answer.out())
                .contains("fitted to 8 runs of export.csv")
                .contains(
                        "  loss unit      perplexity; the law above is in nats per token, its E is"
                                + " 7.3891 perplexity")
                .contains(String.format(Locale.ROOT, "loss %.5g perplexity", Math.exp(loss(1e4))));
        assertThat(answer.err()).isEmpty();
    }

    /** A jar that reads them is built with a profile, and then this says what is wrong with the file. */
    @Test
    void aParquetFileSaysHowItIsRead() throws IOException {
        Path file = Files.writeString(folder.resolve("runs.parquet"), "PAR1 and more PAR1");
        Answer answer = call("fit", file.toString());
        assertThat(answer.code()).isEqualTo(2);
        if (ServiceLoader.load(TableForm.class).findFirst().isPresent()) {
            assertThat(answer.err()).startsWith("scaling: runs.parquet: cannot be read: ");
        } else {
            assertThat(answer.err().lines().findFirst())
                    .contains(
                            "scaling: runs.parquet: is a Parquet file, which only a scaling.jar reads"
                                    + " that was built by: mvn package -Pparquet -DskipTests");
        }
    }

    @Test
    void badRowsStopTheCommandOrAreCounted() throws IOException {
        Answer stopped = fit(file());
        assertThat(stopped.code()).isEqualTo(2);
        assertThat(stopped.err())
                .startsWith(
                        "scaling: export.csv:18: column 'eval/ppl': must be positive and finite, got"
                                + " NaN");
        Answer skipped = fit(file(), "--bad-rows", "skip", "--json");
        assertThat(skipped.json().get("rows").asInt()).isEqualTo(8);
        assertThat(skipped.json().get("readInLossUnit").asString()).isEqualTo("perplexity");
        assertThat(skipped.json().get("parameters").get("alpha").asDouble())
                .isCloseTo(0.5, org.assertj.core.api.Assertions.within(1e-6));
        assertThat(skipped.err().replace("\r", ""))
                .isEqualTo(
                        """
                        scaling: export.csv: 16 of 17 rows read, 1 bad one skipped
                          1 x column 'eval/ppl': not positive and finite
                        """);
    }

    @Test
    void standardInputIsReadPackedOrPlain() throws IOException {
        InputStream before = System.in;
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(export().getBytes(StandardCharsets.UTF_8));
        }
        try {
            System.setIn(new ByteArrayInputStream(packed.toByteArray()));
            Answer answer = fit("-", "--where", "state=done");
            assertThat(answer.out()).contains("fitted to 8 runs of standard input");
        } finally {
            System.setIn(before);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "--column params | --column takes NAME=VALUE, got 'params'",
                "--column params=a --column params=b | --column must name params once, got it twice",
                "--unit params=stone | the unit of 'params' must be K, M, B, T, PFLOP, EFLOP, PF-days"
                        + " or a number such as 1e9, got 'stone'",
                "--loss-unit bytes | a loss unit must be nats, bits, perplexity or"
                        + " bits-per-byte:BYTES, where BYTES is the mean length of a token such as"
                        + " 4.3, got 'bytes'",
                "--delimiter dots | --delimiter must be comma, semicolon, tab, bar or one character,"
                        + " got 'dots'",
                "--last-of model | t.csv has no column 'model'; it has params, loss"
            })
    void aWrongOptionIsRefused(String options, String message) throws IOException {
        String file = Files.writeString(folder.resolve("t.csv"), "n,loss\n1,3\n").toString();
        String[] all = ("fit " + file + " " + options).split(" ");
        Answer answer = call(all);
        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err().lines().findFirst()).contains("scaling: " + message);
    }
}
