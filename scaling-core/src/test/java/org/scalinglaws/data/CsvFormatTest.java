package org.scalinglaws.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.io.StringReader;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.recipe.Factor;

class CsvFormatTest {
    private static final String SEVERAL =
            "params,loss,set,err,times\n1e8,3,a,0.5,2\n2e8,,b,-0.25,1\n3e8,2,a,0,1\n";

    private static Dataset read(String text, CsvFormat format) {
        return Dataset.readCsv("runs.csv", new StringReader(text), format);
    }

    private static CsvFormat loss(String column) {
        return CsvFormat.DEFAULT.withLossColumn(column);
    }

    @Test
    void theLossMayStandInAnyColumnAndBeZeroOrNegative(@TempDir Path folder) {
        Path file = CsvText.write(folder, SEVERAL);
        for (Dataset runs :
                new Dataset[] {Dataset.readCsv(file, "err"), read(SEVERAL, loss("err"))}) {
            assertThat(runs.losses()).containsExactly(0.5, -0.25, 0);
            assertThat(runs.lossColumn()).isEqualTo("err");
            assertThat(runs.run(1).loss().nats()).isEqualTo(-0.25);
            assertThat(runs)
                    .hasToString("runs.csv: 3 runs of params, loss, times, err; labels set");
        }
    }

    @Test
    void theColumnLossIsThenAFactorLikeAnyOther() {
        Factor loss = Factor.named("loss");
        Dataset runs = read(SEVERAL, loss("err"));
        assertThat(runs.column(loss)).containsExactly(3, Double.NaN, 2);
        assertThat(runs.where("loss", "2").losses()).containsExactly(0);
        assertThat(runs.where("err", "-0.25").losses()).containsExactly(-0.25);
        assertThat(read("LOSS,err\n-3,1\n", loss("err")).column(loss)).containsExactly(-3);
        assertThat(read("loss,err\nlow,1\n", loss("err")).label("loss")).containsExactly("low");
    }

    @Test
    void theWeightMayStandInAnyColumn() {
        CsvFormat format = loss("err").withWeightColumn("times");
        Dataset runs = read(SEVERAL, format);
        assertThat(runs.weights()).containsExactly(2, 1, 1);
        assertThat(runs.weightColumn()).isEqualTo("times");
        assertThat(runs.factors()).doesNotContain(Factor.named("times"));
        Dataset both = read("err,times,weight\n1,2,0\n", format);
        assertThat(both.column(Factor.named("weight"))).containsExactly(0);
        assertThat(both.where("weight", "0").weights()).containsExactly(2);
    }

    @Test
    void theCountingRuleIsCarriedByEveryRun() {
        Dataset runs = read(SEVERAL, loss("err").countedAs(Counting.NON_EMBEDDING));
        assertThat(runs.counting()).isEqualTo(Counting.NON_EMBEDDING);
        assertThat(runs.run(0).recipe().counting()).isEqualTo(Counting.NON_EMBEDDING);
        assertThat(
                        Dataset.readCsv("runs", new StringReader(SEVERAL.replace(",,", ",1,")))
                                .counting())
                .isEqualTo(Counting.TOTAL);
    }

    @Test
    void aNameIsFoundAsTheHeaderSpellsItFirst() {
        String text = "ERR,err,Err\n1,2,3\n";
        assertThat(read(text, loss("Err")).losses()).containsExactly(3);
        assertThat(read(text, loss("err")).losses()).containsExactly(2);
        assertThat(read(text, loss("eRR")).losses()).containsExactly(1);
        assertThat(read(text, loss("err")).factors())
                .containsExactly(Factor.named("ERR"), Factor.named("Err"));
    }

