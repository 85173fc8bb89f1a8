package org.scalinglaws.diagnose;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.finding.Check;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.problem.Residual;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.uncertainty.Covariance;

/** Do the runs determine every parameter, and the numbers that a reader asks for? */
final class Identifiability implements Check<Fit<?>> {
    private static final CheckName NAME = CheckName.IDENTIFIABILITY;
    private static final double ILL_CONDITIONED = 1e8;

    @Override
    public Optional<Finding> inspect(Fit<?> fit) {
        return inspectOf(fit);
    }

    private static <L extends LossLaw> Optional<Finding> inspectOf(Fit<L> fit) {
        Covariance<L> rows = Covariance.sandwich(fit);
        List<String> lost = rows.undetermined();
        String why = why(fit);

        // Where runs are as few as numbers, that is the reason, unless a factor never changes.
        if (!lost.isEmpty() && !(hasNoRunToSpare(fit) && why.isEmpty())) {
            String which =
                    lost.size() == 1
                            ? lost.get(0) + " cannot be determined from these runs"
                            : String.join(", ", lost.subList(0, lost.size() - 1))
                                    + " and "
                                    + lost.get(lost.size() - 1)
                                    + " cannot be told apart by these runs";
            return Optional.of(Finding.error(NAME, which + why));
        }
        return noNoise(fit).or(() -> undetermined(fit, rows));
    }

    private static boolean hasNoRunToSpare(Fit<?> fit) {
        int numbers = fit.problem().coordinates().dimension();
        return numbers > 0 && fit.problem().runs().size() <= numbers;
    }

    /** A law through every run leaves nothing that errors could be told from. */
    private static Optional<Finding> noNoise(Fit<?> fit) {
        if (hasNoRunToSpare(fit)) {
            return Optional.of(
                    Finding.error(
                            NAME,
                            String.format(
                                    "%d runs say nothing of how sure %d numbers are: such a law"
                                            + " passes through every run",
                                    fit.problem().runs().size(),
                                    fit.problem().coordinates().dimension())));
        }
        return passesThroughEveryRun(fit)
                ? Optional.of(
                        Finding.note(
                                NAME,
                                "the law passes through every run to the last digit: runs without"
                                        + " noise tell no standard errors"))
                : Optional.empty();
    }

    /** What can be told apart may still be known to nothing better than "some number". */
    private static <L extends LossLaw> Optional<Finding> undetermined(
            Fit<L> fit, Covariance<L> rows) {
        Covariance<L> errors = Covariance.of(fit);
        List<String> wide = Widths.of(fit, errors);
        if (!wide.isEmpty()) {
            String message = "these runs do not determine " + String.join(", ", wide) + few(fit);
            return Optional.of(
                    Widths.eachFactorHasOneExponent(fit.problem().family())
                            ? Finding.error(NAME, message)
                            : Finding.warning(NAME, message));
        }

        List<String> loose = Widths.pastBounds(fit, errors);
        if (!loose.isEmpty()) {
            return Optional.of(
                    Finding.warning(
                            NAME,
                            "these runs do not determine "
                                    + String.join(", ", loose)
                                    + ": an interval reaches past what it can be"
                                    + few(fit)));
        }

        // The condition is that of the rows, however their errors go together.
        return rows.condition() > ILL_CONDITIONED
                ? Optional.of(
                        Finding.warning(
                                NAME,
                                String.format(
                                        Locale.ROOT,
                                        "the runs barely determine the parameters: condition number"
                                                + " %.1e",
                                        rows.condition())))
                : Optional.empty();
    }

    /** To the last digit of each loss: what is left is rounding. */
    private static boolean passesThroughEveryRun(Fit<?> fit) {
        double[] residuals = fit.residuals();
        double[] losses = fit.problem().runs().losses();
        Residual kind = fit.problem().objective().residual();
        return IntStream.range(0, losses.length)
                .allMatch(
                        row -> Math.abs(residuals[row]) <= Math.ulp(1.0) * kind.whole(losses[row]));
    }

    private static String why(Fit<?> fit) {
        Dataset runs = fit.problem().runs();
        List<String> constant = new ArrayList<>();
        for (Factor factor : fit.problem().family().factors()) {
            double[] column = runs.column(factor);
            if (Arrays.stream(column).allMatch(x -> Double.compare(x, column[0]) == 0)) {
                constant.add(factor.name() + " = " + Decimal.format(column[0]));
            }
        }
        return constant.isEmpty() ? "" : ": all have " + String.join(" and ", constant);
    }

    /** The plainest reason: hardly more runs than numbers. */
    private static String few(Fit<?> fit) {
        int runs = fit.problem().runs().size();
        int numbers = fit.problem().coordinates().dimension();
        return runs < 2 * numbers
                ? String.format("; %d runs are few for %d numbers", runs, numbers)
                : "";
    }
}
