package org.scalinglaws.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way in which a CSV file may be wrong, with the whole text of the message. */
class CsvRefusalsTest {
    private static final String UNDERSTOOD =
            "; understood are loss, params (n, parameters), tokens (d) and flops (c, compute); the"
                    + " columns are ";

    private static final String HEADER = "params,tokens,loss\n1e8,1e9,3\n";

    static Stream<Arguments> brokenHeaders() {
        return Stream.of(
                arguments("", "runs.csv: the file is empty"),
                arguments("\uFEFF", "runs.csv: the file is empty"),
                arguments("\n\n", "runs.csv: the file is empty"),
                arguments(
                        "1e8,1e9,3\n",
                        "runs.csv:1: no header: the first line must name the columns, such as"
                                + " params,tokens,loss"),
                arguments(
                        "params,tokens\n1,2\n",
                        "runs.csv:1: no column 'loss'" + UNDERSTOOD + "params, tokens"),
                arguments(
                        "\n\nparams,tokens\n1,2\n",
                        "runs.csv:3: no column 'loss'" + UNDERSTOOD + "params, tokens"),
                arguments(
                        "params,,val loss\n1,2,3\n",
                        "runs.csv:1: no column 'loss'; did you mean loss=val loss? (--column"
                                + " NAME=COLUMN, in Java CsvFormat.withColumn)"
                                + UNDERSTOOD
                                + "params, val loss"),
                arguments("\u2003,loss\n1,2\n", "runs.csv:1: no column but 'loss' has a name"),
                arguments("\n,loss,\n1,2,\n", "runs.csv:2: no column but 'loss' has a name"),
                arguments("# a\n# b\n", "runs.csv: the file is empty"),
                arguments(
                        "# a\nparams,x\n1,2\n",
                        "runs.csv:2: no column 'loss'" + UNDERSTOOD + "params, x"),
                arguments(
                        "N,tokens,parameters,loss\n1,2,3,4\n",
                        "runs.csv:1: columns 'N' and 'parameters' both give params"),
                arguments(
                        "C,FLOPs,loss\n1,2,3\n",
                        "runs.csv:1: columns 'C' and 'FLOPs' both give flops"),
                arguments(
                        "loss,note,note\n1,2,3\n",
                        "runs.csv:1: columns 'note' and 'note' both give note"),
                arguments("params,tokens,loss\n", "runs.csv: no runs below the header"),
                arguments("params,tokens,loss\n\n\n", "runs.csv: no runs below the header"),
                arguments(
                        "loss" + ",x".repeat(1_000_000) + "\n1\n",
                        "runs.csv:1: the header has too many columns, too long a cell or text"
                                + " after a closing quote"),
                arguments(
                        "\"params\" x,loss\n1,2\n",
                        "runs.csv:1: the header has too many columns, too long a cell or text"
                                + " after a closing quote"));
    }

    static Stream<Arguments> brokenRows() {
        String notPositive = "runs.csv:3: column 'loss': must be positive and finite, got ";
        return Stream.of(
                arguments("1e8,1e9,-\n", "runs.csv:3: column 'loss': '-' is not a number"),
                arguments("70Q,1e9,3\n", "runs.csv:3: column 'params': '70Q' is not a number"),
                arguments("1e8,1e9d,3\n", "runs.csv:3: column 'tokens': '1e9d' is not a number"),
                arguments("1e8,1e9,\n", "runs.csv:3: column 'loss': the cell is blank"),
                arguments("1e8,1e9, \n", "runs.csv:3: column 'loss': the cell is blank"),
                arguments("1e8,1e9,NaN\n", notPositive + "NaN"),
                arguments("1e8,1e9,nan\n", notPositive + "NaN"),
                arguments("1e8,1e9,0\n", notPositive + "0"),
                arguments("1e8,1e9,-3\n", notPositive + "-3"),
                arguments("1e8,1e9,inf\n", notPositive + "Infinity"),
                arguments("1e8,1e9,-Infinity\n", notPositive + "-Infinity"),
                arguments("1e8,1e9,1e999\n", notPositive + "Infinity"),
                arguments(
                        "1e8,0,3\n",
                        "runs.csv:3: column 'tokens': must be positive and finite, got 0"),
                arguments(
                        "-7e10,1e9,3\n",
                        "runs.csv:3: column 'params': must be positive and finite, got -70B"),
                arguments("1e8,1e9\n", "runs.csv:3: 2 cells where the header has 3 columns"),
                arguments("1e8,1e9,3,4\n", "runs.csv:3: 4 cells where the header has 3 columns"),
                arguments(
                        "\n\n1e8,1e9,3\n\n1e8,1e9,x\n",
                        "runs.csv:7: column 'loss': 'x' is not a number"),
                arguments(
                        "1e8,1e9,\"3\n4\"\n", "runs.csv:3: column 'loss': '3\n4' is not a number"),
                arguments(
                        "1e8,1e9,\"3\" x\n",
                        "runs.csv: after line 2: a row has too many cells, too long a cell or text"
                                + " after a closing quote"),
                arguments(
                        "1e8" + ",1".repeat(20_000) + "\n",
                        "runs.csv: after line 2: a row has too many cells, too long a cell or text"
                                + " after a closing quote"),
                arguments(
                        "1e8,1e9," + "1".repeat(17_000_000) + "\n",
                        "runs.csv: after line 2: a row has too many cells, too long a cell or text"
                                + " after a closing quote"));
    }

