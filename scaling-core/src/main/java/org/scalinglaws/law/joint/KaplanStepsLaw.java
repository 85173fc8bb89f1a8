package org.scalinglaws.law.joint;

import java.util.List;
import org.scalinglaws.law.ExpressionFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

/**
 * Kaplan's law of model size and training steps, with data without end and no floor.
 *
 * <pre>  L(N, S_min) = (N_c / N)^a_N + (S_c / S_min)^a_S</pre>
 *
 * <p>N leaves the embeddings out. S_min is the number of steps that would have been needed with a
 * very large batch; {@link CriticalBatch#minimumSteps} gives it. In the scales A = N_c^a_N and B =
 * S_c^a_S it is an {@link org.scalinglaws.law.AdditivePowerLaw} without floor.
 *
 * @param nC critical size N_c, parameters without embeddings
 * @param aN exponent of model size
 * @param sC critical number of steps S_c
 * @param aS exponent of steps
 * @see <a href="https://arxiv.org/abs/2001.08361">Kaplan et al. (2020), equation 1.6</a>
 */
public record KaplanStepsLaw(double nC, double aN, double sC, double aS) implements LossLaw {
    /** The least number of steps S_min that reaches the same loss, with a very large batch. */
    public static final Factor MINIMUM_STEPS = new Factor("min_steps", "steps");

    /** All laws of this form. Their parameters are N_c, a_N, S_c, a_S. */
    public static final ExpressionFamily<KaplanStepsLaw> FAMILY =
            ExpressionFamily.of(
                            "kaplan-steps",
                            KaplanStepsLaw.class,
                            List.of(Factor.PARAMETERS, MINIMUM_STEPS),
                            List.of(
                                    Parameter.positive("N_c", "critical size, parameters")
                                            .called("critical size N_c"),
                                    Parameter.exponent("a_N", "exponent of params"),
                                    Parameter.positive("S_c", "critical number of steps")
                                            .called("critical number of steps S_c"),
                                    Parameter.exponent("a_S", "exponent of steps")),
                            "(N_c / params)^a_N + (S_c / min_steps)^a_S")
                    .withUnits("N_c", "N_c / params")
                    .withUnits("S_c", "S_c / min_steps");

    /** Refuses a negative number: loss would grow with scale, or not exist. */
    public KaplanStepsLaw {
        FAMILY.check(nC, aN, sC, aS);
    }

    @Override
    public double loss(Recipe recipe) {
        return FAMILY.loss(recipe, nC, aN, sC, aS);
    }

    @Override
    public String toString() {
        return Digits.six(this);
    }
}
