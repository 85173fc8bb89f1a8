package org.scalinglaws.study;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scalinglaws.data.DataException;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.solve.Progress;
import org.scalinglaws.text.CleanText;
import org.scalinglaws.text.PreparedText;

/** A study of minutes would be too long for a test; this one has seconds, and all the stages. */
class TextStudyTest {
    private static final Layout SMALL =
            new Layout(
                    List.of(
                            new Layout.Tuning(
                                    List.of(4.5e3), List.of(2e3), List.of(2), List.of(0.01, 0.02))),
                    List.of(5e8, 9e8),
                    2,
                    1,
                    1,
                    new Layout.Repeats(List.of(4.5e3), List.of(1024L), List.of(1, 4)),
                    List.of(2e9));

    @TempDir private static Path folder;
    private static PreparedText text;

    @BeforeAll
    static void prepare() throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        List<String> words =
                List.of("a", "law", "of", "scale", "has", "two", "terms", "and", "one");
        String paragraphs =
                IntStream.range(0, 2400)
                        .mapToObj(
                                i ->
                                        IntStream.range(0, 12)
                                                        .mapToObj(w -> words.get(random.nextInt(9)))
                                                        .collect(Collectors.joining(" "))
                                                + " "
                                                + i)
                        .collect(Collectors.joining("\n\n"));
        Path file = Files.writeString(folder.resolve("text.txt"), paragraphs);
        text = PreparedText.shuffled(CleanText.read(List.of(file), UTF_8), 300, 1);
    }

    private static TextStudy study(int threads) {
        return new TextStudy(text, SMALL, true, threads);
    }

    @Test
    void aStageTrainsItsRunsOnceAndThreadsChangeNoDigit() throws Exception {
        Path one = folder.resolve("one");
        Path two = folder.resolve("two");
        Dataset runs = study(1).run(Stage.SWEEP, one, Progress.NONE);
        study(2).run(Stage.SWEEP, two, Progress.NONE);
        assertThat(runs.factors()).contains(Factor.named("head_params"), Factor.FLOPS);
        assertThat(withoutSeconds(two)).hasSameElementsAs(withoutSeconds(one));

        // A second call finds all of them there.
        List<String> before = Files.readAllLines(TextStudy.file(one, Stage.SWEEP));
        study(1).run(Stage.SWEEP, one, Progress.NONE);
        assertThat(Files.readAllLines(TextStudy.file(one, Stage.SWEEP))).isEqualTo(before);
        assertThat(TextStudy.curves(one, Stage.SWEEP).lines()).hasSizeGreaterThan(before.size());
    }

    /** All but the seconds, which differ from run to run. */
    private static List<String> withoutSeconds(Path where) throws IOException {
        return Files.readAllLines(TextStudy.file(where, Stage.SWEEP)).stream()
                .map(line -> line.replaceFirst(",[^,]*,([^,]*)$", ",$1"))
                .toList();
    }

    @Test
    void recipesAreKnownBeforeTheyAreTrained() throws Exception {
        Path where = Files.createDirectories(folder.resolve("larger"));
        EmbeddedTextStudy.runs(Stage.SWEEP).writeCsv(TextStudy.file(where, Stage.SWEEP));
        List<Recipe> expected = study(1).recipes(Stage.WITHHELD, where);
        Dataset runs = study(1).run(Stage.WITHHELD, where, Progress.NONE);
        assertThat(expected).hasSize(1);
        assertThat(expected.get(0).model().counting()).isEqualTo(Counting.WITHOUT_INPUT_EMBEDDING);
        assertThat(runs.column(Factor.named("head_params")))
                .containsExactly(expected.get(0).model().parameters());
        assertThat(runs.column(Factor.TOKENS)).containsExactly(expected.get(0).tokens().count());
    }

    @Test
    void repeatedTextIsWrittenDown() throws Exception {
        Dataset runs = study(2).run(Stage.EPOCHS, folder.resolve("again"), Progress.NONE);
        assertThat(runs.column(Factor.UNIQUE_TOKENS)).containsOnly(1024);
        assertThat(runs.column(Factor.TOKENS)).containsExactlyInAnyOrder(1024, 4096);
    }

    @Test
    void aSizeThatWouldRepeatTextIsLeftOutByName() {
        Layout much =
                new Layout(
                        List.of(),
                        List.of(1e13),
                        3,
                        40,
                        0,
                        new Layout.Repeats(List.of(), List.of(), List.of()),
                        List.of());
        TextStudy study = new TextStudy(text, much, true, 1);
        assertThatThrownBy(() -> study.run(Stage.SWEEP, folder.resolve("much"), Progress.NONE))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(
                        "the sweep runs need more tokens of text that is not repeated, and there are ");
        assertThat(study.leftOut(folder))
                .hasSize(3)
                .allSatisfy(line -> assertThat(line).contains("parameters at 10T FLOP need"));
    }

    @Test
    void aLongerRunThanTheTextIsRefusedAndNotRepeatedWithoutAWord() {
        Layout again =
                new Layout(
                        List.of(),
                        List.of(),
                        2,
                        1,
                        0,
                        new Layout.Repeats(List.of(4.5e3), List.of(10_000_000L), List.of(1)),
                        List.of());
        assertThatThrownBy(
                        () ->
                                new TextStudy(text, again, true, 1)
                                        .run(Stage.EPOCHS, folder.resolve("x"), Progress.NONE))
                .isInstanceOf(DataException.class)
                .hasMessageMatching(
                        "the epochs runs need 10M tokens of text that is not repeated, and there are"
                                + " [0-9.]+K to train on");
    }

    @Test
    void theFullStudyNeedsItsTuningRuns() {
        Path none = folder.resolve("none");
        assertThatThrownBy(() -> TextStudy.full(text).run(Stage.SWEEP, none, Progress.NONE))
                .isInstanceOf(DataException.class)
                .hasMessage(
                        "learning rates come from the tuning runs, and '"
                                + none.resolve("tuning.csv")
                                + "' is not there");
        assertThat(TextStudy.full(text).stages()).containsExactly(Stage.values());
        assertThat(TextStudy.quick(text).stages()).doesNotContain(Stage.TUNING);
        assertThatThrownBy(() -> TextStudy.full(text).withThreads(0))
                .hasMessage("threads must be 1 or more, got 0");
    }
}
