package org.scalinglaws.plan;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.finding.Severity;
import org.scalinglaws.law.KnownLaw;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.ComputeRule;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.recipe.Scope;

/**
 * The loss over model size and data, L(N, D), that a planner walks on: a law with all that is known
 * of it, the further factors that it reads held, and what a training token costs.
 *
 * <p>{@code LossSurface.of(fit).holding(Factor.UNIQUE_TOKENS, 25e9)} is one. What is known of the law
 * goes into every plan unasked: its range, how it counts parameters and FLOPs, and its caveats.
 */
public final class LossSurface {
    private final Known known;
    private final boolean despite;
    private final Map<Factor, Double> held;
    private final @Nullable TokenCost chosen;
    private final TokenCost training;
    private final @Nullable TwoPowers powers;

    /** What a law tells of itself, asked once. */
    private record Known(
            KnownLaw source,
            LossLaw law,
            Scope scope,
            Optional<String> flopRule,
            ComputeRule rule,
            List<Finding> caveats) {
        static Known of(KnownLaw known) {
            return new Known(
                    known,
                    known.law(),
                    known.scope(),
                    known.flopRule(),
                    known.computeRule(),
                    List.copyOf(known.caveats()));
        }

        Known within(Scope reach) {
            return new Known(source, law, reach, flopRule, rule, caveats);
        }
    }

    private LossSurface(
            Known known, boolean despite, Map<Factor, Double> held, @Nullable TokenCost chosen) {
        this.known = known;
        this.despite = despite;
        this.held = held;
        this.chosen = chosen;
        this.training = chosen == null ? TokenCost.training(known.rule, held) : chosen;
        this.powers = TwoPowers.of(known.law);
    }

    /**
     * The surface of a law of which more is known, such as a fit or a published law.
     *
     * @param known the law with what is known of it. A caveat of severity {@link Severity#ERROR} makes
     *     every plan a {@link NoPlanException}, unless planners are to go on {@link #despiteErrors}
     * @return the surface
     */
    public static LossSurface of(KnownLaw known) {
        return new LossSurface(
                Known.of(requireNonNull(known, "known")), false, Collections.emptyMap(), null);
    }

    /**
     * The surface of a law of which nothing else is known: it counts every parameter, and no runs tell
     * where it ends.
     *
     * @param law the law
     * @return the surface
     */
    public static LossSurface of(LossLaw law) {
        return of(KnownLaw.of(law));
    }

    /**
     * The same surface for planners that plan even by a law with a caveat of severity {@link
     * Severity#ERROR}, which the plans then carry.
     *
     * @return a new surface
     */
    public LossSurface despiteErrors() {
        return new LossSurface(known, true, held, chosen);
    }

    /**
     * The same surface with another range, beyond which plans say that they extrapolate.
     *
     * @param reach how far the runs behind the law reach, and how they count parameters
     * @return a new surface
     */
    public LossSurface within(Scope reach) {
        return new LossSurface(known.within(requireNonNull(reach, "reach")), despite, held, chosen);
    }

    /**
     * The surface of a law that reads more than N and D: one further factor is the same everywhere.
     *
     * @param factor such as {@link Factor#UNIQUE_TOKENS}
     * @param value its value
     * @return a new surface
     * @throws IllegalArgumentException when no recipe can state the value
     */
    public LossSurface holding(Factor factor, double value) {
        Map<Factor, Double> more = new LinkedHashMap<>(held);
        more.put(requireNonNull(factor, "factor"), value);
        Recipe.of(more);
        return new LossSurface(known, despite, Collections.unmodifiableMap(more), chosen);
    }

    /**
     * The same surface for budgets that are counted by another rule than the law's own, which is C =
     * 6ND unless it says otherwise. Recipes then state their FLOPs.
     *
     * <pre>  C = cost(N) D</pre>
     *
     * <p>The plan of a published law says so where the rule is not that of the paper. With a rule other
     * than k N plans are searched.
     *
     * @param cost what one training token costs, with N counted as the law counts
     * @return a new surface
     */
    public LossSurface withTraining(TokenCost cost) {
        return new LossSurface(
                known, despite, held, requireNonNull(cost, "cost of a training token"));
    }

