package org.scalinglaws.command;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.scalinglaws.forecast.Forecaster;
import org.scalinglaws.plan.Decision;
import org.scalinglaws.plan.Plan;
import org.scalinglaws.uncertainty.Intervals;

/**
 * How far off the numbers of a plan under limits could be.
 *
 * @param numbers intervals of any of them
 * @param form the doubt about the form of the law, if the intervals have it in them
 */
record DecisionDoubt(Intervals<Decision> numbers, FormDoubt form) {
    /** Limits that come down to one on training compute where nothing is served. */
    private static final Set<String> SPENDING =
            Set.of("compute", "trainingCompute", "days", "money", "energy");

    /**
     * By several forms where the plan shares out a compute that no form changes, else by one.
     *
     * @param decision what is planned
     * @param form what several forms foretell
     * @param one what the laws of one form plan
     */
    static DecisionDoubt of(Decision decision, FormDoubt form, Intervals<Decision> one) {
        Optional<String> other = otherThanCompute(decision);
        if (form.forecaster().isEmpty() || other.isPresent()) {
            return new DecisionDoubt(one, other.map(FormDoubt::none).orElse(form));
        }
        Forecaster forecaster = form.forecaster().get();
        Intervals<Decision> several =
                forecaster.plans(decision.plan().compute()).map(plan -> with(decision, plan));
        return new DecisionDoubt(several, form);
    }

    /** A decision with what several forms say against its plan, where they have a say in it. */
    Decision held(Decision decision, double level) {
        return with(decision, form.held(decision.plan(), level));
    }

    private static Decision with(Decision decision, Plan plan) {
        return new Decision(plan, decision.serving(), decision.cost(), decision.limits());
    }

    /** What else than compute the plan hangs on. */
    private static Optional<String> otherThanCompute(Decision decision) {
        if (decision.serving().isPresent()) {
            return Optional.of("a forecast shares out training compute, and here models serve too");
        }
        if (decision.cost().isPresent()) {
            return Optional.of("a forecast shares out compute, and here a loss is to be reached");
        }
        List<String> others =
                decision.binding().stream().filter(name -> !SPENDING.contains(name)).toList();
        return others.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "a forecast shares out compute, and here a limit on "
                                + String.join(", ", others)
                                + " binds");
    }
}
