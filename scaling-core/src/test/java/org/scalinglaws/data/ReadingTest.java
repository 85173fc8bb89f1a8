package org.scalinglaws.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.StringReader;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalinglaws.data.CsvFormat.Condition;
import org.scalinglaws.quantity.LossUnit;
import org.scalinglaws.recipe.Factor;

/** What a format makes of columns, units and rows. */
class ReadingTest {
    private static final String EXPORT =
            """
            Name,State,Created,train/loss,eval/c4/loss,model/num_params,total_tokens,params
            a,finished,2026-10-01,3.1,3.2,50M,1B,small
            a,finished,2026-10-02,2.9,3.0,50M,2B,small
            b,crashed,2026-10-03,NaN,NaN,70M,1B,small
            c,failed,2026-10-04,inf,,70M,1B,small
            d,finished,2026-10-05,2.4,2.5,1.3B,26B,large
            """;

    private static final CsvFormat NAMED =
            CsvFormat.DEFAULT
                    .withColumn("loss", "eval/c4/loss")
                    .withColumn("N", "model/num_params")
                    .withColumn("tokens", "total_tokens");

    private static Reading reading(String text, CsvFormat format) {
        return Reading.of("runs.csv", new StringReader(text), format);
    }

    private static Dataset read(String text, CsvFormat format) {
        return reading(text, format).runs();
    }

    @Test
    void columnsMayBeNamed() {
        Dataset runs = read(EXPORT, NAMED.where("state", "finished"));
        assertThat(runs.losses()).containsExactly(3.2, 3, 2.5);
        assertThat(runs.column(Factor.PARAMETERS)).containsExactly(5e7, 5e7, 1.3e9);
        assertThat(runs.lossColumn()).isEqualTo("loss");
        assertThat(runs)
                .hasToString(
                        "runs.csv: 3 runs of train/loss, params, tokens, loss; labels Name, State,"
                                + " Created");
    }

