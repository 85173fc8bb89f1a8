package org.scalinglaws.law.single;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.scalinglaws.law.SmallNumbersContract.X;
import static org.scalinglaws.law.SmallNumbersContract.at;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.scalinglaws.law.SmallNumbersContract;

class SigmoidLawTest {
    @Nested
    class OverTheFactor extends SmallNumbersContract<SigmoidLaw> {
        OverTheFactor() {
            super(SigmoidLaw.family(X), 0.25, 0.6, -2.1, 3);
        }
    }

    @Nested
    class OverItsLogarithm extends SmallNumbersContract<SigmoidLaw> {
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
