package org.scalinglaws.diagnose;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.finding.Check;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.problem.NoFitException;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.uncertainty.Covariance;
import org.scalinglaws.uncertainty.Intervals;

/**
 * Which rows does the law of all others find impossible? Candidates lie far off a robust fit; each is
 * then held against the range that a law fitted without the candidates forecasts for it, as deleted
 * residuals are (Cook and Weisberg 1982), so that rows which the law has no right to judge pass.
 */
final class Outliers implements Check<Fit<?>> {
    /** One clean table in so many may have a row named. */
    private static final double FALSE_ALARMS = 1e-3;

    @Override
    public Optional<Finding> inspect(Fit<?> fit) {
        return inspectOf(fit);
    }

    private static <L extends LossLaw> Optional<Finding> inspectOf(Fit<L> fit) {
        boolean[] candidates = Suspects.of(fit);
        int count = Suspects.count(candidates);
        if (count == 0) {
            return Optional.empty();
        }
        Dataset runs = fit.problem().runs();
        try {
            Fit<L> without = Changed.fitted(fit, runs.whereRow(row -> !candidates[row]));
            List<Integer> refuted = refuted(without, runs, candidates);
            if (refuted.isEmpty()) {
                return Optional.empty();
            }
            Fit<L> rest =
                    refuted.size() == count
                            ? without
                            : Changed.fitted(fit, runs.whereRow(row -> !refuted.contains(row)));
            return Optional.of(finding(fit, rest, refuted));
        } catch (NoFitException nothingLeft) {
            return Optional.empty();
        }
    }

    /** The candidates outside of what the other runs forecast for them. */
    private static <L extends LossLaw> List<Integer> refuted(
            Fit<L> without, Dataset runs, boolean[] candidates) {
        Covariance<L> covariance = Covariance.ofRows(without);
        List<Integer> refuted = new ArrayList<>();
        if (!(covariance.degreesOfFreedom() > 0)) {
            return refuted;
        }
        double level = 1 - FALSE_ALARMS / runs.size();
        for (int row = 0; row < candidates.length; row++) {
            Run run = runs.run(row);

            // Without an interval nothing is refuted.
            if (candidates[row]
                    && Intervals.existing(() -> covariance.newRunInterval(level, run.recipe()))
                            .filter(range -> !range.contains(run.loss().nats()))
                            .isPresent()) {
                refuted.add(row);
            }
        }
        return refuted;
    }

    private static <L extends LossLaw> Finding finding(
            Fit<L> fit, Fit<L> without, List<Integer> rows) {
        Dataset runs = fit.problem().runs();
        double typical = Suspects.spread(without);
        List<String> named = new ArrayList<>();
        for (int row : rows) {
            double loss = runs.run(row).loss().nats();
            double expected = without.law().loss(runs.run(row).recipe());
            double residual = fit.problem().objective().residual().of(loss, expected);
            named.add(
                    String.format(
                            Locale.ROOT,
                            "%s has loss %s where the others put %s, a residual of %+.3g or %.3g"
                                    + " times the usual%s",
                            RowNames.of(runs, row),
                            Digits.five(loss),
                            Digits.five(expected),
                            residual,
                            Math.abs(residual) / typical,
                            Slip.of(without, runs.run(row), typical)));
        }

        // What the law would be without them is what a reader must weigh.
        String message =
                RowNames.few(named)
                        + (rows.size() == 1 ? "; without it " : "; without them ")
                        + Changed.numbers(fit, without);
        return Changed.moved(fit, without)
                ? Finding.warning(CheckName.OUTLIER, message)
                : Finding.note(CheckName.OUTLIER, message);
    }
}