    @Test
    void aColumnOfTheLibrarysOwnMayBeTheLoss() {
        Dataset runs = read("params,flops\n1e8,6e17\n2e8,7e17\n", loss("params"));
        assertThat(runs.losses()).containsExactly(1e8, 2e8);
        assertThat(runs.factors()).containsExactly(Factor.FLOPS);
        assertThat(read("N,params,x\n-1,2,3\n", loss("N")).column(Factor.PARAMETERS))
                .containsExactly(2);
    }

    @Test
    void lossesInTheColumnLossArePositiveAlsoWhereItIsNamed() {
        assertThat(read("LOSS\n3\n", loss("Loss")).lossColumn()).isEqualTo("loss");
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> read("LOSS\n0\n", loss("Loss")))
                .withMessage("runs.csv:2: column 'LOSS': must be positive and finite, got 0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x,y;1,  | runs.csv:2: column 'y': the cell is blank",
                "x,y;1,- | runs.csv:2: column 'y': '-' is not a number",
                "x,y;1,NaN | runs.csv:2: column 'y': must be finite, got NaN",
                "x,y;1,2;1,-inf | runs.csv:3: column 'y': must be finite, got -Infinity",
                "x,loss;1,2 | runs.csv:1: no column 'y'; the columns are x, loss",
                "y,x,y;1,2,3 | runs.csv:1: columns 'y' and 'y' both give y"
            })
    void aNamedLossColumnHasRulesToo(String text, String message) {
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> read(text.replace(';', '\n') + "\n", loss("y")))
                .withMessage(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "loss;1 | runs.csv:1: no column 'times'; the columns are loss",
                "loss,times;1,0 | runs.csv:2: column 'times': must be positive and finite, got 0",
                "loss,times;1, | runs.csv:2: column 'times': the cell is blank"
            })
    void aNamedWeightColumnMustBeThere(String text, String message) {
        CsvFormat format = CsvFormat.DEFAULT.withWeightColumn("times");
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> read(text.replace(';', '\n') + "\n", format))
                .withMessage(message);
    }

    @Test
    void whatWasWrittenIsReadBackByTheSameFormat(@TempDir Path folder) {
        CsvFormat format = loss("err").withWeightColumn("times");
        Path file = folder.resolve("runs.csv");
        Dataset runs = read(SEVERAL, format);
        runs.writeCsv(file);
        Dataset back = Dataset.readCsv(file, format);
        assertThat(back).containsExactlyElementsOf(runs).hasToString(runs.toString());
        assertThat(back.label("set")).isEqualTo(runs.label("set"));
    }

    @Test
    void anIgnoredColumnIsNotLookedAt() {
        String text = "N,params,loss,C,weight\n1,2,3,-4e18,0\n";
        CsvFormat format = CsvFormat.DEFAULT.withIgnored("N", "c", "weight");
        Dataset runs = read(text, format);
        assertThat(runs).hasToString("runs.csv: 1 runs of params, loss");
        assertThat(runs.column(Factor.PARAMETERS)).containsExactly(2);
        assertThat(runs.weights()).containsExactly(1);
        assertThat(read("a,a,loss\nx,1,3\n", CsvFormat.DEFAULT.withIgnored("a")).factors())
                .containsExactly(Factor.named("a"));
    }

    private static final String UNFINISHED =
            """
            n,D,loss,state,run
            1e8,1e9,3.2,done,1
            1e8,0,,crashed,2
            -,x,nan,crashed,3
            2e8,2e9,3,done,4
            4e8,2e9,2.9,,5
            """;

    @Test
    void rowsThatAreLeftOutAreNotJudged() {
        Dataset runs = read(UNFINISHED, CsvFormat.DEFAULT.where("state", "done"));
        assertThat(runs.losses()).containsExactly(3.2, 3);
        assertThat(runs.column(Factor.PARAMETERS)).containsExactly(1e8, 2e8);
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> read(UNFINISHED, CsvFormat.DEFAULT))
                .withMessage(
                        """
                        runs.csv: 2 of 5 rows cannot be read
                          runs.csv:3: column 'D': must be positive and finite, got 0
                          runs.csv:4: column 'n': '-' is not a number""");
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> read(UNFINISHED, CsvFormat.DEFAULT.where("run", "4", "3")))
                .withMessage("runs.csv:4: column 'n': '-' is not a number");
    }

    @Test
    void aConditionKeepsWhatWhereKeeps() {
        String text = "params,c,loss,x,set\n1e8,6e17,3,,a\n2e8,6e17,2,0.5,b\n4e8,6e18,1,nan,\n";
        String[][] conditions = {
            {"n", "1e8"},
            {"PARAMS", "100000000", "4e8"},
            {"params", "2e8"},
            {"flops", "6e17"},
            {"x", ""},
            {"x", ".5"},
            {"set", "a", "b"},
            {"set", ""},
            {"loss", "2.0"},
            {"d", "1e9"}
        };
        Dataset all = read(text.replace("nan", ""), CsvFormat.DEFAULT);
        for (String[] condition : conditions) {
            String[] values = java.util.Arrays.copyOfRange(condition, 1, condition.length);
            String column = condition[0].equals("PARAMS") ? "params" : condition[0];
            assertThat(read(text.replace("nan", ""), CsvFormat.DEFAULT.where(condition[0], values)))
                    .as(String.join(" ", condition))
                    .hasSameSizeAs(all.where(column, values))
                    .containsExactlyElementsOf(all.where(column, values));
        }
    }

    @Test
    void everyConditionMustBeMetAndEveryValueBeThere() {
        CsvFormat done = CsvFormat.DEFAULT.where("state", "done");
        assertThat(read(UNFINISHED, done.where("n", "2e8")).losses()).containsExactly(3);
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> read(UNFINISHED, done.where("run", "5")))
                .withMessage("runs.csv: no run satisfies every condition");
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> read(UNFINISHED, done.where("run", "4", "6")))
                .withMessage("no run of runs.csv has run=6; it has 1, 2, 3, 4, 5");
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> read(UNFINISHED, done.where("depth", "4")))
                .withMessage(
                        "runs.csv:1: no column 'depth'; the columns are n, D, loss, state, run");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> done.where("run"))
                .withMessage("a condition on 'run' must have a value, got none");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> done.where(" ", "1"))
                .withMessage("a condition must name a column, got ' '");
    }

    @Test
    void theRowsOfTheFileMayBeAFactor() {
        CsvFormat format = CsvFormat.DEFAULT.where("state", "done").withRowsIn("row");
        assertThat(read(UNFINISHED, format).column(Factor.named("row"))).containsExactly(1, 4);
    }

    @Test
    void onlyAColumnThatIsThereCanBeIgnored() {
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> read("loss\n3\n", CsvFormat.DEFAULT.withIgnored("C")))
                .withMessage("runs.csv:1: no column 'C'; the columns are loss");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CsvFormat.DEFAULT.withIgnored("C", "Loss"))
                .withMessage("the loss column must be read, got 'loss' to ignore");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void aColumnHasAName(String blank) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> loss(blank))
                .withMessage("the loss column must have a name, got '" + blank + "'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CsvFormat.DEFAULT.withWeightColumn(blank))
                .withMessage("the weight column must have a name, got '" + blank + "'");
    }

    @Test
    void oneColumnIsNotBoth() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> loss("Weight"))
                .withMessage(
                        "loss and weight must stand in different columns, got 'Weight' for both");
    }

    @Test
    void nullsAreNamed() {
        assertThatNullPointerException().isThrownBy(() -> loss(null)).withMessage("column");
        assertThatNullPointerException()
                .isThrownBy(() -> CsvFormat.DEFAULT.countedAs(null))
                .withMessage("rule");
        assertThatNullPointerException()
                .isThrownBy(() -> Dataset.readCsv(Path.of("x"), (CsvFormat) null))
                .withMessage("format");
    }
}
