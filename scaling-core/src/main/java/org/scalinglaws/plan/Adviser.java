package org.scalinglaws.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.finding.Check;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.numeric.CentralDifferences;
import org.scalinglaws.plan.Advice.Return;
import org.scalinglaws.plan.Advice.Way;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

/** Works out the advice for one recipe. */
final class Adviser {
    private static final int DOUBLINGS = 6;
    private static final double NOTABLE = 2;
    private static final double EXTREME = 10;

    /** Below this exponent of C the rounding of losses hides whether the frontier flattens. */
    private static final double FLAT = 1e-4;

    private final LossSurface surface;
    private final Frontier frontier;
    private final Recipe recipe;
    private final double parameters;
    private final double tokens;
    private final double flops;
    private final @Nullable TwoPowers powers;

    Adviser(LossSurface given, Recipe asked) {
        Recipe whole = asked;
        for (Map.Entry<Factor, Double> held : given.held().entrySet()) {
            whole = whole.has(held.getKey()) ? whole : whole.with(held.getKey(), held.getValue());
        }

        // What the recipe states of further factors holds on the frontier too.
        LossSurface same = given;
        for (Factor factor : whole.factors()) {
            same = factor.mustBePositive() ? same : same.holding(factor, whole.value(factor));
        }
        this.surface = same;
        this.frontier = new Frontier(same);
        this.recipe = same.counted(whole);
        this.parameters = recipe.value(Factor.PARAMETERS);
        this.tokens = recipe.value(Factor.TOKENS);
        this.flops = recipe.value(Factor.FLOPS);
        this.powers = same.powers();
    }

    Advice advice() {
        Plan used = surface.planOf(recipe);
        Compute budget = Compute.flops(flops);
        Plan best = frontier.at(budget);
        Plan sameLoss = frontier.at(frontier.computeFor(used.loss()));
        List<Return> returns = returns(best);
        Way onBoth = way(frontier.fall(budget), used.loss(), returns.get(1).plan().loss().nats());

        // Its findings read the rest of the advice, so that they come last.
        Advice advice =
                new Advice(
                        used,
                        best,
                        sameLoss,
                        onData(used.loss()),
                        onModel(used.loss()),
                        onBoth,
                        returns,
                        floor(returns.get(DOUBLINGS).plan()),
                        List.of());
        return new Advice(
                used,
                best,
                sameLoss,
                advice.onData(),
                advice.onModel(),
                onBoth,
                returns,
                advice.floor(),
                findings(advice));
    }

    /** The recipe with other N and D; FLOPs that it states change with them. */
    private double loss(double size, double seen) {
        Recipe other = recipe.with(Factor.PARAMETERS, size).with(Factor.TOKENS, seen);
        if (recipe.factors().contains(Factor.FLOPS)) {
            TokenCost cost = surface.training();
            double times = cost.flops(size) / cost.flops(parameters) * (seen / tokens);
            other = other.with(Factor.FLOPS, flops * times);
        }
        return surface.law().loss(other);
    }

    private Way way(double fallPerLogFlops, Loss before, double doubled) {
        return new Way(fallPerLogFlops / flops, Loss.nats(doubled), before.nats() - doubled);
    }

    private Way onData(Loss before) {
        double slope =
                powers == null
                        ? CentralDifferences.surestSlope(
                                log -> loss(parameters, Math.exp(log)), Math.log(tokens))
                        : powers.slopeOfTokens(parameters, tokens);
        return way(-slope, before, loss(parameters, 2 * tokens));
    }

    private Way onModel(Loss before) {
        TokenCost cost = surface.training();
        double slope =
                powers == null
                        ? CentralDifferences.surestSlope(
                                log -> loss(Math.exp(log), tokens), Math.log(parameters))
                        : powers.slopeOfSize(parameters, tokens);
        double twice = cost.sizeOf(2 * cost.flops(parameters));
        return way(-slope / cost.elasticity(parameters), before, loss(twice, tokens));
    }

    /** What L* = floor + K C^-exponent comes down to, by two derivatives of the frontier there. */
    private Optional<Loss> floor(Plan best) {
        if (powers != null) {
            return Optional.of(Loss.nats(powers.e()));
        }
        Compute budget = best.compute();
        double exponent = frontier.lossExponent(budget);
        return exponent > FLAT
                ? Optional.of(Loss.nats(best.loss().nats() - frontier.fall(budget) / exponent))
                : Optional.empty();
    }

    private List<Return> returns(Plan best) {
        List<Return> returns = new ArrayList<>();
        returns.add(new Return(1, best, 0));
        double last = best.loss().nats();
        for (int i = 1; i <= DOUBLINGS; i++) {
            double times = Math.scalb(1.0, i);
            Plan plan = frontier.at(Compute.flops(flops * times));
            returns.add(new Return(times, plan, last - plan.loss().nats()));
            last = plan.loss().nats();
        }
        return returns;
    }

    private List<Finding> findings(Advice advice) {
        List<Check<Advice>> checks =
                List.of(
                        this::statedFlops,
                        Adviser::balance,
                        of -> worthless("data", of.onData()),
                        of -> worthless("parameters", of.onModel()));
        List<Finding> findings = new ArrayList<>(advice.used().findings());
        findings.addAll(Check.inOrder(checks, advice));
        return findings;
    }

    /** Is the compute that the recipe states that of its size and tokens? */
    private Optional<Finding> statedFlops(Advice advice) {
        double byRule = surface.training().flops(parameters) * tokens;
        return !(Math.abs(flops / byRule - 1) > 0.05)
                ? Optional.empty()
                : Optional.of(
                        Finding.note(
                                CheckName.STATED_FLOPS,
                                String.format(
                                        "the recipe states %s FLOP and %s gives %s",
                                        Digits.four(flops),
                                        surface.training().training(),
                                        Digits.four(byRule))));
    }

    /** Are tokens and size near what is best for the compute? */
    private static Optional<Finding> balance(Advice advice) {
        double over = advice.overTraining();
        double factor = Math.max(over, 1 / over);
        if (!(factor > NOTABLE)) {
            return Optional.empty();
        }

        boolean more = over > 1;
        String message =
                String.format(
                        "the model has %s times %s tokens a parameter than is best for its compute;"
                                + " a %s model would reach its loss with %s %% less compute%s",
                        Digits.three(factor),
                        more ? "more" : "fewer",
                        more ? "larger" : "smaller",
                        Digits.three(Math.max(0, advice.deadweight().percent())),
                        more ? ", but cost more to serve" : " and be cheaper to serve");

        // Training for too long is often meant, as for a model that will be served.
        CheckName check = more ? CheckName.OVER_TRAINED : CheckName.UNDER_TRAINED;
        return Optional.of(
                factor > EXTREME && !more
                        ? Finding.warning(check, message)
                        : Finding.note(check, message));
    }

    /** Would more of it lower the loss? */
    private static Optional<Finding> worthless(String what, Way way) {
        return way.natsPerFlop() > 0
                ? Optional.empty()
                : Optional.of(
                        Finding.warning(
                                CheckName.NO_GAIN,
                                "by this law the next FLOP on "
                                        + what
                                        + " does not lower the loss"));
    }
}
