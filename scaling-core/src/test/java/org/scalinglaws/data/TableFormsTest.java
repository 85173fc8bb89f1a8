package org.scalinglaws.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalinglaws.recipe.Factor;

/** One table in every dress that programs give it reads as the same runs. */
class TableFormsTest {
    private static Dataset read(String text) {
        return CsvText.readText(text);
    }

    private static void assertTheTable(Dataset runs) {
        assertThat(runs.column(Factor.PARAMETERS)).containsExactly(5e7, 1.3e9);
        assertThat(runs.column(Factor.TOKENS)).containsExactly(1e9, 2.6e10);
        assertThat(runs.losses()).containsExactly(3.254, 2.5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "params,tokens,loss\n50M,1B,3.254\n1.3B,26B,2.5\n",
                "params,tokens,loss\n50_000_000,1_000_000_000,3.254\n1.3e9,26b,2.5\n",
                """
                params,tokens,loss
                "50,000,000","1,000,000,000",3.254
                "1,300,000,000",26 B,2.5
                """,
                "params;tokens;loss\n50000000;1e9;3.254\n1300000000;2.6e10;2.5\n",
                "params;tokens;loss\n50.000.000;1,0B;3,254\n1,3B;26B;2,5\n",
                "sep=;\nparams;tokens;loss\n50M;1B;3,254\n1,3B;26B;2,5\n",
                "params\ttokens\tloss\n50M\t1B\t3.254\n1.3B\t26B\t2.5\n",
                "params|tokens|loss\n50M|1B|3.254\n1.3B|26B|2.5\n",
                """
                | params | tokens | loss |
                |:---|---:|:--:|
                | 50M | 1B | 3.254 |
                | 1.3B | 26B | 2.5 |
                """,
                "# by hand\nparams,tokens,loss\n# first\n50M,1B,3.254\n\n#1M,1B,9\n,,\n1.3B,26B,2.5\n",
                "params,tokens,loss,note\n50M,1B,3.254,\"a;b;c\"\n1.3B,26B,2.5,\"d;e;f\"\n",
                """
                {"params":5e7,"tokens":1e9,"loss":3.254}
                {"params":1300000000,"tokens":"26B","loss":2.5}
                """,
                """
                [{"params":"50M","tokens":1e9,"loss":3.254},
                {"loss":2.5,"tokens":2.6e10,"params":1.3e9}]""",
                "[[\"params\",\"tokens\",\"loss\"],[5e7,1e9,3.254],[1.3e9,2.6e10,2.5]]",
                "{\"runs\":[{\"params\":5e7,\"tokens\":1e9,\"loss\":3.254},"
                        + "{\"params\":1.3e9,\"tokens\":2.6e10,\"loss\":2.5}],\"next\":null}",
                "{\"params\":[5e7,1.3e9],\"tokens\":[1e9,2.6e10],\"loss\":[3.254,2.5]}",
                "{\"params\":{\"0\":5e7,\"1\":1.3e9},\"tokens\":{\"0\":1e9,\"1\":2.6e10},"
                        + "\"loss\":{\"0\":3.254,\"1\":2.5}}",
                "{\"columns\":[\"params\",\"tokens\",\"loss\"],\"index\":[0,1],"
                        + "\"data\":[[5e7,1e9,3.254],[1.3e9,2.6e10,2.5]]}",
                "{\"a\":{\"params\":5e7,\"tokens\":1e9,\"loss\":3.254},"
                        + "\"b\":{\"params\":1.3e9,\"tokens\":2.6e10,\"loss\":2.5}}"
            })
    void theTableIsRead(String text) {
        assertTheTable(read(text));
    }

    private static final String TEXT = "params,tokens,loss,note\n50M,1B,3.254,ü\n1.3B,26B,2.5,\n";

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void theCharsetIsFound(String charset, @TempDir Path folder) throws IOException {
        byte[] plain = TEXT.getBytes(Charset.forName(charset));
        byte[] marked = ("\uFEFF" + TEXT).getBytes(Charset.forName(charset));
        for (byte[] bytes : new byte[][] {plain, marked, packed(plain), packed(packed(marked))}) {
            Path file = Files.write(folder.resolve("runs.csv"), bytes);
            Dataset runs = Dataset.readCsv(file);
            assertTheTable(runs);
            assertThat(runs.label("note")).containsExactly("ü", "");
        }
    }

    private static byte[] packed(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return packed.toByteArray();
    }

