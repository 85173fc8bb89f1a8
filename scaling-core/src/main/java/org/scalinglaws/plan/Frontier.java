package org.scalinglaws.plan;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.numeric.CentralDifferences;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Recipe;

/**
 * The compute-optimal frontier of a law: for each budget the recipe of least loss, read forwards from
 * the budget and backwards from a loss, a model or an amount of data.
 *
 * <p>A sum of a power of N and a power of D, or a power gamma of that sum, has a closed form where a
 * token costs k N, such as 6 N. Gamma does not change the allocation. For any other law or cost the
 * root of the slope along the IsoFLOP curve is sought in ln N.
 *
 * <pre>
 *   G = (alpha A / (beta B))^(1 / (alpha + beta))
 *   N* = G (C/k)^(beta / (alpha + beta)),  D* = (C/k)^(alpha / (alpha + beta)) / G</pre>
 *
 * @see <a href="https://arxiv.org/abs/2203.15556">Hoffmann et al. (2022), equation 4</a>
 */
public final class Frontier {
    /** Steps of ln C for a slope along the frontier: six of them are a factor of 7.4. */
    private static final double STEP = 1.0 / 3;

    /** Tokens a parameter where the search for a model's tokens begins. */
    private static final double TOKENS_GUESS = 20;

    /** FLOP over the square of tokens where the search for their model begins. */
    private static final double SIZE_GUESS = 0.3;

    private final LossSurface surface;
    private final TokenCost training;
    private final @Nullable TwoPowers closed;

    Frontier(LossSurface surface) {
        this.surface = surface;
        this.training = surface.training();
        this.closed = surface.closed();
    }

    /**
     * The plan of a budget.
     *
     * @param budget C, FLOP
     * @return what to train
     * @throws NoPlanException when loss does not fall with both N and D, or keeps falling towards an
     *     edge
     */
    public Plan at(Compute budget) {
        surface.requireBelievable();
        IsoFlopCurve curve = new IsoFlopCurve(surface, budget);
        return surface.planOf(curve.recipe(size(curve)));
    }

    /**
     * The plans of budgets in equal ratios.
     *
     * @param from least budget, FLOP
     * @param to greatest budget, FLOP
     * @param points how many plans, at least 2
     * @return a plan for each budget, the least first
     * @throws NoPlanException when a budget has no plan
     */
    public List<Plan> plans(Compute from, Compute to, int points) {
        requireNonNull(from, "from");
        requireNonNull(to, "to");
        if (!(points >= 2 && from.flops() < to.flops())) {
            throw new IllegalArgumentException(
                    String.format(
                            "a frontier needs 2 points or more from small to large, got %d from %s"
                                    + " to %s FLOP",
                            points, from, to));
        }
        return EqualRatios.between(from.flops(), to.flops(), points)
                .mapToObj(flops -> at(Compute.flops(flops)))
                .toList();
    }

    /**
     * How fast the best model grows with the budget: by this exponent of C, at C.
     *
     * <pre>  d ln N* / d ln C</pre>
     *
     * <p>For two powers and k N it is a = beta / (alpha + beta) at every budget. For any other law or
     * cost it is a difference over budgets up to 7.4 times smaller and larger. Where a token costs k
     * N the tokens grow by 1 - a.
     *
     * @param budget C, FLOP
     * @return the exponent of the model size, without unit
     * @throws NoPlanException when a budget here has no plan
     * @see <a href="https://arxiv.org/abs/2203.15556">Hoffmann et al. (2022), equation 4</a>
     */
    public double modelExponent(Compute budget) {
        requireNonNull(budget, "budget");
        return closed == null
                ? CentralDifferences.slope(
                        log -> Math.log(sizeAt(log)), Math.log(budget.flops()), STEP)
                : closed.modelExponent();
    }

    /**
     * How fast the loss that more compute can still remove shrinks with the budget: by this exponent
     * of C, at C. No irreducible loss needs to be known, because it has no slope.
     *
     * <pre>
     *   -d ln(-d L* / d ln C) / d ln C
     *   = -d ln(L* - E) / d ln C  where  L* = E + K C^-exponent</pre>
     *
     * <p>For two powers and k N it is gamma alpha beta / (alpha + beta) at every budget. For any other law
     * or cost it is a difference over budgets up to 7.4 times smaller and larger.
     *
     * @param budget C, FLOP
     * @return the exponent of the reducible loss, without unit; positive where returns diminish
     * @throws NoPlanException when a budget here has no plan
     */
    public double lossExponent(Compute budget) {
        requireNonNull(budget, "budget");
        if (closed != null) {
            return closed.lossExponent();
        }
        CentralDifferences here =
                CentralDifferences.of(this::lossAt, Math.log(budget.flops()), STEP);
        return -here.second() / here.slope();
    }

