package org.scalinglaws.law.joint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LawFamilyContract;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Recipe;

class KaplanLawTest {
    /** Kaplan et al. (2020), table 2. */
    private static final KaplanLaw LAW = new KaplanLaw(6.4e13, 0.076, 1.8e13, 0.103);

    @Nested
    class Family extends LawFamilyContract<KaplanLaw> {
        Family() {
            super(KaplanLaw.FAMILY, 6.4e13, 0.076, 1.8e13, 0.103);
        }
    }

    /** A peer that turned the ratios over has 0.466, 0.508, 0.638 here: loss that rises. */
    @ParameterizedTest
    @CsvSource({"1e8, 1e10, 2.788", "1e9, 2e10, 2.374", "1e10, 2e11, 1.973"})
    void lossFallsWithScale(double n, double d, double expected) {
        Recipe recipe = Recipe.of(ModelSize.of(n), Tokens.of(d));
        assertThat(LAW.loss(recipe)).isCloseTo(expected, within(5e-4));
    }

    @Test
    void withEndlessDataOrSizeOnePowerIsLeft() {
        Recipe data = Recipe.of(ModelSize.of(1e9), Tokens.of(1e300));
        assertThat(LAW.loss(data)).isCloseTo(Math.pow(6.4e4, 0.076), withinPercentage(1e-12));
        Recipe size = Recipe.of(ModelSize.of(1e300), Tokens.of(1e9));
        assertThat(LAW.loss(size)).isCloseTo(Math.pow(1.8e4, 0.103), withinPercentage(1e-12));
    }

    @Test
    void itIsACoupledLawWithoutFloor() {
        double alpha = 0.076 / 0.103;
        CoupledLaw coupled = new CoupledLaw(0, Math.pow(6.4e13, alpha), alpha, 1.8e13, 1, 0.103);
        Recipe recipe = Recipe.of(ModelSize.of(3e8), Tokens.of(7e9));
        assertThat(LAW.loss(recipe)).isCloseTo(coupled.loss(recipe), within(1e-14));
        assertThat(LAW.modelExponent()).isCloseTo(coupled.modelExponent(), within(1e-15));
    }

    @Test
    void theFamilyNamesItsParameters() {
        LawFamily<KaplanLaw> family = KaplanLaw.FAMILY;
        assertThat(family).hasToString("kaplan");
        assertThat(family.formula())
                .isEqualTo("loss = ((N_c / params)^(a_N / a_D) + D_c / tokens)^a_D");
        assertThat(family.parameters())
                .extracting(Parameter::name)
                .containsExactly("N_c", "a_N", "D_c", "a_D");
        assertThat(family.coefficients()).isEmpty();
        assertThat(family.derived()).containsOnlyKeys("a", "b");
        assertThat(family.derived().get("a").applyAsDouble(LAW))
                .isCloseTo(0.103 / 0.179, within(1e-15));
        assertThat(family.derived().get("b").applyAsDouble(LAW))
                .isCloseTo(0.076 / 0.179, within(1e-15));
    }

    @ParameterizedTest
    @CsvSource({
        "0, -1, 'critical size N_c must be zero or more and finite, got -1'",
        "1, -1, 'exponent a_N must be zero or more and finite, got -1'",
        "2, NaN, 'critical amount of data D_c must be zero or more and finite, got NaN'",
        "3, 0, 'exponent a_D must be positive and finite, got 0'"
    })
    void noNumberMayBeNegative(int place, double bad, String message) {
        double[] values = KaplanLaw.FAMILY.values(LAW);
        values[place] = bad;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KaplanLaw.FAMILY.at(values))
                .withMessage(message);
    }
}
