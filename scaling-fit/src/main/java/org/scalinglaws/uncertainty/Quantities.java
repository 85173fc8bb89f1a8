package org.scalinglaws.uncertainty;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.law.Scale;
import org.scalinglaws.problem.FitProblem;

/**
 * The numbers by which laws are compared as a whole: one for each free parameter. A coefficient that
 * cannot be negative, and a parameter on a log scale, enters by its logarithm, where its errors are
 * nearest to normal, as long as it is positive in every law; others enter plainly. Of tied
 * parameters, the first enters.
 *
 * <p>For the Chinchilla law they are ln E, ln A, alpha, ln B and beta.
 */
final class Quantities {
    private Quantities() {}

    /**
     * Chooses the numbers.
     *
     * @param problem says what is free
     * @param laws the laws that are to be compared
     * @return functions in the order of the family
     */
    static <L extends LossLaw> List<ToDoubleFunction<L>> free(FitProblem<L> problem, List<L> laws) {
        LawFamily<L> family = problem.family();
        List<ToDoubleFunction<L>> quantities = new ArrayList<>();
        for (int j = 0; j < family.parameters().size(); j++) {
            if (problem.coordinates().place(j) >= 0 && isFirstOfItsPlace(problem, j)) {
                quantities.add(compared(family, j, laws));
            }
        }
        return quantities;
    }

    /**
     * Chooses the numbers in which laws differ: those that no law has otherwise are fixed, and one
     * that is always equal to an earlier one is tied to it.
     *
     * @param family the family of the laws
     * @param laws the laws that are to be compared
     * @return functions in the order of the family
     */
    static <L extends LossLaw> List<ToDoubleFunction<L>> varying(
            LawFamily<L> family, List<L> laws) {
        double[][] values = laws.stream().map(family::values).toArray(double[][]::new);
        List<ToDoubleFunction<L>> quantities = new ArrayList<>();
        for (int j = 0; j < family.parameters().size(); j++) {
            int own = j;
            boolean varies = Arrays.stream(values).anyMatch(law -> law[own] != values[0][own]);
            boolean tied =
                    IntStream.range(0, j)
                            .anyMatch(
                                    k -> Arrays.stream(values).allMatch(law -> law[own] == law[k]));
            if (varies && !tied) {
                quantities.add(compared(family, j, laws));
            }
        }
        return quantities;
    }

    private static <L extends LossLaw> ToDoubleFunction<L> compared(
            LawFamily<L> family, int parameter, List<L> laws) {
        ToDoubleFunction<L> plain = law -> family.values(law)[parameter];
        boolean logarithm =
                isRatio(family, parameter)
                        && laws.stream().allMatch(law -> plain.applyAsDouble(law) > 0);
        return logarithm ? law -> Math.log(plain.applyAsDouble(law)) : plain;
    }

    private static boolean isRatio(LawFamily<?> family, int parameter) {
        Parameter known = family.parameters().get(parameter);
        boolean coefficient = family.coefficients().contains(parameter) && known.lower() >= 0;
        return coefficient || known.scale() == Scale.LOG;
    }

    private static boolean isFirstOfItsPlace(FitProblem<?> problem, int parameter) {
        for (int j = 0; j < parameter; j++) {
            if (problem.coordinates().place(j) == problem.coordinates().place(parameter)) {
                return false;
            }
        }
        return true;
    }
}
