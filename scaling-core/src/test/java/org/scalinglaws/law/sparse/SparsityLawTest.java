package org.scalinglaws.law.sparse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalinglaws.data.DataException;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.law.Columns;
import org.scalinglaws.law.LawFamilyContract;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

class SparsityLawTest {
    /** Abnar et al. (2025), as two secondary texts copy its fit. */
    private static final SparsityLaw PRINTED =
            new SparsityLaw(
                    0.94, 16612.50, 0.5962, 5455.67, 0.3954, 0.4598, -0.1666, 17.26, 0.1603,
                    0.1595);

    @Nested
    class Family extends LawFamilyContract<SparsityLaw> {
        Family() {
            super(
                    SparsityLaw.FAMILY,
                    0.94,
                    16612.50,
                    0.5962,
                    5455.67,
                    0.3954,
                    0.4598,
                    -0.1666,
                    17.26,
                    0.1603,
                    0.1595);
        }

        @Override
        protected Interval range(Factor factor) {
            return factor.equals(SparsityLaw.SPARSITY)
                    ? new Interval(0, 0.98)
                    : super.range(factor);
        }

        @Override
        protected boolean lossFallsWith(Factor factor) {
            return !factor.equals(SparsityLaw.SPARSITY);
        }
    }

    private static Recipe recipe(double model, double tokens, double sparsity) {
        return Recipe.of(ModelSize.of(model), Tokens.of(tokens))
                .with(SparsityLaw.SPARSITY, sparsity);
    }

    /** Equation 6 in plain Python. */
    @ParameterizedTest
    @CsvSource({
        "1e9, 2e10, 0, 2.5656813083550216",
        "1e9, 2e10, 0.5, 2.5899487934761707",
        "5e9, 1e11, 0.98, 2.3681260419523102"
    })
    void lossAgreesWithPython(double n, double d, double s, double expected) {
        assertThat(PRINTED.loss(recipe(n, d, s))).isCloseTo(expected, within(1e-13));
    }

    @Test
    void aNegativeLambdaMakesItsTermFallWithSparsity() {
        SparsityLaw only = new SparsityLaw(0, 0, 0, 0, 0, 0.4598, -0.1666, 0, 0, 0);
        assertThat(only.loss(recipe(1, 1, 0))).isEqualTo(0.4598);
        assertThat(only.loss(recipe(1, 1, 0.9)))
                .isCloseTo(0.4598 * Math.pow(0.1, 0.1666), within(1e-15));
    }

    @Test
    void aDenseModelHasTwoPowersOfModelSizeAndOneFloor() {
        double n = 3e8;
        double d = 1e10;
        assertThat(PRINTED.loss(recipe(n, d, 0)))
                .isCloseTo(
                        0.94
                                + 0.4598
                                + 16612.5 / Math.pow(n, 0.5962)
                                + 17.26 / Math.pow(n, 0.1595)
                                + 5455.67 / Math.pow(d, 0.3954),
                        within(1e-13));
    }

    @Test
    void theFamilyKnowsItsLinearPart() {
        assertThat(SparsityLaw.FAMILY).hasToString("sparsity");
        assertThat(SparsityLaw.FAMILY.coefficients()).containsExactly(0, 1, 3, 5, 7);
        assertThat(SparsityLaw.FAMILY.formula())
                .isEqualTo(
                        "loss = e + a / params^alpha + b / tokens^beta + c / (1 -"
                                + " sparsity)^lambda + d / ((1 - sparsity)^delta * params^gamma)");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1, 1.5})
    void sparsityIsAShareBelowOne(double sparsity) {
        String message =
                "sparsity must be zero or more and below 1, got " + Decimal.format(sparsity);
        Recipe recipe = recipe(1e9, 2e10, sparsity);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PRINTED.loss(recipe))
                .withMessage(message);
        Dataset runs = Dataset.of(List.of(Run.of(recipe, Loss.nats(2))));
        Columns columns = SparsityLaw.FAMILY.columns(runs);
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> SparsityLaw.FAMILY.evaluator(columns))
                .withMessage("run 1: " + message);
    }

    @ParameterizedTest
    @CsvSource({
        "0, -1, 'irreducible loss e must be zero or more and finite, got -1'",
        "1, -1, 'coefficient a must be zero or more and finite, got -1'",
        "2, -1, 'exponent alpha must be zero or more and finite, got -1'",
        "3, -1, 'coefficient b must be zero or more and finite, got -1'",
        "4, -1, 'exponent beta must be zero or more and finite, got -1'",
        "5, -1, 'coefficient c must be zero or more and finite, got -1'",
        "6, NaN, 'exponent lambda must be finite, got NaN'",
        "7, -1, 'coefficient d must be zero or more and finite, got -1'",
        "8, NaN, 'exponent delta must be finite, got NaN'",
        "9, -1, 'exponent gamma must be zero or more and finite, got -1'"
    })
    void lossMayNotGrowWithScale(int place, double value, String message) {
        double[] values = SparsityLaw.FAMILY.values(PRINTED);
        values[place] = value;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SparsityLaw.FAMILY.at(values))
                .withMessage(message);
    }
}
