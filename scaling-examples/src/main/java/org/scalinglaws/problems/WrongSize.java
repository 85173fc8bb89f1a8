package org.scalinglaws.problems;

import java.util.Locale;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.plan.Frontier.Overhead;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;

/**
 * What does it cost to train a model that is too small or too large for its budget, in loss and in the
 * compute that would make up for it?
 */
public final class WrongSize {
    private WrongSize() {}

    public static void main(String[] args) {
        ComputeOptimal planner = ComputeOptimal.of(PublishedLaws.BESIROGLU_2024.law());
        Compute budget = Compute.flops(1e22);
        System.out.println("N over the best N   more loss, nats   more compute for the same loss");
        for (double factor : new double[] {0.25, 0.5, 0.8, 1.25, 2, 4}) {
            Overhead overhead = planner.frontier().overhead(budget, factor);
            System.out.printf(
                    Locale.ROOT,
                    "%17.2f %17.4f %28.1f %%%n",
                    factor,
                    overhead.extraLoss(),
                    overhead.extraPercent());
        }

        System.out.print(
                """

                Loss is flat about the optimum: a quarter more size, or a fifth less, hardly matters. A model
                of half the size, which is cheaper to serve, takes a quarter more compute to train as far.
                """);
    }
}
