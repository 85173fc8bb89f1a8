package org.scalinglaws.problems;

import java.util.Locale;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.plan.Plan;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Digits;

/**
 * A budget of training compute pays for a large model on little data or for a small one on much. Which
 * split of it has the least loss, and how do both grow with the budget?
 *
 * @see <a href="https://arxiv.org/abs/2203.15556">Hoffmann et al. (2022), equation 4</a>
 */
public final class SplitABudget {
    private SplitABudget() {}

    public static void main(String[] args) {
        ComputeOptimal planner = ComputeOptimal.of(PublishedLaws.BESIROGLU_2024.law());
        PlanTable.header("budget, FLOP");
        for (Plan plan : planner.frontier().plans(Compute.flops(1e19), Compute.flops(1e25), 4)) {
            PlanTable.row(Digits.two(plan.compute().flops()), plan);
        }

        double a = planner.frontier().modelExponent(Compute.flops(1e22));
        System.out.printf(
                Locale.ROOT,
                """

                N* grows as C^%.3f and D* as C^%.3f: a hundred times the compute is best spent on
                %.1f times the parameters and %.1f times the tokens.
                """,
                a,
                1 - a,
                Math.pow(100, a),
                Math.pow(100, 1 - a));
    }
}
