package org.scalinglaws.diagnose;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.ToDoubleFunction;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.finding.Check;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.law.Scale;
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
            Fit<L> without = fitted(fit, runs.whereRow(row -> !candidates[row]));
            List<Integer> refuted = refuted(without, runs, candidates);
            if (refuted.isEmpty()) {
                return Optional.empty();
            }
            Fit<L> rest =
                    refuted.size() == count
                            ? without
                            : fitted(fit, runs.whereRow(row -> !refuted.contains(row)));
            return Optional.of(finding(fit, rest, refuted));
        } catch (NoFitException nothingLeft) {
            return Optional.empty();
        }
    }

    private static <L extends LossLaw> Fit<L> fitted(Fit<L> fit, Dataset runs) {
        return new Fitter<>(
                        fit.problem().family(),
                        fit.problem().objective(),
                        fit.problem().restrictions(),
                        fit.solver(),
                        List.of())
                .fit(runs);
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
                        + changes(fit, without);
        return moved(fit, without)
                ? Finding.warning(CheckName.OUTLIER, message)
                : Finding.note(CheckName.OUTLIER, message);
    }

    /** The law's numbers but for its scales, and what follows from them, without and with the rows. */
    private static <L extends LossLaw> String changes(Fit<L> fit, Fit<L> without) {
        LawFamily<L> family = fit.problem().family();
        StringJoiner changes = new StringJoiner(", ");
        double[] before = family.values(fit.law());
        double[] after = family.values(without.law());
        for (int j = 0; j < before.length; j++) {
            Parameter parameter = family.parameters().get(j);
            if (parameter.scale() == Scale.LINEAR && fit.problem().coordinates().place(j) >= 0) {
                changes.add(change(parameter.name(), before[j], after[j]));
            }
        }
        for (Map.Entry<String, ToDoubleFunction<L>> derived : family.derived().entrySet()) {
            ToDoubleFunction<L> number = derived.getValue();
            changes.add(
                    change(
                            derived.getKey(),
                            number.applyAsDouble(fit.law()),
                            number.applyAsDouble(without.law())));
        }
        return changes.toString();
    }

    private static String change(String name, double before, double after) {
        String now = name + " is " + Digits.four(after);
        String was = Digits.four(before);
        return was.equals(Digits.four(after)) ? now + " as now" : now + " instead of " + was;
    }

    /** Whether a number moves by more than its own standard error. */
    private static <L extends LossLaw> boolean moved(Fit<L> fit, Fit<L> without) {
        double[] before = fit.problem().family().values(fit.law());
        double[] after = fit.problem().family().values(without.law());
        double[] errors =
                Covariance.ofRows(without).standardErrors().values().stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray();
        for (int j = 0; j < before.length; j++) {
            if (Math.abs(after[j] - before[j]) > errors[j]) {
                return true;
            }
        }
        return !Arrays.equals(before, after) && Arrays.stream(errors).allMatch(Double::isNaN);
    }
}
