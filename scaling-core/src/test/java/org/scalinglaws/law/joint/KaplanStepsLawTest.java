package org.scalinglaws.law.joint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalinglaws.law.AdditivePowerLaw;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LawFamilyContract;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

class KaplanStepsLawTest {
    /** Kaplan et al. (2020), table 3. */
    private static final KaplanStepsLaw LAW = new KaplanStepsLaw(6.5e13, 0.077, 2.1e3, 0.76);

    @Nested
    class Family extends LawFamilyContract<KaplanStepsLaw> {
        Family() {
            super(KaplanStepsLaw.FAMILY, 6.5e13, 0.077, 2.1e3, 0.76);
        }

        @Override
        protected Interval range(Factor factor) {
            return factor.equals(Factor.PARAMETERS) ? super.range(factor) : new Interval(1e3, 1e6);
        }
    }

    private static Recipe at(double n, double steps) {
        return Recipe.of(Map.of(Factor.PARAMETERS, n, KaplanStepsLaw.MINIMUM_STEPS, steps));
    }

    @Test
    void atTheCriticalNumbersEachTermIsOne() {
        assertThat(LAW.loss(at(6.5e13, 2.1e3))).isEqualTo(2);
        assertThat(LAW.loss(at(6.5e13, 2.1e5)) - 1)
                .isCloseTo(Math.pow(100, -0.76), withinPercentage(1e-12));
        assertThat(LAW.loss(at(6.5e9, 2.1e3)) - 1)
                .isCloseTo(Math.pow(1e4, 0.077), withinPercentage(1e-12));
    }

    @Test
    void itIsAnAdditiveLawWithoutFloor() {
        AdditivePowerLaw sum =
                new AdditivePowerLaw(
                        0,
                        List.of(
                                new AdditivePowerLaw.Term(
                                        Factor.PARAMETERS, Math.pow(6.5e13, 0.077), 0.077),
                                new AdditivePowerLaw.Term(
                                        KaplanStepsLaw.MINIMUM_STEPS,
                                        Math.pow(2.1e3, 0.76),
                                        0.76)));
        assertThat(LAW.loss(at(1e9, 3e4))).isCloseTo(sum.loss(at(1e9, 3e4)), within(1e-14));
    }

    @Test
    void theFamilyNamesItsParameters() {
        LawFamily<KaplanStepsLaw> family = KaplanStepsLaw.FAMILY;
        assertThat(family).hasToString("kaplan-steps");
        assertThat(family.formula()).isEqualTo("loss = (N_c / params)^a_N + (S_c / min_steps)^a_S");
        assertThat(family.parameters())
                .extracting(Parameter::name)
                .containsExactly("N_c", "a_N", "S_c", "a_S");
        assertThat(family.coefficients()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0, -1, 'critical size N_c must be zero or more and finite, got -1'",
        "1, -1, 'exponent a_N must be zero or more and finite, got -1'",
        "2, NaN, 'critical number of steps S_c must be zero or more and finite, got NaN'",
        "3, -0.5, 'exponent a_S must be zero or more and finite, got -0.5'"
    })
    void noNumberMayBeNegative(int place, double bad, String message) {
        double[] values = KaplanStepsLaw.FAMILY.values(LAW);
        values[place] = bad;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KaplanStepsLaw.FAMILY.at(values))
                .withMessage(message);
    }
}
