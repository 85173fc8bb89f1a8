package org.scalinglaws.forecast;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.scalinglaws.data.DataException;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.diagnose.Checks;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.finding.Severity;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.isoflop.Sweep;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.numeric.Quantiles;
import org.scalinglaws.numeric.StudentMixture;
import org.scalinglaws.plan.NoPlanException;
import org.scalinglaws.plan.Plan;
import org.scalinglaws.problem.NoFitException;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.quantity.Require;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.select.Evidence;
import org.scalinglaws.select.RollOut;
import org.scalinglaws.uncertainty.Ensemble;
import org.scalinglaws.uncertainty.Intervals;

/**
 * Forecast combination by inverse mean square error: several forms of the law, each trusted as far as it
 * foretold runs of more compute from runs of less.
 *
 * <pre>
 *  weight    w(f) ~ 1 / risk(f) by roll-out, or equal where no roll-out can be made
 *  forecast  sum over forms of w(f) t(n - p), centre ln L(f), variance se(f)^2 + tau(f)^2 h^2.5
 *  new run   the same with s(f)^2 / c added, c the weight of a run so far from the best of its compute</pre>
 *
 * <p>h is decades of compute beyond the runs. Nothing is drawn at random: the same runs give the same
 * forecast.
 *
 * @see <a href="https://doi.org/10.1057/jors.1969.103">Bates and Granger (1969), The Combination of
 *     Forecasts</a>
 */
public final class Forecaster {
    private static final int MOST_LAWS = 100_000;

    private static final double LEVEL = 0.9;

    private final RollOut rollOut;
    private final Mixture mixture;
    private final List<Finding> ofRuns;
    private final double level;
    private final Set<Statement> stated;
    private final boolean despite;
    private final List<ChecklistItem> checklist;

    private Forecaster(
            RollOut rollOut,
            Mixture mixture,
            List<Finding> ofRuns,
            double level,
            Set<Statement> stated,
            boolean despite) {
        this.rollOut = rollOut;
        this.mixture = mixture;
        this.ofRuns = ofRuns;
        this.level = level;
        this.stated = stated;
        this.despite = despite;
        this.checklist = new Checklist(rollOut, mixture, level).items(stated);
    }

    static Forecaster of(Dataset runs) {
        RollOut rollOut = RollOut.of(Evidence.of(requireNonNull(runs, "runs")));
        if (rollOut.fits().isEmpty()) {
            throw new NoFitException(
                    String.format(
                            "a forecast needs six independent runs or more, got %.0f",
                            rollOut.evidence().counted()));
        }
        // Wrong units or rows make every form wrong alike: the usual law is enough to see them.
        List<Finding> ofRuns =
                new ArrayList<>(Checks.inspectRuns(Fitter.of(ChinchillaLaw.FAMILY).fit(runs)));
        fallingFaster(runs).ifPresent(ofRuns::add);
        Set<Statement> none = EnumSet.noneOf(Statement.class);
        return new Forecaster(
                rollOut, Mixture.of(rollOut), List.copyOf(ofRuns), LEVEL, none, false);
    }

    /** Of a table with budgets: sums of powers, as forecasts are made of, fall ever slower. */
    private static Optional<Finding> fallingFaster(Dataset runs) {
        try {
            return Sweep.of(runs).fallingFaster();
        } catch (DataException noBudgets) {
            return Optional.empty();
        }
    }

    /**
     * With another level of every interval.
     *
     * @param other such as 0.8
     * @return a new forecaster
     * @throws IllegalArgumentException unless 0 &lt; level &lt; 1
     */
    public Forecaster withLevel(double other) {
        Quantiles.requireLevel(other);
        return new Forecaster(rollOut, mixture, ofRuns, other, stated, despite);
    }

    /**
     * With statements about the runs, which the runs cannot make themselves.
     *
     * @param statements what is so
     * @return a new forecaster, whose checklist has these ticked
     */
    public Forecaster stating(Statement... statements) {
        Require.noNull("statements", statements);
        Set<Statement> all = EnumSet.noneOf(Statement.class);
        all.addAll(stated);
        all.addAll(Arrays.asList(statements));
        return new Forecaster(rollOut, mixture, ofRuns, level, all, despite);
    }

    /**
     * The same forecaster, which plans budgets even by runs that an {@link Severity#ERROR} speaks against.
     *
     * @return a new forecaster
     */
    public Forecaster despiteErrors() {
        return new Forecaster(rollOut, mixture, ofRuns, level, stated, true);
    }

    /** {@return the level of every interval} */
    public double level() {
        return level;
    }

    /** {@return what speaks against the runs, whatever is forecast from them} */
    public List<Finding> findings() {
        return ofRuns;
    }

    /**
     * Why no budget should be planned by these runs.
     *
     * @return the first finding of severity {@link Severity#ERROR} about the runs; none where a plan may
     *     be made, or is made {@linkplain #despiteErrors despite errors}
     */
    public Optional<Finding> refusal() {
        if (despite) {
            return Optional.empty();
        }
        return ofRuns.stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .findFirst()
                .or(new Doubts(rollOut)::noTradeOff);
    }

    /** {@return the fits behind the forecast, and how each was rolled out} */
    public RollOut rollOut() {
        return rollOut;
    }

    /** {@return what each form has to say, from the fewest parameters to the most} */
    public List<FormShare> forms() {
        return mixture.shares();
    }

