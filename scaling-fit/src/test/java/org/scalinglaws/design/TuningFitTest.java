package org.scalinglaws.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalinglaws.data.DataException;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.isoflop.Polynomial;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.testing.TuningStudy;
import org.scalinglaws.testing.TuningStudy.Sweep;

class TuningFitTest {
    private static final Factor LR = Factor.named("lr");
    private static final Recipe ONE = Recipe.of(1e7, 4e8);

    private static SplittableRandom random() {
        return new SplittableRandom(7);
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "5, 0", "1, 0.001", "5, 0.0008"})
    void theTruthIsRecoveredWithoutNoise(int batches, double skew) {
        Sweep sweep = new Sweep("exact", 4, 3, 7, batches, 0, 0, skew);
        TuningFit fit = TuningFit.of(sweep.runs(random()));
        for (TunedGroup group : fit.groups()) {
            double rate = group.rate().orElseThrow().value();
            assertThat(rate / TuningStudy.rate(group.recipe())).isCloseTo(1, within(1e-9));
        }

        TuningLaw law = fit.rate().orElseThrow();
        assertThat(law.exponent(Factor.PARAMETERS)).isCloseTo(-0.713, within(1e-9));
        assertThat(law.exponent(Factor.TOKENS)).isCloseTo(0.307, within(1e-9));
        assertThat(law.powers().scale()).isCloseTo(1.79, within(1e-7));
        double asked = TuningStudy.rate(TuningStudy.ASKED);
        assertThat(law.at(TuningStudy.ASKED) / asked).isCloseTo(1, within(1e-9));

        assertThat(fit.batch().isPresent()).isEqualTo(batches > 1);
        fit.batch()
                .ifPresent(
                        batch -> {
                            assertThat(batch.exponent(Factor.PARAMETERS))
                                    .isCloseTo(0, within(1e-9));
                            assertThat(batch.exponent(Factor.TOKENS))
                                    .isCloseTo(0.571, within(1e-9));
                        });
        assertThat(fit.findings()).hasSize(skew == 0 ? 0 : 1);
    }

    @Test
    void ofTheRateAloneTheIntervalIsThatOfAParabolasVertex() {
        List<Run> runs = new Sweep("one", 1, 1, 7, 1, 0.005, 0, 0).group(ONE, random());
        double[] x = runs.stream().mapToDouble(run -> Math.log(run.recipe().value(LR))).toArray();
        double[] y = runs.stream().mapToDouble(run -> Math.log(run.loss().nats())).toArray();
        Polynomial parabola = Polynomial.fit(2, x, y);
        Interval expected = parabola.vertexInterval(0.95);

        TunedOptimum best = best(TuningFit.of(Dataset.of(runs)));
        assertThat(best.value()).isCloseTo(Math.exp(parabola.vertex()), within(1e-12));
        assertThat(best.error()).isCloseTo(parabola.vertexError(), within(1e-12));
        assertThat(Math.log(best.interval().lower())).isCloseTo(expected.lower(), within(1e-9));
        assertThat(Math.log(best.interval().upper())).isCloseTo(expected.upper(), within(1e-9));
    }

    private static TunedOptimum best(TuningFit fit) {
        return fit.groups().get(0).rate().orElseThrow();
    }

    /** The delta method by differences: each loss is moved a little and the optimum found anew. */
    @Test
    void theErrorOnASurfaceIsHowTheOptimumMovesWithEveryLoss() {
        List<Run> runs = new Sweep("one", 1, 1, 7, 5, 0.002, 0, 0).group(ONE, random());
        TuningFit fit = TuningFit.of(Dataset.of(runs));
        double rates = 0;
        double batches = 0;
        for (int i = 0; i < runs.size(); i++) {
            TunedGroup up = moved(runs, i, 1e-5);
            TunedGroup down = moved(runs, i, -1e-5);
            rates += Math.pow(slope(up.rate(), down.rate()), 2);
            batches += Math.pow(slope(up.batch(), down.batch()), 2);
        }
        TunedGroup group = fit.groups().get(0);
        double noise = fit.noise();
        assertThat(group.rate().orElseThrow().error())
                .isCloseTo(noise * Math.sqrt(rates), within(1e-6));
        assertThat(group.batch().orElseThrow().error())
                .isCloseTo(noise * Math.sqrt(batches), within(1e-6));
    }

    /** Of a cube that curves share the error is that of the least squares of all numbers together. */
    @Test
    void theErrorWithASharedCubeIsHowTheOptimumMovesWithEveryLoss() {
        SplittableRandom random = random();
        Sweep sweep = new Sweep("two", 2, 1, 7, 5, 0.0005, 0, 0.001);
        List<Run> runs = new ArrayList<>(sweep.group(ONE, random));
        runs.addAll(sweep.group(Recipe.of(1e8, 4e8), random));
        TuningFit fit = TuningFit.of(Dataset.of(runs));
        assertThat(fit.findings()).hasSize(1);
        double rates = 0;
        for (int i = 0; i < runs.size(); i++) {
            double up = best(moved(runs, i, 1e-6));
            rates += Math.pow((up - best(moved(runs, i, -1e-6))) / 2e-6, 2);
        }
        double error = fit.groups().get(0).rate().orElseThrow().error();
        assertThat(error / (fit.noise() * Math.sqrt(rates))).isCloseTo(1, within(1e-4));
    }

    private static double best(TunedGroup group) {
        return Math.log(group.rate().orElseThrow().value());
    }

    private static TunedGroup moved(List<Run> runs, int place, double by) {
        List<Run> other = new ArrayList<>(runs);
        Run run = runs.get(place);
        other.set(place, Run.of(run.recipe(), Loss.nats(run.loss().nats() * Math.exp(by))));
        return TuningFit.of(Dataset.of(other)).groups().get(0);
    }

    private static double slope(Optional<TunedOptimum> up, Optional<TunedOptimum> down) {
        return Math.log(up.orElseThrow().value() / down.orElseThrow().value()) / 2e-5;
    }

    @Test
    void theOrderOfRunsIsIrrelevantAndAWeightIsARowTwice() {
        Dataset runs = Sweep.surfaces(0.002).runs(random());
        List<Run> rows =
                new ArrayList<>(IntStream.range(0, runs.size()).mapToObj(runs::run).toList());
        TuningLaw law = TuningFit.of(runs).rate().orElseThrow();
        Collections.shuffle(rows, new Random(3));
        TuningLaw shuffled = TuningFit.of(Dataset.of(rows)).rate().orElseThrow();
        assertThat(shuffled.exponent(Factor.TOKENS))
                .isCloseTo(law.exponent(Factor.TOKENS), within(1e-10));

        Run first = rows.get(0);
        List<Run> twice = new ArrayList<>(rows);
        twice.add(first);
        rows.set(0, new Run(first.recipe(), first.loss(), 2));
        TuningFit weighed = TuningFit.of(Dataset.of(rows));
        TuningFit repeated = TuningFit.of(Dataset.of(twice));
        assertThat(weighed.noise()).isCloseTo(repeated.noise(), within(1e-12));
        assertThat(weighed.rate().orElseThrow().at(TuningStudy.ASKED))
                .isCloseTo(repeated.rate().orElseThrow().at(TuningStudy.ASKED), within(1e-12));
    }

    @Test
    void aLevelAndRunsNearTheLeastLossAreOptions() {
        TuningFit fit = TuningFit.of(Sweep.rates(0.002).runs(random()));
        Interval wide = fit.withLevel(0.99).rate().orElseThrow().interval(TuningStudy.ASKED);
        Interval narrow = fit.withLevel(0.5).rate().orElseThrow().interval(TuningStudy.ASKED);
        assertThat(wide.width()).isGreaterThan(2 * narrow.width());
        assertThat(fit.within(0.01).groups().get(0).runs()).isLessThan(7);
        assertThat(fit.within(100).groups()).isEqualTo(fit.groups());
        Interval another = fit.rate().orElseThrow().newSweep(TuningStudy.ASKED);
        Interval law = fit.rate().orElseThrow().interval(TuningStudy.ASKED);
        assertThat(another.width()).isGreaterThan(law.width());
    }

    @Test
    void theRuleThatTheSweepFollowsIsOffByNothing() {
        TuningFit fit = TuningFit.of(new Sweep("exact", 4, 3, 7, 5, 0, 0, 0).runs(random()));
        List<RuleOffset> offsets = fit.offsets();
        assertThat(offsets.get(0).rule()).isEqualTo("own sweep");
        RuleOffset step =
                offsets.stream().filter(each -> each.rule().startsWith("step-law")).toList().get(0);
        assertThat(step.rate().orElseThrow()).isCloseTo(1, within(1e-9));
        assertThat(step.batchFactor().orElseThrow()).isCloseTo(1, within(1e-9));
        assertThat(step.rise().orElseThrow()).isCloseTo(0, within(1e-12));
        assertThat(step.outside()).isZero();

        // Off by a factor e of the rate, the loss rises by the curvature less what the batch makes
        // up.
        RuleOffset porian =
                offsets.stream().filter(each -> each.rule().startsWith("porian")).toList().get(0);
        assertThat(porian.rateFactor().orElseThrow()).isGreaterThan(1.5);
        assertThat(porian.rise().orElseThrow()).isGreaterThan(1e-4);
    }

    /** Without the only short group the others have one length, a step apart, and foretell no other. */
    @Test
    void aGroupThatTheOthersCannotForetellMakesNoRowOfOnesOwn() {
        double[][] groups = {{1e4, 2e5}, {1e4, 8e5}, {4e4, 800_256}, {1.6e5, 800_768}};
        StringBuilder csv = new StringBuilder("params,tokens,lr,loss\n");
        for (double[] group : groups) {
            double best = Math.pow(group[0], -0.5);
            for (int i = -2; i <= 2; i++) {
                double rate = best * Math.pow(2, i);
                double loss = 3 * Math.exp(0.002 * i * i + 1e-4 * (i * i * i % 3));
                csv.append(
                        String.format(
                                Locale.ROOT, "%f,%f,%e,%.9f%n", group[0], group[1], rate, loss));
            }
        }
        TuningFit fit =
                TuningFit.of(Dataset.readCsv("sweep.csv", new StringReader(csv.toString())));
        assertThat(fit.rate().orElseThrow().factors()).hasSize(2);
        assertThat(fit.offsets()).noneMatch(each -> each.rule().equals("own sweep"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "params,lr,loss;1e7,0.1,3 | sweep.csv has no column of numbers tokens",
                "params,tokens,loss;1e7,1e9,3 | sweep.csv has no column of numbers lr or"
                        + " learning_rate or max_lr or peak_lr",
                "params,tokens,lr,loss;1e7,1e9,0.1,3;1e7,1e9,0,3.1 | sweep.csv: lr must be positive"
                        + " in every run, got 0 in run 2",
                "params,tokens,lr,loss;1e7,1e9,0.1,3;1e7,1e9,,3.1 | sweep.csv: lr must be positive"
                        + " in every run, got none in run 2",
                "params,tokens,lr,batch,loss;1e7,1e9,0.1,-2,3 | sweep.csv: batch must be positive in"
                        + " every run, got -2 in run 1",
                "params,tokens,lr,loss;1e7,1e9,0.1,3;2e7,1e9,0.1,3.1 | sweep.csv: every run has the"
                        + " learning rate 0.1; a sweep tries three or more",
                "params,tokens,lr,loss;1e7,1e9,0.1,3;1e7,1e9,0.2,3 | sweep.csv: every run has the"
                        + " loss 3, which tells no rate from another",
            })
    void whatIsNoSweepIsRefusedInASentence(String csv, String message) {
        Dataset runs = read(csv.replace(';', '\n'));
        assertThatThrownBy(() -> TuningFit.of(runs))
                .isInstanceOf(DataException.class)
                .hasMessage(message);
    }

    private static Dataset read(String csv) {
        return Dataset.readCsv("sweep.csv", new StringReader(csv));
    }
}
