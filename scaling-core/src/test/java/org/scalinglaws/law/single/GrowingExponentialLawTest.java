package org.scalinglaws.law.single;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.scalinglaws.law.SmallNumbersContract.X;
import static org.scalinglaws.law.SmallNumbersContract.at;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.scalinglaws.law.SmallNumbersContract;

class GrowingExponentialLawTest {
    @Nested
    class Family extends SmallNumbersContract<GrowingExponentialLaw> {
        Family() {
            super(GrowingExponentialLaw.family(X), 1.5, 0.3, 0.2);
        }
    }

    @Test
    void itGrowsFromItsBase() {
        GrowingExponentialLaw law = new GrowingExponentialLaw(X, 2, 0.5, 1);
        assertThat(law.loss(at(0))).isEqualTo(2.5);
        assertThat(law.loss(at(2))).isCloseTo(2 + 0.5 * Math.exp(2), within(1e-15));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GrowingExponentialLaw(X, 2, 0.5, -1))
                .withMessage("growth rate must be zero or more and finite, got -1");
    }
}
