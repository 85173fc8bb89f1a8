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

class OffsetPowerLawTest {
    private static final Factor X = Factor.named("x");
    private static final Factor Z = Factor.named("z");

    private static Recipe at(double x) {
        return Recipe.of(Map.of(X, x, Z, 4.0));
    }

    private abstract static class Contract extends LawFamilyContract<OffsetPowerLaw> {
        Contract(LawFamily<OffsetPowerLaw> family, double... typical) {
            super(family, typical);
        }

        @Override
        protected Interval range(Factor factor) {
            return new Interval(0.5, 9);
        }

        @Override
        protected boolean lossFallsWith(Factor factor) {
            return true;
        }
    }

    @Nested
    class WithFloor extends Contract {
        WithFloor() {
            super(OffsetPowerLaw.family(X), 1.5, 3, 2, 0.6);
        }
    }

    @Nested
    class WithoutFloor extends Contract {
        WithoutFloor() {
            super(OffsetPowerLaw.familyWithoutFloor(X), 3, 2, 0.6);
        }
    }

    @Test
    void itBendsOverWhereTheOffsetIsWhatCounts() {
        OffsetPowerLaw law = new OffsetPowerLaw(X, 1, 6, 9, 0.5);
        assertThat(law.loss(at(0))).isEqualTo(3);
        assertThat(law.loss(at(16))).isCloseTo(2.2, within(1e-15));
        assertThat(OffsetPowerLaw.familyWithoutFloor(X).formula())
                .isEqualTo("loss = A / (x + B)^alpha");
    }

    @Test
    void aLossThatWouldGrowIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OffsetPowerLaw(X, 1, 6, 9, -0.5))
                .withMessage("exponent alpha must be zero or more and finite, got -0.5");
    }
}
