package org.scalinglaws.law.joint;

import static java.util.Objects.requireNonNull;

import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.quantity.Tokens;

/**
 * The batch size beyond which more data in a step saves few steps. It grows as the loss falls.
 *
 * <pre>  B_crit(L) = B* / L^(1 / a_B),   S_min = S / (1 + B_crit(L) / B)</pre>
 *
 * @param bStar scale B*: the critical batch at a loss of one nat, tokens
 * @param aB exponent, above zero
 * @see <a href="https://arxiv.org/abs/2001.08361">Kaplan et al. (2020), equations 5.3 and 5.4</a>
 */
public record CriticalBatch(double bStar, double aB) {
    /** Refuses a scale or an exponent that is not above zero. */
    public CriticalBatch {
        Decimal.positive("scale B*", bStar);
        Decimal.positive("exponent a_B", aB);
    }

    /**
     * The critical batch.
     *
     * @param loss the loss that training has reached, above zero
     * @return tokens in a batch
     */
    public Tokens at(Loss loss) {
        requireNonNull(loss, "loss");
        return Tokens.of(bStar * Math.pow(Decimal.positive("loss", loss.nats()), -1 / aB));
    }

    /**
     * The steps that would have reached the same loss with a very large batch.
     *
     * @param steps the steps taken, above zero
     * @param batch tokens in each of them
     * @param loss the loss that they reached, above zero
     * @return S_min
     */
    public double minimumSteps(double steps, Tokens batch, Loss loss) {
        requireNonNull(batch, "batch");
        requireNonNull(loss, "loss");
        return Decimal.positive("number of steps", steps) / (1 + at(loss).count() / batch.count());
    }
}
