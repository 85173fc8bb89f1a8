package org.scalinglaws.diagnose;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.Parameter;

/**
 * The coefficient and the exponent of a factor's own power law A x^-alpha inside a law, found from
 * how the law's numbers change with the unit of the factor.
 *
 * @param factor place of the factor in the family
 * @param coefficient place of A
 * @param exponent place of alpha
 */
record PowerTerm(int factor, int coefficient, int exponent) {
    private static final double SAME = 1e-9;

    /**
     * Looks for the term of a factor.
     *
     * @param family the laws
     * @param factor the factor's place
     * @return the term; empty where the unit of the factor changes more than one coefficient
     */
    static Optional<PowerTerm> of(LawFamily<?> family, int factor) {
        List<Parameter> parameters = family.parameters();
        double[] probe = new double[parameters.size()];
        for (int j = 0; j < probe.length; j++) {
            double wished = 0.3 + 0.0371 * j;
            Parameter parameter = parameters.get(j);
            probe[j] = Math.max(parameter.lower(), Math.min(parameter.upper(), wished));
        }
        double[] units = new double[family.factors().size()];
        Arrays.fill(units, 1);
        units[factor] = Math.E;
        Optional<double[]> changed = family.inUnits(probe, units);

        // A (e x)^-alpha: only A changes, by exp(-alpha).
        int coefficient = -1;
        for (int j = 0; j < probe.length && changed.isPresent(); j++) {
            if (changed.get()[j] != probe[j]) {
                if (coefficient >= 0) {
                    return Optional.empty();
                }
                coefficient = j;
            }
        }
        if (coefficient < 0) {
            return Optional.empty();
        }
        double power = -Math.log(changed.orElseThrow()[coefficient] / probe[coefficient]);
        for (int j = 0; j < probe.length; j++) {
            if (j != coefficient && Math.abs(probe[j] - power) < SAME) {
                return Optional.of(new PowerTerm(factor, coefficient, j));
            }
        }
        return Optional.empty();
    }

    /**
     * The same law along y = exp(c) x^s with the terms of the two factors swapped.
     *
     * <pre>  A x^-alpha + B y^-beta = B exp(-c beta) x^(-s beta) + A exp(c alpha/s) y^(-alpha/s)</pre>
     *
     * @param values the law's numbers
     * @param other the term of y; this is the term of x
     * @param c logarithm of y where x is 1
     * @param s how fast ln y grows with ln x, positive
     * @return new numbers
     */
    double[] swapped(double[] values, PowerTerm other, double c, double s) {
        double[] swapped = values.clone();
        double alpha = values[exponent];
        double beta = values[other.exponent];
        swapped[exponent] = s * beta;
        swapped[coefficient] = values[other.coefficient] * Math.exp(-c * beta);
        swapped[other.exponent] = alpha / s;
        swapped[other.coefficient] = values[coefficient] * Math.exp(c * alpha / s);
        return swapped;
    }
}
