package org.scalinglaws.isoflop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.finding.Severity;
import org.scalinglaws.forecast.Forecast;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.recipe.Recipe;

/** What falls ever faster is told of; what is a sum of powers is not. */
class BendTest {
    private static final String NAME = "falling-faster";
    private static final ChinchillaLaw LAW = PublishedLaws.BESIROGLU_2024.law();
    private static final ChinchillaLaw STRAIGHT = new ChinchillaLaw(0, 20, 0.15, 30, 0.15);

    private static FallingSweep sound(ChinchillaLaw law, int budgets) {
        return new FallingSweep(law, budgets, 8, 4, 1, FallingSweep.NOTHING);
    }

    private static FallingSweep bent(int budgets) {
        return new FallingSweep(LAW, budgets, 8, 4, 1, FallingSweep.throughout(0.08));
    }

    private static Sweep drawn(FallingSweep sweep, long seed) {
        return sweep.draw(0.002, 1, new SplittableRandom(seed));
    }

    @Test
    void theFindingSaysTheSlopesTheErrorsAndWhatItMeans() {
        assertThat(drawn(bent(5), 1).fallingFaster())
                .get()
                .hasToString(
                        "WARNING falling-faster: at 5 budgets, 1e18 to 1e21 FLOP, the least loss falls"
                                + " ever faster with compute, which no sum of powers above a floor does:"
                                + " d ln L / d ln C goes from -0.0840 to -0.116, a bend of 19.8 standard"
                                + " errors; if it goes on, forecasts beyond these budgets lie too high"
                                + " and their intervals do not hold; if the smaller budgets were trained"
                                + " worse than the larger, tune them anew or leave them out");
    }

    @Test
    void sweepsAndForecastsTellOfIt() {
        Sweep sweep = drawn(bent(5), 1);
        Finding finding = sweep.fallingFaster().orElseThrow();
        assertThat(sweep.findings()).containsExactly(finding);
        assertThat(IsoFlop.of(sweep.runs()).findings()).containsOnlyOnce(finding);
        assertThat(Forecast.of(sweep.runs()).findings()).containsOnlyOnce(finding);
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 6, 9})
    void aBendOfManyErrorsIsFound(int budgets) {
        assertThat(drawn(bent(budgets), 2).fallingFaster())
                .hasValueSatisfying(finding -> assertThat(finding.check()).isEqualTo(NAME));
    }

    /** Eight budgets of a law above a floor bend up; the last of them fall as no such law does. */
    @Test
    void aFallThatQuickensLateIsFoundOverTheBudgetsWhereItDoes() {
        FallingSweep late = new FallingSweep(LAW, 9, 8, 4, 1, FallingSweep.late(0.05));
        assertThat(drawn(late, 3).fallingFaster().orElseThrow().message())
                .startsWith("at 7 budgets, 5.623e18 to 1e21 FLOP, ");
    }

    /** With a floor of nothing the least loss is straight, so that chance alone decides. */
    @ParameterizedTest
    @CsvSource({"4, 2", "4, 10", "6, 2", "6, 10", "9, 2", "9, 10"})
    void sumsOfPowersAreNotToldOf(int budgets, double reach) {
        SplittableRandom random = new SplittableRandom(4);
        for (ChinchillaLaw law : List.of(LAW, STRAIGHT)) {
            FallingSweep sound = new FallingSweep(law, budgets, 6, reach, 2, place -> 0);
            assertThat(IntStream.range(0, 10).mapToObj(i -> sound.draw(0.005, 1, random)))
                    .allMatch(sweep -> sweep.fallingFaster().isEmpty());
        }
    }

    @Test
    void withoutNoiseNothingIsToldOfASumOfPowers() {
        for (ChinchillaLaw law : List.of(LAW, STRAIGHT)) {
            Sweep exact = sound(law, 6).draw(0, 1, new SplittableRandom(1));
            assertThat(exact.fallingFaster()).isEmpty();
        }
    }

    @Test
    void threeBudgetsAreTooFew() {
        assertThat(drawn(bent(3), 1).fallingFaster()).isEmpty();
    }

    /** A budget whose vertex lies outside of its sizes is none. */
    @Test
    void aBudgetWithoutAVertexWithinItsSizesDoesNotCount() {
        Sweep four = drawn(bent(4), 1);
        assertThat(four.fallingFaster()).isPresent();
        double[] sizes = four.logSizes();
        double middle =
                Arrays.stream(four.rows(3)).mapToDouble(row -> sizes[row]).average().orElse(0);
        Sweep three =
                four.whereRow(
                        row ->
                                four.budget(row) < four.budget(four.rows(3)[0])
                                        || sizes[row] > middle + 0.2);
        assertThat(three.budgets()).hasSize(4);
        assertThat(three.fallingFaster()).isEmpty();
    }

    @Test
    void aScoreThatMayBeNegativeHasNoLogarithmToBend() {
        List<Run> runs = new ArrayList<>();
        for (Run run : drawn(bent(5), 1).runs()) {
            runs.add(Run.of(run.recipe(), Loss.nats(run.loss().nats() - 2)));
        }
        assertThat(Sweep.of(Dataset.of(runs)).fallingFaster()).isEmpty();
    }

    /** Rows of one training run err together, and most of them stop before their schedule does. */
    @Test
    void checkpointsOfTrainingRunsAreNotAsked() {
        StringBuilder plain = new StringBuilder("params,tokens,loss\n");
        StringBuilder named = new StringBuilder("params,tokens,loss,run\n");
        SplittableRandom random = new SplittableRandom(6);
        for (double size = 5e7; size < 2e10; size *= 2) {
            for (double flops : new double[] {1e19, 5e19, 2.5e20, 1.25e21}) {
                double tokens = flops / 6 / size;
                double late = -0.2 * Math.max(0, Math.log(flops / 2.5e20));
                double log = late + 0.002 * random.nextGaussian();
                String row =
                        size
                                + ","
                                + tokens
                                + ","
                                + LAW.loss(Recipe.of(size, tokens)) * Math.exp(log);
                plain.append(row).append('\n');
                named.append(row).append(",of-").append(size).append('\n');
            }
        }
        assertThat(Sweep.of(read(plain)).fallingFaster()).isPresent();
        assertThat(Sweep.of(read(named)).fallingFaster()).isEmpty();
    }

    private static Dataset read(StringBuilder rows) {
        return Dataset.readCsv("rows.csv", new StringReader(rows.toString()));
    }

    /** Heights on a parabola whose errors are known: c_2 = -0.01, slopes -0.1 and -0.16. */
    @Test
    void slopesAndErrorsAreThoseOfTheParabolaOfTheHeights() {
        List<LeastLoss> all = new ArrayList<>();
        for (int x = 0; x < 4; x++) {
            all.add(new LeastLoss(x, 1 - 0.1 * x - 0.01 * x * x, 0.5, 6e-4, 6));
        }
        Bend bend = Bend.of(all);
        assertThat(bend.low()).isCloseTo(-0.1, within(1e-12));
        assertThat(bend.high()).isCloseTo(-0.16, within(1e-12));

        // c_2 is a quarter of the outer heights less the inner ones, and a run scatters by 1 %.
        double error = Math.sqrt(4 * 0.25 * 0.25 * 0.5 * 1e-4);
        assertThat(bend.errors()).isCloseTo(-0.01 / error, within(1e-9));
    }
}
