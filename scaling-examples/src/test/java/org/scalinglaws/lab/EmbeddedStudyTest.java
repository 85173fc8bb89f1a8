package org.scalinglaws.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.uncertainty.Bootstrap;

/** The study that comes with the program, against its own code and against the truth. */
@Tag("once")
class EmbeddedStudyTest {
    private static final Dataset ALL = EmbeddedStudy.all();

    /** Exponentials are StrictMath's and sums have one order, so that this holds on any Java. */
    @Test
    void itsTwoSmallestRunsComeOutTheSameToTheLastDigit() throws Exception {
        Trainer trainer = new Trainer(Study.corpus(), Source.STANDARD);
        Dataset smallest = EmbeddedStudy.runs().where("tokens", "30000").where("seed", "1");
        for (int row = 0; row < 2; row++) {
            Dataset one = smallest.whereRow(row == 0 ? i -> i == 0 : i -> i == 1);
            Trained again = trainer.train(job(one), share -> {});
            assertThat(RunsFile.digits(again.loss())).isEqualTo(text(one, "loss"));
            assertThat(RunsFile.digits(again.accuracy())).isEqualTo(text(one, "accuracy"));
            assertThat(RunsFile.digits(again.trainingLoss())).isEqualTo(text(one, "training_loss"));
            assertThat(RunsFile.digits(again.expectedLoss())).isEqualTo(text(one, "expected_loss"));
            assertThat(curve(again)).isEqualTo(fileCurve(again.job()));
        }
    }

    private static List<String> curve(Trained run) {
        return run.curve().stream()
                .map(
                        point ->
                                String.format(
                                        Locale.ROOT,
                                        "%d,%.4g,%.5f,%.5f",
                                        point.step(),
                                        point.rate(),
                                        point.trainingLoss(),
                                        point.heldOutLoss()))
                .toList();
    }