    /** -d L* / d ln C: what a per cent more compute takes off the loss, times a hundred. */
    double fall(Compute budget) {
        return closed == null
                ? -CentralDifferences.slope(
                        log -> at(BudgetSearch.budget(log)).loss().nats(),
                        Math.log(budget.flops()),
                        STEP)
                : (at(budget).loss().nats() - closed.e()) * closed.lossExponent();
    }

    /**
     * The least compute that reaches a loss: that of the compute-optimal plan with this loss, so
     * that {@code computeFor(at(budget).loss())} is the budget again. A closed form for two powers and
     * k N; for any other law or cost a search from 1e3 to 1e60 FLOP.
     *
     * <pre>
     *   R = (L - E)^(1/gamma)
     *   C = k (A (alpha + beta) / (beta R))^(1/alpha) (B (alpha + beta) / (alpha R))^(1/beta)</pre>
     *
     * @param target the loss to reach, nats per token
     * @return C, FLOP
     * @throws NoPlanException when the target is at or below the irreducible loss, or outside what
     *     the search sees; the message tells the least loss
     */
    public Compute computeFor(Loss target) {
        requireNonNull(target, "target");
        surface.requireBelievable();
        return Compute.flops(
                closed == null
                        ? BudgetSearch.flopsFor(this::lossAt, target)
                        : closed.computeFor(target, perParameter()));
    }

    /**
     * The tokens for a given model: the D of the budget at which this N is the best size. More tokens
     * would still lower the loss of this model, but a larger model would make more of the same
     * compute.
     *
     * @param model N, counted as the law counts
     * @return D, tokens
     * @throws NoPlanException when this size is best at no budget
     */
    public Tokens tokensFor(ModelSize model) {
        requireNonNull(model, "model");
        surface.requireBelievable();
        double parameters = counted(model);
        double tokens = closed == null ? tokensBySearch(model) : closed.tokensFor(parameters);
        return Tokens.of(
                countable(tokens, "number of tokens for a model of " + model + " parameters"));
    }

    private double tokensBySearch(ModelSize model) {
        double parameters = model.parameters();
        double each = training.flops(parameters);
        return BudgetSearch.flopsWhere(
                        log -> Math.log(sizeAt(log) / parameters),
                        TOKENS_GUESS * parameters * each,
                        "a model of " + model + " parameters")
                / each;
    }

    /**
     * The model for a given amount of data: the N of the budget at which these tokens are the best
     * amount. A larger model would still lower the loss on these tokens, but more data would make more
     * of the same compute.
     *
     * @param tokens D
     * @return N, counted as the law counts
     * @throws NoPlanException when this amount is best at no budget
     */
    public ModelSize sizeFor(Tokens tokens) {
        requireNonNull(tokens, "tokens");
        double parameters = closed == null ? sizeBySearch(tokens) : closed.sizeFor(tokens.count());
        return new ModelSize(
                countable(parameters, "model size for " + tokens + " tokens"), surface.counting());
    }

    private double sizeBySearch(Tokens tokens) {
        double count = tokens.count();
        double flops =
                BudgetSearch.flopsWhere(
                        log -> log - Math.log(training.flops(sizeAt(log)) * count),
                        SIZE_GUESS * count * count,
                        "an amount of " + tokens + " tokens");
        return training.sizeOf(flops / count);
    }

    /**
     * What it costs to train a model of another size than the best.
     *
     * <p>For two powers and k N the extra compute is the same at every budget:
     *
     * <pre>
     *   k_D = (1 - (factor^-alpha - 1) beta / alpha)^(-1/beta)
     *   extra = 100 (factor k_D - 1) per cent</pre>
     *
     * @param budget C, FLOP
     * @param factor N over the best N, positive
     * @return the loss at this budget, and the extra compute that makes up for it
     * @throws NoPlanException when the budget has no plan
     */
    public Overhead overhead(Compute budget, double factor) {
        Decimal.positive("factor of the model size", factor);
        Plan best = at(budget);
        double parameters = factor * best.model().parameters();
        Plan off = surface.planOf(new IsoFlopCurve(surface, budget).recipe(parameters));

        double needed;
        try {
            needed = new IsoLossCurve(surface, best.loss()).recipe(parameters).compute().flops();
        } catch (NoPlanException tooSmall) {
            needed = Double.POSITIVE_INFINITY;
        }
        return new Overhead(best, off, 100 * (needed / budget.flops() - 1));
    }

    /**
     * The compute that a recipe wastes: what it spends less the least compute for the same loss.
     *
     * @param recipe what is trained; its compute is as it states it, else by the surface's cost of a
     *     token
     * @return the recipe beside the best plan of its loss
     * @throws NoPlanException when the loss is on no compute-optimal plan
     */
    public Deadweight deadweight(Recipe recipe) {
        requireNonNull(recipe, "recipe");
        Plan used = surface.planOf(surface.counted(recipe));
        return new Deadweight(used, at(computeFor(used.loss())));
    }

