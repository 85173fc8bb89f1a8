package org.scalinglaws.problems;

import java.util.Locale;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.plan.LossSurface;
import org.scalinglaws.plan.Plan;
import org.scalinglaws.plan.TokenCost;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Digits;

/**
 * C = 6ND forgets what attention costs. Where a token of a long context costs more than 6N, how much
 * smaller is the best model?
 */
public final class CountTheAttention {
    private static final double ASPECT = 128;

    private CountTheAttention() {}

    /** Width of a model of N = 12 layers width^2 parameters whose width is 128 times its layers. */
    private static double width(double parameters) {
        return Math.cbrt(ASPECT * parameters / 12);
    }

    /** FLOP of a training token: 6N, and 12 layers width context for attention. */
    static double flops(double parameters, double context) {
        double width = width(parameters);
        return 6 * parameters + 12 * (width / ASPECT) * width * context;
    }

    public static void main(String[] args) {
        LossSurface surface = LossSurface.of(PublishedLaws.BESIROGLU_2024.law());
        Compute budget = Compute.flops(1e22);
        Plan plain = ComputeOptimal.of(surface).plan(budget);
        PlanTable.header("context");
        PlanTable.row("not counted", plain);
        for (int context : new int[] {2048, 8192, 32768}) {
            TokenCost cost = TokenCost.of("6N + attention", n -> flops(n, context));
            PlanTable.row(
                    context + " tokens",
                    ComputeOptimal.of(surface.withTraining(cost)).plan(budget));
        }
        double n = plain.model().parameters();
        System.out.printf(
                Locale.ROOT,
                """

                At %s parameters attention over 32768 tokens adds %.0f %% to 6N. The same budget then trains
                a smaller model on half the tokens, and the loss is higher.
                """,
                Digits.three(n),
                100 * (flops(n, 32768) / (6 * n) - 1));
    }
}