    private static List<String> fileCurve(Job job) throws IOException {
        String key = job.key().replace(' ', ',') + ",";
        try (InputStream stream = EmbeddedStudy.class.getResourceAsStream("curves.csv")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith(key))
                    .map(line -> line.substring(key.length()))
                    .toList();
        }
    }

    private static Job job(Dataset one) {
        List<Integer> shape =
                Arrays.stream(one.texts("shape").get(0).split("x", -1))
                        .map(Integer::valueOf)
                        .toList();
        return new Job(
                Job.Role.GRID,
                new Shape(64, shape.get(0), shape.get(1), shape.get(2)),
                (int) number(one, "tokens"),
                (int) number(one, "unique_tokens"),
                (int) number(one, "batch"),
                number(one, "learning_rate"),
                (long) number(one, "seed"));
    }

    private static double number(Dataset one, String column) {
        return Double.parseDouble(one.texts(column).get(0));
    }

    private static String text(Dataset one, String column) {
        return RunsFile.digits(number(one, column));
    }

    @Test
    void itCoversTwoDecadesOfSizesAndOfTokens() {
        Dataset runs = EmbeddedStudy.runs();
        assertThat(distinct(runs, "params")).isGreaterThanOrEqualTo(6);
        assertThat(distinct(runs, "tokens")).isGreaterThanOrEqualTo(6);
        double[] sizes = runs.column(Factor.PARAMETERS);
        double[] tokens = runs.column(Factor.TOKENS);
        assertThat(ratio(sizes)).isGreaterThan(100);
        assertThat(ratio(tokens)).isGreaterThanOrEqualTo(100);
        assertThat(runs.where("seed", "3").size()).isGreaterThanOrEqualTo(4);
        assertThat(EmbeddedStudy.withheld().size()).isEqualTo(2);
    }

    private static long distinct(Dataset runs, String column) {
        return runs.texts(column).stream().distinct().count();
    }

    private static double ratio(double[] numbers) {
        return Arrays.stream(numbers).max().orElseThrow()
                / Arrays.stream(numbers).min().orElseThrow();
    }

    /** The mean of the seeds does; one of the smallest models is now and then stuck. */
    @Test
    void lossFallsWithSizeAndWithTokensOnEveryLineOfTheGrid() {
        for (List<String> axes :
                List.of(List.of("params", "tokens"), List.of("tokens", "params"))) {
            EmbeddedStudy.runs()
                    .groupBy(axes.get(0))
                    .forEach(
                            (value, line) -> {
                                List<Double> means =
                                        line.groupBy(axes.get(1)).values().stream()
                                                .map(EmbeddedStudyTest::meanLoss)
                                                .toList();
                                assertThat(means)
                                        .as("along %s at %s %s", axes.get(1), axes.get(0), value)
                                        .hasSize(6)
                                        .isSortedAccordingTo(Comparator.reverseOrder());
                            });
        }
    }

    private static double meanLoss(Dataset point) {
        return Arrays.stream(point.losses()).average().orElseThrow();
    }

    @Test
    void itsScatterAboutALawIsBelowOnePercent() {
        Fit<ChinchillaLaw> fit = Fitter.of(ChinchillaLaw.FAMILY).fit(EmbeddedStudy.runs());
        double squares = Arrays.stream(fit.residuals()).map(r -> r * r).sum();
        assertThat(Math.sqrt(squares / EmbeddedStudy.runs().size())).isLessThan(0.01);
    }

    /** The table of the data card: what is fitted depends on which runs are. */
    @ParameterizedTest
    @CsvSource({
        "0, 0, 88, 2.682, 0.80, 0.54",
        "610, 0, 70, 2.666, 0.64, 0.52",
        "1387, 0, 52, 2.647, 0.52, 0.45",
        "0, 75001, 52, 2.684, 0.95, 0.46"
    })
    void theDataCardTellsWhatTheFitDependsOn(
            double size, double tokens, int runs, double e, double alpha, double beta) {
        Dataset some =
                EmbeddedStudy.runs()
                        .where(
                                run ->
                                        run.recipe().value(Factor.PARAMETERS) >= size
                                                && run.recipe().value(Factor.TOKENS) >= tokens);
        assertThat(some.size()).isEqualTo(runs);
        ChinchillaLaw law = Fitter.of(ChinchillaLaw.FAMILY).fit(some).law();
        assertThat(law.e()).isCloseTo(e, offset(0.0005));
        assertThat(law.alpha()).isCloseTo(alpha, offset(0.005));
        assertThat(law.beta()).isCloseTo(beta, offset(0.005));
    }

    /** No flaw of the bootstrap: it takes the law as given, and the law is not quite right. */
    @Test
    void theDataCardTellsThatOneIntervalHoldsTheEntropyRateAndAnotherDoesNot() {
        Interval whole = irreducible(EmbeddedStudy.runs());
        assertThat(whole.lower()).isCloseTo(2.657, offset(0.0005));
        assertThat(whole.upper()).isCloseTo(2.700, offset(0.0005));
        Interval some = irreducible(EmbeddedStudy.runs().where(run -> !isSmallest(run)));
        assertThat(some.lower()).isCloseTo(2.643, offset(0.0005));
        assertThat(some.upper()).isCloseTo(2.684, offset(0.0005));
        assertThat(EmbeddedStudy.entropyRate())
                .isBetween(whole.lower(), whole.upper())
                .isGreaterThan(some.upper());
    }

    private static boolean isSmallest(Run run) {
        return run.recipe().value(Factor.PARAMETERS) == 609;
    }

    private static Interval irreducible(Dataset runs) {
        Fit<ChinchillaLaw> fit = Fitter.of(ChinchillaLaw.FAMILY).fit(runs);
        return Bootstrap.cluster("flops", 400, 42).of(fit).interval(0.95, ChinchillaLaw::e);
    }

    @Test
    void noRunBeatsTheSource() {
        assertThat(least(ALL.column(Factor.named("expected_loss"))))
                .isGreaterThan(EmbeddedStudy.entropyRate());
        assertThat(least(ALL.losses()))
                .isGreaterThan(least(ALL.column(Factor.named("source_loss"))));
    }

    private static double least(double[] numbers) {
        return Arrays.stream(numbers).min().orElseThrow();
    }

    /** What it is held against must be computed by this code, not read from the file. */
    @Test
    void theSourceOfTheFileIsTheSourceOfTheCode() {
        double again = Study.corpus().heldOut().loss(Source.STANDARD.predictions());
        assertThat(ALL.texts("source_loss"))
                .allSatisfy(
                        text ->
                                assertThat(RunsFile.digits(Double.parseDouble(text)))
                                        .isEqualTo(RunsFile.digits(again)));
    }
}
