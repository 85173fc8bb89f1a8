package org.scalinglaws.plan;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.finding.Severity;
import org.scalinglaws.law.KnownLaw;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.published.AllocationRule;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Require;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.ComputeRule;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.recipe.Scope;

/**
 * The model size and tokens of least loss for a training budget: C = 6ND, what the law counts
 * instead, or another {@link TokenCost}.
 *
 * <p>A sum of a power of N and a power of D, or a power gamma of that sum, has a closed form where a
 * token costs k N, such as 6 N. Gamma does not change the allocation. For any other law or cost the
 * root of the slope along the IsoFLOP curve is sought in ln N.
 *
 * <pre>
 *   G = (alpha A / (beta B))^(1 / (alpha + beta))
 *   N* = G (C/6)^(beta / (alpha + beta)),  D* = (C/6)^(alpha / (alpha + beta)) / G</pre>
 *
 * @see <a href="https://arxiv.org/abs/2203.15556">Hoffmann et al. (2022), equation 4</a>
 */
public final class ComputeOptimal implements Planner {
    private final LossLaw law;
    private final @Nullable TwoPowers closed;
    private final @Nullable Scope scope;
    private final @Nullable String flopRule;
    private final List<Finding> caveats;
    private final boolean despite;
    private final Map<Factor, Double> held;
    private final ComputeRule rule;
    private final @Nullable TokenCost chosen;
    private final TokenCost training;

    private ComputeOptimal(
            LossLaw law,
            @Nullable Scope scope,
            @Nullable String flopRule,
            List<Finding> caveats,
            boolean despite,
            Map<Factor, Double> held,
            ComputeRule rule,
            @Nullable TokenCost chosen) {
        this.law = requireNonNull(law, "law");
        this.rule = rule;
        this.chosen = chosen;
        this.training = chosen == null ? TokenCost.training(rule, held) : chosen;
        this.closed = training.perParameter().isPresent() ? TwoPowers.of(law) : null;
        this.scope = scope;
        this.flopRule = flopRule;
        this.caveats = caveats;
        this.despite = despite;
        this.held = held;
    }

    /**
     * A planner for a law of N and D, which counts every parameter unless a scope says otherwise.
     *
     * @param law the law
     * @return the planner
     */
    public static ComputeOptimal of(LossLaw law) {
        return new ComputeOptimal(
                requireNonNull(law, "law"),
                null,
                null,
                List.of(),
                false,
                Map.of(),
                law.computeRule(),
                null);
    }

    /**
     * A planner for a law of which more is known, such as a fit or a published law: it counts as the
     * law counts, and its plans carry the law's caveats and say when they extrapolate. A caveat of
     * severity {@link Severity#ERROR} makes every plan a {@link NoPlanException}, unless the planner
     * goes on {@link #despiteErrors}.
     *
     * @param known the law with what is known of it
     * @return the planner
     */
    public static ComputeOptimal of(KnownLaw known) {
        requireNonNull(known, "known");
        return new ComputeOptimal(
                known.law(),
                known.scope(),
                known.flopRule().orElse(null),
                List.copyOf(known.caveats()),
                false,
                Map.of(),
                known.computeRule(),
                null);
    }

    /**
     * A planner that plans even by a law with a caveat of severity {@link Severity#ERROR}, which the
     * plans then carry.
     *
     * @return a new planner
     */
    public ComputeOptimal despiteErrors() {
        return new ComputeOptimal(law, scope, flopRule, caveats, true, held, rule, chosen);
    }

    /**
     * Refuses to plan by a law that should not be believed.
     *
     * @throws NoPlanException when a caveat is an error, unless errors are to be passed over
     */
    void requireBelievable() {
        for (Finding caveat : caveats) {
            if (!despite && caveat.severity() == Severity.ERROR) {
                throw new NoPlanException(caveat.message());
            }
        }
    }

    /**
     * A planner that says when it extrapolates, and counts parameters as the runs do.
     *
     * @param reach how far the runs behind the law reach
     * @return a new planner
     */
    public ComputeOptimal within(Scope reach) {
        requireNonNull(reach, "reach");
        return new ComputeOptimal(
                law,
                requireNonNull(reach, "scope"),
                flopRule,
                caveats,
                despite,
                held,
                rule,
                chosen);
    }

