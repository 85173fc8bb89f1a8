package org.scalinglaws.law.limited;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LawFamilyContract;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

class TransferLawTest {
    /** Round numbers of the size of Kaplan's exponents; no published fit. */
    private static final TransferLaw LAW = new TransferLaw(6e13, 0.08, 2e13, 0.1, 1e4, 0.2, 0.4);

    @Nested
    class Family extends LawFamilyContract<TransferLaw> {
        Family() {
            super(TransferLaw.FAMILY, 6e13, 0.08, 2e13, 0.1, 1e4, 0.2, 0.4);
        }
    }

    private static Recipe recipe(double n, double characters) {
        return Recipe.of(Map.of(Factor.PARAMETERS, n, TransferLaw.TUNING_CHARACTERS, characters));
    }

    /** 1e4 (1e10)^0.2 (1e10)^0.4 = 1e10. */
    @Test
    void whatIsTransferredAddsToTheTuningData() {
        Recipe recipe = recipe(1e10, 1e10);
        assertThat(LAW.transferredData(recipe)).isCloseTo(1e10, within(1e-4));
        assertThat(LAW.effectiveData(recipe)).isCloseTo(2e10, within(1e-4));
        assertThat(LAW.loss(recipe))
                .isCloseTo(Math.pow(Math.pow(6000, 0.8) + 1000, 0.1), within(1e-13));
    }

    @Test
    void withoutTransferTheDataIsWhatIsTunedOn() {
        TransferLaw scratch = new TransferLaw(6e13, 0.08, 2e13, 0.1, 0, 0.2, 0.4);
        assertThat(scratch.effectiveData(recipe(1e10, 1e8))).isEqualTo(1e8);
        assertThat(scratch.loss(recipe(1e10, 1e8))).isGreaterThan(LAW.loss(recipe(1e10, 1e8)));
    }

    /** Equation 6.1 of the paper: little tuning data, so that D_E is D_T. */
    @Test
    void withLittleTuningDataTheLossIsThatOfEquationSixOne() {
        Recipe recipe = recipe(1e10, 1);
        double transferred = 1e4 * Math.pow(1e10, 0.4);
        double limit = Math.pow(Math.pow(6e13 / 1e10, 0.8) + 2e13 / transferred, 0.1);
        assertThat(LAW.loss(recipe)).isCloseTo(limit, within(1e-7));
    }

    @Test
    void aHugeModelIsLimitedByItsDataAndMuchDataByTheModel() {
        TransferLaw scratch = new TransferLaw(6e13, 0.08, 2e13, 0.1, 0, 0.2, 0.4);
        assertThat(scratch.loss(recipe(1e40, 1e9)))
                .isCloseTo(Math.pow(2e13 / 1e9, 0.1), within(1e-12));
        assertThat(scratch.loss(recipe(1e9, 1e40)))
                .isCloseTo(Math.pow(6e13 / 1e9, 0.08), within(1e-12));
    }

    @Test
    void theFamilyNamesItsParameters() {
        LawFamily<TransferLaw> family = TransferLaw.FAMILY;
        assertThat(family).hasToString("transfer");
        assertThat(family.formula())
                .isEqualTo(
                        "loss = ((N_c / params)^(a_N / a_D) + D_c / (tuning_characters + k *"
                                + " tuning_characters^alpha * params^beta))^a_D");
        assertThat(family.factors())
                .containsExactly(Factor.PARAMETERS, TransferLaw.TUNING_CHARACTERS);
        assertThat(family.parameters())
                .extracting(Parameter::name)
                .containsExactly("N_c", "a_N", "D_c", "a_D", "k", "alpha", "beta");
        assertThat(family.coefficients()).isEmpty();
    }

    @Test
    void tuningDataMustBePositive() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LAW.loss(recipe(1e9, 0)))
                .withMessage("tuning_characters must be positive and finite, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LAW.loss(Recipe.of(Map.of(Factor.PARAMETERS, 1e9))))
                .withMessage("the recipe params=1B has no tuning_characters");
    }

    @ParameterizedTest
    @CsvSource({
        "0, model size N_c, zero or more",
        "1, exponent a_N, zero or more",
        "2, data D_c, zero or more",
        "3, exponent a_D, positive",
        "4, transfer k, zero or more",
        "5, exponent alpha, zero or more",
        "6, exponent beta, zero or more"
    })
    void noNumberMayBeNegative(int place, String name, String rule) {
        for (double bad : new double[] {-0.5, Double.NaN, Double.POSITIVE_INFINITY}) {
            double[] values = TransferLaw.FAMILY.values(LAW);
            values[place] = bad;
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> TransferLaw.FAMILY.at(values))
                    .withMessage(name + " must be " + rule + " and finite, got " + bad);
        }
    }
}
