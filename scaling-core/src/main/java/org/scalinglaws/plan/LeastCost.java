package org.scalinglaws.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.resource.Resource;

/**
 * The least cost of a target loss: the root, over a limit on the cost, of the least loss within it
 * less the target.
 */
final class LeastCost {
    /** Searches start here and walk in both directions. */
    private static final double GUESS = 1e21;

    /** More compute than any limit leaves. */
    private static final double NO_LIMIT = 1e45;

    /** A cost above its limit by its rounding alone is within it. */
    private static final double ROUNDING = 1e-12;

    private final Problem problem;
    private final Problem free;
    private final Loss target;
    private final Resource cost;

    LeastCost(Problem problem, Loss target, Resource cost) {
        this.problem = problem;
        this.free = problem.without(cost);
        this.target = target;
        this.cost = cost;
    }

    Decision decision() {
        free.requireAny(free.corner());
        double amount = amount();
        Optional<Limit> budget = problem.limitOn(cost);
        if (budget.isPresent() && amount > budget.get().most() * (1 + ROUNDING)) {
            throw new NoPlanException(budget.get().conflict("a target loss of " + target, amount));
        }

        // With so much of the cost and no more, the recipe of least loss has the target.
        Limit spent = new Limit(cost, amount);
        Problem solved = free.with(spent);
        BoundarySearch corner = solved.corner();
        BoundarySearch.Point best = corner.reaching(target.nats(), corner.polished(corner.find()));
        return new Answer(problem, solved, corner, best).leastCost(target, spent, budget);
    }

    private double amount() {
        Relaxation relaxed =
                new Relaxation(
                        cost,
                        cost.perTrainingFlop() * GUESS,
                        free.unavoidable(cost),
                        most -> free.with(new Limit(cost, most)));
        try {
            return needed(relaxed);
        } catch (NoPlanException none) {
            boolean unlimited = free.limits().isEmpty() && free.data().limit().isEmpty();
            throw unlimited ? none : conflict(none);
        }
    }

    /**
     * Something of which there could be more.
     *
     * @param amount how much of it to try first, beyond what no model does without
     * @param unavoidable what the smallest model uses before its first token
     */
    private record Relaxation(
            Resource resource, double amount, double unavoidable, DoubleFunction<Problem> with) {}

    /**
     * How much of something brings the loss down to the target. What no model does without, as for
     * serving the smallest, is set aside: it can be so much that the rest is lost in its rounding.
     */
    private double needed(Relaxation more) {
        double unit = more.amount / GUESS;
        DoubleUnaryOperator amount = log -> more.unavoidable + unit * Math.exp(log);
        double flops =
                BudgetSearch.flopsFor(
                        log -> more.with.apply(amount.applyAsDouble(log)).loss(), target);
        return more.unavoidable + unit * flops;
    }

    /**
     * Names the limit that needs to grow the least for the target to be reached. A limit that would
     * do with less than it allows is in nobody's way.
     */
    private NoPlanException conflict(NoPlanException cause) {
        String message = cause.getMessage() + " within the limits";
        double fewest = Double.POSITIVE_INFINITY;
        for (Relaxation more : relaxations()) {
            try {
                double takes = needed(more);
                double times = takes / more.amount;
                if (times > 1 && times < fewest) {
                    fewest = times;
                    message =
                            new Limit(more.resource, more.amount)
                                    .conflict("a target loss of " + target, takes);
                }
            } catch (NoPlanException never) {
                cause.addSuppressed(never);
            }
        }

        NoPlanException none = new NoPlanException(message);
        none.initCause(cause);
        return none;
    }

    /** Every limit but that on the cost, as what there could be more of. */
    private List<Relaxation> relaxations() {
        Problem rich = free.with(new Limit(cost, cost.perTrainingFlop() * NO_LIMIT));
        List<Relaxation> relaxations = new ArrayList<>();
        for (Limit limit : free.limits()) {
            Resource resource = limit.resource();
            relaxations.add(
                    new Relaxation(
                            resource,
                            limit.most(),
                            free.unavoidable(resource),
                            most -> rich.with(new Limit(resource, most))));
        }

        // Distinct tokens grow with their pool, not by a limit of their own.
        Data data = free.data();
        data.limit()
                .map(
                        cap ->
                                new Relaxation(
                                        cap.resource(),
                                        cap.most(),
                                        0,
                                        most -> rich.with(data.times(most / cap.most()))))
                .ifPresent(relaxations::add);
        return relaxations;
    }
}
