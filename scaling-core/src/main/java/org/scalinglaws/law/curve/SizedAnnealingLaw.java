package org.scalinglaws.law.curve;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.scalinglaws.law.ExpressionFamily;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

/**
 * The annealing law for models of many sizes: the loss of endless training falls with size, the rest
 * is the same for all.
 *
 * <pre>
 *   L(N, s) = E + A N^-alpha + B S1^-beta - C S2</pre>
 *
 * <p>The terms of size and area are those that Wang et al. add up; they measure the annealing in another
 * way, by the momentum of the optimizer. S1 and S2 are those of {@link AnnealingLaw}, at one momentum for
 * all; that their sum holds with a term of size is this library's choice. All curves must have seen as
 * many tokens a step: the area counts steps.
 *
 * @param e floor E, nats per token
 * @param a scale A of the size's term, nats per token
 * @param alpha exponent of size
 * @param b scale B of the area's term, nats per token
 * @param beta exponent of the area
 * @param c loss C that a unit of annealing saves, nats per token
 * @param lambda momentum of the annealing, from 0 up to, not including, 1
 * @see <a href="https://arxiv.org/abs/2408.11029">Tissue et al. (2024), of which this is the law with a
 *     term of size</a>
 * @see <a href="https://github.com/siqi-wang25/fm-annealing">Wang et al. (2026), Scaling and
 *     Transferability of Annealing Strategies in Large Language Model Training: L0 + a power of the area + a
 *     power of size + a multiple of the annealing</a>
 */
public record SizedAnnealingLaw(
        double e, double a, double alpha, double b, double beta, double c, double lambda)
        implements LossLaw {
    private static final ExpressionFamily<SizedAnnealingLaw> FORM =
            ExpressionFamily.of(
                            "sized-annealing",
                            SizedAnnealingLaw.class,
                            List.of(
                                    Factor.PARAMETERS,
                                    AnnealingLaw.LR_AREA,
                                    AnnealingLaw.LR_ANNEALING),
                            List.of(
                                    Parameter.floor(),
                                    Parameter.positive(
                                            "A", "scale of the params term, nats per token"),
                                    Parameter.exponent("alpha", "exponent of params"),
                                    Parameter.positive(
                                            "B", "scale of the lr_area term, nats per token"),
                                    Parameter.exponent("beta", "exponent of lr_area"),
                                    Parameter.positive(
                                            "C", "nats that a unit of lr_annealing saves")),
                            "E + A / params^alpha + B / lr_area^beta - C * lr_annealing")
                    .withUnits("A", "A * params^(-alpha)")
                    .withUnits("B", "B * lr_area^(-beta)")
                    .withUnits("C", "C * lr_annealing");

    /** Refuses a negative number, and a momentum that never fades. */
    public SizedAnnealingLaw {
        FORM.check(e, a, alpha, b, beta, c);
        Schedule.requireMomentum(lambda);
    }

    /**
     * The laws of one momentum. Their parameters are E, A, alpha, B, beta, C.
     *
     * @param lambda momentum of the annealing, as in the runs
     * @return the family {@code sized-annealing}, of the factors params, lr_area and lr_annealing
     */
    public static LawFamily<SizedAnnealingLaw> family(double lambda) {
        Schedule.requireMomentum(lambda);
        return FORM.holding("lambda", lambda);
    }

    /**
     * What the law reads of a model and its schedule.
     *
     * @param parameters N
     * @param schedule the learning rates
     * @param step up to which step, from 0 to T
     * @param lambda momentum of the annealing
     * @return a recipe with params, lr_area and lr_annealing
     */
    public static Recipe recipe(double parameters, Schedule schedule, int step, double lambda) {
        return AnnealingLaw.recipe(schedule, step, lambda)
                .with(Factor.PARAMETERS, Decimal.positive("parameters", parameters));
    }

    @Override
    public double loss(Recipe recipe) {
        requireNonNull(recipe, "recipe");
        return FORM.loss(recipe, e, a, alpha, b, beta, c);
    }

    /**
     * The loss of a model after some steps of a schedule.
     *
     * @param parameters N
     * @param schedule the learning rates
     * @param step after which step, from 0 to T; the area so far must be positive
     * @return nats per token
     */
    public double loss(double parameters, Schedule schedule, int step) {
        requireNonNull(schedule, "schedule");
        return loss(recipe(parameters, schedule, step, lambda));
    }

    @Override
    public String toString() {
        return Digits.six(this);
    }
}
