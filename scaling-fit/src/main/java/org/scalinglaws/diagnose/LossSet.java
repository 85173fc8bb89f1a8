package org.scalinglaws.diagnose;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.finding.Check;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.problem.NoFitException;
import org.scalinglaws.quantity.LossUnit;
import org.scalinglaws.recipe.Factor;

/**
 * On which text were losses measured? A table may hold a held-out loss beside the one that is fitted, which
 * is fitted as well and compared; or a column may name several sets of text.
 */
final class LossSet implements Check<Fit<?>> {
    private static final List<String> HELD_OUT =
            List.of(
                    "val_loss",
                    "validation_loss",
                    "valid_loss",
                    "eval_loss",
                    "test_loss",
                    "held_out_loss",
                    "heldout_loss");

    private static final List<String> SETS =
            List.of("split", "loss_of", "loss_on", "evaluated_on", "eval_set", "eval_split");

    @Override
    public Optional<Finding> inspect(Fit<?> fit) {
        return beside(fit).or(() -> mixed(fit.problem().runs()));
    }

    private static <L extends LossLaw> Optional<Finding> beside(Fit<L> fit) {
        Dataset runs = fit.problem().runs();
        Optional<Columns.Column> column = Columns.find(runs, HELD_OUT);

        // Another column stands in the unit of its own, which must be that of the losses.
        boolean usable =
                runs.lossUnit().kind() == LossUnit.Kind.NATS
                        && !HELD_OUT.contains(runs.lossColumn().toLowerCase(Locale.ROOT))
                        && column.filter(held -> all(held.values())).isPresent();
        if (!usable) {
            return Optional.empty();
        }
        Columns.Column held = column.orElseThrow();
        double[] losses = runs.losses();
        double[] gaps =
                IntStream.range(0, losses.length)
                        .mapToDouble(row -> held.values()[row] / losses[row] - 1)
                        .sorted()
                        .toArray();
        if (gaps[0] == 0 && gaps[gaps.length - 1] == 0) {
            return Optional.empty();
        }
        try {
            Fit<L> other = Changed.fitted(fit, runs.withLoss(Factor.named(held.name())));
            String message =
                    String.format(
                            Locale.ROOT,
                            "column '%s' lies %+.2g %% to %+.2g %% off the loss that is fitted, '%s';"
                                    + " fitted to it %s; a plan is for held-out text: fit '%s', or state"
                                    + " which loss the law is of",
                            held.name(),
                            100 * gaps[0],
                            100 * gaps[gaps.length - 1],
                            runs.lossColumn(),
                            Changed.numbers(fit, other),
                            held.name());
            return Optional.of(
                    Changed.moved(fit, other)
                            ? Finding.warning(CheckName.LOSS_SET, message)
                            : Finding.note(CheckName.LOSS_SET, message));
        } catch (NoFitException none) {
            return Optional.empty();
        }
    }

    private static boolean all(double[] losses) {
        return Arrays.stream(losses).allMatch(loss -> loss > 0 && Double.isFinite(loss));
    }

    private static Optional<Finding> mixed(Dataset runs) {
        return Columns.texts(runs, SETS)
                .filter(sets -> sets.distinct().size() > 1)
                .map(
                        sets ->
                                Finding.note(
                                        CheckName.LOSS_SET,
                                        String.format(
                                                "losses are of %d sets of text by column '%s' (%s): a law"
                                                        + " is of one; fit each by itself",
                                                sets.distinct().size(),
                                                sets.name(),
                                                counted(sets.values()))));
    }

    /** How many runs each word has. */
    static String counted(List<String> words) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        words.forEach(word -> counts.merge(word.isBlank() ? "none" : word, 1, Integer::sum));
        return RowNames.few(
                counts.entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .collect(Collectors.toList()));
    }
}
