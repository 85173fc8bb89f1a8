package org.scalinglaws.problems;

import java.util.Locale;
import org.scalinglaws.plan.Advice;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Recipe;

/**
 * There is a little more compute for a model of 10 billion parameters and 50 billion tokens. Should
 * it be spent on more tokens or on more parameters, and how is that at the best recipe?
 */
public final class NextFlop {
    private static final ComputeOptimal PLANNER = ComputeOptimal.of(PublishedLaws.BESIROGLU_2024);
    private static final Recipe OFF = Recipe.of(ModelSize.billions(10), Tokens.billions(50));

    private NextFlop() {}

    static Advice offTheOptimum() {
        return PLANNER.advice(OFF);
    }

    /** The best recipe for the same compute. */
    static Advice atTheOptimum() {
        return PLANNER.advice(PLANNER.plan(OFF.compute()).recipe());
    }

    private static void print(Advice advice) {
        double more = 1e19;
        System.out.printf(
                Locale.ROOT,
                """
                N = %.2f B, D = %.1f B, loss %.4f nats. By its slope another 1e19 FLOP lowers it
                  on data        (dL/dC at constant N)  by %.3e nats
                  on parameters  (dL/dC at constant D)  by %.3e nats
                """,
                advice.used().model().parameters() / 1e9,
                advice.used().tokens().count() / 1e9,
                advice.used().loss().nats(),
                more * advice.onData().natsPerFlop(),
                more * advice.onModel().natsPerFlop());
    }

    public static void main(String[] args) {
        print(offTheOptimum());
        System.out.printf(
                Locale.ROOT,
                "Data pays %.2f times as much: spend it there.%n%n",
                offTheOptimum().dataOverModel());
        print(atTheOptimum());
        System.out.printf(
                Locale.ROOT,
                "Data pays %.2f times as much: where both pay the same, no exchange helps.%n",
                atTheOptimum().dataOverModel());
    }
}
