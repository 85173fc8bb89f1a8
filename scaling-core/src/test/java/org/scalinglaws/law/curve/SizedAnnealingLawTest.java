package org.scalinglaws.law.curve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.scalinglaws.law.LawFamilyContract;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.recipe.Factor;

class SizedAnnealingLawTest {
    private static final SizedAnnealingLaw LAW =
            new SizedAnnealingLaw(1.7, 400, 0.34, 0.5, 0.5, 0.3, 0.9);

    @Nested
    class Family extends LawFamilyContract<SizedAnnealingLaw> {
        Family() {
            super(SizedAnnealingLaw.family(0.9), 1.7, 400, 0.34, 0.5, 0.5, 0.3);
        }

        @Override
        protected Interval range(Factor factor) {
            if (factor.equals(Factor.PARAMETERS)) {
                return new Interval(1e7, 1e11);
            }
            return factor.equals(AnnealingLaw.LR_AREA)
                    ? new Interval(0.1, 30)
                    : new Interval(-0.1, 0.5);
        }

        /** Where the rate rose, a larger number is a more negative one. */
        @Override
        protected boolean lossFallsWith(Factor factor) {
            return !factor.equals(AnnealingLaw.LR_ANNEALING);
        }
    }

    @Test
    void forOneSizeItIsTheAnnealingLaw() {
        Schedule schedule = Schedule.cosine(3e-3, 3e-4, 500);
        AnnealingLaw alone = new AnnealingLaw(1.7 + 400 * Math.pow(1e8, -0.34), 0.5, 0.5, 0.3, 0.9);
        assertThat(LAW.loss(1e8, schedule, 400))
                .isCloseTo(alone.loss(schedule, 400), within(1e-13));
    }

    @Test
    void aModelHasASize() {
        Schedule schedule = Schedule.constant(3e-3, 5);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LAW.loss(0, schedule, 5))
                .withMessage("parameters must be positive and finite, got 0");
    }
}
