package org.scalinglaws.law.single;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.scalinglaws.law.SmallNumbersContract.X;
import static org.scalinglaws.law.SmallNumbersContract.at;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.scalinglaws.law.SmallNumbersContract;
import org.scalinglaws.recipe.Factor;

class OffsetPowerLawTest {
    @Nested
    class WithFloor extends SmallNumbersContract<OffsetPowerLaw> {
        WithFloor() {
            super(OffsetPowerLaw.family(X), 1.5, 3, 2, 0.6);
        }

        @Override
        protected boolean lossFallsWith(Factor factor) {
            return true;
        }
    }

    @Nested
    class WithoutFloor extends SmallNumbersContract<OffsetPowerLaw> {
        WithoutFloor() {
            super(OffsetPowerLaw.familyWithoutFloor(X), 3, 2, 0.6);
        }

        @Override
        protected boolean lossFallsWith(Factor factor) {
            return true;
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
