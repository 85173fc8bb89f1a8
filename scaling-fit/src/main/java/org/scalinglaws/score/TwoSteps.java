package org.scalinglaws.score;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.numeric.CentralDifferences;
import org.scalinglaws.numeric.Quantiles;
import org.scalinglaws.problem.Residual;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

/**
 * Two equations in a row: a law of the loss, and a law of the score over the loss.
 *
 * <p>Errors are those of the delta method through both. Residuals of one run in both equations may go
 * together, as seemingly unrelated regressions have it: their covariance comes from the runs that both
 * saw. An interval of a score is symmetric in its logit, and so lies within 0 and 1.
 *
 * @see <a href="https://doi.org/10.1080/01621459.1962.10480664">Zellner (1962), Seemingly unrelated
 *     regressions</a>
 */
public final class TwoSteps {
    /** An interval of so many of all scores says nothing. */
    private static final double EVERYTHING = 0.98;

    private final Step<? extends LossLaw> loss;
    private final Step<? extends LossLaw> score;
    private final Optional<Step<? extends LossLaw>> direct;
    private final Factor between;
    private final double level;
    private final double precision;

    private TwoSteps(
            Step<? extends LossLaw> loss,
            Step<? extends LossLaw> score,
            Optional<Step<? extends LossLaw>> direct,
            double level,
            double items) {
        this.loss = loss;
        this.score = score;
        this.direct = direct;
        this.between = score.fit().factors().get(0);
        this.level = level;
        this.precision = items;
    }

    /**
     * Two fits put in a row. The runs of one need not be those of the other: what both saw is found by
     * model size, tokens and loss.
     *
     * @param loss a law of the loss, fitted by squares of L or of ln L
     * @param score a law of the score over that loss, fitted by squares
     * @param level of the intervals, such as 0.95
     * @return the chain, without a direct law
     */
    public static TwoSteps of(Fit<?> loss, Fit<?> score, double level) {
        requireNonNull(loss, "loss");
        requireNonNull(score, "score");
        Quantiles.requireLevel(level);
        return new TwoSteps(Step.of(loss), Step.ofScore(score), Optional.empty(), level, 0);
    }

    /** With a direct law, and with the items that a score is the mean of, 0 where they do not weigh. */
    TwoSteps with(Optional<Fit<?>> other, double items) {
        Optional<Step<? extends LossLaw>> step = other.map(fit -> Step.ofScore(fit));
        return new TwoSteps(loss, score, step, level, items);
    }

    /**
     * The law of the loss.
     *
     * @return the first fit
     */
    public Fit<?> loss() {
        return loss.fit();
    }

    /**
     * The law of the score over the loss.
     *
     * @return the second fit
     */
    public Fit<?> score() {
        return score.fit();
    }

    /**
     * The law of the score over compute alone.
     *
     * @return a third fit; empty where no compute is known
     */
    public Optional<Fit<?>> direct() {
        return direct.map(Step::fit);
    }

    /**
     * The level of the intervals.
     *
     * @return such as 0.95
     */
    public double level() {
        return level;
    }

    /**
     * What a model will score.
     *
     * @param recipe what is trained
     * @return loss and score, by both steps and by compute alone
     * @throws IllegalArgumentException when the recipe lacks what the law of the loss reads
     */
    public ScoreForecast at(Recipe recipe) {
        requireNonNull(recipe, "recipe");
        boolean isCounted = recipe.has(Factor.FLOPS) || hasSize(recipe);
        return new ScoreForecast(
                recipe,
                lossAt(recipe),
                scoreAt(recipe),
                direct.filter(step -> isCounted).map(step -> directAt(step, recipe)));
    }

    /**
     * The curve of the score.
     *
     * @param nats a loss
     * @return its score
     */
    public double scoreOfLoss(double nats) {
        return score.of(law -> scoreOf(law, nats));
    }

    private static boolean hasSize(Recipe recipe) {
        return recipe.has(Factor.PARAMETERS) && recipe.has(Factor.TOKENS);
    }

    private Reading lossAt(Recipe recipe) {
        Residual scale = loss.fit().problem().objective().residual();
        double estimate = loss.of(law -> law.loss(recipe));
        double law = loss.variance() * squares(loss.pulls(each -> scale.scaled(each.loss(recipe))));
        Doubt doubt = Doubt.of(scale.scaled(estimate), law, loss.variance(), loss.spare());
        return new Reading(
                estimate,
                doubt.interval(level, scale::unscaled),
                doubt.newRun(level, scale::unscaled));
    }

