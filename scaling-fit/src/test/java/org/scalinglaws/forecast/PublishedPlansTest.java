package org.scalinglaws.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.published.AllocationRules;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.simulate.SimulatedRuns;
import org.scalinglaws.testing.PublishedPlans;

/** Which disagreements of papers lie inside the doubt about the form; {@link PublishedPlans} has all. */
class PublishedPlansTest {
    private static Interval sizes(Dataset runs, Compute budget) {
        return Forecast.of(runs).at(budget).plan().orElseThrow().params();
    }

    @Test
    void runsOfOnePublishedLawHoldItsPlanAndRefuteKaplans() {
        ChinchillaLaw law = PublishedLaws.BESIROGLU_2024.law();
        List<Compute> budgets =
                List.of(
                        Compute.flops(1e19),
                        Compute.flops(3e19),
                        Compute.flops(1e20),
                        Compute.flops(3e20),
                        Compute.flops(1e21));
        Dataset runs = SimulatedRuns.isoFlop(law, budgets, 8, 4).withNoise(0.002).dataset();
        Compute budget = Compute.flops(1e23);
        Interval sizes = sizes(runs, budget);
        assertThat(sizes.contains(ComputeOptimal.of(law).plan(budget).model().parameters()))
                .isTrue();
        assertThat(sizes.contains(AllocationRules.KAPLAN_2020.size(budget).parameters())).isFalse();
    }

    @Test
    void tunedRunsOfPorianHoldTheRuleOfHoffmannAndRefuteKaplans() {
        Dataset runs = PublishedPlans.porian(PublishedPlans.TUNED);
        Interval sizes = sizes(runs, PublishedPlans.CHINCHILLA);
        Compute budget = PublishedPlans.CHINCHILLA;
        double hoffmann = AllocationRules.HOFFMANN_2022_APPROACH_2.size(budget).parameters();
        assertThat(sizes.contains(hoffmann)).isTrue();
        assertThat(sizes.contains(AllocationRules.KAPLAN_2020.size(budget).parameters())).isFalse();
    }
}
