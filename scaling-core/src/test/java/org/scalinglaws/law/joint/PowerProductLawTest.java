package org.scalinglaws.law.joint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.scalinglaws.law.SmallNumbersContract.X;
import static org.scalinglaws.law.SmallNumbersContract.Z;
import static org.scalinglaws.law.SmallNumbersContract.at;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.scalinglaws.law.SmallNumbersContract;

class PowerProductLawTest {
    @Nested
    class WithoutOffset extends SmallNumbersContract<PowerProductLaw> {
        WithoutOffset() {
            super(PowerProductLaw.family(X, Z), 3, 0.5, -0.3);
        }
    }

    @Nested
    class WithOffset extends SmallNumbersContract<PowerProductLaw> {
        WithOffset() {
            super(PowerProductLaw.familyWithOffset(X, Z), 1.5, 3, 0.5, 0.3);
        }
    }

    @Test
    void exponentsHaveEitherSign() {
        PowerProductLaw law = PowerProductLaw.family(X, Z).at(3, 0.5, -0.5);
        assertThat(law.loss(at(16))).isEqualTo(6);
        assertThat(PowerProductLaw.family(X, Z).formula())
                .isEqualTo("response = A * x^b_x * z^b_z");
    }

    @Test
    void factorsAreDistinct() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PowerProductLaw.family(X, X))
                .withMessage("a product of powers needs one or more distinct factors, got [x, x]");
    }
}
