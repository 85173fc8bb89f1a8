package org.scalinglaws.plan;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.resource.Resource;

/** A law that is the same for many sizes has no best one, whatever its rounding says. */
class FlatLawTest {
    @ParameterizedTest
    @ValueSource(strings = {"cerebras-2023", "kaplan-2020-flops", "kaplan-2020-flops-naive"})
    void aLawOfComputeAloneNeverHasABestSize(String name) {
        ComputeOptimal planner = ComputeOptimal.of(PublishedLaws.named(name));
        for (int i = 0; i <= 60; i++) {
            Compute budget = Compute.flops(Math.pow(10, 15 + i * 0.25));
            assertThatExceptionOfType(NoPlanException.class)
                    .as("%s FLOP", budget)
                    .isThrownBy(() -> planner.plan(budget))
                    .withMessageContaining("as by a law of compute alone: the loss is ");
        }
    }

    @Test
    void theMessageTellsTheLossOfTheBudget() {
        assertThatExceptionOfType(NoPlanException.class)
                .isThrownBy(
                        () ->
                                ComputeOptimal.of(PublishedLaws.CEREBRAS_2023)
                                        .plan(Compute.flops(1e15)))
                .withMessage(
                        "every size is as good at 1e15 FLOP, as by a law of compute alone: the loss"
                                + " is 4.2491 nats for each");
    }

    @Property(tries = 100)
    void norHasItOneUnderFurtherLimits(
            @ForAll @DoubleRange(min = 16, max = 25) double log10Flops,
            @ForAll @DoubleRange(min = 6, max = 11) double log10Size) {
        ConstrainedOptimal planner =
                ConstrainedOptimal.of(PublishedLaws.CEREBRAS_2023)
                        .limit(Resource.compute(), Math.pow(10, log10Flops))
                        .limit(Resource.parameters(Counting.TOTAL), Math.pow(10, log10Size));
        assertThatExceptionOfType(NoPlanException.class)
                .isThrownBy(planner::leastLoss)
                .withMessageContaining("within the limits every size is as good: the loss is ");
    }

    @Test
    void aLossWithAFlatBottomIsNoBetterAtOneOfItsSizes() {
        LossLaw law =
                recipe -> {
                    double off = Math.abs(Math.log(recipe.model().parameters() / 1e9));
                    return 2 + Math.pow(Math.max(0, off - 3), 2);
                };
        assertThatExceptionOfType(NoPlanException.class)
                .isThrownBy(() -> ComputeOptimal.of(law).plan(Compute.flops(1e21)))
                .withMessage(
                        "at 1e21 FLOP the loss is 2 nats for every size from 77M to 12.9B"
                                + " parameters, so that none is best");
    }
}
