package org.scalinglaws.isoflop;

import java.util.Arrays;
import java.util.List;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.quantity.Counting;

/**
 * Approach 3 of Hoffmann et al.: the optimum of a law of two powers under C = 6ND.
 *
 * <pre>
 *  a = beta / (alpha + beta),  b = 1 - a,  G = (alpha A / (beta B))^(1 / (alpha + beta))
 *  N* = G (C/6)^a,  D* = (C/6)^b / G</pre>
 */
final class FittedAllocation {
    static final String NAME = "approach 3";
    private static final double LOG_SIX = Math.log(6);

    private FittedAllocation() {}

    static Allocation of(ChinchillaLaw law, Counting counting) {
        double[] powers = powers(law);
        if (Double.isNaN(powers[0])) {
            return Allocation.refused(
                    NAME,
                    counting,
                    List.of(),
                    "the fitted law has no optimum, for one of its terms is nothing or does not"
                            + " change",
                    List.of());
        }

        return Allocation.of(
                NAME,
                counting,
                List.of(),
                new PowerOfCompute(Math.exp(powers[1]), powers[0]),
                new PowerOfCompute(Math.exp(powers[3]), powers[2]),
                List.of());
    }

    /** The exponent and logarithm of the coefficient of N*, then of D*; NaN where there are none. */
    static double[] powers(ChinchillaLaw law) {
        double[] powers = new double[4];
        if (!(law.a() * law.alpha() > 0 && law.b() * law.beta() > 0)) {
            Arrays.fill(powers, Double.NaN);
            return powers;
        }

        double sum = law.alpha() + law.beta();
        double split =
                (Math.log(law.alpha() / law.beta()) + Math.log(law.a()) - Math.log(law.b())) / sum;

        // In logarithms, since G is beyond all numbers where both exponents are small.
        powers[0] = law.beta() / sum;
        powers[1] = split - powers[0] * LOG_SIX;
        powers[2] = law.alpha() / sum;
        powers[3] = -split - powers[2] * LOG_SIX;
        return powers;
    }
}
