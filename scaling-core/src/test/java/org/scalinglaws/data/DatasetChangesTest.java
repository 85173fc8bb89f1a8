package org.scalinglaws.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

/** New columns, other losses and other weights for runs that stay the same. */
class DatasetChangesTest {
    private static final double NONE = Double.NaN;
    private static final Factor WIDTH = Factor.named("width");
    private static final Factor ERR = Factor.named("err");
    private static final Factor LOSS = Factor.named("loss");
    private static final String TEXT =
            """
            optimizer,params,tokens,width,err,loss,weight
            adam,1e8,2e9,512,0.5,3.5,1
            muon,1e8,2e9,,-0.25,3.4,2
            adam,2e8,4e9,1024,0,3.25,1
            ,2e8,1e9,1024,0.75,3.5,1
            """;
    private static final Dataset RUNS = CsvText.readText(TEXT).countedAs(Counting.ACTIVE);

    private static void assertTheRestIsKept(Dataset changed) {
        assertThat(changed.label("optimizer")).isEqualTo(RUNS.label("optimizer"));
        assertThat(changed.name()).isEqualTo("runs.csv");
        assertThat(changed.counting()).isEqualTo(Counting.ACTIVE);
        assertThat(changed.column(Factor.PARAMETERS)).isEqualTo(RUNS.column(Factor.PARAMETERS));
    }

