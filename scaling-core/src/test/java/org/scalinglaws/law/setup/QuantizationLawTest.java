package org.scalinglaws.law.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalinglaws.law.LawFamilyContract;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

class QuantizationLawTest {
    /** Kumar et al. (2024), table 2. */
    private static final QuantizationLaw PRINTED =
            new QuantizationLaw(0.0598, 0.5068, 0.3439, 0.5907);

    @Nested
    class Family extends LawFamilyContract<QuantizationLaw> {
        Family() {
            super(QuantizationLaw.FAMILY, 0.0598, 0.5068, 0.3439, 0.5907);
        }

        /** Rising powers of large numbers leave the differences of the contract few digits. */
        @Override
        protected Interval range(Factor factor) {
            return factor.equals(QuantizationLaw.POST_BITS)
                    ? new Interval(2, 4)
                    : new Interval(1e3, 1e5);
        }

        @Override
        protected double spread() {
            return 0.3;
        }

        @Override
        protected boolean lossFallsWith(Factor factor) {
            return !factor.equals(Factor.TOKENS);
        }
    }

    private static Recipe recipe(double model, double tokens, double bits) {
        return Recipe.of(ModelSize.of(model), Tokens.of(tokens))
                .with(QuantizationLaw.POST_BITS, bits);
    }

    /** Equation 2 with table 2 in plain Python. */
    @ParameterizedTest
    @CsvSource({"220e6, 26e9, 4, 0.017586131969361412", "30e6, 1.5e9, 3, 0.044678860976228134"})
    void damageAgreesWithPython(double n, double d, double bits, double expected) {
        assertThat(PRINTED.loss(recipe(n, d, bits))).isCloseTo(expected, withinPercentage(1e-11));
    }

    @Test
    void longerTrainingMakesRoundingWorse() {
        double once = PRINTED.loss(recipe(1e9, 1e10, 4));
        assertThat(PRINTED.loss(recipe(1e9, 1e11, 4)) / once)
                .isCloseTo(Math.pow(10, 0.5068), within(1e-12));
        assertThat(PRINTED.loss(recipe(1e10, 1e10, 4))).isLessThan(once);
        assertThat(PRINTED.loss(recipe(1e9, 1e10, 1000))).isZero();
    }

    @Test
    void theFamilyKnowsItsLinearPart() {
        assertThat(QuantizationLaw.FAMILY).hasToString("quantization");
        assertThat(QuantizationLaw.FAMILY.coefficients()).containsExactly(0);
        assertThat(QuantizationLaw.FAMILY.formula())
                .isEqualTo(
                        "loss = C_T * tokens^gamma_D / params^gamma_N * exp(-post_bits /"
                                + " gamma_post)");
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 1, 1, 1, 'coefficient C_T must be zero or more and finite, got -1'",
        "1, -1, 1, 1, 'power gamma_D of tokens must be zero or more and finite, got -1'",
        "1, 1, NaN, 1, 'exponent gamma_N must be zero or more and finite, got NaN'",
        "1, 1, 1, 0, 'bits gamma_post must be positive and finite, got 0'"
    })
    void noNumberMayBeNegative(double c, double d, double n, double post, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new QuantizationLaw(c, d, n, post))
                .withMessage(message);
    }
}
