package org.scalinglaws.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

class SimulatedRunsTest {
    private static final ChinchillaLaw LAW = PublishedLaws.BESIROGLU_2024.law();
    private static final Recipe RECIPE = Recipe.of(ModelSize.billions(1), Tokens.billions(20));
    private static final SimulatedRuns SWEEP =
            SimulatedRuns.isoFlop(LAW, Compute.budgets(1e19, 6e20), 9, 8).withNoise(0.01);

    @Test
    void theSameSeedGivesTheSameBits() {
        assertThat(SWEEP.withSeed(42).dataset())
                .containsExactlyElementsOf(SWEEP.withSeed(42).dataset());
        assertThat(SWEEP.withSeed(42).dataset().losses())
                .isNotEqualTo(SWEEP.withSeed(43).dataset().losses());
    }

    @Test
    void noiseIsDrawnInTheOrderOfTheDesign() {
        double[] one = new SimulatedRuns(LAW, List.of(RECIPE), 0.1, 5).dataset().losses();
        double[] two = new SimulatedRuns(LAW, List.of(RECIPE, RECIPE), 0.1, 5).dataset().losses();
        assertThat(two[0]).isEqualTo(one[0]);
        assertThat(two[1]).isNotEqualTo(one[0]);
    }

    @Test
    void runsWithoutNoiseAreTheLaw() {
        Dataset runs = SWEEP.withNoise(0).dataset();
        assertThat(runs.size()).isEqualTo(18);
        for (Run run : runs) {
            assertThat(run.loss().nats()).isEqualTo(LAW.loss(run.recipe()));
            assertThat(run.weight()).isEqualTo(1);
        }
    }

    /**
     * Of n normal numbers the mean has the standard error s / sqrt(n) and the standard deviation s /
     * sqrt(2 n): four of them are allowed. Twice the noise on the same seed is twice each residual.
     */
    @ParameterizedTest
    @ValueSource(doubles = {0.005, 0.2})
    void residualsOfLogLossHaveTheStatedDeviation(double noise) {
        int count = 20_000;
        SimulatedRuns runs =
                new SimulatedRuns(LAW, Collections.nCopies(count, RECIPE), noise, 20240417);
        double[] residuals = residuals(runs);
        double mean = DoubleStream.of(residuals).sum() / count;
        double variance = DoubleStream.of(residuals).map(r -> r * r).sum() / count - mean * mean;
        assertThat(mean).isCloseTo(0, within(4 * noise / Math.sqrt(count)));
        assertThat(Math.sqrt(variance)).isCloseTo(noise, within(4 * noise / Math.sqrt(2 * count)));
        assertThat(residuals(runs.withNoise(2 * noise))[7])
                .isCloseTo(2 * residuals[7], within(1e-14));
    }

    private static double[] residuals(SimulatedRuns runs) {
        double truth = LAW.loss(RECIPE);
        return DoubleStream.of(runs.dataset().losses()).map(x -> Math.log(x / truth)).toArray();
    }

    @ParameterizedTest
    @CsvSource({"2, 1.5", "3, 2", "9, 8", "10, 100"})
    void anIsoFlopSweepIsCentredAndSpendsItsBudget(int sizes, double reach) {
        for (LossLaw law : List.<LossLaw>of(LAW, recipe -> LAW.loss(recipe))) {
            List<Compute> budgets = Compute.budgets(1e18, 3e21);
            List<Recipe> design = SimulatedRuns.isoFlop(law, budgets, sizes, reach).design();
            assertThat(design).hasSize(2 * sizes);
            for (int level = 0; level < budgets.size(); level++) {
                Compute budget = budgets.get(level);
                double best = ComputeOptimal.of(law).plan(budget).model().parameters();
                double[] models =
                        design.subList(level * sizes, (level + 1) * sizes).stream()
                                .peek(
                                        recipe ->
                                                assertThat(recipe.compute().flops())
                                                        .isCloseTo(
                                                                budget.flops(),
                                                                withinPercentage(1e-10)))
                                .mapToDouble(recipe -> recipe.value(Factor.PARAMETERS))
                                .toArray();
                double meanLog = DoubleStream.of(models).map(Math::log).average().orElseThrow();
                assertThat(models).isSorted();
                assertThat(Math.exp(meanLog)).isCloseTo(best, withinPercentage(1e-10));
                assertThat(models[0]).isCloseTo(best / reach, withinPercentage(1e-10));
                assertThat(models[sizes - 1]).isCloseTo(best * reach, withinPercentage(1e-10));
            }
        }
    }

    @Test
    void aGridIsEveryPairModelByModel() {
        SimulatedRuns runs =
                SimulatedRuns.grid(
                        LAW,
                        List.of(ModelSize.of(1e8), new ModelSize(1e9, Counting.TOTAL)),
                        List.of(Tokens.of(1e9), Tokens.of(2e9), Tokens.of(4e9)));
        Dataset table = runs.dataset();
        assertThat(table.column(Factor.PARAMETERS)).containsExactly(1e8, 1e8, 1e8, 1e9, 1e9, 1e9);
        assertThat(table.column(Factor.TOKENS)).containsExactly(1e9, 2e9, 4e9, 1e9, 2e9, 4e9);
        assertThat(table.losses()[5])
                .isEqualTo(LAW.loss(Recipe.of(ModelSize.of(1e9), Tokens.of(4e9))));
    }

    @Test
    void theDesignIsCopiedAndTheVerbsKeepTheRest() {
        List<Recipe> design = new ArrayList<>(List.of(RECIPE));
        SimulatedRuns runs = SimulatedRuns.of(LAW, design);
        design.clear();
        assertThat(runs.withNoise(0.1).withSeed(9))
                .isEqualTo(new SimulatedRuns(LAW, List.of(RECIPE), 0.1, 9));
    }

    @Test
    void whatCannotBeDrawnIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SWEEP.withNoise(-0.01))
                .withMessage("noise must be zero or more and finite, got -0.01");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SWEEP.withNoise(Double.NaN))
                .withMessage("noise must be zero or more and finite, got NaN");
        assertThatNullPointerException()
                .isThrownBy(() -> SimulatedRuns.of(null, List.of(RECIPE)))
                .withMessage("law");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SimulatedRuns.isoFlop(LAW, List.of(Compute.flops(1e19)), 9, 1))
                .withMessage("a sweep needs 2 sizes or more and a reach above 1, got 9 and 1");
    }
}
