package org.scalinglaws.problems;

import java.util.Locale;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Loss;

/**
 * How much compute does a loss take, if it is split as well as can be, and what does each further
 * tenth of a nat cost?
 */
public final class HowMuchCompute {
    private HowMuchCompute() {}

    public static void main(String[] args) {
        ChinchillaLaw law = PublishedLaws.BESIROGLU_2024.law();
        ComputeOptimal planner = ComputeOptimal.of(law);
        PlanTable.header("loss to reach, nats");
        for (double nats : new double[] {2.3, 2.2, 2.1, 2.0}) {
            Compute needed = planner.frontier().computeFor(Loss.nats(nats));
            PlanTable.row(String.format(Locale.ROOT, "%.1f", nats), planner.plan(needed));
        }

        double exponent = planner.frontier().lossExponent(Compute.flops(1e22));
        System.out.printf(
                Locale.ROOT,
                """

                What can be removed, L* - E, falls as C^-%.3f: to halve it takes %.0f times the compute.
                No compute goes below E = %.4f nats.
                """,
                exponent,
                Math.pow(2, 1 / exponent),
                law.e());
    }
}
