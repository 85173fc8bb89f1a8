package org.scalinglaws.diagnose;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.finding.Check;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.problem.Response;
import org.scalinglaws.recipe.Factor;

/** Does the law say the same of every run, though the runs differ? */
final class Constant implements Check<Fit<?>> {
    /** Predictions that differ by less than this share of what was observed are one. */
    private static final double FLAT = 1e-6;

    @Override
    public Optional<Finding> inspect(Fit<?> fit) {
        Dataset runs = fit.problem().runs();
        List<Factor> factors = fit.problem().family().factors();
        double observed = width(runs.losses());

        // Runs that do not vary are told by other checks.
        boolean varies =
                factors.stream().anyMatch(factor -> width(runs.column(factor)) > 0) && observed > 0;
        return varies && isFlat(fit, FLAT * observed)
                ? Optional.of(Finding.error(CheckName.CONSTANT, message(fit, runs, factors)))
                : Optional.empty();
    }

    /** Whether what the law says of all runs lies within a width; no run is asked once it does not. */
    private static boolean isFlat(Fit<?> fit, double width) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (Run run : fit.problem().runs()) {
            double said = fit.law().loss(run.recipe());
            least = Math.min(least, said);
            most = Math.max(most, said);
            if (most - least > width) {
                return false;
            }
        }
        return most - least <= width;
    }

    private static String message(Fit<?> fit, Dataset runs, List<Factor> factors) {
        String column = runs.lossColumn();
        String law = fit.problem().family().name();
        Optional<Response.Trend> trend =
                Response.strongest(runs, factors).filter(Response.Trend::rises);
        if (trend.isEmpty()) {
            return String.format(
                    "the fit is a constant: law '%s' finds no change of %s with %s; try a law of"
                            + " another form or of other factors",
                    law, column, names(factors, " or "));
        }

        // A response that rises is most likely an accuracy under a law of loss.
        String x = trend.orElseThrow().factor().name();
        return String.format(
                Locale.ROOT,
                "the fit is a constant: %s rises with %s in these runs (rank correlation %.2f) and"
                        + " law '%s' can only fall; try power-product:%s (A x^b), saturating-rise:%s"
                        + " (to a ceiling), growing-exponential:%s or sigmoid:%s%s",
                column,
                x,
                trend.orElseThrow().correlation(),
                law,
                names(factors, ","),
                x,
                x,
                x,
                bounded(runs.losses()) ? ", or fit 1 - " + column : "");
    }

    /** An accuracy or a rate lies between 0 and 1. */
    private static boolean bounded(double[] losses) {
        return Arrays.stream(losses).allMatch(loss -> loss >= 0 && loss <= 1);
    }

    private static String names(List<Factor> factors, String between) {
        return factors.stream().map(Factor::name).collect(Collectors.joining(between));
    }

    private static double width(double[] numbers) {
        return Arrays.stream(numbers).max().orElse(0) - Arrays.stream(numbers).min().orElse(0);
    }
}
