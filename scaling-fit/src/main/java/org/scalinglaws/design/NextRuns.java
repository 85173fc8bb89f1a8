package org.scalinglaws.design;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.data.Run;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.plan.LossSurface;
import org.scalinglaws.plan.NoPlanException;
import org.scalinglaws.plan.Planner;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.problem.Restrictions;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.Require;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.recipe.Scope;
import org.scalinglaws.sweep.IsoFlopSweep;
import org.scalinglaws.uncertainty.Covariance;

/**
 * Which runs to train next: those that leave the least error in a number that matters, such as the
 * loss at 1e25 FLOP or an exponent, for what they cost.
 *
 * <pre>
 *  M = sum over runs of x x' / s^2 + sum over priors of h h' / deviation^2
 *  choose         least g' M^-1 g     (c-optimal, g = d target / d coordinates)
 *  chooseForAll   greatest det M      (D-optimal)</pre>
 *
 * <p>x is how fast the residual of a run moves with the free coordinates of the fit, at the law that is
 * believed now, and s the noise of a run. The law is taken to be of the right form, also beyond the
 * runs: where that is in doubt, keep some runs where a wrong form would show.
 *
 * <p>What it is worth was measured: 20 runs of four budgets from 1e18 to 1e20 FLOP under the law of
 * Besiroglu et al. (2024), then ten more up to a largest budget, five sizes at this budget and at a third
 * of it (the grid) or chosen for no more compute, and a refit of all 30 by log-squares. Standard
 * deviations over 2000 refits, and in brackets as predicted, with noise of ln loss of 1 %:
 *
 * <pre>
 *  target            largest   grid              chosen            ratio
 *  loss at 1e25      1e20      0.0689 (0.0705)   0.0399 (0.0408)   1.72
 *  loss at 1e25      1e21      0.0374 (0.0387)   0.0272 (0.0266)   1.37
 *  exponent a        1e20      0.0235 (0.0231)   0.0127 (0.0128)   1.85
 *  exponent a        1e21      0.0192 (0.0191)   0.0107 (0.0109)   1.79</pre>
 *
 * @param <L> the type of the law
 * @see <a href="https://doi.org/10.1137/1.9780898719109">Pukelsheim (2006), Optimal Design of
 *     Experiments, chapters 2 and 6</a>
 */
public final class NextRuns<L extends LossLaw> {
    private static final int SIZES = 13;
    private static final double REACH = 8;
    private static final double BUDGETS_PER_DECADE = 4;
    private static final double WIDEST = 1e60;
    private static final int MOST_RUNS = 10_000;

    private final Known<L> known;
    private final List<Recipe> candidates;
    private final ToDoubleFunction<? super Recipe> price;
    private final @Nullable Scope scope;

    private NextRuns(
            Known<L> known,
            List<Recipe> candidates,
            ToDoubleFunction<? super Recipe> price,
            @Nullable Scope scope) {
        this.known = known;
        this.candidates = List.copyOf(candidates);
        this.price = requireNonNull(price, "price");
        this.scope = scope;
    }

    /**
     * After the runs of a fit, whose noise is the fit's own. The candidates are those of {@link
     * #withGrid} over the compute of these runs; the recipes of the runs themselves where the law has no
     * compute-optimal plan. A price is in FLOP.
     *
     * @param fit the fit
     * @param <L> the type of the law
     * @return what to choose from
     */
    public static <L extends LossLaw> NextRuns<L> after(Fit<L> fit) {
        requireNonNull(fit, "fit");

        double[] weights = fit.problem().weights().toArray();
        List<Run> runs = new ArrayList<>();
        for (Run run : fit.problem().runs()) {
            runs.add(new Run(run.recipe(), run.loss(), weights[runs.size()]));
        }

        Known<L> known =
                new Known<>(
                        fit.law(),
                        fit.problem().family(),
                        fit.problem().objective(),
                        fit.problem().restrictions(),
                        Math.sqrt(Covariance.ofRows(fit).runVariance()),
                        runs,
                        Map.of());

        List<Recipe> made = runs.stream().map(Run::recipe).distinct().toList();
        NextRuns<L> next = new NextRuns<>(known, made, NextRuns::flops, fit.scope());
        Interval reach = fit.scope().ranges().get(Factor.FLOPS);

        // Without a range of compute or an optimum there is no grid to propose: only the runs made.
        try {
            return reach == null || reach.lower() >= reach.upper()
                    ? next
                    : next.withGrid(Compute.flops(reach.lower()), Compute.flops(reach.upper()));
        } catch (NoPlanException | IllegalArgumentException noOptimum) {
            return next;
        }
    }

    /**
     * Before any run, from a law that is believed, such as a published one. Residuals are of ln L, and a
     * price is in FLOP. There are no candidates yet.
     *
     * @param law the law
     * @param family its family
     * @param noise standard deviation of ln loss of one run
     * @param <L> the type of the law
     * @return what to choose from
     */
    public static <L extends LossLaw> NextRuns<L> from(L law, LawFamily<L> family, double noise) {
        return from(law, family, Objective.logSquares(), noise);
    }

