package org.scalinglaws.isoflop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.isoflop.Audit.Change;
import org.scalinglaws.isoflop.Audit.Move;
import org.scalinglaws.isoflop.Audit.Variant;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.problem.InterruptedFitException;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.simulate.SimulatedRuns;

class AuditTest {
    private static final Compute TARGET = Compute.flops(1e22);
    private static final int SIZES = 7;
    private static final Dataset RUNS = sweep(PublishedLaws.BESIROGLU_2024.law(), 0.003);
    private static final Fitter<ChinchillaLaw> FITTER =
            Fitter.of(ChinchillaLaw.FAMILY).withObjective(Objective.logSquares());
    private static final IsoFlop STUDY = study(Sweep.of(RUNS), Parabolas.DEFAULT);
    private static final Audit AUDIT = Audit.of(STUDY, TARGET);

    private static Dataset sweep(ChinchillaLaw law, double noise) {
        List<Compute> budgets = Compute.budgets(1e18, 1e19, 1e20, 1e21);
        return SimulatedRuns.isoFlop(law, budgets, SIZES, 8).withNoise(noise).dataset();
    }

    private static IsoFlop study(Sweep sweep, Parabolas how) {
        return IsoFlop.of(sweep, how, FITTER);
    }

    private static List<Variant> of(Audit audit, Change change) {
        return audit.variants().stream().filter(variant -> variant.change() == change).toList();
    }

    /** A change is what comes out of an analysis of the remaining runs from nothing. */
    private static void agrees(Variant variant, IntPredicate kept) {
        IsoFlop anew = study(STUDY.sweep().whereRow(kept), STUDY.parabolas());
        agrees(variant, anew.approach2(), 1e-9);
        agrees(variant, anew.corrected(), 1e-5);
        agrees(variant, anew.approach3(), 1e-5);
    }

    private static void agrees(Variant variant, Allocation anew, double share) {
        Move move = variant.move(anew.approach()).orElseThrow();
        double parameters = anew.size().at(TARGET);
        assertThat(move.parameters()).isCloseTo(parameters, within(share * parameters));
        assertThat(move.exponent()).isCloseTo(anew.size().exponent(), within(share));
        Allocation before =
                STUDY.allocations().stream()
                        .filter(one -> one.approach().equals(anew.approach()))
                        .findFirst()
                        .orElseThrow();
        assertThat(move.factor()).isEqualTo(move.parameters() / before.size().at(TARGET));
    }

    @Test
    void aBudgetLeftOutIsAnAnalysisWithoutIt() {
        List<Variant> variants = of(AUDIT, Change.BUDGET);
        assertThat(variants.stream().map(Variant::name))
                .containsExactly(
                        "without 1e18 FLOP",
                        "without 1e19 FLOP",
                        "without 1e20 FLOP",
                        "without 1e21 FLOP");
        for (int place = 0; place < 4; place++) {
            double left = STUDY.sweep().budgets().get(place).flops();
            agrees(variants.get(place), row -> STUDY.sweep().budget(row) != left);
        }
    }

    @Test
    void aRunLeftOutIsAnAnalysisWithoutIt() {
        List<Variant> variants = of(AUDIT, Change.RUN);
        assertThat(variants).hasSize(RUNS.size());
        for (int left : new int[] {0, 3, 12, 27}) {
            assertThat(variants.get(left).name()).isEqualTo("without run " + (left + 1));
            agrees(variants.get(left), row -> row != left);
        }
    }

