package org.scalinglaws.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

/** What an evaluator of a sum of terms adds to that of any law. */
class PowerSumTest {
    private static final int ROWS = 37;
    private static final Factor QUALITY = new Factor("quality", "");

    static List<LawFamily<?>> families() {
        return List.of(
                ChinchillaLaw.FAMILY,
                PowerLaw.family(Factor.TOKENS),
                PowerLaw.familyWithoutFloor(Factor.TOKENS),
                AdditivePowerLaw.family(Factor.PARAMETERS, Factor.TOKENS, QUALITY));
    }

    /** Every third run shares its model size with the one before. */
    private static Evaluator.Separable evaluator(LawFamily<?> family) {
        SplittableRandom random = new SplittableRandom(5);
        List<Run> runs = new ArrayList<>();
        double size = 1;
        for (int row = 0; row < ROWS; row++) {
            size = row % 3 == 2 ? size : random.nextDouble(0.1, 10);
            Recipe recipe = Recipe.of(size, random.nextDouble(0.1, 10)).with(QUALITY, 1.0 + row);
            runs.add(new Run(recipe, Loss.nats(2), 1));
        }
        return (Evaluator.Separable) family.evaluator(family.columns(Dataset.of(runs)));
    }

    @ParameterizedTest
    @MethodSource("families")
    void sumsOverRunsAreThoseOfTheJacobian(LawFamily<?> family) {
        Evaluator.Separable terms = evaluator(family);
        SplittableRandom random = new SplittableRandom(11);
        int count = family.parameters().size();
        double[] values = random.doubles(count, 0.2, 2).toArray();
        double[] slopes = random.doubles(ROWS, -1, 1).toArray();
        double[] curvatures = random.doubles(ROWS, -1, 1).toArray();
        double[] jacobian = new double[count * ROWS];
        terms.differentiate(values, new double[ROWS], jacobian);
        double[] expected = new double[count * count];
        terms.addCurvature(values, slopes, expected);
        double[] expectedGradient = new double[count];
        for (int j = 0; j < count; j++) {
            for (int row = 0; row < ROWS; row++) {
                double own = jacobian[j * ROWS + row];
                expectedGradient[j] += slopes[row] * own;
                for (int k = 0; k < count; k++) {
                    expected[j * count + k] += curvatures[row] * own * jacobian[k * ROWS + row];
                }
            }
        }

        // Into arrays that are not empty: sums are added to what is there.
        double[] gradient = new double[count];
        double[] hessian = new double[count * count];
        terms.addDerivatives(values, slopes, curvatures, gradient, hessian);
        assertThat(gradient).containsExactly(expectedGradient, within(1e-11));
        assertThat(hessian).containsExactly(expected, within(1e-10));
        terms.addDerivatives(values, slopes, curvatures, gradient, hessian);
        assertThat(gradient[0]).isCloseTo(2 * expectedGradient[0], within(1e-10));
        assertThat(hessian[0]).isCloseTo(2 * expected[0], within(1e-10));
    }

    @ParameterizedTest
    @MethodSource("families")
    void aCoefficientBendsWithItsShapeAlone(LawFamily<?> family) {
        Evaluator.Separable terms = evaluator(family);
        int count = family.parameters().size();
        double[] ones = new double[ROWS];
        Arrays.fill(ones, 1);
        double[] curvature = new double[count * count];
        terms.addCurvature(
                new SplittableRandom(3).doubles(count, 0.2, 2).toArray(), ones, curvature);
        for (int coefficient : family.coefficients()) {
            for (int k = 0; k < count; k++) {
                boolean bends = curvature[coefficient * count + k] != 0;
                assertThat(bends).isEqualTo(k == terms.shape(coefficient));
            }
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> terms.shape(count))
                .withMessage("no coefficient stands at place " + count);
    }

    @ParameterizedTest
    @MethodSource("families")
    void someRunsHaveThePredictionsThatTheyHaveAmongAll(LawFamily<?> family) {
        Evaluator.Separable all = evaluator(family);
        double[] values =
                new SplittableRandom(7).doubles(family.parameters().size(), 0.2, 2).toArray();
        double[] predictions = new double[ROWS];
        all.predict(values, predictions);
        int[] places = {36, 2, 1, 0, 5, 2};
        double[] few = new double[places.length];
        all.chosen(places).predict(values, few);
        assertThat(few)
                .isEqualTo(Arrays.stream(places).mapToDouble(row -> predictions[row]).toArray());

        // some of some
        double[] fewer = new double[2];
        all.chosen(places).chosen(3, 0).predict(values, fewer);
        assertThat(fewer).containsExactly(predictions[0], predictions[36]);
        assertThatIllegalArgumentException().isThrownBy(() -> all.chosen(ROWS));
    }
}
