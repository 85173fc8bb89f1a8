package org.scalinglaws.recipe;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.Require;

/**
 * How far runs reach: the range of each factor that they cover, and how they count parameters. A law
 * fitted to those runs is an extrapolation outside. A factor that is positive is measured in decades;
 * one that is zero or negative somewhere, in widths of its range.
 *
 * @param ranges the range of each factor
 * @param counting how parameters are counted
 */
public record Scope(Map<Factor, Interval> ranges, Counting counting) {
    /** Decades or widths: nearer, a number says nothing; up to the next, one decimal would be zero. */
    private static final double JUST_OUTSIDE = 1e-3;

    private static final double ONE_DECIMAL = 0.05;
    private static final double FAR_OUTSIDE = 1e6;

    /** Experts in each routed layer; 1 for a dense model. */
    private static final Factor EXPERTS = Factor.named("experts");

    /** Copies the ranges. */
    public Scope {
        Require.noNull("ranges", ranges);
        ranges = Collections.unmodifiableMap(new LinkedHashMap<>(ranges));
        requireNonNull(counting, "counting");
    }

    /**
     * Says how far a recipe lies outside, factor by factor; whether it counts its parameters by another
     * rule; and whether it has experts where the runs state none. On a linear scale w widths outside are as far as a factor of 1 + w.
     *
     * @param recipe the recipe to look at
     * @return a finding for each factor outside: a note within half a decade, a warning beyond;
     *     distance alone is never an error
     */
    public List<Finding> findings(Recipe recipe) {
        requireNonNull(recipe, "recipe");
        // Every replicate of an ensemble is planned: a plain loop costs least.
        List<Finding> findings = new ArrayList<>();
        countedOtherwise(recipe).ifPresent(findings::add);
        otherArchitecture(recipe).ifPresent(findings::add);
        for (Map.Entry<Factor, Interval> range : ranges.entrySet()) {
            outside(range.getKey(), range.getValue(), recipe).ifPresent(findings::add);
        }
        return List.copyOf(findings);
    }

    private Optional<Finding> countedOtherwise(Recipe recipe) {
        return recipe.counting() == counting
                ? Optional.empty()
                : Optional.of(
                        Finding.error(
                                CheckName.COUNTING,
                                String.format(
                                        "the law counts %s parameters and the recipe %s",
                                        counting, recipe.counting())));
    }

    private Optional<Finding> otherArchitecture(Recipe recipe) {
        return recipe.has(EXPERTS) && recipe.value(EXPERTS) > 1 && !ranges.containsKey(EXPERTS)
                ? Optional.of(
                        Finding.warning(
                                CheckName.EXPERTS,
                                String.format(
                                        "the recipe has %s experts a routed layer, which the law does"
                                                + " not read: its models are dense, or all have as many",
                                        Digits.six(recipe.value(EXPERTS)))))
                : Optional.empty();
    }

    private static Optional<Finding> outside(Factor factor, Interval range, Recipe recipe) {
        double value = recipe.has(factor) ? recipe.value(factor) : range.lower();
        double decades = decadesOutside(range, value);

        // Rounding alone puts no recipe outside.
        return decades > 1e-9
                ? Optional.of(outside(factor, range, value, decades))
                : Optional.empty();
    }

    /** A factor of zero has no logarithm. */
    private static boolean isLinear(Interval range, double value) {
        return !(range.lower() > 0 && value > 0);
    }

    private static double decadesOutside(Interval range, double value) {
        if (isLinear(range, value)) {
            double outside = outsideOf(range, value);
            return outside > 0 ? Math.log10(1 + outside / range.width()) : 0;
        }
        return Math.max(
                Math.log10(range.lower()) - Math.log10(value),
                Math.log10(value) - Math.log10(range.upper()));
    }

    private static double outsideOf(Interval range, double value) {
        return Math.max(range.lower() - value, value - range.upper());
    }

    private static Finding outside(Factor factor, Interval range, double value, double decades) {
        String message = message(factor, range, value, decades);
        return decades > 0.5
                ? Finding.warning(CheckName.EXTRAPOLATION, message)
                : Finding.note(CheckName.EXTRAPOLATION, message);
    }

    private static String message(Factor factor, Interval range, double value, double decades) {
        StringBuilder text = new StringBuilder(96).append(factor.name()).append(" of ");
        text.append(Digits.general(value));
        text.append(" is ");

        String side = value > range.upper() ? "above" : "below";
        boolean linear = isLinear(range, value);
        double far = linear ? outsideOf(range, value) / range.width() : decades;
        if (linear && range.width() == 0) {
            text.append(side).append(" the one value of the runs, ");
        } else if (far < JUST_OUTSIDE) {
            text.append("just ").append(side).append(" the fitted range, ");
        } else {
            distance(text, far);
            text.append(linear ? " widths of the fitted range " : " decades ").append(side);
            text.append(linear ? " it, " : " the fitted range, ");
        }

        text.append(Digits.general(range.lower()));
        text.append(" to ");
        text.append(Digits.general(range.upper()));
        return text.toString();
    }

    /** With one decimal, where that says how far it is. */
    private static void distance(StringBuilder text, double far) {
        if (far < ONE_DECIMAL) {
            text.append(String.format(Locale.ROOT, "%.2g", far));
        } else if (far > FAR_OUTSIDE) {
            text.append("more than a million");
        } else {
            text.append(Digits.oneDecimal(far));
        }
    }
}
