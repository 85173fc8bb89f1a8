package org.scalinglaws.isoflop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.isoflop.SideBySide.Difference;
import org.scalinglaws.isoflop.SideBySide.Row;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.problem.InterruptedFitException;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.simulate.SimulatedRuns;
import org.scalinglaws.uncertainty.Bootstrap;
import org.scalinglaws.uncertainty.Ensemble;
import org.scalinglaws.uncertainty.Jackknife;
import org.scalinglaws.uncertainty.Replicate;

class SideBySideTest {
    private static final Compute TARGET = Compute.flops(1e22);
    private static final Dataset RUNS = sweep(PublishedLaws.BESIROGLU_2024.law(), 9, 0.005);
    private static final Fitter<ChinchillaLaw> FITTER =
            Fitter.of(ChinchillaLaw.FAMILY).withObjective(Objective.logSquares());
    private static final IsoFlop STUDY = IsoFlop.of(Sweep.of(RUNS), Parabolas.DEFAULT, FITTER);
    private static final Bootstrap PAIRS = Bootstrap.pairs(99, 3);
    private static final SideBySide COMPARISON = SideBySide.of(STUDY, TARGET, 0.9, PAIRS);

    private static Dataset sweep(ChinchillaLaw law, int sizes, double noise) {
        List<Compute> budgets = Compute.budgets(1e18, 1e19, 1e20, 1e21);
        return SimulatedRuns.isoFlop(law, budgets, sizes, 8).withNoise(noise).dataset();
    }

    private static Row row(SideBySide comparison, int place) {
        return comparison.rows().get(place);
    }

    @Test
    void intervalsOfApproach3AreThoseOfTheEnsembleToTheLastBit() {
        Ensemble<ChinchillaLaw> ensemble = PAIRS.of(STUDY.fit());
        Row three = row(COMPARISON, 2);
        assertThat(three.allocation().approach()).isEqualTo("approach 3");
        assertThat(three.sizeExponent())
                .isEqualTo(ensemble.interval(0.9, law -> FittedAllocation.powers(law)[0]));
        assertThat(three.dataExponent())
                .isEqualTo(ensemble.interval(0.9, law -> FittedAllocation.powers(law)[2]));
        Interval logs =
                ensemble.interval(
                        0.9,
                        law -> {
                            double[] powers = FittedAllocation.powers(law);
                            return powers[1] + powers[0] * Math.log(1e22);
                        });
        assertThat(three.parameters())
                .isEqualTo(new Interval(Math.exp(logs.lower()), Math.exp(logs.upper())));
        Interval planned = ensemble.interval(0.9, law -> law.modelExponent());
        assertThat(three.sizeExponent().lower()).isCloseTo(planned.lower(), offset(1e-15));
    }

    @Test
    void differencesAreOfTheSameRunsSoThatTheyVaryFarLessThanWhatTheyAreBetween() {
        Difference correction = COMPARISON.differences().get(0);
        assertThat(correction.one()).isEqualTo("approach 2");
        assertThat(correction.other()).isEqualTo("approach 2 corrected");
        Interval logs = logs(correction.factorInterval());
        assertThat(logs.width()).isLessThan(0.3 * logs(row(COMPARISON, 0).parameters()).width());
        assertThat(logs.width()).isLessThan(0.3 * logs(row(COMPARISON, 1).parameters()).width());
    }

    private static Interval logs(Interval interval) {
        return new Interval(Math.log(interval.lower()), Math.log(interval.upper()));
    }

    @Test
    void differencesAreThoseOfTheEstimates() {
        Difference difference = COMPARISON.differences().get(1);
        double two = STUDY.approach2().size().at(TARGET);
        double three = STUDY.approach3().size().at(TARGET);
        assertThat(difference.factor()).isEqualTo(two / three);
        assertThat(difference.exponent())
                .isEqualTo(
                        STUDY.approach2().size().exponent() - STUDY.approach3().size().exponent());
        assertThat(difference.isBeyondError()).isFalse();
    }

    @Test
    void threadsChangeNothing() {
        for (int threads : new int[] {1, 2}) {
            SideBySide again = SideBySide.of(STUDY, TARGET, 0.9, PAIRS.withThreads(threads));
            assertThat(again.rows()).isEqualTo(COMPARISON.rows());
            assertThat(again.differences()).isEqualTo(COMPARISON.differences());
        }
    }

