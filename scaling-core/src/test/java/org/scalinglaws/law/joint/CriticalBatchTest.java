package org.scalinglaws.law.joint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.quantity.Tokens;

class CriticalBatchTest {
    /** Kaplan et al. (2020), appendix A. */
    private static final CriticalBatch BATCH = new CriticalBatch(2.1e8, 0.21);

    @Test
    void itGrowsAsTheLossFalls() {
        assertThat(BATCH.at(Loss.nats(1))).isEqualTo(Tokens.of(2.1e8));
        double ratio = BATCH.at(Loss.nats(2)).count() / BATCH.at(Loss.nats(4)).count();
        assertThat(ratio).isCloseTo(Math.pow(2, 1 / 0.21), withinPercentage(1e-12));
    }

    /** At the critical batch twice the least steps are taken. */
    @Test
    void smallBatchesTakeMoreSteps() {
        Loss loss = Loss.nats(3);
        Tokens critical = BATCH.at(loss);
        assertThat(BATCH.minimumSteps(1000, critical, loss)).isEqualTo(500);
        Tokens third = Tokens.of(critical.count() / 3);
        assertThat(BATCH.minimumSteps(1000, third, loss)).isCloseTo(250, withinPercentage(1e-12));
        assertThat(BATCH.minimumSteps(1000, Tokens.of(1e300), loss)).isEqualTo(1000);
    }

    @Test
    void numbersThatAreNotPositiveAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CriticalBatch(0, 0.21))
                .withMessage("scale B* must be positive and finite, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CriticalBatch(1, Double.NaN))
                .withMessage("exponent a_B must be positive and finite, got NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BATCH.at(Loss.nats(-1)))
                .withMessage("loss must be positive and finite, got -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BATCH.minimumSteps(-2, Tokens.of(10), Loss.nats(3)))
                .withMessage("number of steps must be positive and finite, got -2");
    }
}
