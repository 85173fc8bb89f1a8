package org.scalinglaws.law.curve;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import org.scalinglaws.law.ExpressionFamily;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

/**
 * The law of learning-rate annealing: loss falls with the area under the schedule, and with how far
 * the rate has come down.
 *
 * <pre>
 *   L(s) = L0 + A S1^-alpha - C S2
 *
 *   S1 = sum of rate(i)      S2 = sum of m(i)      m(i) = lambda m(i-1) + rate(i-1) - rate(i)</pre>
 *
 * <p>Sums are over the steps 1 to s of a {@link Schedule}. A warm-up counts as negative annealing;
 * {@link Schedule#after} leaves it out of S2 and keeps it in S1. Lambda is yours to state: it is no
 * parameter of a fit, since S2 depends on it, and it must be the same for the runs and the law.
 *
 * <p>A row of data is made by {@link #recipe}. The law only knows those two numbers of a schedule, so
 * it also reads runs that carry them as columns.
 *
 * @param l0 loss of endless training at a constant rate, nats per token
 * @param a scale A of the area's term, nats per token
 * @param alpha exponent of the area
 * @param c loss C that a unit of annealing saves, nats per token
 * @param lambda momentum of the annealing, from 0 up to, not including, 1
 * @see <a href="https://arxiv.org/abs/2408.11029">Tissue et al. (2024)</a>
 */
public record AnnealingLaw(double l0, double a, double alpha, double c, double lambda)
        implements LossLaw {
    /** The area under the schedule so far: S1. */
    public static final Factor LR_AREA = new Factor("lr_area", "learning rate times steps");

    /** How far the schedule has been annealed so far: S2. */
    public static final Factor LR_ANNEALING =
            new Factor("lr_annealing", "learning rate times steps");

    private static final ExpressionFamily<AnnealingLaw> FORM =
            ExpressionFamily.of(
                            "annealing",
                            AnnealingLaw.class,
                            List.of(LR_AREA, LR_ANNEALING),
                            List.of(
                                    MultiPowerLaw.limit(),
                                    Parameter.positive(
                                            "A", "scale of the lr_area term, nats per token"),
                                    Parameter.exponent("alpha", "exponent of lr_area"),
                                    Parameter.positive(
                                            "C", "nats that a unit of lr_annealing saves")),
                            "L0 + A / lr_area^alpha - C * lr_annealing")
                    .withUnits("A", "A * lr_area^(-alpha)")
                    .withUnits("C", "C * lr_annealing");

    /** Refuses a negative number, and a momentum that never fades. */
    public AnnealingLaw {
        FORM.check(l0, a, alpha, c);
        Schedule.requireMomentum(lambda);
    }

    /**
     * The laws of one momentum. Their parameters are L0, A, alpha, C.
     *
     * @param lambda momentum of the annealing, as in the runs
     * @return the family {@code annealing}, of the factors lr_area and lr_annealing
     */
    public static LawFamily<AnnealingLaw> family(double lambda) {
        Schedule.requireMomentum(lambda);
        return FORM.holding("lambda", lambda);
    }

    /**
     * The two numbers of a schedule that the law reads.
     *
     * @param schedule the learning rates
     * @param step up to which step, from 0 to T
     * @param lambda momentum of the annealing
     * @return a recipe with lr_area and lr_annealing
     */
    public static Recipe recipe(Schedule schedule, int step, double lambda) {
        requireNonNull(schedule, "schedule");
        return Recipe.of(
                Map.of(
                        LR_AREA,
                        schedule.area(step),
                        LR_ANNEALING,
                        schedule.annealing(step, lambda)));
    }

    @Override
    public double loss(Recipe recipe) {
        requireNonNull(recipe, "recipe");
        double area = Decimal.positive(LR_AREA.name(), recipe.value(LR_AREA));
        return l0 + a * Math.pow(area, -alpha) - c * recipe.value(LR_ANNEALING);
    }

    /**
     * The loss after some steps of a schedule.
     *
     * @param schedule the learning rates
     * @param step after which step, from 0 to T; the area so far must be positive
     * @return nats per token
     */
    public double loss(Schedule schedule, int step) {
        requireNonNull(schedule, "schedule");
        return loss(recipe(schedule, step, lambda));
    }

    /**
     * The loss at the end of a schedule.
     *
     * @param schedule the learning rates
     * @return nats per token
     */
    public double finalLoss(Schedule schedule) {
        requireNonNull(schedule, "schedule");
        return loss(schedule, schedule.steps());
    }

    /**
     * What the loss comes to when training goes on for ever at the last rate of a schedule: L0 for a
     * constant rate, and less the further the rate came down.
     *
     * <pre>  L0 - C (rate(0) - rate(T)) / (1 - lambda)</pre>
     *
     * @param schedule the learning rates; the last must be positive
     * @return nats per token
     */
    public double endlessLoss(Schedule schedule) {
        requireNonNull(schedule, "schedule");
        return l0 - c * MultiPowerLaw.descent(schedule) / (1 - lambda);
    }

    @Override
    public String toString() {
        return Digits.six(this);
    }
}
