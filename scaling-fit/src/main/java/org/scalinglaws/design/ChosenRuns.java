package org.scalinglaws.design;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Require;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

/**
 * Runs to train next, and what they are expected to tell.
 *
 * @param runs what to train; a recipe that is there twice is trained twice
 * @param price what they cost together, in the unit of the prices; FLOP unless said
 * @param measure what the errors are of
 * @param errorBefore that error without these runs; infinite when it is not determined
 * @param errorAfter that error with them
 * @param findings what a reader should know
 */
public record ChosenRuns(
        List<Recipe> runs,
        double price,
        String measure,
        double errorBefore,
        double errorAfter,
        List<Finding> findings) {
    /** Copies the lists; refuses a price and errors that are no numbers of zero or more. */
    public ChosenRuns {
        Require.noNull("runs", runs);
        Require.noNull("findings", findings);
        runs = List.copyOf(runs);
        requireNonNull(measure, "measure");
        Decimal.nonNegative("price", price);
        requireError("error before", errorBefore);
        requireError("error after", errorAfter);
        findings = List.copyOf(findings);
    }

    private static void requireError(String what, double error) {
        if (!(error >= 0)) {
            throw new IllegalArgumentException(
                    what + " must be 0 or more, got " + Decimal.format(error));
        }
    }

    /**
     * How often each recipe is trained.
     *
     * @return the number of runs by recipe, in the order of the runs
     */
    public Map<Recipe, Integer> counts() {
        Map<Recipe, Integer> counts = new LinkedHashMap<>();
        runs.forEach(recipe -> counts.merge(recipe, 1, Integer::sum));
        return Collections.unmodifiableMap(counts);
    }

    /**
     * Writes a line for each recipe, rounded, and the findings.
     *
     * @return several lines, the last without a line break
     */
    @Override
    public String toString() {
        StringJoiner lines = new StringJoiner("\n");
        lines.add(
                String.format(
                        "%d runs for %s; %s from %s to %s",
                        runs.size(),
                        Digits.cell(price),
                        measure,
                        Digits.cell(errorBefore),
                        Digits.cell(errorAfter)));
        counts().forEach((recipe, count) -> lines.add("  " + count + " x  " + line(recipe)));
        Finding.lines(findings).forEach(line -> lines.add("  " + line));
        return lines.toString();
    }

    private static String line(Recipe recipe) {
        StringJoiner numbers = new StringJoiner("  ");
        for (Factor factor : recipe.factors()) {
            numbers.add(String.format("%s %9s", factor.name(), Digits.cell(recipe.value(factor))));
        }
        if (recipe.has(Factor.FLOPS) && !recipe.factors().contains(Factor.FLOPS)) {
            numbers.add(
                    String.format(
                            "%s %9s",
                            Factor.FLOPS.name(), Digits.cell(recipe.value(Factor.FLOPS))));
        }
        return numbers.toString();
    }
}
