package org.scalinglaws.problems;

import java.util.Locale;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.plan.DataLimited;
import org.scalinglaws.plan.DataPool;
import org.scalinglaws.plan.Decision;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Tokens;

/**
 * There are 100 billion distinct tokens and no more. From which budget on are they seen again, how
 * often, and what is the next pass over them worth?
 *
 * @see <a href="https://arxiv.org/abs/2305.16264">Muennighoff et al. (2023)</a>
 */
public final class LimitedData {
    private LimitedData() {}

    public static void main(String[] args) {
        ComputeOptimal unlimited = ComputeOptimal.of(PublishedLaws.MUENNIGHOFF_2023_BASE.law());
        Tokens unique = Tokens.billions(100);
        DataLimited limited =
                DataLimited.of(PublishedLaws.MUENNIGHOFF_2023_BASE.law(), DataPool.of(unique));
        System.out.printf(
                Locale.ROOT,
                "Up to %s FLOP the best recipe sees every token once.%n%n",
                Digits.three(limited.wall().flops()));

        for (double flops : new double[] {1e21, 1e22, 1e24}) {
            Compute budget = Compute.flops(flops);
            Decision best = limited.decide(budget);
            PlanTable.header(Digits.two(flops) + " FLOP");
            PlanTable.row("enough data", unlimited.plan(budget));
            PlanTable.row("100B distinct", best.plan());
            System.out.printf(
                    Locale.ROOT,
                    "%.2f epochs; the next token seen is worth %.2f of a new one%n%n",
                    best.epochs(),
                    limited.furtherEpoch(best.plan().recipe()).worth());
        }
        System.out.print(
                """
                A few epochs are nearly as good as new data; after some fifteen repetitions a token is worth
                little more than a third of a new one. The best model is smaller than with enough data, since
                parameters in excess of what the distinct tokens can teach lose their worth even sooner.
                """);
    }
}
