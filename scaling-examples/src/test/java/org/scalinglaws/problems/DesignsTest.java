package org.scalinglaws.problems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.scalinglaws.problems.ByHand.best;
import static org.scalinglaws.problems.ByHand.least;
import static org.scalinglaws.problems.ByHand.loss;
import static org.scalinglaws.problems.ByHand.number;
import static org.scalinglaws.problems.ByHand.numbers;

import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.scalinglaws.design.ChosenRuns;
import org.scalinglaws.design.NextRuns;
import org.scalinglaws.design.UncertainPlan;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.simulate.SimulatedRuns;
import org.scalinglaws.uncertainty.Bootstrap;

/** What the problems about plans in doubt and about runs to make print is so, by the truth they know. */
class DesignsTest {
    @Test
    void theTruthLiesWithinTheIntervalsOfAnUncertainPlan() {
        UncertainPlan plan =
                UncertainPlan.of(
                        Bootstrap.pairs(1000, 42).of(TheSweep.fit()), 0.99, TheSweep::plan);
        assertThat(plan.parameters().contains(best(1e22))).isTrue();
        assertThat(plan.tokens().contains(1e22 / 6 / best(1e22))).isTrue();
        double n = plan.plan().model().parameters();
        assertThat(plan.lossOfThisPlan().contains(loss(n, 1e22 / 6 / n))).isTrue();
        assertThat(plan.regret().quantile(0.95))
                .as("what it loses by the law behind the runs")
                .isGreaterThan(loss(n, 1e22 / 6 / n) - least(1e22));
    }

    @Test
    void theCandidateThatWinsIsBetterInTruth() throws Exception {
        assertThat(loss(16e9, 104e9)).isLessThan(loss(4e9, 417e9));
        assertThat(WhichOfTwo.choice().leastRegret().name()).isEqualTo("larger");
        double percent = numbers(WhichOfTwo.class, "\nof (\\d+) %")[0];
        assertThat(percent).isBetween(95.0, 100.0);
        assertThat(WhichOfTwo.choice().candidates())
                .allSatisfy(one -> assertThat(one.interval().contains(2.1474)).isTrue());
    }

    @Test
    void theChosenRunsAreWithinTheirPriceAndTellMoreThanAsManyOfTheLargestBudget()
            throws Exception {
        double[] errors =
                numbers(
                        WhichRunsNext.class,
                        "(?s)N\\* from (\\S+) to (\\S+) %.*same compute, to (\\S+) %");
        assertThat(errors[1]).isLessThan(errors[2]);
        assertThat(errors[2]).isLessThan(errors[0]);
        Pattern line = Pattern.compile("(?m)^ +(\\d+) +(\\S+) +(\\S+) +(\\S+)$");
        double spent =
                line.matcher(Printed.by(WhichRunsNext.class))
                        .results()
                        .mapToDouble(run -> number(run.group(1)) * number(run.group(4)))
                        .sum();
        assertThat(spent).isCloseTo(1e22, within(1e13));
        assertThat(100 * NextRuns.after(TheSweep.fit()).standardError(WhichRunsNext::target))
                .isCloseTo(errors[0], within(0.06));
    }

    /** 32 runs whose budgets sum to a quarter of 1e21 / 2, in ratios of 4: 1 + 4 + 16 + 64 = 85. */
    @Test
    void theBudgetsOfASweepSpendItsTotal() throws Exception {
        String text = Printed.by(LayOutASweep.class);
        for (int i = 0; i < 4; i++) {
            double budget = 1e21 / 8 * Math.pow(4, i) / 85;
            assertThat(text).contains(Digits.four(budget));
        }
        assertThat(text).contains("75 % of the compute").contains("ERROR edge: at 1e20 FLOP");
    }

    /** 300 studies of the runs, each drawn and fitted anew; the error of an error is 4 %. */
    @Test
    void theRunsLeaveTheErrorThatIsPromised() throws Exception {
        ChosenRuns chosen = HowManyRuns.reaching(0.01);
        double squares =
                LongStream.range(0, 300)
                        .parallel()
                        .mapToObj(
                                seed ->
                                        SimulatedRuns.of(TheSweep.TRUTH, chosen.runs())
                                                .withNoise(0.005)
                                                .withSeed(seed)
                                                .dataset())
                        .mapToDouble(runs -> TheSweep.fitter().fit(runs).law().modelExponent())
                        .map(a -> Math.pow(a - TheSweep.TRUTH.modelExponent(), 2))
                        .sum();
        assertThat(Math.sqrt(squares / 300)).isCloseTo(0.01, within(0.0012));
        double[] printed = numbers(HowManyRuns.class, "0.010 +(\\d+) +(\\S+)");
        assertThat(printed[0]).isEqualTo(chosen.runs().size());
        double spent = chosen.runs().stream().mapToDouble(run -> run.compute().flops()).sum();
        assertThat(printed[1]).isCloseTo(spent, within(0.006 * spent));
        assertThat(chosen.runs())
                .allSatisfy(run -> assertThat(run.compute().flops()).isLessThan(1.001e20));
    }
}
