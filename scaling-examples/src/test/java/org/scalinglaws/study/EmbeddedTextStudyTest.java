package org.scalinglaws.study;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.scalinglaws.architecture.FlopRule;
import org.scalinglaws.architecture.Transformer;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.isoflop.Sweep;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.text.CleanText;
import org.scalinglaws.text.PreparedText;
import org.scalinglaws.transformer.TransformerJob;
import org.scalinglaws.transformer.TransformerRun;
import org.scalinglaws.transformer.TransformerTrainer;

/** The study of transformers that comes with the program, against its own code. */
class EmbeddedTextStudyTest {
    private static final int VOCABULARY = 512;

    private static int whole(Dataset runs, String column, int row) {
        return (int) runs.column(Factor.named(column))[row];
    }

    private static Transformer shape(Dataset runs, int row) {
        return Transformer.dense(
                whole(runs, "layers", row),
                whole(runs, "width", row),
                whole(runs, "heads", row),
                whole(runs, "vocabulary", row),
                whole(runs, "context", row));
    }

    @ParameterizedTest
    @EnumSource
    void itsCountsAreThoseOfItsShapes(Stage stage) {
        Dataset runs = EmbeddedTextStudy.runs(stage);
        for (int row = 0; row < runs.size(); row++) {
            Transformer shape = shape(runs, row);
            double tokens = runs.column(Factor.TOKENS)[row];
            assertThat(whole(runs, "head_params", row))
                    .isEqualTo(
                            (int) shape.parameters(Counting.WITHOUT_INPUT_EMBEDDING).parameters());
            assertThat(whole(runs, "non_embedding_params", row))
                    .isEqualTo((int) shape.parameters(Counting.NON_EMBEDDING).parameters());
            assertThat(runs.column(Factor.FLOPS)[row])
                    .isCloseTo(
                            FlopRule.matricesAndHead().training(shape, new Tokens(tokens)).flops(),
                            within(1.0));
            assertThat(tokens)
                    .isEqualTo((double) whole(runs, "steps", row) * whole(runs, "batch", row));
        }
        assertThat(EmbeddedTextStudy.curves(stage).lines()).hasSize(1 + 20 * runs.size());
    }

    /** What it trained is what the layout says today, by the laws of its own tuning runs. */
    @ParameterizedTest
    @EnumSource
    void itsRunsAreThoseOfTheLayout(Stage stage) {
        Dataset runs = EmbeddedTextStudy.runs(stage);
        List<String> trained = new ArrayList<>();
        for (int row = 0; row < runs.size(); row++) {
            trained.add(
                    String.join(
                            " ",
                            shape(runs, row).toString(),
                            String.valueOf(whole(runs, "steps", row)),
                            String.valueOf(whole(runs, "batch", row)),
                            String.valueOf(runs.column(Factor.named("learning_rate"))[row]),
                            String.valueOf(whole(runs, "seed", row))));
        }
        TunedRates rates = TunedRates.of(EmbeddedTextStudy.runs(Stage.TUNING));
        List<TransformerJob> jobs =
                switch (stage) {
                    case TUNING -> Layout.FULL.tuning(VOCABULARY);
                    case EPOCHS -> Layout.FULL.epochs(rates, VOCABULARY);
                    case WITHHELD ->
                            Layout.FULL.withheld(
                                    rates,
                                    VOCABULARY,
                                    TextStudy.law(EmbeddedTextStudy.runs(Stage.SWEEP)));
                    case SWEEP ->
                            Layout.FULL.sweep(rates, VOCABULARY, Long.MAX_VALUE).stream()
                                    .flatMap(rung -> rung.jobs().stream())
                                    .toList();
                };
        assertThat(trained)
                .containsExactlyInAnyOrderElementsOf(
                        jobs.stream().map(EmbeddedTextStudyTest::told).toList());
    }

    private static String told(TransformerJob job) {
        return String.join(
                " ",
                job.shape().toString(),
                String.valueOf(job.steps()),
                String.valueOf(job.batch() * job.shape().context()),
                String.valueOf(job.rate()),
                String.valueOf(job.seed()));
    }

    /** Its forecast failed for this, and the warning comes before any larger run. */
    @Test
    void itsLeastLossFallsEverFaster() {
        assertThat(Sweep.of(EmbeddedTextStudy.runs(Stage.SWEEP)).fallingFaster())
                .hasValueSatisfying(
                        finding ->
                                assertThat(finding.message())
                                        .startsWith("at 4 budgets, 80.03B to 2.5T FLOP, ")
                                        .contains(
                                                "d ln L / d ln C goes from -0.0496 to -0.0886, a bend"
                                                        + " of 9.0 standard errors"));
    }

    @Test
    void noRunOfTheSweepRepeatsText() {
        Dataset sweep = EmbeddedTextStudy.runs(Stage.SWEEP);
        assertThat(sweep.column(Factor.UNIQUE_TOKENS)).isEqualTo(sweep.column(Factor.TOKENS));
        assertThat(Arrays.stream(sweep.column(Factor.TOKENS)).max().orElseThrow())
                .isLessThan(22_417_601);
        assertThat(Sweep.of(sweep).budgets()).hasSize(Layout.FULL.budgets().size());
    }

    private static String card() throws IOException {
        try (InputStream card = EmbeddedTextStudy.class.getResourceAsStream("DATA-CARD.md")) {
            return new String(card.readAllBytes(), UTF_8);
        }
    }

    /** Trained again on the same text, where that is installed. */
    @Test
    @Tag("slow")
    void itsSmallestRunComesOutTheSame() throws Exception {
        Path folder = Path.of(System.getProperty("dictionaries", "/usr/share/dictd"));
        List<Path> files = List.of(folder.resolve("gcide.dict.dz"), folder.resolve("wn.dict.dz"));
        assumeTrue(
                files.stream().allMatch(Files::exists),
                "Debian's dict-gcide and dict-wn are not in " + folder);
        PreparedText text = PreparedText.shuffled(CleanText.read(files, UTF_8), VOCABULARY, 1);
        assumeTrue(
                card().contains(text.card().sha256()),
                "the cleaned text has another hash than that of the card");

        Dataset sweep = EmbeddedTextStudy.runs(Stage.SWEEP);
        double least = Arrays.stream(sweep.column(Factor.named("head_params"))).min().orElseThrow();
        Dataset one =
                sweep.whereRow(row -> sweep.column(Factor.named("head_params"))[row] == least);
        TransformerJob job =
                TransformerJob.of(
                                shape(one, 0),
                                Tokens.of(one.column(Factor.TOKENS)[0]),
                                whole(one, "batch", 0) / whole(one, "context", 0))
                        .withRate(one.column(Factor.named("learning_rate"))[0]);
        TransformerRun run =
                TransformerTrainer.of(
                                text.training().stream().toArray(),
                                text.heldOut().stream().toArray())
                        .train(job, share -> {});
        assertThat(run.loss()).isCloseTo(one.losses()[0], within(0.01));
    }
}
