package org.scalinglaws.diagnose;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.diagnose.AddedTerms.Outcome;
import org.scalinglaws.finding.Check;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;

/**
 * Do runs of one label lie above the law and those of another below? Then sources, setups or counts are
 * mixed: an analysis of variance of the residuals for each label, at one false alarm in a thousand for
 * all labels together. A label that names sizes or token counts is not one of sources: what it would show,
 * the trend of residuals shows.
 */
final class Groups implements Check<Fit<?>> {
    private static final int FEWEST = 3;
    private static final int MOST_GROUPS = 12;

    /** A label, its groups and what they explain. */
    private record Mixed(String label, Map<String, List<Integer>> groups, Outcome outcome) {}

    @Override
    public Optional<Finding> inspect(Fit<?> fit) {
        Dataset runs = fit.problem().runs();
        if (runs.labels().isEmpty() || runs.trainingRuns().isPresent()) {
            return Optional.empty();
        }
        AddedTerms terms = AddedTerms.of(fit);
        List<Mixed> labels = new ArrayList<>();
        for (String label : runs.labels()) {
            Map<String, List<Integer>> groups = groups(runs.label(label), terms.rows());
            boolean usable =
                    groups.size() > 1
                            && groups.size() <= MOST_GROUPS
                            && groups.values().stream().allMatch(g -> g.size() >= FEWEST)
                            && !namesAFactor(fit, terms, groups);
            if (terms.isPossible() && usable) {
                labels.add(new Mixed(label, groups, terms.with(indicators(terms, groups))));
            }
        }
        return labels.stream()
                .filter(mixed -> mixed.outcome().p() < AddedTerms.FALSE_ALARMS / labels.size())
                .min((one, other) -> Double.compare(one.outcome().p(), other.outcome().p()))
                .map(mixed -> finding(fit, terms, mixed));
    }

    private static Map<String, List<Integer>> groups(List<String> texts, int[] rows) {
        Map<String, List<Integer>> groups = new LinkedHashMap<>();
        for (int i = 0; i < rows.length; i++) {
            groups.computeIfAbsent(texts.get(rows[i]), any -> new ArrayList<>()).add(i);
        }
        return groups;
    }

    /** Whether each group has one size, or one of whatever else the law reads: none can be fitted alone. */
    private static boolean namesAFactor(
            Fit<?> fit, AddedTerms terms, Map<String, List<Integer>> groups) {
        Dataset runs = fit.problem().runs();
        return fit.problem().family().factors().stream()
                .map(factor -> terms.column(runs.column(factor)))
                .anyMatch(
                        column ->
                                groups.values().stream()
                                        .allMatch(
                                                group ->
                                                        group.stream()
                                                                        .map(i -> column[i])
                                                                        .distinct()
                                                                        .count()
                                                                == 1));
    }

    private static List<double[]> indicators(AddedTerms terms, Map<String, List<Integer>> groups) {
        List<double[]> columns = new ArrayList<>();
        for (List<Integer> group : groups.values()) {
            double[] column = new double[terms.rows().length];
            group.forEach(i -> column[i] = 1);
            columns.add(column);
        }
        return columns;
    }

    private static Finding finding(Fit<?> fit, AddedTerms terms, Mixed mixed) {
        double[] residuals = terms.plainResiduals();
        List<String> means = new ArrayList<>();
        mixed.groups()
                .forEach(
                        (value, group) -> {
                            double mean =
                                    group.stream()
                                            .mapToDouble(i -> residuals[i])
                                            .average()
                                            .orElse(0);
                            means.add(
                                    value
                                            + " "
                                            + ResidualTrend.size(
                                                    fit.problem().objective().residual(),
                                                    mean,
                                                    "%+.2g"));
                        });

        return Finding.warning(
                CheckName.MIXED_GROUPS,
                String.format(
                        Locale.ROOT,
                        "runs that differ in '%s' lie apart from one law (%s; F test, %s): they"
                                + " may differ in data, tokenizer or how N is counted; fit each group"
                                + " by itself",
                        mixed.label(),
                        RowNames.few(means),
                        AddedTerms.chance(mixed.outcome().p())));
    }
}
