package org.scalinglaws.design;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.finding.Check;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.numeric.TextTable;
import org.scalinglaws.plan.NoPlanException;
import org.scalinglaws.plan.Plan;
import org.scalinglaws.quantity.Brief;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.quantity.Require;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.uncertainty.Ensemble;
import org.scalinglaws.uncertainty.Spread;

/**
 * Recipes to choose from, judged by every law that the runs could as well have led to. Each law sees
 * all of them, so that what it errs by in common cancels: two losses with wide intervals may differ
 * for certain.
 *
 * <pre>
 *  P(a beats b) = share of laws with L(a) &lt; L(b), ties by half
 *  regret of a  = L(a) - least L of the candidates, under each law</pre>
 *
 * <p>The candidate of least expected regret is that of least expected loss too, since under each law
 * the two differ by the same number for all. What regret it has is what it would be worth to know the
 * law before choosing. {@link #againstOptimum} measures regret from each law's own plan instead.
 *
 * @param <L> the type of the laws
 */
public final class Choice<L extends LossLaw> {
    private static final List<Check<Choice<?>>> CHECKS = List.of(Choice::leftOut, Choice::noPlan);

    private final Doubt<L> doubt;
    private final Map<String, Recipe> recipes;
    private final @Nullable Spread<Plan> optima;
    private final PairedLosses losses;
    private final List<Candidate> candidates;

    private Choice(Doubt<L> doubt, Map<String, Recipe> recipes, @Nullable Spread<Plan> optima) {
        this.doubt = doubt;
        this.recipes = recipes;
        this.optima = optima;
        this.losses =
                PairedLosses.of(
                        recipes.values().stream()
                                .map(recipe -> doubt.ensemble().values(at(recipe)))
                                .toList());

        if (losses.laws() == 0) {
            throw new NoPlanException("no law has a loss for every candidate: " + doubt.ensemble());
        }

        this.candidates = new ArrayList<>();
        recipes.forEach((name, recipe) -> candidates.add(judged(name, recipe)));
    }

    /**
     * Judges recipes.
     *
     * @param ensemble laws about that of a fit, by a bootstrap or from a posterior
     * @param level of the intervals, such as 0.95
     * @param candidates recipes by name; the map's order is kept
     * @param <L> the type of the laws
     * @return what the laws say
     * @throws IllegalArgumentException unless 0 &lt; level &lt; 1; for a jackknife, whose laws have
     *     no probabilities; when there is no candidate, or one lacks a factor that the law reads
     * @throws NoPlanException when no law has a loss for every candidate
     */
    public static <L extends LossLaw> Choice<L> of(
            Ensemble<L> ensemble, double level, Map<String, Recipe> candidates) {
        Require.noNull("candidates", candidates);
        Doubt<L> doubt = new Doubt<>(ensemble, level);
        doubt.requireProbabilities();
        if (candidates.isEmpty()) {
            throw new IllegalArgumentException("a choice must have 1 candidate or more, got 0");
        }
        return new Choice<>(doubt, new LinkedHashMap<>(candidates), null);
    }

    /**
     * The same candidates with their regret against the plan that each law would make if it were
     * free to, such as the compute-optimal one of the same budget. It is greater by what the best
     * candidate leaves to gain, and below zero where a candidate may spend more than that plan.
     *
     * @param planner how a law is planned from
     * @return a new choice; a law without a plan has no regret
     * @throws NoPlanException when the estimate has no plan, or no law
     */
    public Choice<L> againstOptimum(Function<? super L, Plan> planner) {
        requireNonNull(planner, "planner");
        Spread<Plan> plans = doubt.ensemble().map(planner);
        if (plans.estimate().isEmpty()) {
            // Planning again throws, and says why there is no plan.
            requireNonNull(planner.apply(doubt.ensemble().estimate()), "plan");
        }
        return new Choice<>(doubt, recipes, plans);
    }

    private static <L extends LossLaw> ToDoubleFunction<L> at(Recipe recipe) {
        requireNonNull(recipe, "recipe");
        return law -> law.loss(recipe);
    }

    private Candidate judged(String name, Recipe recipe) {
        double loss = doubt.ensemble().estimate().loss(recipe);
        if (!Double.isFinite(loss)) {
            throw new NoPlanException(
                    "the law of the fit has no loss for candidate '" + name + "': " + recipe);
        }

        int place = candidates.size();
        return new Candidate(
                name,
                recipe,
                Loss.nats(loss),
                doubt.interval(at(recipe)),
                losses.shareOfBest(place),
                Regret.of(
                        doubt,
                        optima == null
                                ? losses.above(place)
                                : losses.above(place, optima.values(plan -> plan.loss().nats()))));
    }

    /**
     * The candidates.
     *
     * @return what the laws say of each, in the order given
     */
    public List<Candidate> candidates() {
        return List.copyOf(candidates);
    }

