package org.scalinglaws.diagnose;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.scalinglaws.finding.Check;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.quantity.Decimal;

/**
 * Were losses rounded, so that their digits are part of the noise? A unit u leaves errors of u /
 * sqrt(12). That all of n losses of finer digits end so by chance happens once in 10^n tables.
 */
final class RoundedLosses implements Check<Fit<?>> {
    private static final int LEAST_RUNS = 6;
    private static final int MOST_DIGITS = 3;
    private static final double ROUNDING = 1e-9;

    /** A share of the variance of residuals from which on digits would help. */
    private static final double MUCH = 0.1;

    /** The same from which on a robust fit passes through steps and not through noise. */
    private static final double MOST = 0.5;

    @Override
    public Optional<Finding> inspect(Fit<?> fit) {
        double[] losses = fit.problem().runs().losses();
        int digits = digits(losses);
        if (losses.length < LEAST_RUNS || digits > MOST_DIGITS) {
            return Optional.empty();
        }
        AddedTerms terms = AddedTerms.of(fit);
        if (!terms.isPossible()) {
            return Optional.empty();
        }

        // Rounding to a unit has a variance of a twelfth of its square.
        double unit = Math.pow(10, -digits);
        double[] sorted = Arrays.stream(losses).sorted().toArray();
        double middle = sorted[sorted.length / 2];
        double noise = terms.spread() * fit.problem().objective().residual().nats(middle);
        double share = Math.min(1, unit * unit / 12 / (noise * noise));
        if (share < MUCH) {
            return Optional.empty();
        }

        long distinct = Arrays.stream(losses).distinct().count();
        String message =
                String.format(
                        Locale.ROOT,
                        "losses are rounded to %s (%d values in %d runs), which makes %.0f %% of the"
                                + " variance of the residuals of %.2g; read the losses in full digits,"
                                + " or fit by squares",
                        Decimal.format(unit),
                        distinct,
                        losses.length,
                        100 * share,
                        noise);
        return Optional.of(
                share < MOST
                        ? Finding.note(CheckName.ROUNDED_LOSSES, message)
                        : Finding.warning(CheckName.ROUNDED_LOSSES, message));
    }

    /** How many digits behind the point all losses get by with. */
    private static int digits(double[] losses) {
        int digits = 0;
        while (digits <= MOST_DIGITS) {
            double scale = Math.pow(10, digits);
            if (Arrays.stream(losses)
                    .allMatch(
                            loss ->
                                    Math.abs(loss * scale - Math.rint(loss * scale))
                                            <= ROUNDING * Math.max(1, Math.abs(loss * scale)))) {
                return digits;
            }
            digits++;
        }
        return digits;
    }
}