    /**
     * Before any run, from a law that is believed, with residuals as an objective takes them.
     *
     * @param law the law
     * @param family its family
     * @param objective says what residuals are of: L, ln L or ln(L + offset)
     * @param noise standard deviation of the residual of one run
     * @param <L> the type of the law
     * @return what to choose from
     */
    public static <L extends LossLaw> NextRuns<L> from(
            L law, LawFamily<L> family, Objective objective, double noise) {
        Known<L> known =
                new Known<>(
                        law,
                        family,
                        requireNonNull(objective, "objective"),
                        Restrictions.NONE,
                        Decimal.positive("noise of a run", noise),
                        List.of(),
                        Map.of());
        return new NextRuns<>(known, List.of(), NextRuns::flops, null);
    }

    private static double flops(Recipe recipe) {
        return recipe.compute().flops();
    }

    /**
     * With another noise than that of the fit.
     *
     * @param deviation standard deviation of one run, in the unit of the residuals: of ln L for an
     *     objective of logarithms
     * @return new runs to choose from
     */
    public NextRuns<L> withNoise(double deviation) {
        return new NextRuns<>(known.withNoise(deviation), candidates, price, scope);
    }

    /**
     * With something believed of a parameter without any run: that it is normal about the law's number.
     *
     * @param parameter its name
     * @param deviation standard deviation in the units of the data, such as nats per token for E; of the
     *     logarithm for a parameter on a log scale
     * @return new runs to choose from
     * @throws IllegalArgumentException when the law has no such parameter
     */
    public NextRuns<L> withPrior(String parameter, double deviation) {
        return new NextRuns<>(known.withPrior(parameter, deviation), candidates, price, scope);
    }

    /**
     * With these recipes to choose from. Each may be chosen more than once.
     *
     * @param recipes what may be trained
     * @return new runs to choose from
     */
    public NextRuns<L> withCandidates(List<Recipe> recipes) {
        Require.noNull("recipes", recipes);
        return new NextRuns<>(known, recipes, price, scope);
    }

    /**
     * With a grid to choose from: four budgets a decade, each with 13 model sizes up to 8 times smaller
     * and larger than the best size of the law.
     *
     * @param smallest the least compute of a run, FLOP
     * @param largest the greatest, FLOP
     * @return new runs to choose from
     * @throws NoPlanException when the law has no compute-optimal plan
     */
    public NextRuns<L> withGrid(Compute smallest, Compute largest) {
        requireNonNull(smallest, "smallest");
        requireNonNull(largest, "largest");

        double ratio = largest.flops() / smallest.flops();
        if (!(ratio > 1 && ratio < WIDEST)) {
            throw new IllegalArgumentException(
                    String.format(
                            ratio > 1
                                    ? "largest compute of a run must be within 1e60 times the smallest"
                                            + " of %s FLOP, got %s"
                                    : "largest compute of a run must be above the smallest of %s FLOP,"
                                            + " got %s",
                            smallest,
                            largest));
        }

        // A ratio of exactly ten to a power must not gain a budget by rounding.
        int steps = (int) Math.ceil(BUDGETS_PER_DECADE * Math.log10(ratio) - 1e-9);
        List<Compute> budgets =
                IntStream.rangeClosed(0, steps)
                        .mapToObj(
                                i ->
                                        Compute.flops(
                                                smallest.flops()
                                                        * Math.pow(ratio, i / (double) steps)))
                        .toList();

        LossSurface surface = LossSurface.of(known.law());
        Planner planner = ComputeOptimal.of(scope == null ? surface : surface.within(scope));
        return withCandidates(IsoFlopSweep.around(planner, budgets, SIZES, REACH).recipes());
    }

    /**
     * With another price than FLOP, such as dollars.
     *
     * @param cost what a run costs, positive
     * @return new runs to choose from
     */
    public NextRuns<L> withPrice(ToDoubleFunction<? super Recipe> cost) {
        requireNonNull(cost, "cost");
        return new NextRuns<>(known, candidates, cost, scope);
    }

    /**
     * As if one more run had been made, with the loss that the law expects.
     *
     * @param recipe what was trained
     * @return new runs to choose from
     */
    public NextRuns<L> with(Recipe recipe) {
        requireNonNull(recipe, "recipe");
        return with(List.of(recipe));
    }

    /**
     * As if more runs had been made, with the losses that the law expects.
     *
     * @param recipes what was trained
     * @return new runs to choose from
     */
    public NextRuns<L> with(List<Recipe> recipes) {
        Require.noNull("recipes", recipes);
        return new NextRuns<>(known.withRuns(recipes), candidates, price, scope);
    }

    /**
     * What may be trained.
     *
     * @return the recipes to choose from
     */
    public List<Recipe> candidates() {
        return candidates;
    }

    /**
     * The error of a number after the runs made so far.
     *
     * @param target a number read off the law
     * @return its standard error; infinite when the runs do not determine it
     */
    public double standardError(ToDoubleFunction<? super L> target) {
        requireNonNull(target, "target");
        Linearised<L> linearised =
                known.runs().isEmpty() ? linearised() : new Linearised<>(known, List.of());
        return linearised.error(linearised.information(), linearised.gradient(target));
    }

