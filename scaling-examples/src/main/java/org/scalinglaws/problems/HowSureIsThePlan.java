package org.scalinglaws.problems;

import java.util.Locale;
import org.scalinglaws.design.UncertainPlan;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.uncertainty.Bootstrap;

/**
 * A fitted law plans ten times the compute of its largest run. How far off could the size, the data and
 * the loss be, and what does the plan lose if the law is as wrong as it may be?
 */
public final class HowSureIsThePlan {
    private HowSureIsThePlan() {}

    static UncertainPlan plan() {
        return UncertainPlan.of(
                Bootstrap.pairs(1000, 42).of(TheSweep.fit()), TheSweep.LEVEL, TheSweep::plan);
    }

    public static void main(String[] args) {
        UncertainPlan plan = plan();
        PlanTable.header("at 1e22 FLOP");
        PlanTable.row("fitted", plan.plan());
        PlanTable.row("truth", TheSweep.plan(TheSweep.TRUTH));
        System.out.println();
        show("params N", plan.parameters());
        show("tokens D", plan.tokens());
        Interval loss = plan.lossOfThisPlan();
        System.out.printf(
                Locale.ROOT,
                "loss      95 %% from %.3f to %.3f nats%n",
                loss.lower(),
                loss.upper());
        System.out.printf(
                Locale.ROOT,
                """

                Against the plan of whichever law is true it loses %s nats in the mean and %s at most in
                95 %% of the laws: loss is so flat about its optimum that a size in doubt does little harm.
                """,
                Digits.two(plan.regret().expected()),
                Digits.two(plan.regret().quantile(0.95)));
    }

    private static void show(String what, Interval interval) {
        System.out.printf(
                Locale.ROOT,
                "%-9s 95 %% from %s to %s%n",
                what,
                Digits.three(interval.lower()),
                Digits.three(interval.upper()));
    }
}