    @Test
    void theLikeliestColumnsAreNamedWhereOneIsMissing() {
        String other = EXPORT.replace(",params\n", ",size\n");
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> read(other, CsvFormat.DEFAULT))
                .withMessage(
                        "runs.csv:1: no column 'loss'; did you mean loss=eval/c4/loss,"
                                + " params=model/num_params, tokens=total_tokens? (--column"
                                + " NAME=COLUMN, in Java CsvFormat.withColumn); understood are loss,"
                                + " params (n, parameters), tokens (d) and flops (c, compute); the"
                                + " columns are Name, State, Created, train/loss, eval/c4/loss,"
                                + " model/num_params, total_tokens, size");
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> read(EXPORT, NAMED.where("stat", "finished")))
                .withMessageStartingWith("runs.csv:1: no column 'stat'; did you mean 'State'?; the")
                .withMessageEndingWith(
                        "columns are Name, State, Created, train/loss, eval/c4/loss,"
                                + " model/num_params, total_tokens, params");
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> read("n,d,ppl\n1,2,3\n", CsvFormat.DEFAULT))
                .withMessageStartingWith(
                        "runs.csv:1: no column 'loss'; is 'ppl' it, with --loss-unit perplexity?;"
                                + " understood are");
    }

    @Test
    void aColumnIsOneThing() {
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(
                        () ->
                                read(
                                        "n,x,loss\n1,2,3\n",
                                        CsvFormat.DEFAULT
                                                .withColumn("d", "x")
                                                .withColumn("c", "x")))
                .withMessage("runs.csv:1: column 'x' cannot be both tokens and flops");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CsvFormat.DEFAULT.withLossColumn("x").withColumn("loss", "y"))
                .withMessage("the loss must stand in one column, got 'y' and 'x'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CsvFormat.DEFAULT.withColumn("params", " "))
                .withMessage("a column must have a name, got 'params' in ' '");
    }

    @Test
    void badRowsAreListedTogether() {
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> read(EXPORT, NAMED))
                .withMessage(
                        "runs.csv: 2 of 5 rows cannot be read\n"
                                + "  runs.csv:4: column 'eval/c4/loss': must be positive and finite,"
                                + " got NaN\n"
                                + "  runs.csv:5: column 'eval/c4/loss': the cell is blank");
        String many =
                IntStream.range(0, 30)
                        .mapToObj(i -> "1," + i % 2 + "\n")
                        .collect(Collectors.joining());
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> read("n,loss\n" + many.repeat(2), CsvFormat.DEFAULT))
                .satisfies(
                        bad ->
                                assertThat(bad.getMessage().lines())
                                        .hasSize(22)
                                        .startsWith("runs.csv: 30 of 60 rows cannot be read")
                                        .endsWith("  and 10 more"));
    }

    @Test
    void badRowsMayBeSkippedAndAreCounted() {
        Reading reading = reading(EXPORT + "e,x\n", NAMED.withBadRows(BadRows.SKIP));
        assertThat(reading.runs().losses()).containsExactly(3.2, 3, 2.5);
        assertThat(reading.runs().label("Name")).containsExactly("a", "a", "d");
        assertThat(reading.report().bad()).isEqualTo(3);
        assertThat(reading.report().first())
                .hasSize(3)
                .last()
                .asString()
                .startsWith("runs.csv:7: 2");
        assertThat(reading.report())
                .hasToString(
                        """
                        runs.csv: 3 of 6 rows read, 3 bad ones skipped
                          1 x column 'eval/c4/loss': not positive and finite
                          1 x column 'eval/c4/loss': blank
                          1 x another number of cells""");
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> read("loss\nx\n", CsvFormat.DEFAULT.withBadRows(BadRows.SKIP)))
                .withMessage("runs.csv:2: column 'loss': 'x' is not a number");
    }

    @Test
    void aColumnThatNothingReadsMayHoldAnything() {
        Reading reading =
                reading("loss,width,norm\n3,512,inf\n2,NaN,1\n1,,-Infinity\n", CsvFormat.DEFAULT);
        assertThat(reading.runs().column(Factor.named("width")))
                .containsExactly(512, Double.NaN, Double.NaN);
        assertThat(reading.runs().column(Factor.named("norm")))
                .containsExactly(Double.NaN, 1, Double.NaN);
        assertThat(reading.report())
                .hasToString(
                        "runs.csv: 3 of 3 rows read\n  2 x column 'norm': infinite, so missing");
    }

    @Test
    void sizesMayBeCountedInUnits() {
        String text = "n,tokens,flops,loss\n0.05,1.07,18.75,3\n1.3,26B,1e3,2\n";
        CsvFormat format =
                CsvFormat.DEFAULT
                        .withUnit("params", "B")
                        .withUnit("d", "B")
                        .withUnit("flops", "PFLOP");
        Dataset runs = read(text, format);
        assertThat(runs.column(Factor.PARAMETERS)).containsExactly(5e7, 1.3e9);
        assertThat(runs.column(Factor.TOKENS)).containsExactly(1.07e9, 2.6e10);
        assertThat(runs.column(Factor.FLOPS)).containsExactly(1.875e16, 1e18);
        Dataset steps = read("steps,loss\n20k,3\n", CsvFormat.DEFAULT.withUnit("steps", 1));
        assertThat(steps.column(Factor.named("steps"))).containsExactly(20_000);
        assertThat(
                        read("c,n,loss\n2,1e8,3\n", CsvFormat.DEFAULT.withUnit("c", "PF-days"))
                                .run(0)
                                .recipe()
                                .value(Factor.FLOPS))
                .isEqualTo(1.728e20);
    }

    @Test
    void unitsAreChecked() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CsvFormat.DEFAULT.withUnit("tokens", "bushels"))
                .withMessage(
                        "the unit of 'tokens' must be K, M, B, T, PFLOP, EFLOP, PF-days or a number"
                                + " such as 1e9, got 'bushels'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CsvFormat.DEFAULT.withUnit("loss", "K"))
                .withMessage("the loss has a loss unit such as bits, got a size of 1K");
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> read("loss\n3\n", CsvFormat.DEFAULT.withUnit("width", "K")))
                .withMessage("runs.csv:1: no column 'width'; the columns are loss");
    }

    @Test
    void lossesMayBeInOtherUnits() {
        Dataset perByte =
                read(
                        "n,bpb,loss\n1,0.7,9\n",
                        CsvFormat.DEFAULT.withLossUnit(LossUnit.bitsPerByte(4.3)));
        assertThat(perByte.losses()[0]).isCloseTo(0.7 * 4.3 * Math.log(2), within(1e-15));
        assertThat(perByte.lossUnit()).isEqualTo(LossUnit.bitsPerByte(4.3));
        assertThat(perByte.where(run -> true).lossUnit()).isEqualTo(LossUnit.bitsPerByte(4.3));
        assertThat(perByte).hasToString("runs.csv: 1 runs of params, loss");
        CsvFormat perplexity = CsvFormat.DEFAULT.withLossUnit(LossUnit.PERPLEXITY);
        assertThat(read("perplexity\n20\n", perplexity).losses()).containsExactly(Math.log(20));
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> read("ppl\n0.9\n", perplexity))
                .withMessage("runs.csv:2: column 'ppl': a perplexity must be above 1, got 0.9");
    }

    @ParameterizedTest
    @CsvSource({
        "State=finished, 3",
        "state!=finished|crashed, 1",
        "tokens>1e9, 2",
        "tokens>=1B, 5",
        "N<60M, 2",
        "params<=70e6, 4",
        "Name~[ab], 3",
        "Created>=2026-10-04, 2",
        "loss<2, 2",
        "train/loss>2.9, 2"
    })
    void aConditionKeepsRows(String condition, long rows) {
        String finished = EXPORT.replace("NaN,NaN", "1,1").replace("inf,,", "inf,1,");
        CsvFormat format = NAMED.where(Condition.parse(condition));
        assertThat(read(finished, format).size()).isEqualTo((int) rows);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '@',
            value = {
                "State=done@ no run of runs.csv has State=done; it has finished, crashed, failed",
                "tokens>1T@ no run of runs.csv has tokens>1T; it has 1B, 2B, 26B",
                "Name~z$@ no run of runs.csv has Name~z$; it has a, b, c, d",
                "Notes=x@ runs.csv:1: no column 'Notes'; the columns are Name, State, Created,"
                        + " train/loss, eval/c4/loss, model/num_params, total_tokens, params",
                "State@ a condition must be COLUMN=VALUE, or with != < <= > >= ~ in place of =, got"
                        + " 'State'"
            })
    void aConditionThatNothingSatisfiesNamesWhatThereIs(String condition, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(EXPORT, NAMED.where(Condition.parse(condition))))
                .withMessage(message);
    }

    @Test
    void aBrokenPatternIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Condition.parse("Name~("))
                .withMessage("'(' is no pattern: Unclosed group");
    }

    @Test
    void theLastCheckpointOfEachRunIsKeptWithItsLabels() {
        CsvFormat format = NAMED.where("state", "finished");
        Dataset last = read(EXPORT, format.withLastOf("name"));
        assertThat(last.column(Factor.TOKENS)).containsExactly(2e9, 2.6e10);
        assertThat(last.label("Created")).containsExactly("2026-10-02", "2026-10-05");
        Dataset turned = read("run,d,loss\nx,3,1\nx,2,2\n,1,3\n,1,4\n", CsvFormat.DEFAULT);
        assertThat(turned.lastOf("run").losses()).containsExactly(1, 3, 4);
        assertThat(read("run,loss\nx,1\nx,2\n", CsvFormat.DEFAULT).lastOf("run").losses())
                .containsExactly(2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> turned.lastOf("name"))
                .withMessage("runs.csv has no column 'name'; it has tokens, run, loss");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "n;loss#50.000;3,5#60000;3,25|runs.csv:2: column 'n': '50.000' may be 50000 or 50,"
                        + " since decimals begin with a comma",
                "n,loss#1,\"3,2,5\"|runs.csv:2: column 'loss': '3,2,5' is not a number",
                "n,loss#1__0,3|runs.csv:2: column 'n': '1__0' is not a number",
                "n,loss#1.2.3M,3|runs.csv:2: column 'n': '1.2.3M' is not a number"
            })
    void aNumberThatCouldBeAnotherIsRefused(String text, String message) {
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> read(text.replace('#', '\n') + "\n", CsvFormat.DEFAULT))
                .withMessage(message);
    }

    @Test
    void lossesOfThreeDigitsBehindACommaAreNoThousands() {
        assertThat(read("n,loss\n1,\"3,254\"\n2,\"3,125\"\n", CsvFormat.DEFAULT).losses())
                .containsExactly(3.254, 3.125);
        assertThat(
                        read("n,loss\n\"1,300\",3\n\"2,600\",2\n", CsvFormat.DEFAULT)
                                .column(Factor.PARAMETERS))
                .containsExactly(1300, 2600);
        assertThat(read("n;loss\n1;3.254\n2;3.125\n", CsvFormat.DEFAULT).losses())
                .containsExactly(3.254, 3.125);
    }

    @Test
    void badRowsStopOrAreSkipped() {
        assertThat(BadRows.parse("Skip")).isEqualTo(BadRows.SKIP);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BadRows.parse("mend"))
                .withMessage("bad rows must be stop or skip, got 'mend'");
    }
}
