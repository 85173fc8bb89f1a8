package org.scalinglaws.problems;

import java.util.Comparator;
import java.util.Locale;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.plan.Plan;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.ModelSize;

/**
 * The loss is 1.6 + (N / 1e9)^-0.08 + (D / 1e10)^-0.10. Which of 100 model sizes makes the most of
 * 1e22 FLOP, and how far is it from the best size of all?
 */
public final class IsoFlopSearch {
    private static final Compute BUDGET = Compute.flops(1e22);
    private static final ChinchillaLaw LAW =
            new ChinchillaLaw(1.6, Math.pow(1e9, 0.08), 0.08, Math.pow(1e10, 0.10), 0.10);

    private IsoFlopSearch() {}

    /** The best of 100 sizes in equal ratios from 100 million to 100 billion. */
    static Plan onTheGrid() {
        return ComputeOptimal.of(LAW)
                .frontier()
                .isoFlop(BUDGET, ModelSize.millions(100), ModelSize.billions(100), 100)
                .stream()
                .min(Comparator.comparing(Plan::loss))
                .orElseThrow();
    }

    static Plan exact() {
        return ComputeOptimal.of(LAW).plan(BUDGET);
    }

    private static void print(String search, Plan plan) {
        System.out.printf(
                Locale.ROOT,
                "%-5s  N = %.9e  D = %.9e  loss %.10f nats%n",
                search,
                plan.model().parameters(),
                plan.tokens().count(),
                plan.loss().nats());
    }

    public static void main(String[] args) {
        print("grid", onTheGrid());
        print("exact", exact());
        System.out.printf(
                Locale.ROOT,
                "Missing the best size by %.2f %% costs %.1e nats: the valley is flat at its bottom.%n",
                100 * (onTheGrid().model().parameters() / exact().model().parameters() - 1),
                onTheGrid().loss().nats() - exact().loss().nats());
    }
}