    /**
     * Forecasts a recipe.
     *
     * @param recipe what would be trained; params and tokens are read
     * @return the forecast
     * @throws IllegalArgumentException when the recipe lacks params or tokens
     */
    public Forecast at(Recipe recipe) {
        requireNonNull(recipe, "recipe");
        return forecast(recipe, Optional.empty());
    }

    /**
     * Forecasts a budget, spent as is best.
     *
     * @param budget training compute, 6ND
     * @return the forecast at the best recipe, with the intervals of its size and tokens
     * @throws NoPlanException when no form has a best size at the budget, or there is a {@link #refusal}
     */
    public Forecast at(Compute budget) {
        requireNonNull(budget, "budget");
        refusal()
                .ifPresent(
                        error -> {
                            throw new NoPlanException(error.message());
                        });
        BestSize best = BestSize.of(rollOut, mixture, budget.flops());
        double params = Math.exp(best.quantile(0.5));
        Interval sizes = best.interval(level);
        Interval range = new Interval(Math.exp(sizes.lower()), Math.exp(sizes.upper()));
        double pairs = budget.flops() / 6;
        PlanRange plan =
                new PlanRange(
                        budget, range, new Interval(pairs / range.upper(), pairs / range.lower()));
        return forecast(Recipe.of(params, pairs / params), Optional.of(plan));
    }

    /**
     * The doubt about the plan of a budget, for any number that is read off one, the loss as the mean.
     *
     * @param budget training compute, 6ND
     * @return intervals of whatever falls or rises with the size of the plan and with its loss; none where
     *     the budget has no plan
     */
    public Intervals<Plan> plans(Compute budget) {
        requireNonNull(budget, "budget");
        return (asked, quantity) -> {
            Forecast there = withLevel(asked).at(budget);
            PlanRange range = there.plan().orElseThrow();
            DoubleSummaryStatistics corners =
                    range.corners(there.mean()).stream().mapToDouble(quantity).summaryStatistics();
            return new Interval(corners.getMin(), corners.getMax());
        };
    }

    /**
     * The plan of one law, such as one of {@link #laws}: its lowest valley within two and a half decades of
     * the sizes that the runs were trained at. Where a form falls towards an edge it was never seen.
     *
     * @param law a law of params and tokens
     * @param budget training compute, 6ND
     * @return the plan
     * @throws NoPlanException when there is no valley
     */
    public Plan plan(LossLaw law, Compute budget) {
        requireNonNull(law, "law");
        double flops = requireNonNull(budget, "budget").flops();
        double logSize =
                SizeScan.of(rollOut)
                        .best(law, flops)
                        .orElseThrow(
                                () ->
                                        new NoPlanException(
                                                "the law has no best size near those of the runs at "
                                                        + budget));
        double size = Math.exp(logSize);
        Recipe recipe =
                Recipe.of(size, flops / 6 / size).countedAs(rollOut.evidence().runs().counting());
        return new Plan(recipe, Loss.nats(law.loss(recipe)), List.of());
    }

    /**
     * Laws that could be true, for choices and regrets under doubt: {@code Choice.of(forecaster.laws(1000,
     * 42), 0.9, candidates)}. Each is a law of one form, drawn by the weights that best sizes have, with the
     * errors of its fit; beyond the runs its best size and its losses are moved as far as its form was off
     * in the roll-out.
     *
     * @param count how many, 1 or more
     * @param seed of the draws
     * @return the laws; what they have in common with a bootstrap is that each counts the same
     */
    public Ensemble<LossLaw> laws(int count, long seed) {
        Require.count("count", count, 1, MOST_LAWS);
        return new LawDraws(rollOut, mixture).laws(count, seed);
    }

    private Forecast forecast(Recipe recipe, Optional<PlanRange> plan) {
        Mixture.At at = mixture.at(recipe);
        Distance distance = Reach.of(rollOut.evidence()).to(recipe, at.leverage());
        StudentMixture law = at.law();

        // Loss is positive, so that the interval is one of ln L.
        Interval mean = exp(law.interval(level));
        Interval newRun = around(mean, exp(at.newRun().interval(level)));
        List<Finding> findings = new ArrayList<>(ofRuns);
        double loss = Math.exp(law.quantile(0.5));
        findings.addAll(new Doubts(rollOut).of(recipe, distance, loss, newRun));
        boolean warned =
                findings.stream().anyMatch(f -> f.severity().compareTo(Severity.WARNING) >= 0);
        boolean ticked = checklist.stream().allMatch(ChecklistItem::isTicked);
        return new Forecast(
                recipe,
                level,
                Loss.nats(loss),
                mean,
                newRun,
                plan,
                distance,
                ticked && !warned,
                findings);
    }

    /** Noise can bring two far components together, but never makes a forecast surer. */
    private static Interval around(Interval mean, Interval newRun) {
        return new Interval(
                Math.min(mean.lower(), newRun.lower()), Math.max(mean.upper(), newRun.upper()));
    }

    private static Interval exp(Interval logs) {
        return new Interval(Math.exp(logs.lower()), Math.exp(logs.upper()));
    }

    /**
     * The questions to answer before a forecast is believed, as far as the runs and the statements answer
     * them.
     *
     * @return every question, in a fixed order
     */
    public List<ChecklistItem> checklist() {
        return checklist;
    }

    @Override
    public String toString() {
        return String.format("forecaster of %s: %s", rollOut.evidence(), forms());
    }
}
