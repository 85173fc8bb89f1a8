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

class SaturatingRiseLawTest {
    private static final Factor X = Factor.named("x");
    private static final Factor Z = Factor.named("z");

    private static Recipe at(double x) {
        return Recipe.of(Map.of(X, x, Z, 4.0));
    }

    private abstract static class Contract extends LawFamilyContract<SaturatingRiseLaw> {
        Contract(LawFamily<SaturatingRiseLaw> family, double... typical) {
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
