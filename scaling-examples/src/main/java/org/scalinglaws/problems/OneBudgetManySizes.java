package org.scalinglaws.problems;

import java.util.Locale;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.plan.Frontier;
import org.scalinglaws.plan.Plan;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.ModelSize;

/**
 * One budget, models of many sizes, each trained on the tokens that are left for it: where is the valley
 * of this IsoFLOP curve, and how steep are its sides?
 */
public final class OneBudgetManySizes {
    private OneBudgetManySizes() {}

    public static void main(String[] args) {
        ChinchillaLaw law = PublishedLaws.BESIROGLU_2024.law();
        Compute budget = Compute.flops(1e21);
        Frontier frontier = ComputeOptimal.of(law).frontier();
        Plan best = frontier.at(budget);
        double middle = best.model().parameters();
        PlanTable.header("N over N*");
        for (Plan plan :
                frontier.isoFlop(budget, ModelSize.of(middle / 16), ModelSize.of(16 * middle), 9)) {
            double factor = plan.model().parameters() / middle;
            PlanTable.row(Digits.three(factor), plan);
        }
        System.out.printf(
                Locale.ROOT,
                """

                Every row costs the same. The least loss is at %s parameters: what a smaller model lacks is
                size, what a larger one lacks is data.
                """,
                Digits.three(middle));
    }
}
