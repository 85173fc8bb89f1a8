package org.scalinglaws.problems;

import java.util.Locale;
import org.scalinglaws.architecture.Memory;
import org.scalinglaws.plan.ConstrainedOptimal;
import org.scalinglaws.plan.Decision;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.resource.Cluster;
import org.scalinglaws.resource.Prices;
import org.scalinglaws.resource.Resource;
import org.scalinglaws.resource.Site;

/**
 * There are 60 days on 512 accelerators, two million for the bill, the memory of the cluster and 800
 * billion distinct tokens. Which of these limits hold the loss up, and of which would more help most?
 */
public final class WhichLimitBinds {
    private WhichLimitBinds() {}

    /** The question as the library takes it. */
    static ConstrainedOptimal planner() {
        Cluster cluster = Cluster.parse("512xH100").withUtilisation(0.4);
        Site site = new Site(cluster, new Prices(2, 1.1, 400));
        return ConstrainedOptimal.of(PublishedLaws.BESIROGLU_2024.law())
                .limit(Resource.days(cluster), 60)
                .limit(Resource.money(site), 2e6)
                .limit(Resource.memory(Memory.MIXED_ADAM), cluster.memoryBytes())
                .withUniqueTokens(Tokens.billions(800));
    }

    public static void main(String[] args) {
        Decision best = planner().leastLoss();
        PlanTable.header("");
        PlanTable.row("least loss", best.plan());

        System.out.println("\nlimit                 used           of   1 % more room buys");
        for (Decision.Use use : best.limits()) {
            System.out.printf(
                    Locale.ROOT,
                    "%-13s %12s %12s %20s%n",
                    use.name(),
                    Digits.three(use.used()),
                    Digits.three(use.limit()),
                    use.binding()
                            ? Digits.two(0.01 * use.limit() * use.shadowPrice()) + " nats"
                            : "nothing");
        }
        System.out.printf(
                Locale.ROOT,
                """

                The loss is held up by %s.
                A limit that does not bind has no price: more of it is of no use.
                """,
                String.join(" and ", best.binding()));
    }
}