    static Stream<Arguments> brokenFurtherColumns() {
        return Stream.of(
                arguments(
                        "loss,weight\n3,1\n2,0\n",
                        "runs.csv:3: column 'weight': must be positive and finite, got 0"),
                arguments(
                        "params,flops,loss\n1,6,3\n1e308,1,3\n",
                        "runs.csv:3: tokens, which are flops / 6 params, must be positive and"
                                + " finite, got 0"),
                arguments(
                        "params,flops,loss\n1e-300,1e300,3\n",
                        "runs.csv:2: tokens, which are flops / 6 params, must be positive and"
                                + " finite, got Infinity"),
                arguments(
                        "params,tokens,loss\n1e308,1e308,3\n",
                        "runs.csv:2: flops, which are 6 params tokens, must be positive and"
                                + " finite, got Infinity"),
                arguments("loss,weight\n3,\n", "runs.csv:2: column 'weight': the cell is blank"),
                arguments(
                        "loss,C\n3,1e18\n2,-1e18\n",
                        "runs.csv:3: column 'C': must be positive and finite, got -1e18"),
                arguments(
                        "note,loss\n\"two\nlines\",3\nplain,x\n",
                        "runs.csv:4: column 'loss': 'x' is not a number"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource({"brokenHeaders", "brokenFurtherColumns"})
    void aFileIsRefused(String text, String message, @TempDir Path folder) {
        assertRefused(text, message, folder);
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("brokenRows")
    void aRowIsRefused(String row, String message, @TempDir Path folder) {
        assertRefused(HEADER + row, message, folder);
    }

    private static void assertRefused(String text, String message, Path folder) {
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> CsvText.readText(text))
                .withMessage(message);
        Path file = CsvText.write(folder, text);
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> Dataset.readCsv(file))
                .withMessage(message);
    }

    @Test
    void noMessageIsLongHoweverLongTheFile(@TempDir Path folder) {
        String many = "x,".repeat(16_000) + "y";
        Path file = CsvText.write(folder, many + "\n");
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> Dataset.readCsv(file))
                .withMessageStartingWith("runs.csv:1: no column 'loss'" + UNDERSTOOD + "x, x, x,")
                .withMessageEndingWith(", x and 15881 more")
                .satisfies(thrown -> assertThat(thrown.getMessage()).hasSizeBetween(490, 500));
        String cell = "z".repeat(10_000);
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> CsvText.read("loss", cell))
                .withMessageStartingWith("runs.csv:2: column 'loss': 'zzz")
                .withMessageEndingWith(" more characters")
                .satisfies(thrown -> assertThat(thrown.getMessage()).hasSizeBetween(490, 500));
        Dataset wide = CsvText.read("loss" + "," + cell, "1,2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> wide.label("q"))
                .satisfies(thrown -> assertThat(thrown.getMessage()).hasSizeBetween(490, 500));
    }

    @Test
    void aSourceThatBreaksIsRefusedByName() {
        Reader broken =
                new Reader() {
                    @Override
                    public int read(char[] buffer, int from, int count) throws IOException {
                        throw new IOException("disk gone");
                    }

                    @Override
                    public void close() {}
                };
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> Dataset.readCsv("runs.csv", broken))
                .withMessage("runs.csv: cannot be read: disk gone");
        assertThatNullPointerException()
                .isThrownBy(() -> Dataset.readCsv("runs.csv", (Reader) null))
                .withMessage("reader");
    }

    @Test
    void aFileThatIsNotThereIsRefused(@TempDir Path folder) {
        Path absent = folder.resolve("absent.csv");
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> Dataset.readCsv(absent))
                .withMessage("no file '" + absent + "'");
    }

    @Test
    void aFolderIsNotAFile(@TempDir Path folder) {
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> Dataset.readCsv(folder))
                .withMessage("no file '" + folder + "'");
    }

    @Test
    void wrongDataIsAWrongArgument() {
        assertThat(new DataException("because", new ArithmeticException()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("because")
                .hasCauseInstanceOf(ArithmeticException.class);
    }
}