    @Test
    void aSizeLeftOutIsAnAnalysisWithoutItWhateverTheBudget() {
        List<Run> runs = new ArrayList<>();
        double[] grid = {2e7, 4e7, 8e7, 1.6e8, 3.2e8, 6.4e8, 1.28e9};
        for (double budget : new double[] {1e18, 3e18, 1e19}) {
            for (double size : grid) {
                // sizes of one name differ a little, as head counts do
                double close = size * (budget > 2e18 ? 1.03 : 1);
                Recipe recipe = Recipe.of(ModelSize.of(close), Tokens.of(budget / (6 * close)));
                double loss = PublishedLaws.BESIROGLU_2024.law().loss(recipe);
                double wave = 1 + 0.002 * Math.sin(7 * Math.log(close * budget));
                runs.add(Run.of(recipe, Loss.nats(loss * wave)));
            }
        }
        Sweep sweep = Sweep.of(Dataset.of(runs));
        List<Variant> variants = of(Audit.of(study(sweep, Parabolas.DEFAULT), TARGET), Change.SIZE);
        assertThat(variants.stream().map(Variant::name))
                .containsExactly(
                        "without N of 20M",
                        "without N of 40M",
                        "without N of 80M",
                        "without N of 160M",
                        "without N of 320M",
                        "without N of 640M",
                        "without N of 1.28B");
        double[] sizes = sweep.runs().column(Factor.PARAMETERS);
        Sweep left = sweep.whereRow(row -> !(sizes[row] > 7.9e7 && sizes[row] < 8.5e7));
        assertThat(left.runs().size()).isEqualTo(18);
        double anew = IsoFlop.approach2(left, Parabolas.DEFAULT).size().at(TARGET);
        assertThat(variants.get(2).move("approach 2").orElseThrow().parameters())
                .isCloseTo(anew, within(1e-9 * anew));
    }

    private static Sweep planted(IntPredicate bad, double factor) {
        List<Run> runs = new ArrayList<>();
        for (int row = 0; row < RUNS.size(); row++) {
            Run run = RUNS.run(row);
            double loss = run.loss().nats() * (bad.test(row) ? factor : 1);
            runs.add(Run.of(run.recipe(), Loss.nats(loss)));
        }
        return Sweep.of(Dataset.of(runs));
    }

    @Test
    void aBadRunIsTheOneWithoutWhichTheAnswerMovesFurthest() {
        Audit audit = Audit.of(study(planted(row -> row == 26, 1.05), Parabolas.DEFAULT), TARGET);
        for (String approach : List.of("approach 2", "approach 2 corrected", "approach 3")) {
            assertThat(audit.furthest(Change.RUN, approach).get(0).name())
                    .isEqualTo("without run 27");
        }
    }

    /** Its large models are trained badly, so that it points to smaller ones. */
    @Test
    void aBadBudgetIsTheOneWithoutWhichTheAnswerMovesFurthest() {
        Sweep sweep = planted(row -> row >= 24, 1.03);
        Audit audit = Audit.of(study(sweep, Parabolas.DEFAULT), TARGET);
        for (String approach : List.of("approach 2", "approach 2 corrected", "approach 3")) {
            assertThat(audit.furthest(Change.BUDGET, approach).get(0).name())
                    .isEqualTo("without 1e21 FLOP");
        }
    }

    @Test
    void furthestComesFirstWhicheverWayItMoves() {
        List<Double> distances =
                AUDIT.furthest(Change.RUN, "approach 3").stream()
                        .map(variant -> variant.move("approach 3").orElseThrow().factor())
                        .map(factor -> -Math.abs(Math.log(factor)))
                        .toList();
        assertThat(distances).hasSize(RUNS.size()).isSorted();
        assertThat(AUDIT.furthest(Change.OBJECTIVE, "approach 2")).isEmpty();
        assertThat(AUDIT.furthest(Change.RUN, "approach 9")).isEmpty();
    }

    @Test
    void anotherObjectiveIsAFitByIt() {
        List<Variant> variants = of(AUDIT, Change.OBJECTIVE);
        assertThat(variants.stream().map(Variant::name))
                .containsExactly("log-huber:0.001", "squares", "log-absolute", "absolute");
        for (Variant variant : variants) {
            ChinchillaLaw law =
                    FITTER.withObjective(Objective.parse(variant.name())).fit(RUNS).law();
            double exponent = variant.move("approach 3").orElseThrow().exponent();
            assertThat(exponent).isCloseTo(law.modelExponent(), withinPercentage(0.01));
            assertThat(variant.moves()).hasSize(1);
            assertThat(variant.regretPercent()).isBetween(0.0, 5.0);
        }
    }