    /**
     * One of the candidates.
     *
     * @param name how it is called
     * @return what the laws say of it
     * @throws IllegalArgumentException when there is no such candidate
     */
    public Candidate candidate(String name) {
        return candidates.stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        Brief.of(
                                                String.format(
                                                        "candidate must be one of %s, got '%s'",
                                                        recipes.keySet(), name))));
    }

    /**
     * How probable it is that one candidate has less loss than another.
     *
     * @param one the name of a candidate
     * @param other the name of another
     * @return the share of laws that say so, and half of those that see no difference
     * @throws IllegalArgumentException when there is no such candidate
     * @see #monteCarloError
     */
    public double probability(String one, String other) {
        return losses.shareOfWins(
                candidates.indexOf(candidate(one)), candidates.indexOf(candidate(other)));
    }

    /**
     * How far off a probability may be for the number of laws alone.
     *
     * <pre>  sqrt(p (1 - p) / laws)</pre>
     *
     * <p>It is 0 where all laws agree; the probability may then still be as far off as 3 / laws
     * (with 95 % confidence).
     *
     * @param probability of this choice, from 0 to 1
     * @return its Monte-Carlo standard error; less where laws tie
     */
    public double monteCarloError(double probability) {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException(
                    "a probability must be from 0 to 1, got " + probability);
        }
        return Math.sqrt(probability * (1 - probability) / losses.laws());
    }

    /**
     * How much more loss one candidate has than another, under the same law.
     *
     * @param one the name of a candidate
     * @param other the name of another
     * @return an interval of L(one) - L(other), nats per token
     * @throws IllegalArgumentException when there is no such candidate
     */
    public Interval difference(String one, String other) {
        Recipe first = candidate(one).recipe();
        Recipe second = candidate(other).recipe();
        return doubt.interval(law -> law.loss(first) - law.loss(second));
    }

    /**
     * The candidate to train on the whole: that of least expected regret, and of least expected loss.
     *
     * @return the first of them where several tie
     */
    public Candidate leastRegret() {
        return least(Regret::expected);
    }

    /**
     * The candidate to train when luck must not decide: that whose regret this share of laws does not
     * exceed is least. A share of 1 asks for the least greatest regret (minimax).
     *
     * @param share above 0 and at most 1, such as 0.95
     * @return the first of them where several tie
     */
    public Candidate leastRegret(double share) {
        return least(regret -> regret.quantile(share));
    }

    private Candidate least(ToDoubleFunction<Regret> regret) {
        return candidates.stream()
                .min(Comparator.comparingDouble(each -> regret.applyAsDouble(each.regret())))
                .orElseThrow();
    }

    /**
     * How many laws have a loss for every candidate; the probabilities are shares of them.
     *
     * @return a count, at least 1
     */
    public int laws() {
        return losses.laws();
    }

    /**
     * What a reader should know: how many replicates could not judge, and what is wrong with the
     * ensemble.
     *
     * @return the findings
     */
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>(Check.inOrder(CHECKS, this));
        findings.addAll(doubt.ensemble().findings());
        return List.copyOf(findings);
    }

    /** Could every law judge every candidate? */
    private static Optional<Finding> leftOut(Choice<?> choice) {
        int made = choice.doubt.made();
        int out = made - choice.laws();
        return out > 0
                ? Optional.of(
                        Finding.warning(
                                CheckName.LEFT_OUT,
                                String.format(
                                        "%d of %d replicates have no loss for every candidate: a"
                                                + " probability may be off by %s",
                                        out, made, Digits.percent(out / (double) made))))
                : Optional.empty();
    }

    /** Had every law a plan of its own to compare with? */
    private static Optional<Finding> noPlan(Choice<?> choice) {
        return Optional.ofNullable(choice.optima)
                .flatMap(optima -> optima.finding(CheckName.NO_PLAN, "plan"));
    }

    /**
     * Writes a table with a line for each candidate, rounded, and the findings.
     *
     * @return several lines, the last without a line break
     */
    @Override
    public String toString() {
        String level = doubt.percent();
        TextTable table =
                TextTable.of("  %-9s %9s %10s %9s %9s %12s %10s %10s")
                        .withFirstFitting()
                        .line(
                                String.format(
                                        "%d laws of %s; regret in nats against %s",
                                        laws(),
                                        doubt.ensemble().method(),
                                        optima == null
                                                ? "the best candidate"
                                                : "each law's own plan"))
                        .row(
                                "candidate",
                                "loss",
                                level + " from",
                                "to",
                                "best in",
                                "mean regret",
                                "at " + level,
                                "greatest");

        for (Candidate each : candidates) {
            table =
                    table.row(
                            each.name(),
                            Digits.loss(each.loss().nats()),
                            Digits.loss(each.interval().lower()),
                            Digits.loss(each.interval().upper()),
                            Digits.percent(each.probabilityOfBest()),
                            Digits.cell(each.regret().expected()),
                            Digits.cell(each.regret().quantile(doubt.level())),
                            Digits.cell(each.regret().greatest()));
        }

        StringJoiner lines = new StringJoiner("\n").add(table.text());
        Finding.lines(findings()).forEach(line -> lines.add("  " + line));
        return lines.toString();
    }
}
