package org.scalinglaws.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.resource.Cluster;
import org.scalinglaws.resource.Resource;

/** What every planner promises. */
class PlannerContractTest {
    private static final ChinchillaLaw LAW = PublishedLaws.BESIROGLU_2024.law();
    private static final Map<String, Planner> PLANNERS =
            Map.of(
                    "closed", ComputeOptimal.of(LAW),
                    "searched", ComputeOptimal.of(recipe -> LAW.loss(recipe)),
                    "8N",
                            ComputeOptimal.of(
                                    LossSurface.of(LAW).withTraining(TokenCost.perParameter(8))),
                    "ratio", ComputeOptimal.of(LAW).withRatio(20),
                    "limited data", DataLimited.of(LAW, DataPool.of(Tokens.billions(100))),
                    "one epoch",
                            DataLimited.of(LAW, DataPool.of(Tokens.trillions(100)))
                                    .withMostEpochs(1),
                    "served", InferenceAware.of(LAW, Tokens.billions(1)),
                    "limits",
                            ConstrainedOptimal.of(LAW)
                                    .limit(ModelSize.billions(30))
                                    .limit(Resource.days(Cluster.parse("512xH100")), 100));

    @Provide
    Arbitrary<String> planners() {
        return Arbitraries.of(PLANNERS.keySet());
    }

    @Property(tries = 300)
    void aPlanKeepsItsBudgetAndSaysItsOwnLoss(
            @ForAll("planners") String name,
            @ForAll @DoubleRange(min = 19, max = 25) double log10Flops) {
        Compute budget = Compute.flops(Math.pow(10, log10Flops));
        Planner planner = PLANNERS.get(name);
        Plan plan = planner.plan(budget);
        assertThat(plan.compute().flops()).isLessThanOrEqualTo(budget.flops() * (1 + 1e-9));
        assertThat(plan.loss().nats()).isGreaterThan(LAW.e());
        assertThat(planner.plan(budget)).isEqualTo(plan);
        if (!name.equals("limited data")) {
            assertThat(plan.loss().nats()).isCloseTo(LAW.loss(plan.recipe()), within(1e-12));
        }
    }

    @Property(tries = 300)
    void moreBudgetNeverRaisesTheLoss(
            @ForAll("planners") String name,
            @ForAll @DoubleRange(min = 19, max = 25) double log10Flops,
            @ForAll @DoubleRange(min = 1, max = 10) double times) {
        Planner planner = PLANNERS.get(name);
        double flops = Math.pow(10, log10Flops);
        assertThat(planner.plan(Compute.flops(flops * times)).loss().nats())
                .isLessThanOrEqualTo(planner.plan(Compute.flops(flops)).loss().nats() + 1e-13);
    }

    @Property(tries = 200)
    void noPlanOfTheSameComputeIsBetterThanTheComputeOptimalOne(
            @ForAll("planners") String name,
            @ForAll @DoubleRange(min = 19, max = 25) double log10Flops) {
        Plan plan = PLANNERS.get(name).plan(Compute.flops(Math.pow(10, log10Flops)));
        double flops = 6 * plan.model().parameters() * plan.tokens().count();
        assertThat(ComputeOptimal.of(LAW).plan(Compute.flops(flops)).loss().nats())
                .isLessThanOrEqualTo(plan.loss().nats() + 1e-13);
    }

    @Property(tries = 100)
    void whereNothingElseBindsAllAgree(@ForAll @DoubleRange(min = 19, max = 20) double log10Flops) {
        Compute budget = Compute.flops(Math.pow(10, log10Flops));
        double best = ComputeOptimal.of(LAW).plan(budget).model().parameters();
        for (String name : new String[] {"searched", "limited data", "one epoch", "limits"}) {
            assertThat(PLANNERS.get(name).plan(budget).model().parameters())
                    .as(name)
                    .isCloseTo(best, withinPercentage(1e-4));
        }
    }

    /** After 260 epochs the loss is nearly flat, and a plan is still found. */
    @Property(tries = 50)
    void wornOutDataStillHasAPlan(@ForAll @DoubleRange(min = 25, max = 26.5) double log10Flops) {
        Planner planner = PLANNERS.get("limited data");
        Plan plan = planner.plan(Compute.flops(Math.pow(10, log10Flops)));
        assertThat(plan.loss().nats())
                .isLessThanOrEqualTo(planner.plan(Compute.flops(1e25)).loss().nats() + 1e-12);
    }
}
