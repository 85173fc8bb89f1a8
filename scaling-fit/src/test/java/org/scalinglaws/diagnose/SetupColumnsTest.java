package org.scalinglaws.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.scalinglaws.diagnose.GalleryRuns.clean;
import static org.scalinglaws.diagnose.GalleryRuns.each;
import static org.scalinglaws.diagnose.GalleryRuns.with;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.finding.Severity;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.ChinchillaLaw;

/** What columns beside the losses say of how these came about. */
class SetupColumnsTest {
    private static Fit<ChinchillaLaw> fit(Dataset runs) {
        return Fitter.of(ChinchillaLaw.FAMILY).fit(runs);
    }

    private static Finding only(CheckName check, Dataset runs) {
        List<Finding> of =
                Checks.inspect(fit(runs)).stream()
                        .filter(finding -> finding.check().equals(check.id()))
                        .toList();
        assertThat(of).hasSize(1);
        return of.get(0);
    }

    static Stream<Arguments> silent() {
        return Stream.of(
                Arguments.of("no row marked", each(clean(), with("excluded", run -> 0))),
                Arguments.of("all rows marked", each(clean(), with("excluded", run -> 1))),
                Arguments.of(
                        "numbers that are no marks",
                        each(clean(), with("drop", run -> 1 - run.loss().nats() / 10))),
                Arguments.of("no smoothing", each(clean(), with("smoothing_window", run -> 0))),
                Arguments.of("words for no", Gallery.labelled(clean(), "smoothed", run -> "no")),
                Arguments.of("one set of text", Gallery.labelled(clean(), "split", run -> "val")),
                Arguments.of(
                        "a held-out loss that is the loss",
                        each(clean(), with("val_loss", run -> run.loss().nats()))),
                Arguments.of("one vocabulary", each(clean(), with("vocab_size", run -> 50_257))),
                Arguments.of("one tokenizer", Gallery.labelled(clean(), "tokenizer", run -> "bpe")),
                Arguments.of("no seed stated", clean()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("silent")
    void columnsOfASoundSetupSayNothing(String name, Dataset runs) {
        assertThat(Checks.inspect(fit(runs))).as(name).isEmpty();
    }

    @Test
    void seedsThatRepeatARecipeSayNothing() {
        assertThat(new SingleSeed().inspect(fit(GallerySetups.twoSeeds()))).isEmpty();
        assertThat(only(CheckName.SINGLE_SEED, GallerySetups.seeded(clean())).message())
                .startsWith("no recipe of 40 runs was trained with two seeds")
                .contains("'seed' has 1 value)");
    }

    /** Runs without a flaw may be left out or not: it is for information. */
    @Test
    void markedRunsThatChangeNothingAreANote() {
        Dataset runs = each(clean(), with("dropped", run -> Gallery.isOdd(run) ? 1 : 0));
        Dataset few =
                each(clean(), with("dropped", run -> run.recipe().tokens().count() > 4e11 ? 1 : 0));
        assertThat(new Excluded().inspect(fit(runs)))
                .hasValueSatisfying(
                        finding ->
                                assertThat(finding.message()).contains("'dropped' marks", "of 40"));
        assertThat(only(CheckName.EXCLUDED_RUNS, few).severity()).isEqualTo(Severity.NOTE);
        assertThat(only(CheckName.EXCLUDED_RUNS, GallerySetups.marked()).severity())
                .isEqualTo(Severity.WARNING);
    }

    @Test
    void aHeldOutLossBesideATrainingLossWarnsWhereItMovesTheLaw() {
        Finding moved = only(CheckName.LOSS_SET, GallerySetups.learnt());
        assertThat(moved.severity()).isEqualTo(Severity.WARNING);
        assertThat(moved.message()).contains("'val_loss'", "E is", "a is");

        Dataset near = each(clean(), with("val_loss", run -> 1.000001 * run.loss().nats()));
        assertThat(only(CheckName.LOSS_SET, near).severity()).isEqualTo(Severity.NOTE);
    }

    @Test
    void aVocabularyThatShowsInTheLossesIsAWarning() {
        Finding shown = only(CheckName.TOKENIZERS, GallerySetups.vocabularies());
        assertThat(shown.severity()).isEqualTo(Severity.WARNING);
        assertThat(shown.message()).contains("2 tokenizers", "32000", "128000", "p < 1e-14");

        Dataset hidden =
                each(clean(), with("vocab_size", run -> Gallery.isOdd(run) ? 32_000 : 32_768));
        assertThat(only(CheckName.TOKENIZERS, hidden).severity()).isEqualTo(Severity.NOTE);
    }

    /** Fitting each size by itself is no advice: the law along sizes is wrong, not their sources. */
    @Test
    void aLabelThatNamesSizesIsNoSource() {
        Dataset wavy =
                GalleryRuns.grid(
                        recipe ->
                                GalleryRuns.TRUTH.loss(recipe)
                                        * (1
                                                + 0.02
                                                        * Math.sin(
                                                                Math.log(
                                                                        recipe.model()
                                                                                .parameters()))),
                        GalleryRuns.ladder(1e7, 1e10, 6),
                        GalleryRuns.ladder(1e9, 1e12, 6),
                        0.002,
                        1);
        Dataset shaped =
                Gallery.labelled(wavy, "shape", run -> "d" + Math.round(GalleryRuns.n(run) / 1e6));
        assertThat(new Groups().inspect(fit(shaped))).isEmpty();
        assertThat(Checks.inspect(fit(shaped)))
                .extracting(Finding::check)
                .contains(CheckName.RESIDUAL_TREND.id());
        Dataset sources =
                Gallery.labelled(wavy, "source", run -> Gallery.isOdd(run) ? "one" : "other");
        assertThat(new Groups().inspect(fit(sources))).isEmpty();
    }

    /** Rows of one size and one token count are no checkpoints of one run: what they share is the form. */
    @Test
    void repeatedRecipesAreNoCheckpoints() {
        List<Run> rows = new ArrayList<>();
        for (long seed = 1; seed <= 2; seed++) {
            Dataset runs =
                    GalleryRuns.grid(
                            recipe ->
                                    GalleryRuns.TRUTH.loss(recipe)
                                            * (1
                                                    + 0.02
                                                            * Math.sin(
                                                                    Math.log(
                                                                            recipe.tokens()
                                                                                    .count()))),
                            GalleryRuns.ladder(1e7, 1e10, 6),
                            GalleryRuns.ladder(1e9, 1e12, 6),
                            0.002,
                            seed);
            runs.forEach(rows::add);
        }
        Fit<ChinchillaLaw> repeated = fit(Dataset.of(rows));
        assertThat(new Neighbours().inspect(repeated)).isEmpty();
        assertThat(new LackOfFit().inspect(repeated)).isPresent();
    }
}