    @Test
    void aBootstrapThatKeepsTheRunsIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SideBySide.of(STUDY, TARGET, 0.9, Bootstrap.wild(99, 3)))
                .withMessage(
                        "only a bootstrap that draws whole runs, pairs or cluster, has weights, got"
                                + " wild");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SideBySide.of(STUDY, TARGET, 1, PAIRS))
                .withMessage("a level lies between 0 and 1, got 1.0");
    }

    @Test
    void parametersStayCountedAsTheRunsCountThem() {
        IsoFlop study =
                IsoFlop.of(
                        Sweep.of(RUNS.countedAs(Counting.NON_EMBEDDING)),
                        Parabolas.DEFAULT,
                        FITTER);
        SideBySide comparison = SideBySide.of(study, TARGET, 0.9, Bootstrap.pairs(39, 3));
        assertThat(comparison.rows().stream().map(row -> row.allocation().counting()))
                .containsOnly(Counting.NON_EMBEDDING)
                .hasSize(3);
        assertThat(study.approach3().recipe(TARGET).counting()).isEqualTo(Counting.NON_EMBEDDING);
        assertThat(study.waste(study.approach2(), TARGET).percent()).isBetween(0.0, 1.0);
    }

    @Test
    void runsWithoutABudgetChangeNothing() {
        List<Run> runs = new ArrayList<>();
        RUNS.forEach(runs::add);
        Dataset marked = Dataset.of(runs.stream().map(SideBySideTest::marked).toList());
        List<Run> more = new ArrayList<>(runs.stream().map(SideBySideTest::marked).toList());
        more.add(0, Run.of(runs.get(0).recipe(), Loss.nats(9)));
        IsoFlop all = IsoFlop.of(Sweep.of(Dataset.of(more)), Parabolas.DEFAULT, FITTER);
        IsoFlop without = IsoFlop.of(Sweep.of(marked), Parabolas.DEFAULT, FITTER);
        assertThat(SideBySide.of(all, TARGET, 0.9, PAIRS))
                .hasToString(SideBySide.of(without, TARGET, 0.9, PAIRS).toString());
    }

    private static Run marked(Run run) {
        double flops = run.recipe().compute().flops();
        double budget = Math.pow(10, Math.rint(Math.log10(flops)));
        return Run.of(run.recipe().with(Factor.named(Sweep.BUDGET_COLUMN), budget), run.loss());
    }

    /** With three sizes a resample seldom has all of a budget, and parabolas need all. */
    @Test
    void aResampleWithoutAnAnswerCountsBeyondBothEnds() {
        List<Run> runs = new ArrayList<>();
        sweep(PublishedLaws.BESIROGLU_2024.law(), 3, 0.001).forEach(runs::add);
        Dataset two = Dataset.of(runs.subList(0, 6));
        SideBySide comparison =
                SideBySide.of(
                        IsoFlop.of(Sweep.of(two), Parabolas.DEFAULT, FITTER), TARGET, 0.9, PAIRS);
        assertThat(row(comparison, 0).sizeExponent())
                .isEqualTo(new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY));
        assertThat(row(comparison, 0).parameters())
                .isEqualTo(new Interval(0, Double.POSITIVE_INFINITY));
        assertThat(comparison.differences()).noneMatch(Difference::isBeyondError);
        assertThat(comparison.findings().stream().map(Finding::check)).contains("wide-interval");
    }

    @Test
    void anInterruptLeavesNoAnswerAndStaysSet() {
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptedFitException.class)
                .isThrownBy(() -> SideBySide.of(STUDY, TARGET, 0.9, Bootstrap.pairs(20_000, 3)))
                .withMessageStartingWith("the bootstrap was interrupted: ")
                .withMessageEndingWith(" of 20000 replicates were done");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aDeadlineLeavesWhatIsDoneWhereThatWasAskedForAndItSaysSo() {
        Bootstrap hurried =
                Bootstrap.pairs(1_000_000, 3)
                        .withDeadline(Duration.ofMillis(300))
                        .withPartialAnswer();
        SideBySide comparison = SideBySide.of(STUDY, TARGET, 0.9, hurried);
        assertThat(comparison.findings())
                .filteredOn(finding -> finding.check().equals("interrupted"))
                .singleElement()
                .extracting(Finding::message)
                .asString()
                .matches("[0-9]{1,6} of 1000000 replicates were made");
        assertThat(comparison.rows()).hasSize(3);
    }

    @Test
    void aBiasThatIsLargeIsFoundAndTheCorrectionTakesItOff() {
        ChinchillaLaw lopsided = new ChinchillaLaw(1.7, 3300, 0.465, 22.4, 0.155);
        IsoFlop study = IsoFlop.of(Sweep.of(sweep(lopsided, 15, 0.001)), Parabolas.DEFAULT, FITTER);
        SideBySide comparison = SideBySide.of(study, TARGET, 0.9, PAIRS);
        assertThat(comparison.differences().stream().map(Difference::isBeyondError))
                .containsExactly(true, true, false);
        assertThat(comparison.differences().get(1).factor()).isBetween(1.1, 1.25);
        assertThat(comparison.differences().get(2).factor()).isCloseTo(1, withinPercentage(3));
    }

    @Test
    void oneLineIsWrittenForEachApproach() {
        assertThat(COMPARISON)
                .hasToString(
                        """
                        at 1e22 FLOP; pairs bootstrap of 99 replicates, seed 3
                        approach 2: a 0.5165 [0.4656, 0.5664], N* 9.369B [6.616B, 14.63B], D* 177.9B [113.9B, 251.9B]
                        approach 2 corrected: a 0.5163 [0.4663, 0.5665], N* 9.497B [6.707B, 14.62B], D* 175.5B [114B, 248.5B]
                        approach 3: a 0.5202 [0.501, 0.5314], N* 9.766B [8.557B, 10.7B], D* 170.7B [155.8B, 194.8B]\
                        """);
        assertThat(COMPARISON.differences().get(1))
                .hasToString(
                        "approach 2 against approach 3: N* 0.959 times as large [0.699, 1.34],"
                                + " a -0.00374 [-0.0463, +0.0388]");
        assertThat(COMPARISON.method()).isEqualTo("pairs bootstrap of 99 replicates, seed 3");
        assertThat(COMPARISON.level()).isEqualTo(0.9);
    }

    @Test
    void leavingOutSingleRunsAsGroupsOfOneIsTheJackknife() {
        List<int[]> ones = IntStream.range(0, RUNS.size()).mapToObj(i -> new int[] {i}).toList();
        assertThat(Jackknife.one().of(STUDY.fit(), ones).replicates())
                .isEqualTo(Jackknife.one().of(STUDY.fit()).replicates());
    }

    @Test
    void leavingOutTheRunsOfABudgetIsTheJackknifeByThatColumn() {
        List<Run> runs = new ArrayList<>();
        RUNS.forEach(run -> runs.add(marked(run)));
        Sweep sweep = Sweep.of(Dataset.of(runs));
        Fit<ChinchillaLaw> fit = FITTER.fit(sweep.runs());
        List<int[]> budgets = IntStream.range(0, 4).mapToObj(sweep::rows).toList();
        assertThat(Jackknife.one().of(fit, budgets).replicates())
                .isEqualTo(Jackknife.group(Sweep.BUDGET_COLUMN).of(fit).replicates());
    }

    @Test
    void aMemberOfTheEnsembleIsTheFitToTheRunsThatItsWeightsSay() {
        Ensemble<ChinchillaLaw> ensemble = PAIRS.of(STUDY.fit());
        List<double[]> weights = PAIRS.weights(STUDY.fit());
        assertThat(weights).hasSize(99);
        for (int number : new int[] {0, 41, 98}) {
            double[] drawn = weights.get(number);
            assertThat(Arrays.stream(drawn).sum()).isEqualTo(RUNS.size());
            List<Run> runs = new ArrayList<>();
            for (int row = 0; row < drawn.length; row++) {
                if (drawn[row] > 0) {
                    Run run = RUNS.run(row);
                    runs.add(new Run(run.recipe(), run.loss(), drawn[row]));
                }
            }
            Replicate<ChinchillaLaw> member = ensemble.replicates().get(number);
            assertThat(member.number()).isEqualTo(number);
            ChinchillaLaw again = FITTER.fit(Dataset.of(runs)).law();
            assertThat(again.alpha()).isCloseTo(member.law().alpha(), withinPercentage(0.01));
            assertThat(again.beta()).isCloseTo(member.law().beta(), withinPercentage(0.01));
            assertThat(again.e()).isCloseTo(member.law().e(), withinPercentage(0.01));
        }
    }
}
