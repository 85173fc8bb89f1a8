package org.scalinglaws.diagnose;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.diagnose.AddedTerms.Outcome;
import org.scalinglaws.finding.Check;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.quantity.LossUnit;

/**
 * Are losses for each token of more than one tokenizer? A token of a larger vocabulary holds more text, and
 * its loss is higher for the same model. Where the table has sizes of the vocabulary, ln V is added to the law
 * and tested at one false alarm in a thousand; names of tokenizers are tested with the other labels.
 */
final class Tokenizers implements Check<Fit<?>> {
    private static final List<String> NAMES =
            List.of(
                    "tokenizer",
                    "tokeniser",
                    "tokenizer_name",
                    "vocab_size",
                    "vocabulary_size",
                    "vocabulary",
                    "vocab");

    @Override
    public Optional<Finding> inspect(Fit<?> fit) {
        Dataset runs = fit.problem().runs();
        boolean comparable = runs.lossUnit().kind() == LossUnit.Kind.BITS_PER_BYTE;
        return Columns.texts(runs, NAMES)
                .filter(column -> !comparable && column.distinct().size() > 1)
                .filter(
                        column ->
                                fit.factors().stream()
                                        .noneMatch(read -> read.name().equals(column.name())))
                .map(column -> finding(fit, column));
    }

    private static Finding finding(Fit<?> fit, Columns.Texts column) {
        Dataset runs = fit.problem().runs();
        String message =
                String.format(
                        "losses are for each token of %d tokenizers by column '%s' (%s), which hold"
                                + " more text or less",
                        column.distinct().size(), column.name(), LossSet.counted(column.values()));
        String todo = "; state losses in bits per byte, or fit each tokenizer by itself";
        Optional<Outcome> shown = shown(fit, runs, column.name());
        return shown.map(
                        outcome ->
                                Finding.warning(
                                        CheckName.TOKENIZERS,
                                        message
                                                + String.format(
                                                        Locale.ROOT,
                                                        ", and it shows: ln %s leaves %.0f %% of the"
                                                                + " squares of residuals (F test, %s)",
                                                        column.name(),
                                                        100 * outcome.left(),
                                                        AddedTerms.chance(outcome.p()))
                                                + todo))
                .orElseGet(() -> Finding.note(CheckName.TOKENIZERS, message + todo));
    }

    /** What the logarithm of a size explains of the residuals, where that is more than chance. */
    private static Optional<Outcome> shown(Fit<?> fit, Dataset runs, String column) {
        AddedTerms terms = AddedTerms.of(fit);
        if (runs.labels().contains(column) || !terms.isPossible()) {
            return Optional.empty();
        }
        double[] sizes = terms.column(runs.column(column));
        if (!Arrays.stream(sizes).allMatch(size -> size > 0 && Double.isFinite(size))) {
            return Optional.empty();
        }
        Outcome outcome = terms.with(List.of(Arrays.stream(sizes).map(Math::log).toArray()));
        return Optional.of(outcome).filter(told -> told.p() < AddedTerms.FALSE_ALARMS);
    }
}
