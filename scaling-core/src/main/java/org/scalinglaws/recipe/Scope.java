package org.scalinglaws.recipe;

import static java.util.Objects.requireNonNull;

import org.scalinglaws.finding.Finding;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.Interval;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How far runs reach: the range of each positive factor that they cover, and how they count
 * parameters. A law fitted to those runs is an extrapolation outside.
 *
 * @param ranges the range of each factor
 * @param counting how parameters are counted
 */
public record Scope(Map<Factor, Interval> ranges, Counting counting) {
    /**
     * Copies the ranges.
     *
     * @param ranges the range of each factor
     * @param counting how parameters are counted
     */
    public Scope {
        ranges = Collections.unmodifiableMap(new LinkedHashMap<>(ranges));
        requireNonNull(counting, "counting");
    }

    /**
     * Says how far a recipe lies outside, in decades, factor by factor; and whether it counts its
     * parameters by another rule.
     *
     * @param recipe the recipe to look at
     * @return a finding for each factor outside: a note within half a decade, a warning beyond;
     *     distance alone is never an error
     */
    public List<Finding> findings(Recipe recipe) {
        List<Finding> findings = new ArrayList<>();
        if (recipe.counting() != counting) {
            findings.add(
                    Finding.error(
                            "counting",
                            String.format(
                                    "the law counts %s parameters and the recipe %s",
                                    counting, recipe.counting())));
        }
        ranges.forEach(
                (factor, range) -> {
                    if (recipe.has(factor)) {
                        double value = recipe.value(factor);
                        double decades = decadesOutside(range, value);
                        if (decades > 1e-9) {
                            findings.add(outside(factor, range, value, decades));
                        }
                    }
                });
        return List.copyOf(findings);
    }

    private static double decadesOutside(Interval range, double value) {
        return Math.max(Math.log10(range.lower() / value), Math.log10(value / range.upper()));
    }

    private static Finding outside(Factor factor, Interval range, double value, double decades) {
        String message = message(factor, range, value, decades);
        return decades > 0.5
                ? Finding.warning("extrapolation", message)
                : Finding.note("extrapolation", message);
    }

    private static String message(Factor factor, Interval range, double value, double decades) {
        StringBuilder text = new StringBuilder(96).append(factor.name()).append(" of ");
        Rounded.threeDigits(text, value);
        text.append(" is ");
        Rounded.oneDecimal(text, decades);
        text.append(" decades ").append(value > range.upper() ? "above" : "below");
        text.append(" the fitted range, ");
        Rounded.threeDigits(text, range.lower());
        text.append(" to ");
        Rounded.threeDigits(text, range.upper());
        return text.toString();
    }
}
