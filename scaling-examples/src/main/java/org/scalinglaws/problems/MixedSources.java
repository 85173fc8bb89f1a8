package org.scalinglaws.problems;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.scalinglaws.plan.DataLimited;
import org.scalinglaws.plan.DataPool;
import org.scalinglaws.plan.Decision;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Tokens;

/**
 * Books are worth half as much again as pages of the web, but there are few of them. How often is each
 * source seen, and of which would one more billion tokens help most?
 */
public final class MixedSources {
    private MixedSources() {}

    public static void main(String[] args) {
        DataPool pool =
                DataPool.of(
                        List.of(
                                new DataPool.Source("web", Tokens.billions(700), 1),
                                new DataPool.Source("books", Tokens.billions(50), 1.5)));
        DataLimited planner = DataLimited.of(PublishedLaws.BESIROGLU_2024.law(), pool);

        // The small budget nearly lives on books alone; the large one sees the whole web twice.
        for (double flops : new double[] {1e22, 1e24}) {
            Decision best = planner.decide(Compute.flops(flops));
            Map<String, Double> epochs = planner.epochs(best.plan().recipe());
            PlanTable.header("budget, FLOP");
            PlanTable.row(Digits.two(flops), best.plan());
            for (DataPool.Source source : pool.sources()) {
                System.out.printf(
                        Locale.ROOT,
                        "  %-6s seen %4.2f times; a billion tokens more buy %s nats%n",
                        source.name(),
                        epochs.get(source.name()),
                        Digits.two(1e9 * best.shadowPrices().getOrDefault(source.name(), 0.0)));
            }
            System.out.println();
        }

        System.out.print(
                """
                Each next token comes from where it is worth most: the better source is repeated first,
                until a token seen again is worth no more than a new one of the other, which counts for
                more where the model is larger than what suits its distinct tokens.
                """);
    }
}