    @Test
    void aStreamIsReadToItsEndAndLeftOpen() throws IOException {
        boolean[] closed = {false};
        for (String text : new String[] {TEXT, "[{\"loss\":3.2},{\"loss\":3}]"}) {
            byte[] bytes = packed(text.getBytes(StandardCharsets.UTF_8));
            closed[0] = false;
            try (ByteArrayInputStream stream =
                    new ByteArrayInputStream(bytes) {
                        @Override
                        public void close() {
                            closed[0] = true;
                        }
                    }) {
                Reading reading = Reading.of("standard input", stream, CsvFormat.DEFAULT);
                assertThat(reading.runs().size()).isEqualTo(2);
                assertThat(closed).containsExactly(false);
                assertThat(reading.report().isClean()).isTrue();
                assertThat(reading.report()).hasToString("standard input: 2 of 2 rows read");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "504B0304, is a zip archive or an Excel workbook",
        "50415231, is a Parquet file",
        "28B52FFD, is packed by zstd"
    })
    void aFileThatIsNoTextIsRefusedByItsKind(String start, String kind, @TempDir Path folder)
            throws IOException {
        Path file = Files.write(folder.resolve("runs"), java.util.HexFormat.of().parseHex(start));
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> Dataset.readCsv(file))
                .withMessage(
                        "runs: " + kind + "; write it as CSV or JSON, plain or packed by gzip");
    }

    @Test
    void aPackedFileThatIsCutOffIsRefused(@TempDir Path folder) throws IOException {
        byte[] whole = packed(TEXT.repeat(100).getBytes(StandardCharsets.UTF_8));
        Path file =
                Files.write(
                        folder.resolve("runs.csv.gz"),
                        java.util.Arrays.copyOf(whole, whole.length - 10));
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> Dataset.readCsv(file))
                .withMessage("runs.csv.gz: cannot be read: Unexpected end of ZLIB input stream");
    }

    @Test
    void theKeysOfTrackersAreJoinedByDots() {
        String runs =
                """
                {"runs": [{"info": {"run_id": "a", "status": "FINISHED"},
                           "data": {"metrics": [{"key": "loss", "value": 3.2, "step": 9}],
                                    "params": [{"key": "n", "value": "50M"}],
                                    "tags": []}},
                          {"info": {"run_id": "b", "status": "FAILED"},
                           "data": {"metrics": [{"key": "loss", "value": NaN, "step": 0}],
                                    "params": [{"key": "n", "value": "70M"}]}}]}
                """;
        Dataset read =
                Dataset.readCsv(
                        "mlflow.json",
                        new StringReader(runs),
                        CsvFormat.DEFAULT
                                .withColumn("loss", "data.metrics.loss")
                                .withColumn("params", "data.params.n")
                                .where("info.status", "FINISHED"));
        assertThat(read.column(Factor.PARAMETERS)).containsExactly(5e7);
        assertThat(read.label("info.run_id")).containsExactly("a");
        assertThat(read.label("data.tags")).containsExactly("[]");
    }

    @Test
    void namesThatOnlySomeRowsHaveAreMissingInTheOthers() {
        Dataset runs =
                read(
                        "{\"loss\":3,\"lr\":null}\n{\"loss\":2,\"x\":{\"y\":true}}\n{\"lr\":0.5,\"loss\":1}");
        assertThat(runs.column(Factor.named("lr"))).containsExactly(Double.NaN, Double.NaN, 0.5);
        assertThat(runs.label("x.y")).containsExactly("", "true", "");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"loss\":3}#{\"loss\":-}|runs.csv:2:10: expected a digit, got '}'",
                "{\"loss\":3}#{\"loss\":0}|runs.csv:2: column 'loss': must be positive and finite, got 0",
                "[{\"loss\":3},{\"loss\":\"x\"}]|runs.csv:1:13: column 'loss': 'x' is not a number",
                "{\"runs\":[{\"loss\":3},{\"loss\":null}]}|runs.csv: row 2: column 'loss': the cell is blank",
                "{\"loss\":3,\"loss\":2}|runs.csv: row 1: the name 'loss' stands twice",
                "[{\"loss\":3},7]|runs.csv:1: a row must be an object with a value for each name, got 7",
                "[[\"loss\"],[1,2]]|runs.csv:1: 2 cells where there are 1 names",
                "{\"loss\":[1,2],\"n\":[1]}|runs.csv: 'loss' has 2 values and 'n' 1",
                "[]|runs.csv: the file is empty",
                "{}|runs.csv: the file is empty"
            })
    void brokenJsonIsRefusedWithItsPlace(String text, String message) {
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> read(text.replace('#', '\n')))
                .withMessage(message);
    }

    @Test
    void theDelimiterMayBeSaid() {
        String text = "a loss\n1 3\n2 2.5\n";
        Dataset runs =
                Dataset.readCsv(
                        "runs.csv", new StringReader(text), CsvFormat.DEFAULT.withDelimiter(' '));
        assertThat(runs.losses()).containsExactly(3, 2.5);
    }
}
