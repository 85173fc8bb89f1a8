package org.scalinglaws.problem;

import java.util.Arrays;
import java.util.Optional;
import org.scalinglaws.law.Columns;
import org.scalinglaws.law.LawFamily;

/**
 * The units that a fit counts factors in: the geometric mean of each, about which the logarithms of
 * a factor are centred. In the units of the data a coefficient and its exponent are all but
 * collinear; in these they are nearly orthogonal.
 *
 * @see <a href="https://doi.org/10.1002/9780470316757">Bates and Watts (1988), Nonlinear Regression
 *     Analysis and Its Applications, chapter 3, parameter transformations</a>
 */
final class FactorUnits {
    private final LawFamily<?> family;
    private final double[] units;
    private final double[] back;

    private FactorUnits(LawFamily<?> family, double[] units) {
        this.family = family;
        this.units = units;
        this.back = Arrays.stream(units).map(unit -> 1 / unit).toArray();
    }

    /**
     * The geometric mean of each factor; 1 for all when a factor is not positive, when the family
     * cannot change units, or when a restriction speaks of a number that changes with them.
     */
    static FactorUnits of(LawFamily<?> family, Columns columns, ResolvedRestrictions restrictions) {
        double[] means = new double[family.factors().size()];
        double[] none = new double[means.length];
        Arrays.fill(none, 1);
        for (int k = 0; k < means.length; k++) {
            double sum = 0;
            for (double value : columns.values(k)) {
                sum += Math.log(value);
            }
            means[k] = Math.exp(sum / columns.rows());
            if (!(means[k] > 0 && means[k] < Double.POSITIVE_INFINITY)) {
                return new FactorUnits(family, none);
            }
        }
        boolean free = leavesRestrictedAlone(family, means, restrictions);
        return new FactorUnits(family, free ? means : none);
    }

    /** Tried on one law of no special numbers: which of them change with the units. */
    private static boolean leavesRestrictedAlone(
            LawFamily<?> family, double[] means, ResolvedRestrictions restrictions) {
        double[] probe = new double[restrictions.parameters()];
        Arrays.setAll(probe, j -> 0.5 + 0.1 * j);
        Optional<double[]> changed = family.inUnits(probe, means);
        if (changed.isEmpty()) {
            return false;
        }
        for (int j = 0; j < probe.length; j++) {
            if (restrictions.isRestricted(j) && changed.get()[j] != probe[j]) {
                return false;
            }
        }
        return true;
    }

    boolean areThoseOfData() {
        return Arrays.stream(units).allMatch(unit -> unit == 1);
    }

    /** The columns in these units. */
    Columns of(Columns natural) {
        return natural.inUnits(units);
    }

    /** The law's numbers in these units. */
    double[] fromNatural(double[] values) {
        return family.inUnits(values, units).orElse(values);
    }

    /** The law's numbers in the units of the data. */
    double[] toNatural(double[] values) {
        return family.inUnits(values, back).orElse(values);
    }
}
