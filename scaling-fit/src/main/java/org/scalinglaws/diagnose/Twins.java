package org.scalinglaws.diagnose;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.finding.Check;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.recipe.Factor;

/**
 * Are there runs whose sizes, tokens and losses differ by less than 1 %, and yet are not the same? One run
 * that was read off a picture twice looks so. Repeats of one recipe have the very same numbers.
 */
final class Twins implements Check<Fit<?>> {
    /** In e-folds. */
    private static final double NEAR = 0.01;

    /** Chance puts so many times as many pairs into a square of so many times the side. */
    private static final double WIDER = 3;

    private static final double PAIRS = WIDER * WIDER;

    /** More pairs than chance explains are at least so many times as many. */
    private static final double MORE = 2;

    /** Nobody reads more runs than this off a picture. */
    private static final int MANY = 5_000;

    @Override
    public Optional<Finding> inspect(Fit<?> fit) {
        Dataset runs = fit.problem().runs();
        if (!Directions.readsSizeAndData(fit)
                || runs.trainingRuns().isPresent()
                || runs.size() > MANY) {
            return Optional.empty();
        }
        double[] n = Directions.logarithms(runs, Factor.PARAMETERS);
        double[] d = Directions.logarithms(runs, Factor.TOKENS);
        double[] losses = runs.losses();
        List<Integer> order =
                IntStream.range(0, n.length)
                        .boxed()
                        .sorted(Comparator.comparingDouble(row -> n[row]))
                        .toList();

        // By size only those next to each other need to be compared.
        Set<Integer> twins = new LinkedHashSet<>();
        int pairs = 0;
        int wide = 0;
        for (int i = 0; i < order.size(); i++) {
            int one = order.get(i);
            for (int j = i + 1; j < order.size(); j++) {
                int other = order.get(j);
                double apart = Math.max(n[other] - n[one], Math.abs(d[other] - d[one]));
                if (n[other] - n[one] >= WIDER * NEAR) {
                    break;
                }
                boolean alike = Math.abs(losses[other] - losses[one]) < NEAR * losses[one];
                if (n[other] > n[one] && alike && apart < WIDER * NEAR) {
                    wide++;
                    if (apart < NEAR) {
                        pairs++;
                        twins.add(one);
                        twins.add(other);
                    }
                }
            }
        }

        // Where runs are dense, some stand near each other by chance.
        boolean chance = pairs <= MORE * wide / PAIRS;
        return twins.isEmpty() || chance ? Optional.empty() : Optional.of(finding(runs, twins));
    }

    private static Finding finding(Dataset runs, Set<Integer> twins) {
        List<String> names = new ArrayList<>();
        twins.forEach(row -> names.add(RowNames.of(runs, row)));
        return Finding.note(
                CheckName.TWINS,
                String.format(
                        "%d of %d runs have another within 1 %% in size, tokens and loss that is not quite"
                                + " the same (%s): a run that was read off a picture twice looks so and"
                                + " counts double; keep one of each pair",
                        twins.size(), runs.size(), RowNames.few(names)));
    }
}
