package org.scalinglaws.diagnose;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.scalinglaws.finding.Check;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

/**
 * Does a law of one factor go to infinity between two runs that it fits? A quotient whose
 * denominator passes zero there does.
 */
final class Pole implements Check<Fit<?>> {
    /** So many places between two runs, and again around the one furthest from their chord. */
    private static final int PLACES = 32;

    private static final int ZOOMS = 5;

    /** Further from the chord than so many times the range of all losses is no curve but a pole. */
    private static final double FAR = 20;

    @Override
    public Optional<Finding> inspect(Fit<?> fit) {
        List<Factor> factors = fit.problem().family().factors();
        if (factors.size() != 1) {
            return Optional.empty();
        }
        Factor factor = factors.get(0);
        double[] places =
                Arrays.stream(fit.problem().runs().column(factor)).sorted().distinct().toArray();
        double[] losses = fit.problem().runs().losses();
        double range =
                Arrays.stream(losses).max().orElse(0) - Arrays.stream(losses).min().orElse(0);

        // Between two runs nothing holds the law back.
        for (int i = 1; i < places.length; i++) {
            double at = anywhere(fit.law(), factor, places[i - 1], places[i], FAR * range);
            if (!Double.isNaN(at)) {
                return Optional.of(
                        Finding.error(
                                CheckName.POLE,
                                String.format(
                                        Locale.ROOT,
                                        "the law has a pole near %s = %s, between the runs at %s and"
                                                + " %s: there it leaves the losses of all runs by"
                                                + " more than %.0f times their range; bound its"
                                                + " numbers, or start elsewhere",
                                        factor.name(),
                                        Digits.six(at),
                                        Digits.six(places[i - 1]),
                                        Digits.six(places[i]),
                                        FAR)));
            }
        }
        return Optional.empty();
    }

    /** Between two whole steps a law of steps answers nothing, and has no pole. */
    private static double anywhere(
            LossLaw law, Factor factor, double left, double right, double limit) {
        try {
            return furthest(law, factor, left, right, limit);
        } catch (IllegalArgumentException refused) {
            return Double.NaN;
        }
    }

    /** Where the law is further from its chord than a limit, or does not exist; NaN where nowhere. */
    private static double furthest(
            LossLaw law, Factor factor, double left, double right, double limit) {
        double low = left;
        double high = right;
        double start = at(law, factor, left);
        double end = at(law, factor, right);

        // The narrower the pole, the closer one must look: each round zooms in on the worst place.
        for (int zoom = 0; zoom < ZOOMS; zoom++) {
            double step = (high - low) / PLACES;
            double best = low;
            double most = -1;
            for (int k = 1; k < PLACES; k++) {
                double x = low + k * step;
                double chord = start + (end - start) * (x - left) / (right - left);
                double off = Math.abs(at(law, factor, x) - chord);
                if (!(off <= limit)) {
                    return x;
                }
                best = off > most ? x : best;
                most = Math.max(off, most);
            }
            low = best - step;
            high = best + step;
        }
        return Double.NaN;
    }

    private static double at(LossLaw law, Factor factor, double x) {
        return law.loss(Recipe.of(Map.of(factor, x)));
    }
}
