package org.scalinglaws.problems;

import java.util.Locale;
import org.scalinglaws.plan.Plan;
import org.scalinglaws.quantity.Digits;

/** Plans under each other, one a row, so that they can be compared. */
final class PlanTable {
    private static final String ROW = "%-20s %12s %12s %10s %12s %10s%n";

    private PlanTable() {}

    /** The line above the rows; {@code what} says what the first column tells. */
    static void header(String what) {
        System.out.printf(
                Locale.ROOT, ROW, what, "params N", "tokens D", "D / N", "FLOP C", "loss, nats");
    }

    /** A plan in a row; {@code name} says which. */
    static void row(String name, Plan plan) {
        System.out.printf(
                Locale.ROOT,
                ROW,
                name,
                Digits.four(plan.model().parameters()),
                Digits.four(plan.tokens().count()),
                Digits.four(plan.tokensPerParameter()),
                Digits.four(plan.compute().flops()),
                String.format(Locale.ROOT, "%.4f", plan.loss().nats()));
    }
}
