package org.scalinglaws.law.single;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LawFamilyContract;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

class SigmoidLawTest {
    private static final Factor X = Factor.named("x");
    private static final Factor Z = Factor.named("z");

    private static Recipe at(double x) {
        return Recipe.of(Map.of(X, x, Z, 4.0));
    }

    private abstract static class Contract extends LawFamilyContract<SigmoidLaw> {
        Contract(LawFamily<SigmoidLaw> family, double... typical) {
            super(family, typical);
        }

        @Override
        protected Interval range(Factor factor) {
            return new Interval(0.5, 9);
        }

        @Override
        protected boolean lossFallsWith(Factor factor) {
            return false;
        }
    }

    @Nested
    class OverTheFactor extends Contract {
        OverTheFactor() {
            super(SigmoidLaw.family(X), 0.25, 0.6, -2.1, 3);
        }
    }

    @Nested
    class OverItsLogarithm extends Contract {
        OverItsLogarithm() {
            super(SigmoidLaw.familyOverLog(X), 0.25, 0.6, 1.1, 3);
        }
    }

    @Test
    void itIsHalfWayInTheMiddleAndEndsAtFloorAndCeiling() {
        SigmoidLaw law = new SigmoidLaw(X, false, 0.25, 0.5, -2, 3);
        assertThat(law.loss(at(3))).isEqualTo(0.5);
        assertThat(law.loss(at(1e9))).isCloseTo(0.25, within(1e-15));
        assertThat(law.loss(at(-1e9))).isCloseTo(0.75, within(1e-15));
    }

    @Test
    void overTheLogarithmItIsAPowerInTheTail() {
        SigmoidLaw law = new SigmoidLaw(X, true, 0, 1, 2, 10);
        assertThat(law.loss(at(10))).isEqualTo(0.5);
        assertThat(law.loss(at(1))).isCloseTo(1 / 101.0, within(1e-15));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SigmoidLaw(X, true, 0, 1, 2, 0))
                .withMessage("middle must be positive and finite, got 0");
    }
}
