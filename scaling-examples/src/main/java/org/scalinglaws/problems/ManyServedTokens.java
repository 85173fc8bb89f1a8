package org.scalinglaws.problems;

import java.util.Locale;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.plan.Decision;
import org.scalinglaws.plan.InferenceAware;
import org.scalinglaws.plan.Plan;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.resource.Resource;

/**
 * A model will read and write trillions of tokens once it is trained. Which model reaches a loss with
 * the least compute of training and serving together?
 *
 * @see <a href="https://arxiv.org/abs/2401.00448">Sardana et al. (2024), equation 12</a>
 */
public final class ManyServedTokens {
    private ManyServedTokens() {}

    public static void main(String[] args) {
        ChinchillaLaw law = PublishedLaws.BESIROGLU_2024.law();
        Loss target = Loss.nats(2.0);
        ComputeOptimal training = ComputeOptimal.of(law);
        Plan unserved = training.plan(training.frontier().computeFor(target));
        PlanTable.header("served tokens");
        PlanTable.row("none", unserved);
        for (double trillions : new double[] {1, 10, 100}) {
            Tokens served = Tokens.trillions(trillions);
            Decision best = InferenceAware.of(law, served).leastCompute(target);
            PlanTable.row(served.toString(), best.plan());
        }

        Tokens served = Tokens.trillions(10);
        InferenceAware planner = InferenceAware.of(law, served);
        Plan best = planner.leastCompute(target).plan();
        Tokens even = planner.breakEven(unserved.recipe(), best.recipe(), Resource.compute());
        System.out.printf(
                Locale.ROOT,
                """

                C is that of training. The more is served, the smaller the model and the longer its training.
                That for %s tokens takes less compute in all than the first from %s served tokens on.
                """,
                served,
                Digits.three(even.count()));
    }
}
