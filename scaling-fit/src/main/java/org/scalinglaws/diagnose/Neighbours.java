package org.scalinglaws.diagnose;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.finding.Check;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.recipe.Factor;

/**
 * Do rows of one model size err together along their tokens, though no column says that they are
 * checkpoints? The serial correlation of neighbouring residuals is, of independent runs, close to normal
 * with a variance of one over the number of pairs; one table in a thousand exceeds the limit by chance.
 */
final class Neighbours implements Check<Fit<?>> {
    private static final int LEAST_PAIRS = 16;
    private static final int LEAST_ROWS = 4;

    @Override
    public Optional<Finding> inspect(Fit<?> fit) {
        Dataset runs = fit.problem().runs();
        if (!Directions.readsSizeAndData(fit) || runs.trainingRuns().isPresent()) {
            return Optional.empty();
        }
        int[] all = Alike.first(List.of(runs.column(Factor.PARAMETERS)));
        if (Arrays.stream(counts(all)).noneMatch(rows -> rows >= LEAST_ROWS)) {
            return Optional.empty();
        }
        AddedTerms terms = AddedTerms.of(fit);
        List<List<Integer>> series = series(runs, terms);
        int pairs = series.stream().mapToInt(rows -> rows.size() - 1).sum();
        if (!terms.isPossible() || pairs < LEAST_PAIRS) {
            return Optional.empty();
        }

        // The share of a residual that its neighbour repeats.
        double[] residuals = terms.studentised();
        double together = 0;
        double squares = 0;
        for (List<Integer> rows : series) {
            for (int i = 1; i < rows.size(); i++) {
                double one = residuals[rows.get(i - 1)];
                double other = residuals[rows.get(i)];
                together += one * other;
                squares += (one * one + other * other) / 2;
            }
        }
        double correlation = together / squares;
        double z = correlation * Math.sqrt(pairs);
        double p = 1 - new NormalDistribution(null, 0, 1).cumulativeProbability(z);
        return p < AddedTerms.FALSE_ALARMS
                ? Optional.of(finding(correlation, pairs, series.size(), p))
                : Optional.empty();
    }

    private static Finding finding(double correlation, int pairs, int sizes, double p) {
        return Finding.warning(
                CheckName.CHECKPOINTS,
                String.format(
                        Locale.ROOT,
                        "rows of one model size err together along their tokens (correlation %.2f of"
                                + " %d neighbours at %d sizes, %s), as checkpoints of one run do"
                                + " or a law of the wrong form: errors are too small; name the runs in"
                                + " a column 'run', or keep the last row of each",
                        correlation,
                        pairs,
                        sizes,
                        AddedTerms.chance(p)));
    }

    /** The rows of each size in the order of their tokens, where there are enough. */
    private static List<List<Integer>> series(Dataset runs, AddedTerms terms) {
        double[] sizes = terms.column(runs.column(Factor.PARAMETERS));
        double[] tokens = terms.column(runs.column(Factor.TOKENS));
        int[] first = Alike.first(List.of(sizes));
        int[] counts = counts(first);
        Map<Integer, List<Integer>> series = new LinkedHashMap<>();
        for (int i = 0; i < sizes.length; i++) {
            if (counts[first[i]] >= LEAST_ROWS) {
                series.computeIfAbsent(first[i], any -> new ArrayList<>()).add(i);
            }
        }
        series.values().forEach(rows -> rows.sort(Comparator.comparingDouble(i -> tokens[i])));

        // One run passes a token count once: sizes with repeats are of several runs.
        return series.values().stream()
                .filter(rows -> rows.stream().map(i -> tokens[i]).distinct().count() == rows.size())
                .toList();
    }

    /** How many rows each first row stands for. */
    private static int[] counts(int[] first) {
        int[] counts = new int[first.length];
        for (int place : first) {
            counts[place]++;
        }
        return counts;
    }
}
