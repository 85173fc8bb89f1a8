package org.scalinglaws.law.single;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LawFamilyContract;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

class ExponentialLawTest {
    private static final Factor EPOCHS = Factor.named("epochs");

    @Nested
    class Family extends LawFamilyContract<ExponentialLaw> {
        Family() {
            super(ExponentialLaw.family(EPOCHS), 2.1, 1.3, 0.4);
        }

        @Override
        protected Interval range(Factor factor) {
            return new Interval(0, 12);
        }
    }

    private static Recipe at(double x) {
        return Recipe.of(Map.of(EPOCHS, x));
    }

    @Test
    void theLossAboveTheFloorHalvesAtASteadyPace() {
        ExponentialLaw law = new ExponentialLaw(EPOCHS, 2, 1, Math.log(2) / 3);
        assertThat(law.loss(at(0))).isEqualTo(3);
        assertThat(law.loss(at(3))).isCloseTo(2.5, within(1e-15));
        assertThat(law.loss(at(9))).isCloseTo(2.125, within(1e-15));
        assertThat(law.loss(at(1e9))).isEqualTo(2);
    }

    @Test
    void theFamilyNamesItsParameters() {
        LawFamily<ExponentialLaw> family = ExponentialLaw.family(EPOCHS);
        assertThat(family).hasToString("exponential");
        assertThat(family.formula()).isEqualTo("loss = E + A * exp(-rate * epochs)");
        assertThat(family.parameters())
                .extracting(Parameter::name)
                .containsExactly("E", "A", "rate");
        assertThat(family.coefficients()).containsExactly(0, 1);
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 1, 1, 'irreducible loss E must be zero or more and finite, got -1'",
        "1, -2, 1, 'coefficient A must be zero or more and finite, got -2'",
        "1, 1, NaN, 'decay rate must be zero or more and finite, got NaN'"
    })
    void noNumberMayBeNegative(double e, double a, double rate, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ExponentialLaw(EPOCHS, e, a, rate))
                .withMessage(message);
    }

    @Test
    void aLawNeedsAFactor() {
        assertThatNullPointerException()
                .isThrownBy(() -> new ExponentialLaw(null, 1, 1, 1))
                .withMessage("factor");
    }
}
