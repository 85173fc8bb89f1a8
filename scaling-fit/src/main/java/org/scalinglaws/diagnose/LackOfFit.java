package org.scalinglaws.diagnose;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.math3.distribution.FDistribution;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.finding.Check;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.recipe.Factor;

/**
 * Are residuals larger than runs of one recipe differ among themselves? Fisher's lack-of-fit test
 * against replicates, at one false alarm in a thousand.
 *
 * @see <a href="https://doi.org/10.1002/9781118625590">Draper and Smith (1998), Applied Regression
 *     Analysis, section 2.1</a>
 */
final class LackOfFit implements Check<Fit<?>> {
    /** Fewer repeats do not tell how far runs scatter. */
    private static final int REPEATS = 3;

    @Override
    public Optional<Finding> inspect(Fit<?> fit) {
        AddedTerms terms = AddedTerms.of(fit);
        if (fit.problem().runs().trainingRuns().isPresent() || !terms.isPossible()) {
            return Optional.empty();
        }
        List<List<Integer>> recipes = recipes(fit, terms);
        int repeats = terms.rows().length - recipes.size();
        int spare = terms.spare() - repeats;
        if (repeats < REPEATS || spare < 1) {
            return Optional.empty();
        }

        // The squares of residuals split into what repeats show and what the law misses.
        double all = terms.spread() * terms.spread() * terms.spare();
        double pure = recipes.stream().mapToDouble(same -> within(terms.residuals(), same)).sum();
        double noise = pure / repeats;
        double f = (all - pure) / spare / noise;
        double p = 1 - new FDistribution(null, spare, repeats).cumulativeProbability(f);
        return noise > 0 && p < AddedTerms.FALSE_ALARMS
                ? Optional.of(finding(fit, Math.sqrt(noise), (all - pure) / spare, p, repeats))
                : Optional.empty();
    }

    private static Finding finding(Fit<?> fit, double noise, double missed, double p, int repeats) {
        return Finding.warning(
                CheckName.LACK_OF_FIT,
                String.format(
                        Locale.ROOT,
                        "the law misses by more than noise: runs of one recipe scatter by %s (%d"
                                + " repeats), the means of recipes by %s around the law (F test, %s);"
                                + " weigh other forms of law, and do not read the errors as"
                                + " all that is in doubt",
                        ResidualTrend.size(fit.problem().objective().residual(), noise, "%.2g"),
                        repeats,
                        ResidualTrend.size(
                                fit.problem().objective().residual(), Math.sqrt(missed), "%.2g"),
                        AddedTerms.chance(p)));
    }

    /** The rows of each recipe; copies of a run that counts more than once are not among them. */
    private static List<List<Integer>> recipes(Fit<?> fit, AddedTerms terms) {
        Dataset runs = fit.problem().runs();
        List<double[]> columns = new ArrayList<>();
        for (Factor factor : fit.problem().family().factors()) {
            columns.add(terms.column(runs.column(factor)));
        }
        Map<List<Double>, List<Integer>> recipes = new LinkedHashMap<>();
        for (int i = 0; i < terms.rows().length; i++) {
            int row = i;
            List<Double> recipe = columns.stream().map(column -> column[row]).toList();
            recipes.computeIfAbsent(recipe, any -> new ArrayList<>()).add(i);
        }
        return List.copyOf(recipes.values());
    }

    private static double within(double[] residuals, List<Integer> same) {
        double mean = same.stream().mapToDouble(i -> residuals[i]).average().orElse(0);
        return same.stream().mapToDouble(i -> Math.pow(residuals[i] - mean, 2)).sum();
    }
}
