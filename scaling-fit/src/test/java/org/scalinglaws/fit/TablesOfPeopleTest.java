package org.scalinglaws.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalinglaws.data.BadRows;
import org.scalinglaws.data.CsvFormat;
import org.scalinglaws.data.DataException;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Reading;
import org.scalinglaws.isoflop.Sweep;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.LossUnit;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.testing.SharedData;

/** Files as people have them: what a program dressed them in changes no number. */
class TablesOfPeopleTest {
    private static Path table(String name) {
        return SharedData.caseFile("tables/" + name);
    }

    @Test
    void thePlainTableIsFitted() {
        Fit<ChinchillaLaw> fit =
                Fitter.of(ChinchillaLaw.FAMILY).fit(Dataset.readCsv(table("clean.csv")));
        assertThat(fit.objective()).isCloseTo(1.785519030286428e-4, within(1e-12));
        assertThat(fit.law().alpha()).isCloseTo(0.3656931, within(1e-6));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"blanklines", "bom", "camel", "comment", "crlf", "index", "spaces", "utf16"})
    void harmlessDressChangesNothing(String name) {
        Dataset plain = Dataset.readCsv(table("clean.csv"));
        Dataset dressed = Dataset.readCsv(table(name + ".csv"));
        assertThat(dressed).containsExactlyElementsOf(plain);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "euro.csv",
                "runs.jsonl",
                "runs.tsv",
                "semi.csv",
                "thousands.csv",
                "underscore.csv"
            })
    void delimitersAndMarksInNumbersChangeNothing(String name) {
        Dataset plain = Dataset.readCsv(table("clean.csv"));
        assertThat(Dataset.readCsv(table(name))).containsExactlyElementsOf(plain);
    }

    @Test
    void columnsUnitsAndLossesAreReadAsTheyAreStated() {
        Dataset plain = Dataset.readCsv(table("clean.csv"));
        CsvFormat usual = CsvFormat.DEFAULT;
        CsvFormat billions = usual.withUnit("params", "B").withUnit("tokens", "B");
        assertThat(Dataset.readCsv(table("billions2.csv"), billions))
                .containsExactlyElementsOf(plain);

        Dataset perByte =
                Dataset.readCsv(table("bpb.csv"), usual.withLossUnit(LossUnit.bitsPerByte(4.3)));
        Dataset perplexity =
                Dataset.readCsv(table("ppl.csv"), usual.withLossUnit(LossUnit.PERPLEXITY));
        assertThat(perByte.losses()).containsExactly(plain.losses(), within(1e-4));
        assertThat(perplexity.losses()).containsExactly(plain.losses(), within(1e-4));
    }

    @Test
    void badRowsAreListedAndMayBeSkipped() {
        Path blank = table("blankloss.csv");
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> Dataset.readCsv(blank))
                .withMessage(
                        "blankloss.csv: 2 of 69 rows cannot be read\n"
                                + "  blankloss.csv:28: column 'loss': must be positive and finite,"
                                + " got NaN\n"
                                + "  blankloss.csv:51: column 'loss': the cell is blank");
        CsvFormat skip = CsvFormat.DEFAULT.withBadRows(BadRows.SKIP);
        Reading reading = Reading.of(table("renamed.csv"), skip);
        assertThat(reading.runs().size()).isEqualTo(67);
        assertThat(reading.report().bad()).isEqualTo(2);
    }

    @Test
    void aTrackersExportIsReadByItsOwnNames() {
        CsvFormat named =
                CsvFormat.DEFAULT
                        .withColumn("params", "model/num_params")
                        .withColumn("tokens", "total_tokens")
                        .withColumn("loss", "eval/c4/loss")
                        .where("State", "finished");
        Dataset renamed =
                Dataset.readCsv(table("renamed.csv"), CsvFormat.DEFAULT.where("State", "finished"));
        assertThat(Dataset.readCsv(table("wandb.csv"), named).losses())
                .containsExactly(renamed.losses());
        Path export = table("wandb.csv");
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> Dataset.readCsv(export))
                .withMessageStartingWith(
                        "wandb.csv:1: no column 'loss'; did you mean loss=eval/c4/loss,"
                                + " params=model/num_params, tokens=total_tokens?");
    }

    @Test
    void twoColumnsOfOneNameAreRefused() {
        Path twice = table("dup.csv");
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> Dataset.readCsv(twice))
                .withMessage("dup.csv:1: columns 'loss' and 'loss' both give loss");
    }

    @Test
    void runsThatDidNotFinishAreLeftOutUnjudged() {
        CsvFormat finished = CsvFormat.DEFAULT.where("State", "finished");
        Dataset runs = Dataset.readCsv(table("renamed.csv"), finished);
        assertThat(runs.size()).isEqualTo(60);
        Fit<ChinchillaLaw> fit = Fitter.of(ChinchillaLaw.FAMILY).fit(runs);
        assertThat(fit.objective()).isCloseTo(1.59038192e-4, within(1e-11));
        Path crashed = SharedData.caseFile("public/19-unselected-rows-refused.csv");
        assertThat(Dataset.readCsv(crashed, CsvFormat.DEFAULT.where("state", "finished")).losses())
                .containsExactly(3.2, 2.9, 2.8, 2.6, 2.55, 2.4);
    }

    @Test
    void tokensOfASweepFollowFromItsBudget() {
        Path file = SharedData.caseFile("public/22-compute-budget-column.csv");
        Sweep sweep = Sweep.byColumn(Dataset.readCsv(file, "final_loss"), "compute_budget");
        assertThat(sweep.budgets())
                .containsExactly(Compute.flops(1e18), Compute.flops(1e19), Compute.flops(1e20));
        assertThat(sweep.runs().column(Factor.TOKENS)[0]).isEqualTo(1e18 / (6 * 6e7));
    }
}