    /**
     * The losses that one budget buys at other sizes than the best.
     *
     * <pre>  L(N, C / 6N)</pre>
     *
     * @param budget C, FLOP
     * @param smallest least model size
     * @param largest greatest model size
     * @param points how many, at least 2, in equal ratios
     * @return a plan for each size, smallest model first
     */
    public List<Plan> isoFlop(Compute budget, ModelSize smallest, ModelSize largest, int points) {
        surface.requireBelievable();
        return new IsoFlopCurve(surface, budget).points(smallest, largest, points);
    }

    /**
     * The recipes that reach one loss; the one of least compute is the plan of {@link #computeFor}.
     *
     * @param target the loss to reach, nats per token
     * @param smallest least model size
     * @param largest greatest model size
     * @param points how many, at least 2, in equal ratios
     * @return a plan for each size, smallest model first
     * @throws NoPlanException when a model does not reach the loss with any data
     */
    public List<Plan> isoLoss(Loss target, ModelSize smallest, ModelSize largest, int points) {
        return new IsoLossCurve(surface, target).points(smallest, largest, points);
    }

    /**
     * What a given model needs for a loss. A model of another size than the best needs more compute.
     *
     * @param target the loss to reach, nats per token
     * @param model N, counted as the law counts
     * @return N, the tokens with which it reaches the loss, and the compute of both
     * @throws NoPlanException when the model does not reach the loss with any data
     */
    public Plan reaching(Loss target, ModelSize model) {
        requireNonNull(target, "target");
        double parameters = counted(requireNonNull(model, "model"));
        return surface.planOf(new IsoLossCurve(surface, target).recipe(parameters));
    }

    /** The number of parameters of a model that is counted as the law counts. */
    private double counted(ModelSize model) {
        if (model.counting() == surface.counting()) {
            return model.parameters();
        }
        throw new IllegalArgumentException(
                "model size must be counted as " + surface.counting() + ", got " + model);
    }

    private double countable(double number, String what) {
        if (number > 0 && number < Double.POSITIVE_INFINITY) {
            return number;
        }
        throw new NoPlanException(
                "the compute-optimal " + what + " is beyond all numbers: " + surface.law());
    }

    private double perParameter() {
        return training.perParameter().orElseThrow();
    }

    private double size(IsoFlopCurve curve) {
        return closed == null ? LeastLoss.size(curve) : closed.size(curve.budget(), perParameter());
    }

    private IsoFlopCurve curveAt(double logFlops) {
        surface.requireBelievable();
        return new IsoFlopCurve(surface, BudgetSearch.budget(logFlops));
    }

    private double sizeAt(double logFlops) {
        return LeastLoss.size(curveAt(logFlops));
    }

    private double lossAt(double logFlops) {
        IsoFlopCurve curve = curveAt(logFlops);
        return curve.loss(LeastLoss.size(curve));
    }

    /**
     * The cost of a model size that is not the best.
     *
     * @param best the compute-optimal plan
     * @param off the plan of the other size with the same compute
     * @param extraPercent how much more compute the other size needs for the loss of the best plan,
     *     per cent of the budget; infinite when no data brings it there
     */
    public record Overhead(Plan best, Plan off, double extraPercent) {
        /** Refuses what is absent, and an extra compute below -100 %. */
        public Overhead {
            requireNonNull(best, "best");
            requireNonNull(off, "off");
            if (!(extraPercent >= -100)) {
                throw new IllegalArgumentException(
                        "extra compute must be -100 % or more, got " + extraPercent);
            }
        }

        /**
         * Writes both plans and what makes up for the size.
         *
         * @return a line for each
         */
        @Override
        public String toString() {
            String extra =
                    extraPercent < Double.POSITIVE_INFINITY
                            ? Digits.four(extraPercent) + " % more compute makes up for it"
                            : "no compute makes up for it";
            return "best: " + best + "\noff:  " + off + "\n" + extra;
        }

        /** {@return how much higher the loss is with the same compute, nats per token} */
        public double extraLoss() {
            return off.loss().nats() - best.loss().nats();
        }
    }

    /**
     * A recipe beside the plan that reaches its loss with the least compute.
     *
     * @param used what is trained
     * @param best the compute-optimal plan of the same loss
     */
    public record Deadweight(Plan used, Plan best) {
        /** Refuses what is absent. */
        public Deadweight {
            requireNonNull(used, "used");
            requireNonNull(best, "best");
        }

        /** {@return the compute wasted, FLOP; zero but for rounding when the recipe is optimal} */
        public double flops() {
            return used.compute().flops() - best.compute().flops();
        }

        /** {@return the compute wasted, per cent of what the recipe spends} */
        public double percent() {
            return 100 * flops() / used.compute().flops();
        }
    }
}
