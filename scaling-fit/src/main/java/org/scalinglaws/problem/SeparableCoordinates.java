package org.scalinglaws.problem;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.scalinglaws.law.Evaluator;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.law.Scale;

/**
 * The coordinates of a separable problem, told apart: those in which the prediction is linear, which
 * can be solved for, and the others, which must be searched. A coordinate that several tied parameters
 * share is linear when all of them are.
 *
 * @param raised whether the prediction is linear in e to the power of what a linear coordinate stands for
 */
@SuppressWarnings("ArrayRecordComponent")
record SeparableCoordinates(
        int[] searched,
        int[] linear,
        boolean[] logarithmic,
        boolean[] raised,
        double[] sizes,
        boolean[] signed) {
    static SeparableCoordinates of(LawFamily<?> family, Coordinates coordinates) {
        int dimension = coordinates.dimension();
        boolean[] isLinear = new boolean[dimension];
        Arrays.fill(isLinear, true);
        boolean[] logarithmic = new boolean[dimension];
        boolean[] raised = new boolean[dimension];
        Arrays.fill(raised, true);
        double[] sizes = new double[dimension];
        boolean[] signed = new boolean[dimension];
        List<Parameter> parameters = family.parameters();
        for (int j = 0; j < parameters.size(); j++) {
            int place = coordinates.place(j);
            if (place >= 0) {
                isLinear[place] &= family.coefficients().contains(j);
                raised[place] &= family.logarithms().contains(j);
                logarithmic[place] = parameters.get(j).scale() == Scale.LOG;
                sizes[place] = coordinates.size(j);
                signed[place] = parameters.get(j).lower() < 0 && !raised[place];
            }
        }

        for (int a = 0; a < dimension; a++) {
            isLinear[a] |= raised[a];
        }
        int[] linear = IntStream.range(0, dimension).filter(a -> isLinear[a]).toArray();
        int[] searched = IntStream.range(0, dimension).filter(a -> !isLinear[a]).toArray();
        return new SeparableCoordinates(searched, linear, logarithmic, raised, sizes, signed);
    }

    /** For each parameter its column among the linear ones; negative for one that has none. */
    int[] columns(Coordinates coordinates) {
        int[] columns = new int[coordinates.parameters()];
        Arrays.setAll(columns, j -> Arrays.binarySearch(linear, coordinates.place(j)));
        return columns;
    }

    /** For each linear coordinate, whether its coefficient may be below zero. */
    boolean[] mayBeNegative() {
        boolean[] may = new boolean[linear.length];
        for (int k = 0; k < linear.length; k++) {
            may[k] = signed[linear[k]];
        }
        return may;
    }

    /**
     * Which searched coordinate shapes the term of each linear one, by its place among the searched; -1
     * for none. Nothing where a term has several shapes, as where ties make it a sum, or where what has
     * a fixed coefficient changes its shape.
     */
    Optional<int[]> shapes(Evaluator evaluator, LawFamily<?> family, Coordinates coordinates) {
        if (!(evaluator instanceof Evaluator.Separable terms)) {
            return Optional.empty();
        }
        int[] shapes = new int[linear.length];
        int[] parameters = new int[linear.length];
        for (int coefficient : family.coefficients()) {
            int shape = terms.shape(coefficient);
            int place = shape < 0 ? -1 : coordinates.place(shape);
            int searchedPlace = place < 0 ? -1 : Arrays.binarySearch(searched, place);
            int column = Arrays.binarySearch(linear, coordinates.place(coefficient));
            boolean isBase = column < 0;
            if (isBase ? place >= 0 : ++parameters[column] > 1) {
                return Optional.empty();
            }
            if (!isBase) {
                shapes[column] = searchedPlace;
            }
        }
        return Optional.of(shapes);
    }
}
