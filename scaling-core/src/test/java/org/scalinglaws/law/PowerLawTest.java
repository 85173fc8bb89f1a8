package org.scalinglaws.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

class PowerLawTest {
    @Nested
    class Family extends LawFamilyContract<PowerLaw> {
        Family() {
            super(PowerLaw.family(Factor.TOKENS), 1.7, 410, 0.28);
        }
    }

    @Nested
    class FamilyWithoutFloor extends LawFamilyContract<PowerLaw> {
        FamilyWithoutFloor() {
            super(PowerLaw.familyWithoutFloor(Factor.PARAMETERS), 11.5, 0.076);
        }
    }

    /** Kaplan et al. (2020), equation 1.1: L = (8.8e13 / N)^0.076, so 2.376 nats at 1e9. */
    @Test
    void kaplansLawIsAPowerLawWithoutFloor() {
        PowerLaw law = new PowerLaw(Factor.PARAMETERS, 0, Math.pow(8.8e13, 0.076), 0.076);
        Recipe recipe = Recipe.of(Map.of(Factor.PARAMETERS, 1e9));
        assertThat(law.loss(recipe)).isCloseTo(Math.pow(8.8e4, 0.076), within(1e-14));
        assertThat(law.loss(recipe)).isCloseTo(2.376, within(5e-4));
    }

    @Test
    void familiesNameTheirParameters() {
        LawFamily<PowerLaw> family = PowerLaw.family(Factor.FLOPS);
        assertThat(family).hasToString("power");
        assertThat(family.formula()).isEqualTo("loss = E + A / flops^alpha");
        assertThat(family.factors()).containsExactly(Factor.FLOPS);
        assertThat(family.parameters())
                .extracting(Parameter::name)
                .containsExactly("E", "A", "alpha");
        LawFamily<PowerLaw> without = PowerLaw.familyWithoutFloor(Factor.FLOPS);
        assertThat(without).hasToString("power-without-floor");
        assertThat(without.formula()).isEqualTo("loss = A / flops^alpha");
        assertThat(without.parameters()).extracting(Parameter::name).containsExactly("A", "alpha");
        assertThat(without.at(3, 0.5)).isEqualTo(new PowerLaw(Factor.FLOPS, 0, 3, 0.5));
        assertThat(without.inUnits(new double[] {3, 0.5}, 100).orElseThrow())
                .containsExactly(new double[] {0.3, 0.5}, within(1e-16));
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 1, 1, 'irreducible loss E must be zero or more and finite, got -1'",
        "1, NaN, 1, 'coefficient A must be zero or more and finite, got NaN'",
        "1, 1, -0.3, 'exponent alpha must be zero or more and finite, got -0.3'"
    })
    void noNumberMayBeNegative(double e, double a, double alpha, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PowerLaw(Factor.TOKENS, e, a, alpha))
                .withMessage(message);
    }

    @Test
    void aLawNeedsAFactor() {
        assertThatNullPointerException()
                .isThrownBy(() -> new PowerLaw(null, 0, 1, 1))
                .withMessage("factor");
    }
}
