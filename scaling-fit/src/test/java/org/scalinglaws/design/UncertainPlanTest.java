package org.scalinglaws.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.scalinglaws.design.LawsByHand.BUDGET;
import static org.scalinglaws.design.LawsByHand.EVEN;
import static org.scalinglaws.design.LawsByHand.LARGE;
import static org.scalinglaws.design.LawsByHand.NO_PLAN;
import static org.scalinglaws.design.LawsByHand.SMALL;
import static org.scalinglaws.design.LawsByHand.ensemble;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.plan.NoPlanException;
import org.scalinglaws.plan.Plan;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.resource.Accelerators;
import org.scalinglaws.resource.Cluster;
import org.scalinglaws.resource.Prices;
import org.scalinglaws.simulate.SimulatedRuns;
import org.scalinglaws.uncertainty.Bootstrap;
import org.scalinglaws.uncertainty.Ensemble;
import org.scalinglaws.uncertainty.Jackknife;
import org.scalinglaws.uncertainty.Posterior;

class UncertainPlanTest {
    private static final Fit<ChinchillaLaw> FIT =
            Fitter.of(ChinchillaLaw.FAMILY)
                    .withObjective(Objective.logSquares())
                    .fit(
                            SimulatedRuns.isoFlop(
                                            PublishedLaws.BESIROGLU_2024.law(),
                                            Compute.budgets(1e18, 1e19, 1e20, 1e21),
                                            10,
                                            8)
                                    .withNoise(0.01)
                                    .dataset());
    private static final Compute FAR = Compute.flops(1e23);

    private static Plan plan(ChinchillaLaw law) {
        return ComputeOptimal.of(law).plan(BUDGET);
    }

    /** The cheapest training to a loss of 1.2: A = 1e4 needs C = 6e20, and C grows with A. */
    private static Plan planTo(double loss, ChinchillaLaw law) {
        ComputeOptimal planner = ComputeOptimal.of(law);
        return planner.plan(planner.frontier().computeFor(Loss.nats(loss)));
    }

    private static void assertEnds(Interval interval, double lower, double upper) {
        assertThat(interval.lower()).isCloseTo(lower, withinPercentage(1e-9));
        assertThat(interval.upper()).isCloseTo(upper, withinPercentage(1e-9));
    }

    @Test
    void threeLawsSpanTheIntervalsWorkedOutByHand() {
        UncertainPlan plan =
                UncertainPlan.of(
                        ensemble(Ensemble.Kind.BOOTSTRAP, LARGE, EVEN, SMALL),
                        0.5,
                        UncertainPlanTest::plan);
        assertThat(plan.level()).isEqualTo(0.5);
        assertThat(plan.plan()).isEqualTo(plan(EVEN));
        assertEnds(plan.parameters(), 2.5e9, 4e10);
        assertEnds(plan.tokens(), 2.5e9, 4e10);
        assertEnds(plan.tokensPerParameter(), 0.0625, 16);
        assertEnds(plan.compute(), 6e20, 6e20);
        assertEnds(plan.lossOfOwnPlans(), 1.1, 1.4);
        assertEnds(plan.lossOfThisPlan(), 1.125, 1.5);
        assertEnds(
                plan.interval(each -> Math.log(each.tokensPerParameter())),
                -4 * Math.log(2),
                4 * Math.log(2));
        assertThat(plan.regret().expected()).isCloseTo((0.1 + 0 + 0.025) / 3, within(1e-14));
        assertThat(plan.regret().greatest()).isCloseTo(0.1, within(1e-14));
        assertThat(plan.regret().laws()).isEqualTo(3);
    }

    /** At the loss 1.2 the three laws need N* = A/B sqrt(C/6), sqrt(C/6) = 1e10 A/B. */
    @Test
    void timeAndMoneyAreOpenWhereALossIsSought() {
        Cluster cluster = Cluster.of(Accelerators.named("H100"), 64).withUtilisation(0.4);
        Prices prices = new Prices(2, 1.1, 400);
        UncertainPlan plan =
                UncertainPlan.of(
                        ensemble(Ensemble.Kind.BOOTSTRAP, LARGE, EVEN, SMALL),
                        0.5,
                        law -> planTo(1.2, law));
        assertEnds(plan.lossOfOwnPlans(), 1.2, 1.2);
        assertEnds(plan.compute(), 6e20 / 16, 6e20 * 16);
        assertEnds(
                plan.days(cluster),
                cluster.days(Compute.flops(6e20 / 16)),
                cluster.days(Compute.flops(6e20 * 16)));
        assertEnds(
                plan.money(cluster, prices),
                prices.money(cluster, Compute.flops(6e20 / 16)),
                prices.money(cluster, Compute.flops(6e20 * 16)));
        assertThat(plan.money(cluster, prices))
                .isEqualTo(plan.interval(each -> prices.money(cluster, each.compute())));
    }