    /**
     * The height of the surface.
     *
     * @param parameters N, counted as the law counts
     * @param tokens D
     * @return L(N, D), nats per token
     */
    public double loss(double parameters, double tokens) {
        return known.law.loss(recipe(parameters, tokens));
    }

    /**
     * What is trained at a point of the surface.
     *
     * @param parameters N, counted as the law counts
     * @param tokens D
     * @return N, D and the held factors; with the FLOPs where they are not 6ND
     */
    public Recipe recipe(double parameters, double tokens) {
        ModelSize model = new ModelSize(parameters, counting());
        return withHeld(training.stated(Recipe.of(model, Tokens.of(tokens))));
    }

    /** A recipe with the factors that are held. */
    Recipe withHeld(Recipe recipe) {
        Recipe whole = recipe;
        for (Map.Entry<Factor, Double> further : held.entrySet()) {
            whole = whole.with(further.getKey(), further.getValue());
        }
        return whole;
    }

    /**
     * Whether the best recipe of a budget has a closed form: a power gamma of a sum of a power of N
     * and a power of D, where a token costs k N. Everything else is searched.
     *
     * @return whether no plan needs a search
     */
    public boolean isClosed() {
        return closed() != null;
    }

    /**
     * The law alone.
     *
     * @return a loss for every recipe
     */
    public LossLaw law() {
        return known.law;
    }

    /**
     * How the law counts parameters.
     *
     * @return the counting rule of the runs behind it; total where nothing is said of them
     */
    public Counting counting() {
        return known.scope.counting();
    }

    /**
     * How a budget is counted: as the law counts it, unless {@link #withTraining} says otherwise.
     *
     * @return such as {@code C = 6 N D}
     */
    public String computeFormula() {
        return training.training();
    }

    /** What a training token costs. */
    TokenCost training() {
        return training;
    }

    /** What a served token costs: the forward pass of what the law counts for training. */
    TokenCost serving() {
        return TokenCost.serving(known.rule, held);
    }

    Map<Factor, Double> held() {
        return held;
    }

    /** Whether the law reads a factor. */
    boolean reads(Factor factor) {
        return known.source.factors().contains(factor);
    }

    /** The law as two powers, where it is that, whatever a token costs. */
    @Nullable TwoPowers powers() {
        return powers;
    }

    /** The law as two powers where a token costs k N: then plans have a closed form. */
    @Nullable TwoPowers closed() {
        return training.perParameter().isPresent() ? powers : null;
    }

    /** The loss over N and D; by the closed form, the same but for rounding, where there is one. */
    DoubleBinaryOperator quick() {
        @Nullable TwoPowers closed = closed();
        return closed == null ? this::loss : closed::loss;
    }

    /** The recipe with its FLOPs, which it may state itself. */
    Recipe counted(Recipe recipe) {
        return recipe.factors().contains(Factor.FLOPS) ? recipe : training.stated(recipe);
    }

    /** A recipe with its loss and what to know of it. */
    Plan planOf(Recipe recipe) {
        return new Plan(recipe, Loss.nats(known.law.loss(recipe)), findings(recipe));
    }

    /**
     * Refuses to plan by a law that should not be believed.
     *
     * @throws NoPlanException when a caveat is an error, unless errors are to be passed over
     */
    void requireBelievable() {
        for (Finding caveat : known.caveats) {
            if (!despite && caveat.severity() == Severity.ERROR) {
                throw new NoPlanException(caveat.message());
            }
        }
    }

    /** What to know before believing the law here. */
    List<Finding> findings(Recipe recipe) {
        requireBelievable();
        List<Finding> findings = new ArrayList<>(known.caveats);
        String here = training.training();

        // A budget counted otherwise than by the paper buys another plan.
        known.flopRule
                .filter(rule -> !rule.equals(here))
                .ifPresent(
                        rule ->
                                findings.add(
                                        Finding.warning(
                                                CheckName.FLOP_RULE,
                                                String.format(
                                                        "the paper counts %s; the budget here is %s",
                                                        rule, here))));
        findings.addAll(known.scope.findings(recipe));
        return List.copyOf(findings);
    }
}
