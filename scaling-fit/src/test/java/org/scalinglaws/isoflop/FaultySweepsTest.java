package org.scalinglaws.isoflop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.uncertainty.Bootstrap;

/**
 * Sweeps with the faults of real ones: a budget without sizes above its best, a diverged run, a budget
 * of few sizes. What is flagged is left out by default, and that must help.
 */
class FaultySweepsTest {
    private static final ChinchillaLaw LAW = PublishedLaws.BESIROGLU_2024.law();
    private static final Compute TARGET = Compute.flops(1e22);
    private static final double TRUTH =
            Math.log(ComputeOptimal.of(LAW).plan(TARGET).model().parameters());

    /** Five budgets of 5 to 10 sizes; one lacks a side, one is short, and one run has diverged. */
    private static Dataset sweep(Random random) {
        int oneSided = random.nextInt(5);
        int shorter = (oneSided + 1 + random.nextInt(4)) % 5;
        List<Run> runs = new ArrayList<>();
        for (int budget = 0; budget < 5; budget++) {
            double flops = 1e18 * Math.pow(10, 0.5 * budget);
            double best = ComputeOptimal.of(LAW).plan(Compute.flops(flops)).model().parameters();
            int sizes = budget == shorter ? 4 : 6 + random.nextInt(5);
            double low = Math.log(best) - Math.log(6);
            double high = Math.log(best) + (budget == oneSided ? -0.1 : 1) * Math.log(6);
            for (int i = 0; i < sizes; i++) {
                double size = Math.exp(low + (high - low) * i / (sizes - 1));
                Recipe recipe = Recipe.of(ModelSize.of(size), Tokens.of(flops / (6 * size)));
                double loss = LAW.loss(recipe) * Math.exp(0.002 * random.nextGaussian());
                runs.add(Run.of(recipe, Loss.nats(loss)));
            }
        }
        int diverged = random.nextInt(runs.size());
        Run run = runs.get(diverged);
        double loss = run.loss().nats() + 0.1 + 0.9 * random.nextDouble();
        runs.set(diverged, Run.of(run.recipe(), Loss.nats(loss)));
        return Dataset.of(runs);
    }

    /** The medians of how far ln N* of approach 2 and 3 are off at the target, all kept and default. */
    private record Misses(List<Double> all, List<Double> kept) {
        static Misses of(int sweeps) {
            Random random = new Random(16);
            double[][] off = new double[4][sweeps];
            for (int i = 0; i < sweeps; i++) {
                Dataset runs = sweep(random);
                IsoFlop all = IsoFlop.of(Sweep.of(runs));
                IsoFlop kept = IsoFlop.of(runs);
                off[0][i] = miss(all.approach2());
                off[1][i] = miss(all.approach3());
                off[2][i] = miss(kept.approach2());
                off[3][i] = miss(kept.approach3());
            }
            return new Misses(
                    List.of(median(off[0]), median(off[1])),
                    List.of(median(off[2]), median(off[3])));
        }
    }

    private static double miss(Allocation allocation) {
        return allocation.isAnswered()
                ? Math.abs(Math.log(allocation.size().at(TARGET)) - TRUTH)
                : Double.POSITIVE_INFINITY;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    @Test
    void whatIsFlaggedIsBetterLeftOut() {
        Misses misses = Misses.of(20);
        assertThat(misses.kept.get(0)).isLessThan(0.5 * misses.all.get(0));
        assertThat(misses.kept.get(1)).isLessThan(1.5 * misses.all.get(1));
    }

    @Tag("slow")
    @Test
    void ofManySweepsWhatIsFlaggedIsBetterLeftOut() {
        Misses misses = Misses.of(200);
        System.out.printf(
                "median miss of ln N* at 1e22, approach 2 and 3: all %s, kept %s%n",
                misses.all, misses.kept);
        assertThat(misses.kept.get(0)).isLessThan(0.5 * misses.all.get(0));
        assertThat(misses.kept.get(1)).isLessThan(1.5 * misses.all.get(1));
    }

    /** Sizes of every budget on one side of its best, over next to no curvature. */
    private static Sweep oneSided() {
        Random random = new Random(3);
        List<Run> runs = new ArrayList<>();
        for (double flops : new double[] {1e18, 1e19, 1e20}) {
            for (int i = 0; i < 5; i++) {
                double size = 0.1 * Math.sqrt(flops) * Math.pow(1.5, i);
                double loss = 3 - 0.1 * i - 0.1 * Math.log10(flops / 1e18) + 0.004 * i * i;
                Recipe recipe = Recipe.of(ModelSize.of(size), Tokens.of(flops / (6 * size)));
                runs.add(Run.of(recipe, Loss.nats(loss + 0.001 * random.nextGaussian())));
            }
        }
        return Sweep.of(Dataset.of(runs));
    }

    @Test
    void aVertexFarBelowEveryLossIsToldOf() {
        assertThat(IsoFlop.approach2(oneSided(), Parabolas.DEFAULT).findings())
                .filteredOn(finding -> finding.check().equals("vertex-below-losses"))
                .singleElement()
                .hasToString(
                        "WARNING vertex-below-losses: at 1e18, 1e19, 1e20 FLOP the vertex lies below"
                                + " every loss by more than a quarter of what they differ by");
    }

    @Test
    void noIntervalHoldsLessThanOneParameterAndOneThatSaysNothingSaysSo() {
        SideBySide answer =
                SideBySide.of(IsoFlop.of(oneSided()), TARGET, 0.9, Bootstrap.pairs(40, 1));
        for (SideBySide.Row row : answer.rows()) {
            double lower = row.parameters().lower();
            assertThat(lower == 0 || lower >= 1).isTrue();
        }
        assertThat(answer.findings())
                .filteredOn(finding -> finding.check().equals("wide-interval"))
                .extracting(Finding::message)
                .first()
                .asString()
                .startsWith("the runs hardly say N* by approach 2 at 1e22 FLOP: ")
                .doesNotContain("Infinity");
    }
}
