package org.scalinglaws.law.joint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LawFamilyContract;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

class PowerProductLawTest {
    private static final Factor X = Factor.named("x");
    private static final Factor Z = Factor.named("z");

    private static Recipe at(double x) {
        return Recipe.of(Map.of(X, x, Z, 4.0));
    }

    private abstract static class Contract extends LawFamilyContract<PowerProductLaw> {
        Contract(LawFamily<PowerProductLaw> family, double... typical) {
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
    class WithoutOffset extends Contract {
        WithoutOffset() {
            super(PowerProductLaw.family(X, Z), 3, 0.5, -0.3);
        }
    }

    @Nested
    class WithOffset extends Contract {
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