    private static double squares(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value * value;
        }
        return sum;
    }

    private Reading scoreAt(Recipe recipe) {
        Residual scale = loss.fit().problem().objective().residual();
        double nats = loss.of(law -> law.loss(recipe));
        double scaled = scale.scaled(nats);
        double estimate = score.of(law -> scoreOf(law, nats));
        double slope =
                CentralDifferences.slope(
                        at -> score.of(law -> scoreOf(law, scale.unscaled(at))),
                        scaled,
                        1e-4 * Math.max(1, Math.abs(scaled)));

        // what each residual of each equation moves, and one new run of its own
        double[] first = loss.pulls(law -> scale.scaled(law.loss(recipe)));
        double[] second = score.pulls(law -> scoreOf(law, nats));
        double one = slope * slope * loss.variance();
        double two = score.variance();
        double both = slope * covariance();
        double perRun = 1 / Math.sqrt(weight(score, estimate));
        double law1 = one * squares(first);
        double law2 = two * squares(second);
        double law = law1 + law2 + 2 * both * shared(first, second);
        double run = one + two * perRun * perRun + 2 * both * perRun;

        double lawFreedom = Doubt.freedom(law1, loss.spare(), law2, score.spare());
        double runFreedom =
                Doubt.freedom(
                        law1 + one, loss.spare(), law2 + two * perRun * perRun, score.spare());
        return reading(estimate, law, run, lawFreedom, runFreedom);
    }

    private double scoreOf(LossLaw law, double nats) {
        return law.loss(Recipe.of(Map.of(between, nats)));
    }

    /** Symmetric in the logit; an estimate outside 0 to 1 has none, and all scores are no interval. */
    private Reading reading(
            double estimate, double law, double run, double lawFreedom, double runFreedom) {
        double slope = 1 / (estimate * (1 - estimate));
        double square = slope * slope;
        Doubt doubt =
                new Doubt(
                        estimate > 0 && estimate < 1
                                ? Math.log(estimate / (1 - estimate))
                                : Double.NaN,
                        square * law,
                        square * run,
                        lawFreedom,
                        runFreedom);
        Optional<Interval> newRun = doubt.newRun(level, TwoSteps::share);
        boolean isDetermined = newRun.filter(range -> range.width() < EVERYTHING).isPresent();
        return new Reading(
                estimate,
                doubt.interval(level, TwoSteps::share).filter(range -> isDetermined),
                newRun.filter(range -> isDetermined));
    }

    /** How far one run scatters about a score. */
    double scoreDeviation(double share) {
        return Math.sqrt(score.variance() / weight(score, share));
    }

    /** From the least to the greatest loss of runs that have a score. */
    Interval lossesScored() {
        Quantiles losses = new Quantiles(score.fit().problem().runs().column(between));
        double[] sorted = losses.sorted();
        return new Interval(sorted[0], sorted[sorted.length - 1]);
    }

    private static double share(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }

    /** What one new run weighs in an equation of scores: by binomial noise where items are known. */
    private double weight(Step<? extends LossLaw> step, double estimate) {
        if (!(precision > 0)) {
            return 1;
        }
        return step.weight(Scores.precision(precision, estimate));
    }

    private Reading directAt(Step<? extends LossLaw> step, Recipe recipe) {
        Recipe compute = Recipe.of(Map.of(Factor.FLOPS, recipe.compute().flops()));
        ToDoubleFunction<LossLaw> read = law -> law.loss(compute);
        double estimate = step.of(read);
        double law = step.variance() * squares(step.pulls(read));
        double run = step.variance() / weight(step, estimate);
        return reading(estimate, law, run, step.spare(), step.spare());
    }

    /** The covariance of the scaled residuals of one run in both equations. */
    double covariance() {
        double[] first = loss.residuals();
        double[] second = score.residuals();
        int[] partner = partners();
        double sum = 0;
        double[] squares = new double[2];
        int count = 0;
        for (int row = 0; row < second.length; row++) {
            if (partner[row] >= 0) {
                sum += first[partner[row]] * second[row];
                squares[0] += first[partner[row]] * first[partner[row]];
                squares[1] += second[row] * second[row];
                count++;
            }
        }
        double scale = Math.sqrt(squares[0] * squares[1]);
        double correlation = count > 2 && scale > 0 ? sum / scale : 0;
        return correlation * Math.sqrt(loss.variance() * score.variance());
    }

    private double shared(double[] first, double[] second) {
        int[] partner = partners();
        double sum = 0;
        for (int row = 0; row < second.length; row++) {
            sum += partner[row] < 0 ? 0 : first[partner[row]] * second[row];
        }
        return sum;
    }

    /** For each row of the second equation its place in the first, -1 for none. */
    private int[] partners() {
        Map<List<Double>, Integer> places = new HashMap<>();
        Dataset first = loss.fit().problem().runs();
        for (int row = 0; row < first.size(); row++) {
            Run run = first.run(row);
            places.put(key(run.recipe(), run.loss().nats()), row);
        }
        Dataset second = score.fit().problem().runs();
        int[] partners = new int[second.size()];
        for (int row = 0; row < partners.length; row++) {
            Recipe recipe = second.run(row).recipe();
            partners[row] = places.getOrDefault(key(recipe, recipe.value(between)), -1);
        }
        return partners;
    }

    private List<Double> key(Recipe recipe, double nats) {
        return List.of(
                recipe.has(Factor.PARAMETERS) ? recipe.value(Factor.PARAMETERS) : 0,
                recipe.has(Factor.TOKENS) ? recipe.value(Factor.TOKENS) : 0,
                recipe.has(Factor.FLOPS) ? recipe.value(Factor.FLOPS) : 0,
                nats);
    }
}