    /**
     * A planner for a law that reads more than N and D: one further factor is given.
     *
     * @param factor such as {@link Factor#UNIQUE_TOKENS}
     * @param value its value
     * @return a new planner
     */
    public ComputeOptimal holding(Factor factor, double value) {
        Map<Factor, Double> more = new LinkedHashMap<>(held);
        more.put(requireNonNull(factor, "factor"), value);
        return new ComputeOptimal(
                law,
                scope,
                flopRule,
                caveats,
                despite,
                Collections.unmodifiableMap(more),
                rule,
                chosen);
    }

    /**
     * A planner for budgets that are counted by another rule than C = 6ND. Its recipes state their
     * FLOPs.
     *
     * <pre>  C = cost(N) D</pre>
     *
     * <p>The plan of a published law says so where the rule is not that of the paper. A rule other
     * than k N is searched.
     *
     * @param cost what one training token costs, with N counted as the law counts
     * @return a new planner
     */
    public ComputeOptimal withTraining(TokenCost cost) {
        requireNonNull(cost, "cost of a training token");
        return new ComputeOptimal(law, scope, flopRule, caveats, despite, held, rule, cost);
    }

    /**
     * How a budget is counted: as the law counts it, unless {@link #withTraining} says otherwise.
     *
     * @return such as {@code C = 6 N D}
     */
    public String computeFormula() {
        return training.training();
    }

    /** What a served token costs: the forward pass of what the law counts for training. */
    TokenCost serving() {
        return TokenCost.serving(rule, held);
    }

    /**
     * {@inheritDoc}
     *
     * @throws NoPlanException when loss does not fall with both N and D, or keeps falling towards an
     *     edge
     */
    @Override
    public Plan plan(Compute budget) {
        IsoFlopCurve curve = curveOf(budget);
        double parameters =
                closed == null ? LeastLoss.size(curve) : closed.size(budget, perParameter());
        return planOf(curve.recipe(parameters));
    }

    /**
     * The plans of budgets in equal ratios: the compute-optimal frontier.
     *
     * @param from least budget, FLOP
     * @param to greatest budget, FLOP
     * @param points how many plans, at least 2
     * @return a plan for each budget, the least first
     * @throws NoPlanException when a budget has no plan
     */
    public List<Plan> frontier(Compute from, Compute to, int points) {
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
                .mapToObj(flops -> plan(Compute.flops(flops)))
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
                ? Frontier.slope(log -> Math.log(sizeAt(log)), budget.flops())
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
        return closed == null
                ? Frontier.decay(this::lossAt, budget.flops())
                : closed.lossExponent();
    }

    /**
     * The least compute that reaches a loss: that of the compute-optimal plan with this loss, so
     * that {@code computeFor(plan(budget).loss())} is the budget again. A closed form for two
     * powers and k N; for any other law or cost a search from 1e3 to 1e60 FLOP.
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
        requireBelievable();
        return Compute.flops(
                closed == null
                        ? Frontier.flopsFor(this::lossAt, target)
                        : closed.computeFor(target, perParameter()));
    }

    /**
     * The tokens for a given model on the compute-optimal frontier: the D of the budget at which
     * this N is the best size. More tokens would still lower the loss of this model, but a larger
     * model would make more of the same compute.
     *
     * @param model N, counted as the law counts
     * @return D, tokens
     * @throws NoPlanException when this size is best at no budget
     */
    public Tokens tokensFor(ModelSize model) {
        requireNonNull(model, "model");
        requireBelievable();
        if (model.counting() != counting()) {
            throw new IllegalArgumentException(
                    "model size must be counted as " + counting() + ", got " + model);
        }
        double parameters = model.parameters();
        double tokens =
                closed == null
                        ? Frontier.flopsWhere(
                                        log -> Math.log(sizeAt(log) / parameters),
                                        20 * parameters * training.flops(parameters),
                                        "a model of " + model + " parameters")
                                / training.flops(parameters)
                        : closed.tokensFor(parameters);
        return Tokens.of(
                countable(tokens, "number of tokens for a model of " + model + " parameters"));
    }

