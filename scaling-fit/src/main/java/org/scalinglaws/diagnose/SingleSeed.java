package org.scalinglaws.diagnose;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.finding.Check;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.recipe.Factor;

/**
 * Do the runs state their seeds, and was no recipe trained with two? Then nothing tells the noise of a seed
 * from what the law misses. A table that states no seed is not judged.
 */
final class SingleSeed implements Check<Fit<?>> {
    private static final List<String> NAMES =
            List.of("seed", "random_seed", "init_seed", "data_seed", "seed_id");

    @Override
    public Optional<Finding> inspect(Fit<?> fit) {
        Dataset runs = fit.problem().runs();
        return Columns.texts(runs, NAMES)
                .filter(seeds -> !seeds.distinct().isEmpty())
                .filter(seeds -> !isRepeated(fit, seeds.values()))
                .map(seeds -> finding(runs, seeds));
    }

    private static boolean isRepeated(Fit<?> fit, List<String> seeds) {
        List<double[]> columns = new ArrayList<>();
        for (Factor factor : fit.problem().family().factors()) {
            columns.add(fit.problem().runs().column(factor));
        }
        Map<List<Double>, String> first = new HashMap<>();
        for (int i = 0; i < seeds.size(); i++) {
            int row = i;
            List<Double> recipe = columns.stream().map(column -> column[row]).toList();
            String earlier = first.putIfAbsent(recipe, seeds.get(row));
            if (earlier != null && !earlier.equals(seeds.get(row))) {
                return true;
            }
        }
        return false;
    }

    private static Finding finding(Dataset runs, Columns.Texts seeds) {
        int count = seeds.distinct().size();
        return Finding.note(
                CheckName.SINGLE_SEED,
                String.format(
                        "no recipe of %d runs was trained with two seeds (column '%s' has %d value%s):"
                                + " nothing tells the noise of a seed from what the law misses; train"
                                + " a few recipes, small and large, with another seed",
                        runs.size(), seeds.name(), count, count == 1 ? "" : "s"));
    }
}
