package org.scalinglaws.problems;

import java.util.List;
import java.util.Locale;
import org.scalinglaws.isoflop.ParabolaBias;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.resource.Cluster;
import org.scalinglaws.resource.Prices;
import org.scalinglaws.sweep.IsoFlopSweep;
import org.scalinglaws.sweep.SweepChecks;
import org.scalinglaws.sweep.SweepCost;

/**
 * There are 1e21 FLOP to find out how to split larger budgets. Which budgets and sizes should be run,
 * what will they cost, and what will an analysis get wrong even without noise?
 */
public final class LayOutASweep {
    private LayOutASweep() {}

    public static void main(String[] args) {
        ComputeOptimal believed = ComputeOptimal.of(PublishedLaws.BESIROGLU_2024.law());
        List<Compute> budgets = IsoFlopSweep.budgets(Compute.flops(1e21), 8, 4, 4);
        IsoFlopSweep sweep = IsoFlopSweep.around(believed, budgets, 8, 4);
        Cluster cluster = Cluster.parse("64xH100").withUtilisation(0.4);
        System.out.println(SweepCost.of(sweep, cluster, new Prices(2, 1.1, 400)));
        ParabolaBias bias =
                ParabolaBias.of(sweep, PublishedLaws.BESIROGLU_2024.law(), Compute.flops(1e22));
        System.out.printf(
                Locale.ROOT,
                """
                %.0f %% of the compute goes into the largest budget; the others make the exponent visible.
                Without any noise parabolas would be off by %.1f %% of N* at 1e22 FLOP.

                What is amiss with two budgets of 4 sizes around 200 tokens a parameter:
                """,
                100 * sweep.shareOfLargest(),
                bias.modelPercent());
        IsoFlopSweep careless = IsoFlopSweep.aroundRatio(200, Compute.budgets(1e20, 2e20), 4, 16);
        SweepChecks.inspect(careless, believed).forEach(System.out::println);
    }
}
