package org.scalinglaws.law.single;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LawFamilyContract;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.law.PowerLaw;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

class ShiftedPowerLawTest {
    @Nested
    class Family extends LawFamilyContract<ShiftedPowerLaw> {
        Family() {
            super(ShiftedPowerLaw.family(Factor.TOKENS), 60, 1e-10, 0.15);
        }
    }

    private static Recipe at(double x) {
        return Recipe.of(Map.of(Factor.TOKENS, x));
    }

    /** 60 (1e-9 + 1e-12)^0.15 by mpmath with 40 digits. */
    @Test
    void lossAgreesWithMpmath() {
        ShiftedPowerLaw law = new ShiftedPowerLaw(Factor.TOKENS, 60, 1e-12, 0.15);
        assertThat(law.loss(at(1e9))).isCloseTo(2.68050339738752737, within(1e-14));
    }

    @Test
    void withoutShiftItIsThePowerLawWithoutFloor() {
        ShiftedPowerLaw law = new ShiftedPowerLaw(Factor.TOKENS, 60, 0, 0.15);
        PowerLaw power = new PowerLaw(Factor.TOKENS, 0, 60, 0.15);
        for (double x : new double[] {1, 1e6, 1e12}) {
            assertThat(law.loss(at(x))).isCloseTo(power.loss(at(x)), withinPercentage(1e-12));
        }
    }

    @Test
    void theLossLevelsOffWhereTheShiftIsAllThatIsLeft() {
        ShiftedPowerLaw law = new ShiftedPowerLaw(Factor.TOKENS, 60, 1e-4, 0.5);
        assertThat(law.loss(at(1e300))).isCloseTo(0.6, within(1e-15));
        assertThat(law.loss(at(1e4))).isCloseTo(0.6 * Math.sqrt(2), within(1e-15));
    }

    @Test
    void theFamilyNamesItsParameters() {
        LawFamily<ShiftedPowerLaw> family = ShiftedPowerLaw.family(Factor.TOKENS);
        assertThat(family).hasToString("shifted-power");
        assertThat(family.formula()).isEqualTo("loss = beta * (1 / tokens + gamma)^c");
        assertThat(family.parameters())
                .extracting(Parameter::name)
                .containsExactly("beta", "gamma", "c");
        assertThat(family.coefficients()).containsExactly(0);
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 1, 1, 'coefficient beta must be zero or more and finite, got -1'",
        "1, -2, 1, 'shift gamma must be zero or more and finite, got -2'",
        "1, 1, NaN, 'exponent c must be zero or more and finite, got NaN'"
    })
    void noNumberMayBeNegative(double beta, double gamma, double c, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ShiftedPowerLaw(Factor.TOKENS, beta, gamma, c))
                .withMessage(message);
    }

    @Test
    void aLawNeedsAFactor() {
        assertThatNullPointerException()
                .isThrownBy(() -> new ShiftedPowerLaw(null, 1, 1, 1))
                .withMessage("factor");
    }
}