    /**
     * The model for a given amount of data on the compute-optimal frontier: the N of the budget at
     * which these tokens are the best amount. A larger model would still lower the loss on these
     * tokens, but more data would make more of the same compute.
     *
     * @param tokens D
     * @return N, counted as the law counts
     * @throws NoPlanException when this amount is best at no budget
     */
    public ModelSize sizeFor(Tokens tokens) {
        requireNonNull(tokens, "tokens");
        double count = tokens.count();
        double parameters =
                closed == null
                        ? training.sizeOf(
                                Frontier.flopsWhere(
                                                log ->
                                                        log
                                                                - Math.log(
                                                                        training.flops(sizeAt(log))
                                                                                * count),
                                                0.3 * count * count,
                                                "an amount of " + tokens + " tokens")
                                        / count)
                        : closed.sizeFor(count);
        return new ModelSize(
                countable(parameters, "model size for " + tokens + " tokens"), counting());
    }

    private double countable(double number, String what) {
        if (number > 0 && number < Double.POSITIVE_INFINITY) {
            return number;
        }
        throw new NoPlanException("the compute-optimal " + what + " is beyond all numbers: " + law);
    }

    /**
     * A planner that keeps D / N fixed, such as 20 tokens a parameter, and asks the law only for the
     * loss.
     *
     * <pre>  N = sqrt(C / (6 ratio)),  D = ratio N  where C = 6 N D</pre>
     *
     * @param tokensPerParameter D / N, tokens a parameter
     * @return a planner of the same law, scope and held factors
     */
    public Planner withRatio(double tokensPerParameter) {
        double ratio = Decimal.positive("tokens per parameter", tokensPerParameter);
        return budget ->
                planOf(curveOf(budget).recipe(training.sizeAtRatio(budget.flops(), ratio)));
    }

    /**
     * A planner that splits a budget as a published rule says, and asks the law only for the loss.
     * Where the rule is one of N, the tokens take what is left of the budget, and the other way round.
     *
     * <p>Its plans carry the findings of the law and those of the rule: its caveats, its range, and
     * whether it counts parameters or FLOPs otherwise. Its numbers are taken as they are.
     *
     * @param rule such as {@link org.scalinglaws.published.AllocationRules#KAPLAN_2020}
     * @return a planner of the same law, scope, held factors and cost of a token
     */
    public Planner following(AllocationRule rule) {
        return new Following(this, rule);
    }

    /**
     * What this law plans for a budget beside what a published rule does, and why they differ.
     *
     * @param rule such as {@link org.scalinglaws.published.AllocationRules#KAPLAN_2020}
     * @param budget C, FLOP
     * @return both plans, with the difference explained
     * @throws NoPlanException when the law has no plan
     */
    public Contrast contrast(AllocationRule rule, Compute budget) {
        return new Following(this, rule).contrast(budget);
    }

    /**
     * All sizes and tokens that reach a loss; the one of least compute is the plan of {@link
     * #computeFor}.
     *
     * @param target the loss to reach, nats per token
     * @return the contour
     */
    public IsoLossCurve contour(Loss target) {
        requireBelievable();
        return new IsoLossCurve(law, target, counting(), held, training);
    }

    /**
     * What the next compute would buy at a recipe: spent on data, on parameters or on both.
     *
     * @param recipe what is trained; its compute is as it states it, else by this planner's cost of
     *     a token
     * @return the advice, which prints as a table
     * @throws NoPlanException when the compute or the loss is on no compute-optimal plan
     */
    public Advice advice(Recipe recipe) {
        requireNonNull(recipe, "recipe");
        return Advice.of(this, recipe);
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
        Plan best = plan(budget);
        double parameters = factor * best.model().parameters();
        Plan off = planOf(curveOf(budget).recipe(parameters));
        double needed;
        try {
            needed = contour(best.loss()).recipe(parameters).compute().flops();
        } catch (NoPlanException tooSmall) {
            needed = Double.POSITIVE_INFINITY;
        }
        return new Overhead(best, off, 100 * (needed / budget.flops() - 1));
    }

