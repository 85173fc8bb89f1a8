package org.scalinglaws.problems;

import java.util.Locale;
import org.scalinglaws.plan.ConstrainedOptimal;
import org.scalinglaws.plan.Decision;
import org.scalinglaws.plan.NoPlanException;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.resource.Cluster;
import org.scalinglaws.resource.Prices;
import org.scalinglaws.resource.Resource;
import org.scalinglaws.resource.Site;

/**
 * What does a loss cost in money at 2 for an hour of an accelerator, and can the cluster at hand reach
 * it in 60 days at all?
 */
public final class PriceOfALoss {
    private PriceOfALoss() {}

    public static void main(String[] args) {
        Cluster cluster = Cluster.parse("512xH100").withUtilisation(0.4);
        Resource money = Resource.money(new Site(cluster, new Prices(2, 1.1, 400)));
        ConstrainedOptimal planner =
                ConstrainedOptimal.of(PublishedLaws.BESIROGLU_2024.law())
                        .limit(Resource.days(cluster), 60);
        for (double nats : new double[] {2.1, 2.0, 1.95, 1.9}) {
            try {
                Decision cheapest = planner.leastCost(Loss.nats(nats), money);
                System.out.printf(
                        Locale.ROOT,
                        "%.2f nats: %6s of money, %.1f days%n",
                        nats,
                        Digits.three(cheapest.cost().orElseThrow().amount()),
                        cluster.days(cheapest.plan().compute()));
            } catch (NoPlanException none) {
                System.out.printf(Locale.ROOT, "%.2f nats: no, %s%n", nats, none.getMessage());
            }
        }
        System.out.print(
                """

                A tenth of a nat nearer to the floor of the law multiplies the bill by more than ten. What no
                recipe reaches is refused, with the limit that is in the way and by how much.
                """);
    }
}
