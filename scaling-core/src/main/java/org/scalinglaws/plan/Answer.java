package org.scalinglaws.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.resource.Resource;

/**
 * Writes down what a best point means.
 *
 * @param problem the question
 * @param solved the question that was solved: with a limit on cost where that was made small
 * @param corner its limits
 * @param point the best point
 */
record Answer(Problem problem, Problem solved, BoundarySearch corner, BoundarySearch.Point point) {
    private static final double STEP = 1e-5;
    private static final double ROUNDING = 16;

    Decision leastLoss() {
        ShadowPrices prices = ShadowPrices.at(corner, point, -1);
        List<Decision.Use> uses = new ArrayList<>();
        for (Limit limit : problem.limits()) {
            uses.add(use(limit, price(limit, prices)));
        }
        return decision(uses, prices, Optional.empty());
    }

    /** Where the least cost of a loss was sought: the cost is one of the corner's limits. */
    Decision leastCost(Loss target, Limit spent, Optional<Limit> budget) {
        int place = corner.boundary().limits().indexOf(spent);
        ShadowPrices prices = ShadowPrices.at(corner, point, place);
        List<Decision.Use> uses = new ArrayList<>();
        for (Limit limit : problem.limits()) {
            boolean isBudget = budget.isPresent() && limit.equals(budget.get());
            uses.add(use(limit, isBudget ? 0 : price(limit, prices)));
        }

        // The loss is now a limit as the others are.
        uses.add(
                new Decision.Use(
                        Decision.TARGET_LOSS,
                        "nats",
                        target.nats(),
                        loss(),
                        true,
                        prices.perNat()));
        return decision(
                uses, prices, Optional.of(new Decision.Cost(spent.resource(), spent.most())));
    }

    private double price(Limit limit, ShadowPrices prices) {
        return prices.perLimit().get(corner.boundary().limits().indexOf(limit));
    }

    private Decision.Use use(Limit limit, double price) {
        Resource resource = limit.resource();
        double used = corner.boundary().use(resource, size(), tokens());
        return new Decision.Use(
                resource.name(),
                resource.unit(),
                limit.most(),
                used,
                ShadowPrices.binds(used, limit.most()),
                price);
    }

    private Decision decision(
            List<Decision.Use> uses, ShadowPrices prices, Optional<Decision.Cost> cost) {
        double more = problem.data().limit().map(cap -> price(cap, prices)).orElse(0.0);
        for (Decision.Use use : problem.data().uses(size(), tokens(), more, prices.perNat())) {
            uses.add(prices.kinked() ? repriced(use, prices.perNat()) : use);
        }

        uses.addAll(asked(prices));

        Recipe recipe = problem.data().recipe(size(), tokens());
        List<Finding> findings = new ArrayList<>(problem.law().findings(recipe));
        findings.addAll(problem.data().findings(tokens()));
        Plan plan = new Plan(recipe, Loss.nats(loss()), findings);
        double served = problem.served();
        Optional<Compute> serving =
                served > 0
                        ? Optional.of(Compute.flops(problem.serving().flops(size()) * served))
                        : Optional.empty();
        return new Decision(plan, serving, cost, uses);
    }

    /** What was asked for, beside what was limited: a least size, and tokens to serve. */
    private List<Decision.Use> asked(ShadowPrices prices) {
        List<Decision.Use> asked = new ArrayList<>();
        if (corner.leastIsMeant()) {
            double smallest = problem.least();
            asked.add(
                    new Decision.Use(
                            Decision.LEAST_PARAMETERS,
                            "parameters",
                            smallest,
                            size(),
                            ShadowPrices.binds(smallest, size()),
                            prices.least()));
        }

        double served = problem.served();
        if (served > 0) {
            asked.add(
                    new Decision.Use(
                            Decision.SERVED_TOKENS,
                            "tokens",
                            served,
                            served,
                            prices.served() > 0,
                            prices.served()));
        }
        return asked;
    }

    /** The price of distinct tokens where a kink moves with them: by solving again with a few more. */
    private Decision.Use repriced(Decision.Use use, double perNat) {
        Problem more = solved.with(solved.data().more(use.name(), 1 + STEP));
        double gain = loss() - more.loss();
        boolean told = gain > ROUNDING * Math.ulp(loss());
        double price = told ? perNat * gain / (STEP * use.limit()) : 0;
        boolean binding = use.binding() || price > 0;
        return new Decision.Use(
                use.name(), use.unit(), use.limit(), use.used(), binding, binding ? price : 0);
    }

    private double loss() {
        return problem.data().loss(size(), tokens());
    }

    /** The size; as it was given where that is what binds. */
    private double size() {
        double size = Math.exp(point.logSize());
        double nearest = size;
        for (Limit limit : corner.boundary().limits()) {
            boolean alone = !limit.readsTokens() && limit.resource().perServingFlop() == 0;
            double given = alone ? limit.most() / limit.resource().perParameter() : Double.NaN;
            nearest = same(given, size) ? given : nearest;
        }
        return same(problem.least(), size) ? problem.least() : nearest;
    }

    private double tokens() {
        double tokens = Math.exp(point.logTokens());
        double nearest = tokens;
        for (Limit limit : corner.boundary().limits()) {
            boolean alone =
                    limit.resource().perTrainingFlop() == 0
                            && limit.resource().perParameter() == 0
                            && limit.resource().perServingFlop() == 0;
            double given = alone ? limit.most() / limit.resource().perToken() : Double.NaN;
            nearest = same(given, tokens) ? given : nearest;
        }
        return nearest;
    }

    private static boolean same(double given, double found) {
        return Math.abs(given - found) <= 1e-12 * found;
    }
}