    /**
     * The compute that a recipe wastes: what it spends less the least compute for the same loss.
     *
     * @param recipe what is trained; its compute is as it states it, else by this planner's cost of
     *     a token
     * @return the recipe beside the best plan of its loss
     * @throws NoPlanException when the loss is on no compute-optimal plan
     */
    public Deadweight deadweight(Recipe recipe) {
        requireNonNull(recipe, "recipe");
        Plan used = planOf(counted(recipe));
        return new Deadweight(used, plan(computeFor(used.loss())));
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
        /**
         * Refuses what is absent, and an extra compute below -100 %.
         *
         * @param best the compute-optimal plan
         * @param off the plan of the other size with the same compute
         * @param extraPercent how much more compute the other size needs for the loss of the best plan,
         *     per cent of the budget; infinite when no data brings it there
         */
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
                            ? Decimal.format(extraPercent, 4) + " % more compute makes up for it"
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
        /**
         * Refuses what is absent.
         *
         * @param used what is trained
         * @param best the compute-optimal plan of the same loss
         */
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

    /**
     * The plan of a law beside that of a published rule for the same budget.
     *
     * @param own the compute-optimal plan of the law
     * @param ruled the plan that follows the rule, with the loss that the law expects
     * @param findings how they differ, and what to know about the rule
     */
    public record Contrast(Plan own, Plan ruled, List<Finding> findings) {
        /**
         * Copies the findings.
         *
         * @param own the compute-optimal plan of the law
         * @param ruled the plan that follows the rule
         * @param findings how they differ, and what to know about the rule
         */
        public Contrast {
            Require.noNull("findings", findings);
            requireNonNull(own, "own");
            requireNonNull(ruled, "ruled");
            findings = List.copyOf(findings);
        }

        /** {@return N of the rule over N of the law} */
        public double sizeFactor() {
            return ruled.model().parameters() / own.model().parameters();
        }

        /** {@return how much higher the rule's loss is by the law, nats per token} */
        public double extraLoss() {
            return ruled.loss().nats() - own.loss().nats();
        }

        /**
         * Writes both plans and every finding.
         *
         * @return a line for each
         */
        @Override
        public String toString() {
            StringBuilder text = new StringBuilder();
            text.append("law:  ").append(own).append("\nrule: ").append(ruled);
            findings.forEach(finding -> text.append("\n").append(finding));
            return text.toString();
        }
    }

    Recipe counted(Recipe recipe) {
        return recipe.factors().contains(Factor.FLOPS) ? recipe : training.stated(recipe);
    }

    private double perParameter() {
        return training.perParameter().orElseThrow();
    }

    IsoFlopCurve curveOf(Compute budget) {
        requireBelievable();
        return new IsoFlopCurve(law, budget, counting(), held, training);
    }

    private IsoFlopCurve curve(double logFlops) {
        return curveOf(Compute.flops(Math.exp(logFlops)));
    }

    private double sizeAt(double logFlops) {
        return LeastLoss.size(curve(logFlops));
    }

    private double lossAt(double logFlops) {
        IsoFlopCurve curve = curve(logFlops);
        return curve.loss(LeastLoss.size(curve));
    }

    /**
     * How the law counts parameters.
     *
     * @return the counting rule of the runs behind it; total where nothing is said of them
     */
    public Counting counting() {
        return scope == null ? Counting.TOTAL : scope.counting();
    }

    Plan planOf(Recipe recipe) {
        return new Plan(recipe, Loss.nats(law.loss(recipe)), findings(recipe));
    }

    Map<Factor, Double> held() {
        return held;
    }

    LossLaw law() {
        return law;
    }

    TokenCost training() {
        return training;
    }

    /** The loss over N and D; by the closed form where there is one. */
    DoubleBinaryOperator surface() {
        return closed == null ? (size, tokens) -> law.loss(recipe(size, tokens)) : closed::loss;
    }

    /** A recipe with all that the law reads. */
    Recipe recipe(double parameters, double tokens) {
        ModelSize model = new ModelSize(parameters, counting());
        Recipe recipe = training.stated(Recipe.of(model, Tokens.of(tokens)));
        for (Map.Entry<Factor, Double> further : held.entrySet()) {
            recipe = recipe.with(further.getKey(), further.getValue());
        }
        return recipe;
    }

    /** What to know before believing the law here. */
    List<Finding> findings(Recipe recipe) {
        requireBelievable();
        List<Finding> findings = new ArrayList<>(caveats);
        if (flopRule != null && !flopRule.equals(training.training())) {
            findings.add(
                    Finding.warning(
                            "flop-rule",
                            String.format(
                                    "the paper counts %s; the budget here is %s",
                                    flopRule, training.training())));
        }
        if (scope != null) {
            findings.addAll(scope.findings(recipe));
        }
        return List.copyOf(findings);
    }
}