    @Test
    void aLawWithoutAPlanCouldHaveHadAnyAndIsReported() {
        Ensemble<ChinchillaLaw> ensemble =
                ensemble(Ensemble.Kind.BOOTSTRAP, LARGE, NO_PLAN, EVEN, SMALL, NO_PLAN);
        UncertainPlan plan = UncertainPlan.of(ensemble, 0.3, UncertainPlanTest::plan);
        assertThat(plan.parameters())
                .isEqualTo(new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY))
                .isEqualTo(ensemble.interval(0.3, law -> plan(law).model().parameters()));
        assertThat(plan.findings())
                .containsExactly(
                        Finding.warning(
                                "no-plan",
                                "2 of 5 laws have no plan; number 1: the loss does not fall with"
                                        + " model size, so no size is compute-optimal: "
                                        + NO_PLAN),
                        ensemble.findings().get(0));
        assertThat(plan.regret().laws()).isEqualTo(3);
        assertThat(plan.regret().expected()).isCloseTo(0.125 / 3, within(1e-14));
        assertThat(plan.lossOfThisPlan().lower()).isFinite();
    }

    @Test
    void anEstimateWithoutAPlanHasNoIntervals() {
        Ensemble<ChinchillaLaw> ensemble =
                ensemble(Ensemble.Kind.BOOTSTRAP, NO_PLAN, List.of(EVEN), 0);
        assertThatExceptionOfType(NoPlanException.class)
                .isThrownBy(() -> UncertainPlan.of(ensemble, 0.9, UncertainPlanTest::plan))
                .withMessage(
                        "the loss does not fall with model size, so no size is compute-optimal: "
                                + NO_PLAN);
    }

    @Test
    void lawsWithoutAnyPlanHaveNoRegretAndStillPrint() {
        UncertainPlan plan =
                UncertainPlan.of(
                        ensemble(Ensemble.Kind.BOOTSTRAP, NO_PLAN, NO_PLAN),
                        0.9,
                        UncertainPlanTest::plan);
        assertThatExceptionOfType(NoPlanException.class)
                .isThrownBy(plan::regret)
                .withMessage(
                        "no law has both losses that a regret is between: by hand: 2 laws about "
                                + EVEN
                                + ", 0 failed, 0 in another basin");
        assertThat(plan.toString())
                .contains("  params N                          10B         -inf          inf\n")
                .doesNotContain("regret");
        assertThat(
                        UncertainPlan.of(
                                        ensemble(Ensemble.Kind.BOOTSTRAP),
                                        0.9,
                                        UncertainPlanTest::plan)
                                .toString())
                .contains("  params N                          10B            -            -\n");
    }

    @Test
    void aJackknifeHasIntervalsButNoRegret() {
        Ensemble<ChinchillaLaw> jackknife = Jackknife.one().of(FIT);
        UncertainPlan plan =
                UncertainPlan.of(jackknife, 0.9, law -> ComputeOptimal.of(law).plan(FAR));
        assertThat(plan.parameters())
                .isEqualTo(
                        jackknife.interval(
                                0.9, law -> ComputeOptimal.of(law).plan(FAR).model().parameters()));
        assertThatIllegalArgumentException()
                .isThrownBy(plan::regret)
                .withMessage(
                        "probabilities and regrets must come from a bootstrap or a posterior, got"
                                + " jackknife of single runs");
        assertThat(plan.toString()).contains("90 % from").doesNotContain("regret");
    }

    static Stream<Ensemble<ChinchillaLaw>> ensembles() {
        return Stream.of(
                Bootstrap.pairs(200, 42).of(FIT),
                Posterior.sample(200, 42).of(FIT),
                Jackknife.one().of(FIT));
    }

    @ParameterizedTest
    @MethodSource("ensembles")
    void everyIntervalIsThatOfTheEnsembleToTheLastBit(Ensemble<ChinchillaLaw> ensemble) {
        Function<ChinchillaLaw, Plan> planner = law -> ComputeOptimal.of(law).plan(FAR);
        UncertainPlan plan = UncertainPlan.of(ensemble, 0.9, planner);
        List<ToDoubleFunction<Plan>> numbers =
                List.of(
                        each -> each.model().parameters(),
                        each -> each.tokens().count(),
                        Plan::tokensPerParameter,
                        each -> each.loss().nats());
        List<Interval> intervals =
                List.of(
                        plan.parameters(),
                        plan.tokens(),
                        plan.tokensPerParameter(),
                        plan.lossOfOwnPlans());
        for (int i = 0; i < numbers.size(); i++) {
            ToDoubleFunction<Plan> number = numbers.get(i);
            assertThat(intervals.get(i))
                    .isEqualTo(
                            ensemble.interval(
                                    0.9, law -> number.applyAsDouble(planner.apply(law))));
        }
        assertThat(plan.lossOfThisPlan())
                .isEqualTo(ensemble.interval(0.9, law -> law.loss(plan.plan().recipe())));
    }

    @Test
    void everyLawPlansOnce() {
        AtomicInteger calls = new AtomicInteger();
        UncertainPlan plan =
                UncertainPlan.of(
                        ensemble(Ensemble.Kind.POSTERIOR, LARGE, EVEN, SMALL),
                        0.5,
                        law -> {
                            calls.incrementAndGet();
                            return plan(law);
                        });
        assertThat(plan.toString()).isEqualTo(plan.toString());
        plan.regret();
        assertThat(calls).hasValue(4);
    }

    @Test
    void noPlanOfAnotherLawBeatsALawsOwn() {
        UncertainPlan plan =
                UncertainPlan.of(
                        Bootstrap.pairs(200, 1).of(FIT),
                        0.9,
                        law -> ComputeOptimal.of(law).plan(FAR));
        assertThat(plan.regret().quantile(1e-9)).isGreaterThan(-1e-14);
        assertThat(plan.lossOfThisPlan().lower()).isGreaterThan(plan.lossOfOwnPlans().lower());
        assertThat(plan.lossOfThisPlan().upper()).isGreaterThan(plan.lossOfOwnPlans().upper());
    }

    @Test
    void aLevelLiesBetweenNoneAndAll() {
        for (double level : new double[] {0, 1, Double.NaN}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(
                            () ->
                                    UncertainPlan.of(
                                            ensemble(Ensemble.Kind.BOOTSTRAP, EVEN),
                                            level,
                                            UncertainPlanTest::plan))
                    .withMessage("a level lies between 0 and 1, got " + level);
        }
    }

    @Test
    void itPrintsATable() {
        assertThat(
                        UncertainPlan.of(
                                ensemble(Ensemble.Kind.BOOTSTRAP, LARGE, EVEN, SMALL),
                                0.5,
                                UncertainPlanTest::plan))
                .hasToString(
                        """
                        by hand
                                                           plan    50 % from           to
                          params N                          10B         2.5B          40B
                          tokens D                          10B         2.5B          40B
                          D / N                               1       0.0625           16
                          FLOP C                      6.000e+20    6.000e+20    6.000e+20
                          loss of own plans                 1.2          1.1          1.4
                          loss of this plan                 1.2        1.125          1.5
                          regret: 0.04167 nats expected, 0.1 in 95 % of 3 laws, 0.1 at most
                          WARNING few-replicates: the ends of a 95 % interval need 39 laws, got 3""");
    }

    @Test
    void aPlanThatCountsOtherwiseSaysSo() {
        assertThat(
                        UncertainPlan.of(
                                        ensemble(Ensemble.Kind.BOOTSTRAP, EVEN),
                                        0.5,
                                        law -> {
                                            Plan plan = plan(law);
                                            return new Plan(
                                                    plan.recipe().countedAs(Counting.NON_EMBEDDING),
                                                    plan.loss(),
                                                    List.of(Finding.note("far", "it is far")));
                                        })
                                .toString())
                .contains("  params N (non-embedding)          10B          10B          10B\n")
                .endsWith("\n  NOTE far: it is far");
    }
}
