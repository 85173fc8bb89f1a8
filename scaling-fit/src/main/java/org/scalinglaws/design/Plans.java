package org.scalinglaws.design;

import static java.util.Objects.requireNonNull;

import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.plan.Plan;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.uncertainty.Replicate;

/**
 * The plan of every law in doubt, made once each. A law without a plan has no number of one.
 *
 * @param <L> the type of the laws
 */
final class Plans<L extends LossLaw> {
    private final Doubt<L> doubt;
    private final Plan estimate;
    private final IdentityHashMap<L, Plan> known;
    private final @Nullable Finding missing;

    Plans(Doubt<L> doubt, Function<? super L, Plan> planner) {
        this.doubt = doubt;
        this.estimate = requireNonNull(planner.apply(doubt.ensemble().estimate()), "plan");
        this.known = new IdentityHashMap<>();
        known.put(doubt.ensemble().estimate(), estimate);
        int without = 0;
        String first = "";
        for (Replicate<L> replicate : doubt.ensemble().replicates()) {
            try {
                known.put(replicate.law(), requireNonNull(planner.apply(replicate.law()), "plan"));
            } catch (ArithmeticException none) {
                first = without > 0 ? first : replicate.number() + ": " + none.getMessage();
                without++;
            }
        }
        this.missing =
                without == 0
                        ? null
                        : Finding.warning(
                                "no-plan",
                                String.format(
                                        "%d of %d laws have no plan; number %s",
                                        without, doubt.ensemble().replicates().size(), first));
    }

    Doubt<L> doubt() {
        return doubt;
    }

    Plan estimate() {
        return estimate;
    }

    Optional<Finding> finding() {
        return Optional.ofNullable(missing);
    }

    /** A number of the law's own plan; NaN where it has none. */
    double value(L law, ToDoubleFunction<Plan> number) {
        Plan plan = known.get(law);
        return plan == null ? Double.NaN : number.applyAsDouble(plan);
    }

    /** The loss of each law's own plan, in the order of the ensemble. */
    double[] losses() {
        return doubt.ensemble().values(law -> value(law, plan -> plan.loss().nats()));
    }

    Interval interval(ToDoubleFunction<Plan> number) {
        return doubt.interval(law -> value(law, number));
    }

    Interval lossOf(Recipe recipe) {
        return doubt.interval(law -> law.loss(recipe));
    }

    /** What it costs under each law to train a recipe and not the law's own plan. */
    Regret regretOf(Recipe recipe) {
        return Regret.of(
                doubt,
                doubt.ensemble()
                        .values(law -> law.loss(recipe) - value(law, plan -> plan.loss().nats())));
    }
}
