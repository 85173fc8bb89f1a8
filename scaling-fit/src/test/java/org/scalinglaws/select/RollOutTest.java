package org.scalinglaws.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.simulate.SimulatedRuns;

class RollOutTest {
    private static final ChinchillaLaw TRUTH = new ChinchillaLaw(1.8, 480, 0.35, 2100, 0.37);
    private static final List<Compute> BUDGETS =
            List.of(
                    Compute.flops(1e18),
                    Compute.flops(1e19),
                    Compute.flops(1e20),
                    Compute.flops(1e21),
                    Compute.flops(1e22));

    private static Dataset runs(double noise) {
        return SimulatedRuns.isoFlop(TRUTH, BUDGETS, 7, 4).withNoise(noise).dataset();
    }

    @Test
    void everyCutWithThreeGroupsAndTwelveRunsIsFittedAndAskedForWhatLiesAbove() {
        RollOut rollOut = RollOut.of(Evidence.of(runs(0.003)));
        assertThat(rollOut.cuts()).extracting(RollOut.Cut::last).containsExactly(2, 3, 4);
        assertThat(rollOut.misses()).hasSize(4 * (2 + 1));
        RollOut.Miss far = rollOut.misses().get(1);
        assertThat(far.form()).isEqualTo("over-training");
        assertThat(far.group()).isEqualTo(4);
        assertThat(far.decades()).isCloseTo(2, within(1e-9));
    }

    @Test
    void exactRunsOfAFormAreForetoldByIt() {
        RollOut rollOut = RollOut.of(Evidence.of(runs(0)));
        for (RollOut.Miss miss : rollOut.misses()) {
            if (miss.form().equals("chinchilla")) {
                assertThat(miss.mean()).isCloseTo(0, within(1e-6));
            }
        }
        assertThat(rollOut.fits().get(1).values()[2]).isCloseTo(0.35, within(1e-4));
    }

    @Test
    void theErrorOfAFitCoversTheTruthAsStudentsTDoes() {
        int held = 0;
        Recipe far = Recipe.of(1e10, 2e11);
        for (int seed = 1; seed <= 40; seed++) {
            Dataset drawn =
                    SimulatedRuns.isoFlop(TRUTH, BUDGETS.subList(0, 3), 7, 2)
                            .withNoise(0.003)
                            .withSeed(seed)
                            .dataset();
            FormFit<?> fit = Form.ofSizeAndData().get(1).fit(Evidence.of(drawn)).orElseThrow();
            double off = Math.log(TRUTH.loss(far)) - fit.logLoss(far);
            held += Math.abs(off) <= 1.75 * fit.logError(far) ? 1 : 0;
        }
        assertThat(held).isBetween(30, 40);
    }

    @Test
    void aRunFarFromTheBestOfItsComputeCountsLess() {
        double[] weights = Evidence.of(runs(0)).weights();
        assertThat(Arrays.stream(weights).boxed()).allMatch(weight -> weight > 0.2 && weight <= 1);
        assertThat(weights[3]).isGreaterThan(weights[0]);
    }
}
