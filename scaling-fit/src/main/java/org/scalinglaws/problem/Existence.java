package org.scalinglaws.problem;

import java.util.Arrays;
import org.scalinglaws.data.DataException;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.law.Columns;
import org.scalinglaws.law.Evaluator;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.quantity.Decimal;

/** Whether laws of a family exist at the factors of all runs. */
final class Existence {
    private Existence() {}

    /**
     * A power of zero is none: where the family exists at some laws and runs but at none of these
     * laws for a run with a factor of zero or less, that run is why no fit exists.
     */
    static void require(LawFamily<?> family, Dataset runs) {
        Columns natural = family.columns(runs);
        boolean[] exists = existing(family, natural);
        for (int k = 0; k < family.factors().size(); k++) {
            double[] factor = natural.values(k);
            for (int row = 0; row < factor.length; row++) {
                if (factor[row] <= 0 && !exists[row] && existsAbove(natural, k, exists)) {
                    throw new DataException(
                            String.format(
                                    "law '%s' needs a positive %s; run %d has %s",
                                    family.name(),
                                    family.factors().get(k).name(),
                                    row + 1,
                                    Decimal.format(factor[row])));
                }
            }
        }
    }

    private static boolean existsAbove(Columns natural, int factor, boolean[] exists) {
        for (int row = 0; row < exists.length; row++) {
            if (natural.values(factor)[row] > 0 && exists[row]) {
                return true;
            }
        }
        return false;
    }

    /** The runs for which one of a few laws inside the family's bounds gives a number. */
    private static boolean[] existing(LawFamily<?> family, Columns natural) {
        boolean[] exists = new boolean[natural.rows()];
        boolean positive = true;
        for (int k = 0; k < family.factors().size(); k++) {
            positive &= Arrays.stream(natural.values(k)).allMatch(value -> value > 0);
        }
        if (positive) {
            Arrays.fill(exists, true);
            return exists;
        }

        // Of two laws, so that one unlucky number decides nothing.
        double[] predictions = new double[natural.rows()];
        Evaluator evaluator = family.evaluator(natural);
        for (double size : new double[] {0.3, 0.7}) {
            double[] values =
                    family.parameters().stream()
                            .mapToDouble(p -> Math.max(p.lower(), Math.min(p.upper(), size)))
                            .toArray();
            evaluator.predict(values, predictions);
            for (int row = 0; row < predictions.length; row++) {
                exists[row] |= Double.isFinite(predictions[row]);
            }
        }
        return exists;
    }
}
