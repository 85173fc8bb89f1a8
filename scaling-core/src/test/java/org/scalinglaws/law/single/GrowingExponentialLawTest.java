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

class GrowingExponentialLawTest {
    private static final Factor X = Factor.named("x");
    private static final Factor Z = Factor.named("z");

    private static Recipe at(double x) {
        return Recipe.of(Map.of(X, x, Z, 4.0));
    }

    private abstract static class Contract extends LawFamilyContract<GrowingExponentialLaw> {
        Contract(LawFamily<GrowingExponentialLaw> family, double... typical) {
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
    class Family extends Contract {
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
