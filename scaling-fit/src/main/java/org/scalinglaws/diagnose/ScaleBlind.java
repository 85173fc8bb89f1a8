package org.scalinglaws.diagnose;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.finding.Check;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.recipe.Factor;

/**
 * Do all runs state one learning rate, or one batch, while sizes differ thirtyfold or more? Settings that suit
 * one end hold the other back, which bends the exponent of the best size.
 *
 * @see <a href="https://arxiv.org/abs/2406.19146">Porian et al. (2024), section 3.5</a>
 */
final class ScaleBlind implements Check<Fit<?>> {
    private static final double WIDE = 1.5;

    private static final List<List<String>> SETTINGS =
            List.of(
                    List.of("learning_rate", "lr", "max_lr", "peak_lr"),
                    List.of("batch", "batch_size", "batch_tokens"));

    @Override
    public Optional<Finding> inspect(Fit<?> fit) {
        Dataset runs = fit.problem().runs();
        if (!runs.factors().contains(Factor.PARAMETERS)) {
            return Optional.empty();
        }
        double[] sizes = runs.column(Factor.PARAMETERS);
        double least = Arrays.stream(sizes).min().orElse(1);
        double most = Arrays.stream(sizes).max().orElse(1);
        List<String> same =
                SETTINGS.stream()
                        .map(names -> Columns.find(runs, names))
                        .flatMap(Optional::stream)
                        .map(ScaleBlind::constant)
                        .flatMap(Optional::stream)
                        .toList();
        return same.isEmpty() || !(Math.log10(most / least) >= WIDE)
                ? Optional.empty()
                : Optional.of(
                        Finding.note(
                                CheckName.SCALE_BLIND,
                                String.format(
                                        "%s the same in all runs, from %s to %s parameters: what suits"
                                                + " one end holds the other back and bends the exponent"
                                                + " of the best size, unless the parametrisation makes up"
                                                + " for it; tune a few sizes at each end",
                                        said(same), Digits.three(least), Digits.three(most))));
    }

    private static String said(List<String> same) {
        return String.join(" and ", same) + (same.size() == 1 ? " is" : " are");
    }

    private static Optional<String> constant(Columns.Column column) {
        double first = column.values()[0];
        return first > 0 && Arrays.stream(column.values()).allMatch(value -> value == first)
                ? Optional.of(column.name() + " = " + Digits.three(first))
                : Optional.empty();
    }
}