    @Test
    void anotherEstimatorIsAnAnalysisByIt() {
        List<Variant> variants = of(AUDIT, Change.ESTIMATOR);
        assertThat(variants.stream().map(Variant::name))
                .containsExactly(
                        "parabolas of ln loss",
                        "robust parabolas of loss",
                        "weighted parabolas of loss",
                        "Akima's splines of ln loss");
        Parabolas robust = Parabolas.DEFAULT.with(Parabolas.Estimator.ROBUST_PARABOLA);
        double anew = IsoFlop.approach2(STUDY.sweep(), robust).size().at(TARGET);
        assertThat(variants.get(1).move("approach 2").orElseThrow().parameters())
                .isCloseTo(anew, within(1e-9 * anew));
        assertThat(variants).extracting(Variant::regretPercent).containsOnly(Double.NaN);
    }

    /** An estimator differs from the analysis in nothing else, such as its level or its strictness. */
    @Test
    void theEstimatorOfTheAnalysisIsNoVariantOfItself() {
        Parabolas own = Parabolas.DEFAULT.withLogLoss().withLevel(0.9).strict();
        IsoFlop study = study(Sweep.of(RUNS), own);
        List<Variant> variants = of(Audit.of(study, TARGET), Change.ESTIMATOR);
        assertThat(variants.stream().map(Variant::name))
                .containsExactly(
                        "parabolas of loss",
                        "robust parabolas of loss",
                        "weighted parabolas of loss",
                        "Akima's splines of ln loss");
        Parabolas plain = Parabolas.DEFAULT.withLevel(0.9).strict();
        double anew = IsoFlop.approach2(study.sweep(), plain).size().at(TARGET);
        assertThat(variants.get(0).move("approach 2").orElseThrow().parameters())
                .isCloseTo(anew, within(1e-9 * anew));
    }

    @Test
    void budgetsOfTheSameFourDigitsAreLeftOutOneByOne() {
        List<Run> runs = new ArrayList<>();
        for (Run run : RUNS) {
            double budget = Math.pow(10, Math.rint(Math.log10(run.recipe().compute().flops())));
            double stated = budget == 1e19 ? 1.00001e18 : budget;
            runs.add(
                    Run.of(
                            run.recipe().with(Factor.named(Sweep.BUDGET_COLUMN), stated),
                            run.loss()));
        }
        IsoFlop study = study(Sweep.of(Dataset.of(runs)), Parabolas.DEFAULT);
        assertThat(of(Audit.of(study, TARGET), Change.BUDGET).stream().map(Variant::name))
                .containsExactly(
                        "without 1e18 FLOP",
                        "without 1.00001e18 FLOP",
                        "without 1e20 FLOP",
                        "without 1e21 FLOP");
    }

    @Test
    void aLineIsWrittenForEachKindAndApproach() {
        assertThat(AUDIT)
                .hasToString(
                        """
                        N* at 1e22 FLOP, times what it is without the change; the furthest of each kind
                          budget     approach 2            0.9373 times, a 0.5071  without 1e21 FLOP
                          budget     approach 2 corrected  0.9342 times, a 0.5072  without 1e21 FLOP
                          budget     approach 3            0.9514 times, a 0.5073  without 1e21 FLOP
                          size       approach 2            1.030 times, a 0.5194  without N of 347.7M
                          size       approach 2 corrected  1.029 times, a 0.5194  without N of 347.7M
                          size       approach 3            0.9829 times, a 0.5109  without N of 347.7M
                          run        approach 2            1.030 times, a 0.5194  without run 22
                          run        approach 2 corrected  1.029 times, a 0.5194  without run 22
                          run        approach 3            0.9829 times, a 0.5109  without run 22
                          objective  approach 3            0.9494 times, a 0.5069  absolute
                          estimator  approach 2            1.095 times, a 0.5429  Akima's splines of ln loss\
                        """);
    }

    /** Fits that an interrupt ends early have numbers that would pass for answers. */
    @Test
    void anAuditThatIsInterruptedHasNoAnswerAndKeepsTheInterrupt() {
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptedFitException.class)
                .isThrownBy(() -> Audit.of(STUDY, TARGET))
                .withMessage("the audit was interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }
}
