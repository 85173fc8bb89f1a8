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
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

class SaturatingPowerLawTest {
    private static final Factor SAMPLES = Factor.named("samples");

    /** From deep in the upper bend to deep in the lower one. */
    private abstract static class Saturating extends LawFamilyContract<SaturatingPowerLaw> {
        Saturating(double alpha) {
            super(SaturatingPowerLaw.family(SAMPLES), 0.1, 0.8, alpha, 20, 0.4);
        }

        @Override
        protected Interval range(Factor factor) {
            return new Interval(1, 1e9);
        }
    }

    @Nested
    class FamilyThatLeavesTheTopFast extends Saturating {
        FamilyThatLeavesTheTopFast() {
            super(0.3);
        }
    }

    @Nested
    class FamilyThatLeavesTheTopSlowly extends Saturating {
        FamilyThatLeavesTheTopSlowly() {
            super(2.5);
        }
    }

    private static Recipe at(double x) {
        return Recipe.of(Map.of(SAMPLES, x));
    }

    /** The root L of (L - 0.1) / (0.9 - L)^alpha = 20 x^-0.4 by mpmath with 40 digits. */
    @ParameterizedTest
    @CsvSource({
        "10,  0.3, 0.899529368039261861",
        "10,  1,   0.81073563953330088",
        "10,  2.5, 0.57594970184855417",
        "1e4, 0.3, 0.485682531460569252",
        "1e4, 1,   0.367510586525711815",
        "1e4, 2.5, 0.262814872091859745",
        "1e8, 0.3, 0.111749766284808182",
        "1e8, 1,   0.109969510790599032",
        "1e8, 2.5, 0.10706518776908718"
    })
    void lossAgreesWithMpmath(double x, double alpha, double expected) {
        SaturatingPowerLaw law = SaturatingPowerLaw.between(SAMPLES, 0.1, 0.9, alpha, 20, 0.4);
        assertThat(law.loss(at(x))).isCloseTo(expected, within(1e-15));
        assertThat(law.e0()).isCloseTo(0.9, within(1e-15));
        assertThat(law.beta()).isCloseTo(20, within(1e-13));
        assertThat(derived("E_0", law)).isEqualTo(law.e0());
        assertThat(derived("beta", law)).isEqualTo(law.beta());
    }

    private static double derived(String name, SaturatingPowerLaw law) {
        return SaturatingPowerLaw.family(SAMPLES).derived().get(name).applyAsDouble(law);
    }

    @Test
    void withAlphaZeroItIsThePowerLawWithAFloorCutOffAtTheTop() {
        SaturatingPowerLaw law = SaturatingPowerLaw.between(SAMPLES, 0.1, 0.9, 0, 20, 0.4);
        PowerLaw power = new PowerLaw(SAMPLES, 0.1, 20, 0.4);
        for (double x : new double[] {1e4, 1e6, 1e8}) {
            assertThat(law.loss(at(x))).isCloseTo(power.loss(at(x)), withinPercentage(1e-12));
        }
        for (double x : new double[] {1e-300, 1, 1e3}) {
            assertThat(power.loss(at(x))).isGreaterThan(0.9);
            assertThat(law.loss(at(x))).isEqualTo(0.9);
        }
    }

    /** Else the least of an objective would not be reached where alpha falls to zero. */
    @Test
    void asAlphaFallsToZeroTheLawTendsToThatWithAlphaZero() {
        SaturatingPowerLaw limit = SaturatingPowerLaw.between(SAMPLES, 0.1, 0.9, 0, 20, 0.4);
        SaturatingPowerLaw near = SaturatingPowerLaw.between(SAMPLES, 0.1, 0.9, 1e-13, 20, 0.4);
        for (double x : new double[] {1e-3, 1, 1e3, 4e3, 1e4, 1e8}) {
            assertThat(near.loss(at(x))).isCloseTo(limit.loss(at(x)), within(1e-12));
        }
    }

    @Test
    void theLossStaysBetweenBothEnds() {
        for (double alpha : new double[] {1e-300, 1e-3, 0.5, 1, 20}) {
            SaturatingPowerLaw law = new SaturatingPowerLaw(SAMPLES, 0.25, 0.5, alpha, 1e6, 2);
            assertThat(law.loss(at(1e-300))).isCloseTo(0.75, within(1e-12));
            assertThat(law.loss(at(1e300))).isCloseTo(0.25, within(1e-12));
        }
    }

    @Test
    void aLawWithoutGapOrScaleIsFlat() {
        assertThat(new SaturatingPowerLaw(SAMPLES, 0.25, 0, 2, 3, 1).loss(at(10))).isEqualTo(0.25);
        assertThat(new SaturatingPowerLaw(SAMPLES, 0.25, 1, 2, 0, 1).loss(at(10))).isEqualTo(0.25);
    }

    @Test
    void theFamilyNamesItsParameters() {
        LawFamily<SaturatingPowerLaw> family = SaturatingPowerLaw.family(SAMPLES);
        assertThat(family).hasToString("saturating-power");
        assertThat(family.formula())
                .isEqualTo("loss = E_inf + gap * odds(log(k) - c * log(samples), alpha)");
        assertThat(family.parameters())
                .extracting(Parameter::name)
                .containsExactly("E_inf", "gap", "alpha", "k", "c");
        assertThat(family.coefficients()).containsExactly(0, 1);
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 1, 1, 1, 1, 'least loss e_inf must be zero or more and finite, got -1'",
        "1, -2, 1, 1, 1, 'gap e_0 - e_inf must be zero or more and finite, got -2'",
        "1, 1, NaN, 1, 1, 'exponent alpha must be zero or more and finite, got NaN'",
        "1, 1, 1, -3, 1, 'scale k must be zero or more and finite, got -3'",
        "1, 1, 1, 1, -0.4, 'exponent c must be zero or more and finite, got -0.4'"
    })
    void noNumberMayBeNegative(
            double eInf, double gap, double alpha, double k, double c, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SaturatingPowerLaw(SAMPLES, eInf, gap, alpha, k, c))
                .withMessage(message);
    }

    @Test
    void theGreatestLossLiesAboveTheLeast() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SaturatingPowerLaw.between(SAMPLES, 0.5, 0.5, 1, 2, 0.3))
                .withMessage("greatest loss e_0 must be above the least loss 0.5, got 0.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SaturatingPowerLaw.between(SAMPLES, 0.5, Double.NaN, 1, 2, 0.3))
                .withMessage("greatest loss e_0 must be finite, got NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SaturatingPowerLaw.between(SAMPLES, 0.5, 1, 1, -2, 0.3))
                .withMessage("coefficient beta must be zero or more and finite, got -2");
    }

    @Test
    void aLawNeedsAFactor() {
        assertThatNullPointerException()
                .isThrownBy(() -> new SaturatingPowerLaw(null, 1, 1, 1, 1, 1))
                .withMessage("factor");
    }
}
