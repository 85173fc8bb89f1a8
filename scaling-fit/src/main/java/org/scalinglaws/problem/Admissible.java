package org.scalinglaws.problem;

import java.util.Optional;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.law.Scale;
import org.scalinglaws.quantity.Interval;

/** Whether the laws of a family can have the numbers that restrictions allow. */
final class Admissible {
    /** Stands for a bound of minus infinity: a law that refuses it refuses what is below zero. */
    private static final double BELOW_ZERO = -1;

    private Admissible() {}

    /**
     * Refuses a fixed number or a bound that no law of the family can have, before any search.
     *
     * @throws IllegalArgumentException with the law's own reason
     */
    static void require(LawFamily<?> family, Restrictions restrictions) {
        double[] inside =
                family.parameters().stream()
                        .mapToDouble(p -> Math.max(p.lower(), Math.min(p.upper(), 0.5)))
                        .toArray();

        // Where no law has these numbers anyway, the law's reason would not be about the
        // restriction.
        if (refusal(family, inside).isPresent()) {
            return;
        }

        restrictions
                .fixed()
                .forEach((name, value) -> require(family, inside, name, value, "value"));
        restrictions.bounds().forEach((name, range) -> require(family, inside, name, range));
    }

    /** Tries both ends; that of zero on a log scale is never reached, and infinity is no number. */
    private static void require(LawFamily<?> family, double[] inside, String name, Interval range) {
        Parameter parameter = family.parameters().get(family.place(name));
        double lower = Math.max(range.lower(), -Double.MAX_VALUE);
        boolean open = parameter.scale() == Scale.LOG && lower == 0;
        if (!open) {
            boolean endless = range.lower() == Double.NEGATIVE_INFINITY;
            require(family, inside, name, endless ? BELOW_ZERO : lower, "lower bound");
        }
        if (range.upper() < Double.POSITIVE_INFINITY) {
            require(family, inside, name, range.upper(), "upper bound");
        }
    }

    private static void require(
            LawFamily<?> family, double[] inside, String name, double value, String what) {
        double[] numbers = inside.clone();
        numbers[family.place(name)] = value;
        refusal(family, numbers)
                .ifPresent(
                        reason -> {
                            throw new IllegalArgumentException(
                                    String.format(
                                            "%s of parameter %s must be a number that law '%s' can"
                                                    + " have: %s",
                                            what, name, family.name(), reason));
                        });
    }

    private static Optional<String> refusal(LawFamily<?> family, double[] numbers) {
        try {
            family.at(numbers);
            return Optional.empty();
        } catch (IllegalArgumentException refused) {
            return Optional.of(String.valueOf(refused.getMessage()));
        }
    }
}