    @Test
    void aFactorCanBeScaledOrMadeFromOthers() {
        Dataset wide =
                RUNS.with(
                        WIDTH,
                        run ->
                                run.recipe().has(WIDTH)
                                        ? 2 * run.recipe().value(WIDTH)
                                        : Double.NaN);
        assertThat(wide.column(WIDTH)).containsExactly(1024, NONE, 2048, 2048);
        assertThat(RUNS.column(WIDTH)).containsExactly(512, NONE, 1024, 1024);
        assertTheRestIsKept(wide);
        Factor ratio = Factor.named("ratio");
        Dataset ratios =
                RUNS.with(
                        ratio,
                        run -> run.recipe().tokens().count() / run.recipe().model().parameters());
        assertThat(ratios.column(ratio)).containsExactly(20, 20, 20, 5);
        assertThat(ratios.losses()).isEqualTo(RUNS.losses());
        assertThat(ratios.weights()).isEqualTo(RUNS.weights());
        assertTheRestIsKept(ratios);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "width | Infinity | run 1 of runs.csv: width must be finite, got Infinity",
                "params | 0 | run 1 of runs.csv: params must be positive and finite, got 0",
                "tokens | -2 | run 1 of runs.csv: tokens must be positive and finite, got -2"
            })
    void aFactorKeepsItsRange(String factor, double value, String message) {
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> RUNS.with(Factor.named(factor), run -> value))
                .withMessage(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"loss", "weight", "optimizer"})
    void aFactorIsNamedUnlikeWhatThereIs(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RUNS.with(Factor.named(name), run -> 1))
                .withMessage(
                        "'"
                                + name
                                + "' is the loss, the weight or a label of runs.csv; the factor must"
                                + " have another name");
    }

    @Test
    void indicatorsAreOneWhereTheTextIs() {
        Dataset runs = RUNS.withIndicators("optimizer");
        Factor adam = Factor.named("optimizer_adam");
        Factor muon = Factor.named("optimizer_muon");
        assertThat(runs.column(adam)).containsExactly(1, 0, 1, NONE);
        assertThat(runs.column(muon)).containsExactly(0, 1, 0, NONE);
        assertThat(List.copyOf(runs.factors()).subList(4, 6)).containsExactly(adam, muon);
        assertThat(runs.factors()).hasSize(6);
        assertTheRestIsKept(runs);
        assertThat(RUNS.withIndicators("width").column(Factor.named("width_1024")))
                .containsExactly(0, NONE, 1, 1);
    }

    @Test
    void indicatorsReplaceNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CsvText.read("set,set_a,loss", "a,1,2").withIndicators("set"))
                .withMessage("runs.csv already has a column 'set_a'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CsvText.read("set,set_a,loss", "a,x,2").withIndicators("set"))
                .withMessage(
                        "'set_a' is the loss, the weight or a label of runs.csv; the factor must"
                                + " have another name");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RUNS.withIndicators("depth"))
                .withMessage(
                        "runs.csv has no column 'depth'; it has params, tokens, width, err,"
                                + " optimizer, loss");
    }

    @Test
    void theLossTradesPlacesWithAFactor() {
        Dataset runs = RUNS.withLoss(ERR);
        assertThat(runs.losses()).containsExactly(0.5, -0.25, 0, 0.75);
        assertThat(runs.column(LOSS)).isEqualTo(RUNS.losses());
        assertThat(runs.factors()).doesNotContain(ERR);
        assertThat(runs.lossColumn()).isEqualTo("err");
        assertThat(runs.weights()).isEqualTo(RUNS.weights());
        assertTheRestIsKept(runs);
        Dataset back = runs.withLoss(LOSS);
        assertThat(back.column(ERR)).isEqualTo(RUNS.column(ERR));
        assertThat(back.losses()).isEqualTo(RUNS.losses());
        assertThat(RUNS.withLoss(LOSS)).isSameAs(RUNS);
        assertThat(RUNS.withLoss(Factor.FLOPS).losses()).isEqualTo(RUNS.column(Factor.FLOPS));
    }

    @Test
    void choosingTheLossAfterReadingIsChoosingItWhileReading() {
        Dataset read =
                Dataset.readCsv(
                                "runs.csv",
                                new StringReader(TEXT),
                                CsvFormat.DEFAULT.withLossColumn("err"))
                        .countedAs(Counting.ACTIVE);
        assertThat(RUNS.withLoss(ERR)).containsExactlyElementsOf(read);
    }

    @Test
    void everyRunNeedsTheLossThatIsChosen() {
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> RUNS.withLoss(WIDTH))
                .withMessage("run 2 of runs.csv: width is missing and cannot be its loss");
        Dataset negative =
                Dataset.readCsv(
                        "runs.csv",
                        new StringReader("x,params\n1,2\n3,-4\n"),
                        CsvFormat.DEFAULT.withLossColumn("params"));
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> negative.withLoss(Factor.named("x")))
                .withMessage("run 2 of runs.csv: params must be positive and finite, got -4");
    }

    @Test
    void weightsCanComeFromTheRuns() {
        Dataset runs = RUNS.withWeights(run -> run.recipe().tokens().count() / 1e9);
        assertThat(runs.weights()).containsExactly(2, 2, 4, 1);
        assertThat(runs.losses()).isEqualTo(RUNS.losses());
        assertTheRestIsKept(runs);
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> RUNS.withWeights(run -> run.weight() - 1))
                .withMessage("run 1 of runs.csv: weight must be positive and finite, got 0");
    }

    @Test
    void runsWithAFactorCalledLossCallTheirLossResponse(@TempDir Path folder) {
        Recipe recipe = Recipe.of(Map.of(LOSS, 2.5, Factor.named("weight"), 7.0));
        Dataset runs = Dataset.of(List.of(Run.of(recipe, Loss.nats(0.75))));
        assertThat(runs.lossColumn()).isEqualTo("response");
        assertThat(runs.weightColumn()).isEqualTo("frequency");
        assertThat(runs.where("loss", "2.5").where("response", "0.75").size()).isEqualTo(1);
        Path file = folder.resolve("runs.csv");
        runs.writeCsv(file);
        CsvFormat format =
                CsvFormat.DEFAULT.withLossColumn("response").withWeightColumn("frequency");
        assertThat(Dataset.readCsv(file, format)).containsExactlyElementsOf(runs);
    }
}
