package org.scalinglaws.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.resource.Resource;

/**
 * One question to {@link ConstrainedOptimal}: a law, its data and all limits.
 *
 * @param planner the law, its range and the cost of a training token
 * @param data the tokens that there are
 * @param limits the limits that were given
 * @param serving FLOP of one served token
 * @param served T, zero or more
 * @param least the smallest model, or NaN
 */
record Problem(
        ComputeOptimal planner,
        Data data,
        List<Limit> limits,
        TokenCost serving,
        double served,
        double least) {
    /** Searches start here and walk in both directions. */
    private static final double GUESS = 1e21;

    /** More compute than any limit leaves. */
    private static final double NO_LIMIT = 1e45;

    /** Stands for the loss of no model at all: higher than any, and finite for root finding. */
    private static final double HOPELESS = 1e6;

    private Problem with(List<Limit> others) {
        return new Problem(planner, data, others, serving, served, least);
    }

    private Problem with(Limit limit) {
        List<Limit> others = without(limit.resource());
        others.add(limit);
        return with(others);
    }

    private List<Limit> without(Resource resource) {
        List<Limit> others = new ArrayList<>(limits);
        others.removeIf(limit -> limit.resource().name().equals(resource.name()));
        return others;
    }

    BestCorner corner() {
        List<Limit> all = new ArrayList<>(limits);
        data.limit().ifPresent(all::add);
        DoubleBinaryOperator surface = data.surface();
        return new BestCorner(
                new Boundary(all, planner.training(), serving, served),
                (logSize, logTokens) ->
                        surface.applyAsDouble(Math.exp(logSize), Math.exp(logTokens)),
                data.turns(),
                Double.isNaN(least) ? 0 : Math.log(least),
                !Double.isNaN(least));
    }

    Decision leastLoss() {
        BestCorner corner = corner();
        requireAny(corner);
        return new Answer(this, this, corner, best(corner)).leastLoss();
    }

    /** A single limit on training and nothing else is what the planner itself answers best. */
    private BestCorner.Point best(BestCorner corner) {
        boolean alone =
                corner.boundary().limits().size() == 1 && !(served > 0) && Double.isNaN(least);
        Resource only = alone ? corner.boundary().limits().get(0).resource() : Resource.tokens();
        if (!alone || only.perParameter() > 0 || only.perToken() > 0 || !data.isEndless()) {
            return corner.polished(corner.find());
        }
        double flops = corner.boundary().limits().get(0).most() / only.perTrainingFlop();
        Plan plan = planner.plan(Compute.flops(flops));
        return new BestCorner.Point(
                Math.log(plan.model().parameters()),
                Math.log(plan.tokens().count()),
                plan.loss().nats());
    }

    Decision leastCost(Loss target, Resource cost) {
        Optional<Limit> budget =
                limits.stream()
                        .filter(limit -> limit.resource().name().equals(cost.name()))
                        .findFirst();
        Problem free = with(without(cost));
        requireAny(free.corner());
        double amount;
        try {
            amount =
                    free.scale(
                            target,
                            new Relaxation(
                                    cost,
                                    cost.perTrainingFlop() * GUESS,
                                    free.unavoidable(cost),
                                    most -> free.with(new Limit(cost, most))));
        } catch (NoPlanException none) {
            throw free.limits.isEmpty() && free.data.limit().isEmpty()
                    ? none
                    : free.conflict(target, cost, none);
        }
        if (budget.isPresent() && amount > budget.get().most() * (1 + 1e-12)) {
            throw new NoPlanException(conflict("a target loss of " + target, budget.get(), amount));
        }
        Limit spent = new Limit(cost, amount);
        Problem solved = free.with(spent);
        BestCorner corner = solved.corner();
        BestCorner.Point best = corner.reaching(target.nats(), corner.polished(corner.find()));
        return new Answer(this, solved, corner, best).leastCost(target, spent, budget);
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
    private double scale(Loss target, Relaxation more) {
        double unit = more.amount / GUESS;
        DoubleUnaryOperator amount = log -> more.unavoidable + unit * Math.exp(log);
        double flops =
                Frontier.flopsFor(log -> more.with.apply(amount.applyAsDouble(log)).loss(), target);
        return more.unavoidable + unit * flops;
    }

    /** What the smallest model uses of a resource before its first token. */
    private double unavoidable(Resource resource) {
        return new Boundary(limits, planner.training(), serving, served)
                .use(resource, smallest(), 0);
    }

    private double smallest() {
        return Double.isNaN(least) ? 1 : least;
    }

    /** The least loss. */
    double loss() {
        BestCorner corner = corner();
        return corner.exists() ? corner.find().loss() : HOPELESS;
    }

    private void requireAny(BestCorner corner) {
        if (corner.exists()) {
            return;
        }
        Boundary boundary = corner.boundary();
        double size = smallest();
        Limit worst =
                Collections.max(
                        boundary.limits(),
                        Comparator.comparingDouble(
                                limit -> boundary.use(limit.resource(), size, 1) / limit.most()));
        double takes = boundary.use(worst.resource(), size, 1);
        String what =
                corner.leastIsMeant()
                        ? "a smallest model of "
                                + new ModelSize(size, planner.counting())
                                + " parameters"
                        : served > 0
                                ? "serving " + Decimal.format(served) + " tokens"
                                : "a model of one parameter on one token";
        throw new NoPlanException(conflict(what, worst, takes));
    }

    private static String conflict(String what, Limit limit, double takes) {
        String times = Decimal.format(takes / limit.most(), 4);
        return String.format(
                "%s and the limit on %s conflict: it takes %s, %s the %s allowed",
                what,
                limit.resource().name(),
                limit.resource().text(takes),
                times.equals("1") ? "a little more than" : times + " times",
                limit.resource().text(limit.most()));
    }

    /**
     * Names the limit that needs to grow the least for the target to be reached. A limit that would
     * do with less than it allows is in nobody's way.
     */
    private NoPlanException conflict(Loss target, Resource cost, NoPlanException cause) {
        Problem rich = with(new Limit(cost, cost.perTrainingFlop() * NO_LIMIT));
        String message = null;
        double fewest = Double.POSITIVE_INFINITY;
        List<Relaxation> relaxations = new ArrayList<>();
        for (Limit limit : limits) {
            Resource resource = limit.resource();
            relaxations.add(
                    new Relaxation(
                            resource,
                            limit.most(),
                            unavoidable(resource),
                            most -> rich.with(new Limit(resource, most))));
        }
        data.limit()
                .ifPresent(
                        cap ->
                                relaxations.add(
                                        new Relaxation(
                                                cap.resource(),
                                                cap.most(),
                                                0,
                                                most -> rich.with(data.times(most / cap.most())))));
        for (Relaxation more : relaxations) {
            try {
                double takes = scale(target, more);
                double times = takes / more.amount;
                if (times > 1 && times < fewest) {
                    fewest = times;
                    message =
                            conflict(
                                    "a target loss of " + target,
                                    new Limit(more.resource, more.amount),
                                    takes);
                }
            } catch (NoPlanException never) {
                cause.addSuppressed(never);
            }
        }
        NoPlanException none =
                new NoPlanException(
                        message == null ? cause.getMessage() + " within the limits" : message);
        none.initCause(cause);
        return none;
    }

    Problem with(Data other) {
        return new Problem(planner, other, limits, serving, served, least);
    }
}
