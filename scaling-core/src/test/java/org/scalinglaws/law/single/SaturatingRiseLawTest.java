package org.scalinglaws.law.single;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.scalinglaws.law.SmallNumbersContract.X;
import static org.scalinglaws.law.SmallNumbersContract.at;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.scalinglaws.law.SmallNumbersContract;

class SaturatingRiseLawTest {
    @Nested
    class Family extends SmallNumbersContract<SaturatingRiseLaw> {
        Family() {
            super(SaturatingRiseLaw.family(X), 0.9, 0.1, 0.6);
        }
    }

    @Test
    void whatIsMissingToTheCeilingFallsAsAPower() {
        SaturatingRiseLaw law = new SaturatingRiseLaw(X, 0.9, 0.6, 0.5);
        assertThat(law.loss(at(4))).isCloseTo(0.6, within(1e-15));
        assertThat(law.loss(at(1e300))).isCloseTo(0.9, within(1e-15));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SaturatingRiseLaw(X, 0.9, 0.6, -0.5))
                .withMessage("exponent b must be zero or more and finite, got -0.5");
    }
}
