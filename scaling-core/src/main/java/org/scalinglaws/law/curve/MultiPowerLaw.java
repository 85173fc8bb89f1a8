package org.scalinglaws.law.curve;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Require;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

/**
 * The multi-power law of a loss curve under any learning-rate schedule: a power of the area under the
 * schedule, less what each drop of the rate saves as training goes on.
 *
 * <pre>
 *   L(t) = L0 + A S(t)^-alpha - B sum over k = 1 to t of (rate(k-1) - rate(k)) G(k, t)
 *
 *   G(k, t) = 1 - (1 + C rate(k)^-gamma S(k, t))^-beta
 *
 *   S(t) = S_W + sum of rate(i), i = 1 to t      S(k, t) = sum of rate(i), i = k to t</pre>
 *
 * <p>The numbers that the authors publish belong to whole schedules: their code sums over the steps
 * of the warm-up as well, and S_W is 0. The paper's text counts t from the end of the warm-up and
 * leaves its steps out of the sum, with their area as S_W: that is a schedule {@link Schedule#after}
 * its warm-up. The two differ by about B times the peak rate. Where S(k, t) is 0, a rate of 0 has
 * saved nothing yet: G is 0.
 *
 * @param l0 loss of endless training at a constant rate, nats per token
 * @param a scale A of the area's term, nats per token
 * @param alpha exponent of the area
 * @param b loss B that a drop of the rate by 1 saves in the end, nats per token
 * @param c how fast a drop saves: C
 * @param beta exponent of what a drop has yet to save
 * @param gamma exponent of the rate: a drop saves the faster, the lower the rate it leads to
 * @see <a href="https://arxiv.org/abs/2503.12811">Luo et al. (2025), section 3</a>
 */
public record MultiPowerLaw(
        double l0, double a, double alpha, double b, double c, double beta, double gamma) {
    /** The step of a loss curve, from 0 to the last of its schedule. */
    public static final Factor STEP = MultiPowerSum.STEP;

    /** Which schedule a run followed: its place in the list of the family, from 0. */
    public static final Factor SCHEDULE = MultiPowerSum.SCHEDULE;

    /** Refuses a negative number. */
    public MultiPowerLaw {
        Parameter.check(MultiPowerFamily.PARAMETERS, l0, a, alpha, b, c, beta, gamma);
    }

    /** Where a loss curve ends at a constant rate. */
    static Parameter limit() {
        return Parameter.nonNegative(
                        "L0", "loss of endless training at a constant rate, nats per token")
                .called("limit L0");
    }

    /** How far the rate came down over a whole schedule. */
    static double descent(Schedule schedule) {
        double last = schedule.rate(schedule.steps());
        return schedule.rate(0) - Decimal.positive("the last learning rate", last);
    }

    /**
     * The laws along given schedules. Their parameters are L0, A, alpha, B, C, beta, gamma. They read
     * the factor {@link #STEP}, and with more than one schedule also {@link #SCHEDULE}. Evaluating a run
     * costs the order of the logarithm of the steps where the rate changes smoothly, and the order of the
     * steps where it does not.
     *
     * @param schedules the learning rates, at least one
     * @return the family {@code multi-power}
     */
    public static LawFamily<Curves> family(List<Schedule> schedules) {
        Require.noNull("schedules", schedules);
        return new MultiPowerFamily(schedules);
    }

    /**
     * Loss curves: this law along given schedules.
     *
     * @param law the law
     * @param schedules the learning rates, at least one; a run says which it followed by the factor
     *     {@link #SCHEDULE} where there are more
     */
    public record Curves(MultiPowerLaw law, List<Schedule> schedules) implements LossLaw {
        /** Refuses no schedules. */
        public Curves {
            Require.noNull("schedules", schedules);
            requireNonNull(law, "law");
            schedules = List.copyOf(schedules);
            if (schedules.isEmpty()) {
                throw new IllegalArgumentException(
                        "a multi-power law needs one or more schedules, got none");
            }
        }

        @Override
        public double loss(Recipe recipe) {
            requireNonNull(recipe, "recipe");
            int which =
                    schedules.size() == 1
                            ? 0
                            : MultiPowerSum.whole(
                                    recipe.value(SCHEDULE), SCHEDULE, schedules.size() - 1);
            Schedule schedule = schedules.get(which);
            return law.loss(
                    schedule, MultiPowerSum.whole(recipe.value(STEP), STEP, schedule.steps()));
        }
    }

    /**
     * The loss curve of a schedule, over the factor {@link #STEP}.
     *
     * @param schedule the learning rates
     * @return a law of one factor
     */
    public Curves along(Schedule schedule) {
        requireNonNull(schedule, "schedule");
        return new Curves(this, List.of(schedule));
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
        double area = Decimal.positive("area of the schedule", schedule.area(step));
        double saved = 0;
        for (int k = 1; k <= step; k++) {
            double drop = schedule.rate(k - 1) - schedule.rate(k);
            if (drop != 0) {
                saved += drop * saved(schedule.rate(k), area - schedule.area(k - 1));
            }
        }
        return l0 + a * Math.pow(area, -alpha) - b * saved;
    }

    /** The share of its worth that a drop to a rate has saved after an area. */
    private double saved(double rate, double area) {
        return area > 0 ? -Math.expm1(-beta * Math.log1p(c * Math.pow(rate, -gamma) * area)) : 0;
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
     * constant rate, and less the further the rate came down. It needs positive exponents and C.
     *
     * <pre>  L0 - B (rate(0) - rate(T))</pre>
     *
     * @param schedule the learning rates; the last must be positive
     * @return nats per token
     */
    public double endlessLoss(Schedule schedule) {
        requireNonNull(schedule, "schedule");
        return l0 - b * descent(schedule);
    }

    @Override
    public String toString() {
        return Digits.six(this);
    }
}
