package org.scalinglaws.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.junit.jupiter.api.Test;

class NonNegativeSquaresTest {
    private static double sum(double[][] columns, double[] right, double[] coefficients) {
        double sum = 0;
        for (int row = 0; row < right.length; row++) {
            double residual = right[row];
            for (int j = 0; j < columns.length; j++) {
                residual -= coefficients[j] * columns[j][row];
            }
            sum += residual * residual;
        }
        return sum;
    }

    private static double[] solve(double[][] columns, double[] right, boolean[] mayBeNegative) {
        double[][] augmented = new double[columns.length + 1][];
        for (int j = 0; j < columns.length; j++) {
            augmented[j] = columns[j].clone();
        }
        augmented[columns.length] = right.clone();
        NonNegativeSquares squares = new NonNegativeSquares(columns.length);
        squares.solve(augmented, mayBeNegative);
        return squares.coefficients().clone();
    }

    /** The least sum over every choice of active columns whose free solution is allowed. */
    private static double bruteForce(double[][] columns, double[] right) {
        double least = sum(columns, right, new double[columns.length]);
        for (int chosen = 1; chosen < 1 << columns.length; chosen++) {
            int subset = chosen;
            int[] places =
                    java.util.stream.IntStream.range(0, columns.length)
                            .filter(j -> (subset >> j & 1) == 1)
                            .toArray();
            Array2DRowRealMatrix matrix = new Array2DRowRealMatrix(right.length, places.length);
            for (int k = 0; k < places.length; k++) {
                matrix.setColumn(k, columns[places[k]]);
            }
            RealVector solution =
                    new SingularValueDecomposition(matrix)
                            .getSolver()
                            .solve(new ArrayRealVector(right, false));
            double[] coefficients = new double[columns.length];
            for (int k = 0; k < places.length; k++) {
                coefficients[places[k]] = solution.getEntry(k);
            }
            if (Arrays.stream(coefficients).allMatch(value -> value >= 0)) {
                least = Math.min(least, sum(columns, right, coefficients));
            }
        }
        return least;
    }

    @Property(tries = 300)
    void noChoiceOfActiveColumnsIsBetter(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 5) int count) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] columns = new double[count][12];
        double[] right = new double[12];
        for (double[] column : columns) {
            Arrays.setAll(column, row -> random.nextGaussian());
        }
        Arrays.setAll(right, row -> random.nextGaussian());
        double[] coefficients = solve(columns, right, new boolean[count]);
        assertThat(Arrays.stream(coefficients).boxed()).allMatch(value -> value >= 0);
        double least = bruteForce(columns, right);
        assertThat(sum(columns, right, coefficients)).isCloseTo(least, within(1e-10 * least));
    }

    @Test
    void equalColumnsShareNothingAndFitAsWellAsOne() {
        double[][] columns = {{1, 1, 1, 1}, {1, 1, 1, 1}, {1, 2, 3, 4}};
        double[] right = {3, 5, 7, 9};
        double[] coefficients = solve(columns, right, new boolean[3]);
        assertThat(Arrays.stream(coefficients).boxed()).allMatch(value -> value >= 0);
        assertThat(sum(columns, right, coefficients)).isCloseTo(0, within(1e-20));
    }

    @Test
    void aColumnWithoutSignMayBeNegative() {
        double[][] columns = {{1, 1, 1}, {1, 2, 3}};
        double[] right = {-1, 1, 3};
        assertThat(solve(columns, right, new boolean[] {true, false})[0])
                .isCloseTo(-3, within(1e-12));
        assertThat(solve(columns, right, new boolean[2])[0]).isZero();
    }

    /**
     * Free coefficients are -3, 44 and -30. Without the negative ones for good, 65/28 of the second
     * column is left and a sum of squares of 8.107; the least is 8, with the third back at 1.
     */
    @Test
    void aCoefficientThatWasDroppedReturns() {
        double[][] columns = {{2, 1, 2, 4}, {3, 3, 3, 1}, {4, 4, 4, 1}};
        double[] right = {5, 9, 7, 2};
        assertThat(solve(columns, right, new boolean[] {true, true, true}))
                .containsExactly(new double[] {-3, 44, -30}, within(1e-10));
        assertThat(solve(columns, right, new boolean[3]))
                .containsExactly(new double[] {0, 1, 1}, within(1e-12));
    }

    /** Normal equations lose twice the digits that the columns ask for; these are not used. */
    @Test
    void columnsThatHardlyDifferOrAreFarApartInSizeKeepTheirDigits() {
        double[][] columns = new double[3][40];
        double[] right = new double[40];
        double[] truth = {2, 3, 5e8};
        for (int row = 0; row < right.length; row++) {
            double share = (row + 1) / 40.0;
            columns[0][row] = 1;
            columns[1][row] = 1 + 1e-4 * share;
            columns[2][row] = 1e-8 * share * share;
            for (int j = 0; j < truth.length; j++) {
                right[row] += truth[j] * columns[j][row];
            }
        }
        RealMatrix matrix = new Array2DRowRealMatrix(columns).transpose();
        double[] normal =
                new LUDecomposition(matrix.transpose().multiply(matrix), 0)
                        .getSolver()
                        .solve(matrix.transpose().operate(new ArrayRealVector(right)))
                        .toArray();
        assertThat(Math.abs(normal[1] / 3 - 1)).isGreaterThan(1e-7);
        double[] coefficients = solve(columns, right, new boolean[3]);
        for (int j = 0; j < truth.length; j++) {
            assertThat(coefficients[j] / truth[j]).isCloseTo(1, within(1e-10));
        }
    }

    @Property(tries = 300)
    void normalEquationsLeadToTheSameSumOfSquares(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int count) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] columns = new double[count + 1][12];
        for (double[] column : columns) {
            Arrays.setAll(column, row -> random.nextGaussian());
        }
        double[][] products = new double[count + 1][count + 1];
        for (int j = 0; j <= count; j++) {
            for (int k = 0; k <= j; k++) {
                products[j][k] = Sums.dot(columns[j], columns[k]);
            }
        }
        double[][] others = Arrays.copyOf(columns, count);
        double least = new NonNegativeSquares(count).leastOf(products, new boolean[count]);
        assertThat(least)
                .isCloseTo(
                        bruteForce(others, columns[count]), within(1e-9 * products[count][count]));
    }

    @Test
    void aColumnThatStandsTwiceCountsOnce() {
        double[][] products = {{3, 0, 0}, {3, 3, 0}, {6, 6, 14}};
        assertThat(new NonNegativeSquares(2).leastOf(products, new boolean[2]))
                .isCloseTo(2, within(1e-12));
    }
}
