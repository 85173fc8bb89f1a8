package org.scalinglaws.plan;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.quantity.Compute;

/**
 * A budget of training and nothing else: the compute-optimal plan, and the slope of the frontier as
 * its shadow price.
 *
 * @param problem the question, with one limit
 * @param budget C that the limit allows
 */
record LoneBudget(Problem problem, Compute budget) {
    Decision decision() {
        BoundarySearch corner = problem.corner();
        problem.requireAny(corner);
        Plan plan = new Frontier(problem.law()).at(budget);
        Limit limit = problem.limits().get(0);
        double used =
                corner.boundary()
                        .use(limit.resource(), plan.model().parameters(), plan.tokens().count());

        Decision.Use all =
                new Decision.Use(
                        limit.resource().name(),
                        limit.resource().unit(),
                        limit.most(),
                        used,
                        ShadowPrices.binds(used, limit.most()),
                        fall(corner, plan) / limit.most());
        return new Decision(plan, Optional.empty(), Optional.empty(), List.of(all));
    }

    /** -d L* / d ln C: in closed form, else by the multiplier of the limit. */
    private double fall(BoundarySearch corner, Plan plan) {
        @Nullable TwoPowers closed = problem.law().closed();
        if (closed != null) {
            return (plan.loss().nats() - closed.e()) * closed.lossExponent();
        }
        BoundarySearch.Point point =
                new BoundarySearch.Point(
                        Math.log(plan.model().parameters()),
                        Math.log(plan.tokens().count()),
                        plan.loss().nats());
        double price = ShadowPrices.at(corner, point, -1).perLimit().get(0);
        return price * problem.limits().get(0).most();
    }
}