    /**
     * The runs that leave the least error in a number.
     *
     * @param target a number read off the law, such as {@code law ->
     *     ComputeOptimal.of(law).plan(budget).loss().nats()}
     * @param runs at most so many, 1 or more
     * @param totalPrice what they may cost together
     * @return the best runs found
     * @throws IllegalArgumentException when not even the cheapest candidate can be paid for
     */
    public ChosenRuns choose(ToDoubleFunction<? super L> target, int runs, double totalPrice) {
        requireNonNull(target, "target");
        Linearised<L> linearised = linearised();
        double[] gradient = linearised.gradient(target);
        int[] chosen = exchange(linearised, gradient).best(counted(runs), affordable(totalPrice));
        return expected(linearised).ofTarget(chosen, target, gradient, List.of());
    }

    /**
     * The runs that leave the least error in all parameters together: the least volume of the region
     * where they may be.
     *
     * @param runs at most so many, 1 or more
     * @param totalPrice what they may cost together
     * @return the best runs found; their errors are the geometric mean over the coordinates of the fit,
     *     of which only the ratio has a meaning
     * @throws IllegalArgumentException when not even the cheapest candidate can be paid for
     */
    public ChosenRuns chooseForAll(int runs, double totalPrice) {
        Linearised<L> linearised = linearised();
        int[] chosen = exchange(linearised, null).best(counted(runs), affordable(totalPrice));
        return expected(linearised).ofAll(chosen);
    }

    /**
     * The one run that removes most variance of a number for its price.
     *
     * @param target a number read off the law
     * @param limit what the run may cost
     * @return the run
     * @throws IllegalArgumentException when not even the cheapest candidate can be paid for
     */
    public Recipe next(ToDoubleFunction<? super L> target, double limit) {
        requireNonNull(target, "target");
        Linearised<L> linearised = linearised();
        int row = exchange(linearised, linearised.gradient(target)).next(affordable(limit));
        if (row < 0) {
            throw new IllegalArgumentException(
                    "the target must depend on what a candidate tells, but no candidate of at most "
                            + Decimal.format(limit)
                            + " tells anything of it");
        }
        return candidates.get(row);
    }

    /**
     * How many runs, and which, until a number is known so well. Runs are added that gain most for their
     * price, then those are left out or made cheaper that are not needed: a good answer, not always the
     * cheapest there is.
     *
     * @param target a number read off the law
     * @param standardError the error to reach, in the number's own unit
     * @param most at most so many runs, 1 or more
     * @return the runs; when that many do not suffice the finding {@code not-reached} says how far they go
     */
    public ChosenRuns howMany(ToDoubleFunction<? super L> target, double standardError, int most) {
        requireNonNull(target, "target");
        Decimal.positive("standard error to reach", standardError);

        Linearised<L> linearised = linearised();
        double[] gradient = linearised.gradient(target);
        double bound = standardError / linearised.noise();
        int[] chosen = exchange(linearised, gradient).reaching(bound * bound, counted(most));

        double reached = linearised.error(linearised.information(chosen), gradient);
        List<Finding> findings = new ArrayList<>();
        if (!(reached <= standardError * (1 + 1e-6))) {
            findings.add(
                    Finding.warning(
                            CheckName.NOT_REACHED,
                            String.format(
                                    Locale.ROOT,
                                    "%d runs do not suffice for a standard error of %s: the best"
                                            + " found leave %s",
                                    most,
                                    Decimal.format(standardError),
                                    Digits.cell(reached))));
        }

        return expected(linearised).ofTarget(chosen, target, gradient, findings);
    }

    private Linearised<L> linearised() {
        if (candidates.isEmpty()) {
            throw new IllegalArgumentException(
                    "there must be 1 candidate or more to choose from, got 0");
        }
        return new Linearised<>(known, candidates);
    }

    private Exchange exchange(Linearised<L> linearised, double @Nullable [] gradient) {
        return new Exchange(linearised.searchable(), linearised.rows(), prices(), gradient);
    }

    private double[] prices() {
        return candidates.stream()
                .mapToDouble(
                        recipe -> Decimal.positive("price of a run", price.applyAsDouble(recipe)))
                .toArray();
    }

    private static int counted(int runs) {
        if (runs < 1) {
            throw new IllegalArgumentException("number of runs must be 1 or more, got " + runs);
        }
        return Require.count("number of runs", runs, 1, MOST_RUNS);
    }

    private double affordable(double total) {
        double least = Arrays.stream(prices()).min().orElseThrow();
        if (total >= least) {
            return total;
        }
        throw new IllegalArgumentException(
                String.format(
                        "total price must be at least that of the cheapest candidate, %s, got %s",
                        Decimal.format(least), Decimal.format(total)));
    }

    private Expected<L> expected(Linearised<L> linearised) {
        return new Expected<>(linearised, candidates, prices(), scope);
    }
}
