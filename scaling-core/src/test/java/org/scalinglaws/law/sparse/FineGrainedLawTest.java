package org.scalinglaws.law.sparse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.LawFamilyContract;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

class FineGrainedLawTest {
    /** Krajewski et al. (2024), table 1. */
    private static final FineGrainedLaw MIXTURE =
            new FineGrainedLaw(0.47, 18.1, 0.115, 30.8, 0.147, 2.1, 0.58);

    private static final FineGrainedLaw DENSE =
            new FineGrainedLaw(0.47, 16.3, 0.126, 26.7, 0.127, 0, 0);

    @Nested
    class Family extends LawFamilyContract<FineGrainedLaw> {
        Family() {
            super(FineGrainedLaw.FAMILY, 0.47, 18.1, 0.115, 30.8, 0.147, 2.1, 0.58);
        }

        @Override
        protected Interval range(Factor factor) {
            return factor.equals(FineGrainedLaw.GRANULARITY)
                    ? new Interval(1, 64)
                    : super.range(factor);
        }
    }

    private static Recipe recipe(double model, double tokens, double granularity) {
        return Recipe.of(ModelSize.of(model), Tokens.of(tokens))
                .with(FineGrainedLaw.GRANULARITY, granularity);
    }

    /** Equation 9 with table 1 in plain Python. */
    @ParameterizedTest
    @CsvSource({"129e6, 16e9, 1, 3.802456234910924", "3.7e9, 130e9, 16, 2.6557938176015625"})
    void lossAgreesWithPython(double n, double d, double g, double expected) {
        assertThat(MIXTURE.loss(recipe(n, d, g))).isCloseTo(expected, within(1e-13));
    }

    @Test
    void theTermOfGranularityVanishes() {
        ChinchillaLaw dense = new ChinchillaLaw(0.47, 16.3, 0.126, 26.7, 0.127);
        ChinchillaLaw finest = new ChinchillaLaw(0.47, 18.1, 0.115, 30.8, 0.147);
        Recipe fine = recipe(1e9, 2e10, 1e30);
        assertThat(DENSE.loss(recipe(1e9, 2e10, 8)))
                .isCloseTo(dense.loss(recipe(1e9, 2e10, 8)), within(1e-15));
        assertThat(MIXTURE.loss(fine)).isCloseTo(finest.loss(fine), within(1e-14));
    }

    @Test
    void theFamilyKnowsItsLinearPart() {
        assertThat(FineGrainedLaw.FAMILY).hasToString("fine-grained");
        assertThat(FineGrainedLaw.FAMILY.formula())
                .isEqualTo(
                        "loss = c + (g / granularity^gamma + a) / params^alpha + b /"
                                + " tokens^beta");
        assertThat(FineGrainedLaw.FAMILY.coefficients()).containsExactly(0, 1, 3, 5);
    }

    @Test
    void granularityIsPositive() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MIXTURE.loss(recipe(1e9, 1e9, 0)))
                .withMessage("granularity must be positive and finite, got 0");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 'irreducible loss c must be zero or more and finite, got -1'",
        "1, 'coefficient a must be zero or more and finite, got -1'",
        "2, 'exponent alpha must be zero or more and finite, got -1'",
        "3, 'coefficient b must be zero or more and finite, got -1'",
        "4, 'exponent beta must be zero or more and finite, got -1'",
        "5, 'coefficient g must be zero or more and finite, got -1'",
        "6, 'exponent gamma must be zero or more and finite, got -1'"
    })
    void noNumberMayBeNegative(int place, String message) {
        double[] values = {1, 1, 1, 1, 1, 1, 1};
        values[place] = -1;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FineGrainedLaw.FAMILY.at(values))
                .withMessage(message);
    }
}
