package org.scalinglaws.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Recipe;

/** What it costs to leave the compute-optimal plan. */
class OffOptimumTest {
    private static final Compute BUDGET = Compute.flops(5.76e23);

    @Provide("laws")
    Arbitrary<ChinchillaLaw> anyLaw() {
        return Arbitraries.of(ComputeOptimalTest.laws().toList());
    }

    /** The same losses without their form, so that they are searched. */
    private static LossLaw anyOther(LossLaw law) {
        return recipe -> law.loss(recipe);
    }

    /** By mpmath 1.3.0: the root in D of L(factor N*, D) - L* at 1e23 FLOP, with 30 digits. */
    @ParameterizedTest
    @CsvSource({
        "0.5, 2.0381114230306, 0.00656848017984, 25.933931418682",
        "2, 2.0381664645611, 0.00662352171036, 14.761826483679",
    })
    void overheadAgreesWithPython(double factor, double loss, double extraLoss, double percent) {
        ChinchillaLaw law = PublishedLaws.BESIROGLU_2024.law();
        for (LossLaw either : List.of(law, anyOther(law))) {
            Frontier.Overhead overhead =
                    ComputeOptimal.of(either).frontier().overhead(Compute.flops(1e23), factor);
            assertThat(overhead.off().loss().nats()).isCloseTo(loss, within(1e-12));
            assertThat(overhead.extraLoss()).isCloseTo(extraLoss, within(1e-12));
            assertThat(overhead.extraPercent()).isCloseTo(percent, within(1e-8));
            assertThat(overhead.off().model().parameters() / overhead.best().model().parameters())
                    .isCloseTo(factor, within(1e-12));
            assertThat(overhead.off().compute().flops()).isCloseTo(1e23, withinPercentage(1e-12));
        }
    }

    /** The formula in the Javadoc, which knows neither A, B nor C. */
    @Property(tries = 200)
    void extraComputeOfTwoPowersIsTheSameAtEveryBudget(
            @ForAll("laws") ChinchillaLaw law,
            @ForAll @DoubleRange(min = 18, max = 26) double log10Flops,
            @ForAll @DoubleRange(min = 0.5, max = 5) double factor) {
        double shares = law.beta() / law.alpha();
        double rest = 1 - (Math.pow(factor, -law.alpha()) - 1) * shares;
        double expected =
                rest > 0
                        ? 100 * (factor * Math.pow(rest, -1 / law.beta()) - 1)
                        : Double.POSITIVE_INFINITY;
        Compute budget = Compute.flops(Math.pow(10, log10Flops));
        assertThat(ComputeOptimal.of(law).frontier().overhead(budget, factor).extraPercent())
                .isCloseTo(expected, within(1e-6 + 1e-8 * expected));
    }

    @Test
    void aModelTooSmallForTheBestLossNeedsInfiniteCompute() {
        ChinchillaLaw law = PublishedLaws.BESIROGLU_2024.law();
        for (LossLaw either : List.of(law, anyOther(law))) {
            Frontier.Overhead overhead =
                    ComputeOptimal.of(either).frontier().overhead(Compute.flops(1e23), 0.1);
            assertThat(overhead.extraPercent()).isInfinite();
            assertThat(overhead.extraLoss()).isPositive();
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ComputeOptimal.of(law).frontier().overhead(BUDGET, 0))
                .withMessage("factor of the model size must be positive and finite, got 0");
    }

    /** By mpmath 1.3.0, 30 digits: 175e9 parameters on 300e9 tokens, as GPT-3. */
    @Test
    void deadweightAgreesWithPython() {
        ChinchillaLaw law = PublishedLaws.BESIROGLU_2024.law();
        Recipe recipe = Recipe.of(ModelSize.billions(175), Tokens.billions(300));
        for (LossLaw either : List.of(law, anyOther(law))) {
            Frontier.Deadweight deadweight =
                    ComputeOptimal.of(either).frontier().deadweight(recipe);
            assertThat(deadweight.used().loss().nats()).isCloseTo(2.0080137053108, within(1e-12));
            assertThat(deadweight.best().compute().flops())
                    .isCloseTo(1.9175698498991e23, withinPercentage(1e-9));
            assertThat(deadweight.flops()).isCloseTo(1.2324301501009e23, withinPercentage(1e-8));
            assertThat(deadweight.percent()).isCloseTo(39.1247666699, within(1e-8));
            assertThat(deadweight.best().loss().nats())
                    .isCloseTo(deadweight.used().loss().nats(), within(1e-14));
        }
    }

    @Property(tries = 200)
    void aPlanWastesNothing(
            @ForAll("laws") ChinchillaLaw law,
            @ForAll @DoubleRange(min = 18, max = 25) double log10Flops) {
        Plan plan = ComputeOptimal.of(law).plan(Compute.flops(Math.pow(10, log10Flops)));
        assertThat(ComputeOptimal.of(law).frontier().deadweight(plan.recipe()).percent())
                .isCloseTo(0, within(1e-6));
    }

    @Test
    void plansOffTheOptimumSayHowFarTheyReach() {
        ComputeOptimal planner = ComputeOptimal.of(PublishedLaws.HOFFMANN_2022);
        Plan off = planner.frontier().overhead(BUDGET, 4).off();
        Plan used =
                planner.frontier()
                        .deadweight(Recipe.of(ModelSize.billions(175), Tokens.billions(300)))
                        .used();
        for (Plan plan : List.of(off, used)) {
            assertThat(plan.findings())
                    .containsAll(PublishedLaws.HOFFMANN_2022.provenance().caveats())
                    .anyMatch(finding -> finding.message().contains("decades above"));
        }
    }
}
