package org.scalinglaws.problems;

import java.util.Locale;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.plan.Frontier;
import org.scalinglaws.plan.NoPlanException;
import org.scalinglaws.plan.Plan;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.quantity.ModelSize;

/**
 * A loss can be reached by a large model on few tokens or by a small one on many. How many tokens does
 * each size need, what does it cost, and from where down is a model too small for any data?
 */
public final class SameLossSmallerModel {
    private SameLossSmallerModel() {}

    public static void main(String[] args) {
        Frontier frontier = ComputeOptimal.of(PublishedLaws.BESIROGLU_2024.law()).frontier();
        Loss target = Loss.nats(2.1);
        Plan cheapest = frontier.at(frontier.computeFor(target));
        PlanTable.header("C over least C");
        for (Plan plan :
                frontier.isoLoss(target, ModelSize.billions(4), ModelSize.billions(64), 9)) {
            double times = plan.compute().flops() / cheapest.compute().flops();
            PlanTable.row(String.format(Locale.ROOT, "%.2f", times), plan);
        }
        System.out.printf(
                Locale.ROOT,
                """

                The least compute for this loss is that of %s parameters. Far below there is a wall:
                """,
                Digits.three(cheapest.model().parameters()));
        try {
            frontier.reaching(target, ModelSize.billions(1));
        } catch (NoPlanException wall) {
            System.out.println(wall.getMessage() + ".");
        }
    }
}
