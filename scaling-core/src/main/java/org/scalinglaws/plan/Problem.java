package org.scalinglaws.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.resource.Resource;

/**
 * One question to {@link ConstrainedOptimal}: a law, its data and all limits.
 *
 * @param law the law, its range and the cost of a training token
 * @param data the tokens that there are
 * @param limits the limits that were given
 * @param serving FLOP of one served token
 * @param served T, zero or more
 * @param least the smallest model, or NaN
 */
record Problem(
        LossSurface law,
        Data data,
        List<Limit> limits,
        TokenCost serving,
        double served,
        double least) {
    /** Stands for the loss of no model at all: higher than any, and finite for root finding. */
    private static final double HOPELESS = 1e6;

    private Problem with(List<Limit> others) {
        return new Problem(law, data, others, serving, served, least);
    }

    Problem with(Limit limit) {
        List<Limit> others = others(limit.resource());
        others.add(limit);
        return with(others);
    }

    Problem with(Data other) {
        return new Problem(law, other, limits, serving, served, least);
    }

    Problem without(Resource resource) {
        return with(others(resource));
    }

    private List<Limit> others(Resource resource) {
        List<Limit> others = new ArrayList<>(limits);
        others.removeIf(limit -> limit.resource().name().equals(resource.name()));
        return others;
    }

    /** The limit on a resource, where there is one. */
    Optional<Limit> limitOn(Resource resource) {
        return limits.stream()
                .filter(limit -> limit.resource().name().equals(resource.name()))
                .findFirst();
    }

    /** What may be spent on training where nothing else is limited, asked for or scarce. */
    Optional<Compute> loneBudget() {
        boolean alone =
                limits.size() == 1 && !(served > 0) && Double.isNaN(least) && data.isEndless();
        if (!alone) {
            return Optional.empty();
        }
        Limit only = limits.get(0);
        Resource resource = only.resource();
        boolean ofTraining = resource.perParameter() == 0 && resource.perToken() == 0;
        return ofTraining
                ? Optional.of(Compute.flops(only.most() / resource.perTrainingFlop()))
                : Optional.empty();
    }

    FeasibleBoundary boundary() {
        List<Limit> all = new ArrayList<>(limits);
        data.limit().ifPresent(all::add);
        return new FeasibleBoundary(all, law.training(), serving, served);
    }

    BoundarySearch corner() {
        DoubleBinaryOperator loss = data.quick();
        return new BoundarySearch(
                boundary(),
                (logSize, logTokens) -> loss.applyAsDouble(Math.exp(logSize), Math.exp(logTokens)),
                data.turns(),
                Double.isNaN(least) ? 0 : Math.log(least),
                !Double.isNaN(least));
    }

    /** The least loss. */
    double loss() {
        BoundarySearch corner = corner();
        return corner.exists() ? corner.find().loss() : HOPELESS;
    }

    /** What the smallest model uses of a resource before its first token. */
    double unavoidable(Resource resource) {
        return new FeasibleBoundary(limits, law.training(), serving, served)
                .use(resource, smallest(), 0);
    }

    private double smallest() {
        return Double.isNaN(least) ? 1 : least;
    }

    /**
     * Refuses limits that allow no model.
     *
     * @throws NoPlanException when the smallest model uses more than a limit; the message names it
     */
    void requireAny(BoundarySearch corner) {
        if (corner.exists()) {
            return;
        }
        FeasibleBoundary boundary = corner.boundary();
        double size = smallest();
        Limit worst =
                Collections.max(
                        boundary.limits(),
                        Comparator.comparingDouble(
                                limit -> boundary.use(limit.resource(), size, 1) / limit.most()));
        double takes = boundary.use(worst.resource(), size, 1);

        // What was asked for is to blame, if anything was.
        String what =
                corner.leastIsMeant()
                        ? "a smallest model of "
                                + new ModelSize(size, law.counting())
                                + " parameters"
                        : served > 0
                                ? "serving " + Decimal.format(served) + " tokens"
                                : "a model of one parameter on one token";
        throw new NoPlanException(worst.conflict(what, takes));
    }
}
