package org.scalinglaws.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.scalinglaws.data.CsvText.read;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.recipe.Factor;

class CsvRunsTest {
    private static final double NONE = Double.NaN;

    @Test
    void aFileGivesRunsInItsOrder(@TempDir Path folder) {
        Path file = CsvText.write(folder, "params,tokens,loss\n1e8,2e9,3.5\n2e8,4e9,3.25\n");
        Dataset runs = Dataset.readCsv(file);
        assertThat(runs.name()).isEqualTo("runs.csv");
        assertThat(runs.size()).isEqualTo(2);
        assertThat(runs.counting()).isEqualTo(Counting.TOTAL);
        assertThat(runs.factors()).containsExactly(Factor.PARAMETERS, Factor.TOKENS);
        assertThat(runs.labels()).isEmpty();
        assertThat(runs.column(Factor.PARAMETERS)).containsExactly(1e8, 2e8);
        assertThat(runs.column(Factor.TOKENS)).containsExactly(2e9, 4e9);
        assertThat(runs.losses()).containsExactly(3.5, 3.25);
        assertThat(runs.weights()).containsExactly(1, 1);
    }

    @Test
    void aReaderIsReadToItsEndAndLeftOpen() throws IOException {
        try (StringReader reader = new StringReader("loss\n1\n2\n")) {
            Dataset runs = Dataset.readCsv("standard input", reader);
            assertThat(runs.losses()).containsExactly(1, 2);
            assertThat(runs).hasToString("standard input: 2 runs of loss");
            assertThat(reader.read()).isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "params, tokens, flops",
        "parameters, d, compute",
        "n, tokens, c",
        "N, D, C",
        "Params, Tokens, FLOPs",
        "PARAMETERS, TOKENS, COMPUTE"
    })
    void theLibrarysColumnsHaveManyNames(String params, String tokens, String flops) {
        Dataset runs = read("LOSS," + flops + "," + tokens + ",Weight," + params, "3,9,2,5,1");
        assertThat(runs.column(Factor.PARAMETERS)).containsExactly(1);
        assertThat(runs.column(Factor.TOKENS)).containsExactly(2);
        assertThat(runs.column(Factor.FLOPS)).containsExactly(9);
        assertThat(runs.losses()).containsExactly(3);
        assertThat(runs.weights()).containsExactly(5);
        assertThat(runs.factors()).containsExactly(Factor.FLOPS, Factor.TOKENS, Factor.PARAMETERS);
    }

    @Test
    void aliasesAreFoundInATurkishLocaleToo() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(new Locale("tr", "TR"));
            assertThat(read("LOSS,WEIGHT,TOKENS", "3,2,1e9").weights()).containsExactly(2);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void tokensFollowFromComputeWhereTheyAreMissing() {
        Dataset whole = read("N,C,loss", "1e8,6e17,3", "1e9,6e19,2");
        assertThat(whole.column(Factor.TOKENS)).containsExactly(6e17 / 6e8, 6e19 / 6e9);
        Dataset single = read("N,D,C,loss", "1e8,,6e17,3", "1e9,7e9,6e19,2", "1e9,,,2", ",,6e9,2");
        assertThat(single.column(Factor.TOKENS)).containsExactly(1e9, 7e9, NONE, NONE);
        assertThat(single.column(Factor.FLOPS)).containsExactly(6e17, 6e19, NONE, 6e9);
    }

    @Test
    void aFurtherColumnOfNumbersIsAFactorAndABlankIsMissing() {
        Dataset runs = read("loss,width,unique_tokens", "3,512,", "2,,1e9", "1,-0.5,0");
        Factor width = Factor.named("width");
        assertThat(runs.factors()).containsExactly(width, Factor.UNIQUE_TOKENS);
        assertThat(runs.column(width)).containsExactly(512, NONE, -0.5);
        assertThat(runs.column(Factor.UNIQUE_TOKENS)).containsExactly(NONE, 1e9, 0);
        assertThat(runs.run(1).recipe().has(width)).isFalse();
        assertThat(runs.run(0).recipe().value(width)).isEqualTo(512);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cosine", "1d", "1f", "70B", "1_000", "-", "+", "e5", "NA", "inf."})
    void oneTextCellMakesTheWholeColumnALabel(String text) {
        Dataset runs = read("loss,note", "3,1", "2,", "1," + text);
        assertThat(runs.factors()).isEmpty();
        assertThat(runs.label("note")).containsExactly("1", "", text);
    }

    @ParameterizedTest
    @CsvSource({"1e3, 1000", "+1.5, 1.5", ".5, 0.5", "2., 2", "-3E-2, -0.03", "'  7  ', 7"})
    void numbersAreReadAsPeopleWriteThem(String cell, double value) {
        assertThat(read("loss,x", "1," + cell).column(Factor.named("x"))).containsExactly(value);
    }

    @Test
    void aColumnWithoutAnyCellIsALabel() {
        Dataset runs = read("loss,note", "3,", "2,");
        assertThat(runs.label("note")).containsExactly("", "");
    }

    @Test
    void labelsMayHaveManyValues() {
        String[] lines =
                IntStream.range(-1, 10_000)
                        .mapToObj(i -> i < 0 ? "loss,id" : "1,run-" + i % 6000)
                        .toArray(String[]::new);
        List<String> ids = read(lines).label("id");
        assertThat(ids)
                .isEqualTo(IntStream.range(0, 10_000).mapToObj(i -> "run-" + i % 6000).toList());
    }

    @Test
    void aColumnWithoutANameIsPassedOver() {
        Dataset runs = read(",params,loss,note, ", "0,1e8,3,a,inf", "x,2e8,2,b,");
        assertThat(runs).hasToString("runs.csv: 2 runs of params, loss; labels note");
        assertThat(runs.column(Factor.PARAMETERS)).containsExactly(1e8, 2e8);
    }

    @Test
    void aColumnWithoutANameCannotBeAskedFor() {
        String text = ",params,loss\n0,1e8,3\n";
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(
                        () ->
                                Dataset.readCsv(
                                        "runs.csv",
                                        new StringReader(text),
                                        CsvFormat.DEFAULT.withLossColumn("column_1")))
                .withMessage("runs.csv:1: column 1 has no name; write one above it to ask for it");
    }

    @Test
    void aNameBehindABackslashStandsForItself() {
        Dataset runs = read("params,\\n,loss", "1e8,7,3");
        assertThat(runs.column(Factor.named("n"))).containsExactly(7);
        assertThat(runs.column(Factor.PARAMETERS)).containsExactly(1e8);
    }

    @Test
    void aCommentAboveTheHeaderIsPassedOver() {
        for (String comment : new String[] {"# exported", "# by a, b and c, d", "#a\n#b,c\n\n#"}) {
            Dataset runs = read(comment, "params,tokens,loss", "1e8,2e9,3", "2e8,4e9,2.5");
            assertThat(runs).hasToString("runs.csv: 2 runs of params, tokens, loss");
        }
        Dataset hash = read("#step,loss", "1,3", "2,2");
        assertThat(hash.column(Factor.named("#step"))).containsExactly(1, 2);
    }

    @Test
    void quotedCellsMayHoldCommasQuotesAndLines() {
        Dataset runs = read("\"loss\",\"my, note\"", "\"3\",\"a, \"\"b\"\"\nc\"", "2,d");
        assertThat(runs.losses()).containsExactly(3, 2);
        assertThat(runs.label("my, note")).containsExactly("a, \"b\"\nc", "d");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "params,loss\n1,3\n2,2\n",
                "params,loss\n1,3\n2,2",
                "params,loss\r\n1,3\r\n2,2\r\n",
                "params,loss\r1,3\r2,2\r",
                "\n\nparams,loss\n\n1,3\n\n\n2,2\n\n",
                "\uFEFFparams,loss\n1,3\n2,2\n",
                "\uFEFF\"params\",loss\n1,3\n2,2\n",
                " params , loss \n 1 ,\t3\n2 , 2 \n"
            })
    void marksOfOtherProgramsChangeNothing(String text, @TempDir Path folder) {
        Dataset[] both = {Dataset.readCsv(CsvText.write(folder, text)), CsvText.readText(text)};
        for (Dataset runs : both) {
            assertThat(runs.factors()).containsExactly(Factor.PARAMETERS);
            assertThat(runs.column(Factor.PARAMETERS)).containsExactly(1, 2);
            assertThat(runs.losses()).containsExactly(3, 2);
        }
    }
}
