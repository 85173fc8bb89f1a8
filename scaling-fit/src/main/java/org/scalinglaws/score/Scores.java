package org.scalinglaws.score;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import org.scalinglaws.data.DataException;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.data.WeightKind;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.single.SaturatingRiseLaw;
import org.scalinglaws.numeric.Defaults;
import org.scalinglaws.numeric.Quantiles;
import org.scalinglaws.problem.NoFitException;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Require;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

/**
 * Runs with a loss and a score, such as an accuracy, and how to get from one to the other.
 *
 * @param runs what was observed; their loss is what the score is a curve of
 * @param column where the score stands: numbers between 0 and 1, or percents with their sign
 * @param law how the loss falls with scale; Chinchilla's unless said
 * @param form how the score falls with the loss; a sigmoid unless said
 * @param floor what chance scores; fitted unless said
 * @param ceiling what the best can score; fitted up to 1 unless said
 * @param items how many items a score is the mean of; by the column {@code items} unless said
 * @param level of the intervals
 */
public record Scores(
        Dataset runs,
        String column,
        LawFamily<?> law,
        ScoreForm form,
        OptionalDouble floor,
        OptionalDouble ceiling,
        OptionalDouble items,
        double level) {
    private static final Factor ITEMS = Factor.named("items");
    private static final Factor SCORE = Factor.named("score as a share");
    private static final Factor PRECISION = Factor.named("precision of the score");

    /** Weights by fitted scores do not move after so many fits. */
    private static final int REWEIGHTED = 3;

    /** Refuses scores outside 0 to 1, a floor at or above the ceiling, and items that are not positive. */
    public Scores {
        requireNonNull(runs, "runs");
        requireNonNull(column, "column");
        requireNonNull(law, "law");
        requireNonNull(form, "form");
        requireNonNull(floor, "floor");
        requireNonNull(ceiling, "ceiling");
        requireNonNull(items, "items");
        Quantiles.requireLevel(level);
        floor.ifPresent(value -> requireShare("floor", value));
        ceiling.ifPresent(value -> requireShare("ceiling", value));
        items.ifPresent(value -> Decimal.positive("items", value));
        double least = floor.orElse(0);
        if (!(least < ceiling.orElse(1))) {
            throw new IllegalArgumentException(
                    String.format(
                            "the floor of a score must lie below its ceiling, got %s and %s",
                            Decimal.format(least), Decimal.format(ceiling.orElse(1))));
        }
        if (form == ScoreForm.EXPONENTIAL && ceiling.isPresent()) {
            throw new IllegalArgumentException(
                    "an exponential of the loss has no ceiling, got "
                            + Decimal.format(ceiling.getAsDouble()));
        }
        checked(runs, column);
        checkedItems(runs);
    }

    private static void requireShare(String what, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(
                    "the "
                            + what
                            + " of a score must lie between 0 and 1, got "
                            + Decimal.format(value));
        }
    }

    /** The scores as shares, NaN where a run has none. */
    private static double[] checked(Dataset runs, String column) {
        boolean isText = runs.labels().contains(column);
        List<String> texts = isText ? runs.label(column) : List.of();
        double[] numbers = isText ? new double[runs.size()] : runs.column(column);
        for (int row = 0; row < numbers.length; row++) {
            numbers[row] = isText ? share(texts.get(row)) : numbers[row];
            boolean isMissing = isText ? texts.get(row).isBlank() : Double.isNaN(numbers[row]);
            if (!isMissing && !(numbers[row] >= 0 && numbers[row] <= 1)) {
                throw new DataException(
                        String.format(
                                "row %d of %s: score '%s' must lie between 0 and 1, or be in percent"
                                        + " with its sign, got %s",
                                row + 1,
                                runs.name(),
                                column,
                                isText
                                        ? "'" + texts.get(row) + "'"
                                        : Decimal.format(numbers[row])));
            }
        }
        return numbers;
    }

    /** A share by its text, with or without a percent sign; NaN where it is none. */
    private static double share(String text) {
        boolean isPercent = text.strip().endsWith("%");
        String digits = isPercent ? text.strip().substring(0, text.strip().length() - 1) : text;
        try {
            return Decimal.parse("score", digits.strip()) / (isPercent ? 100 : 1);
        } catch (IllegalArgumentException word) {
            return Double.NaN;
        }
    }

    private static void checkedItems(Dataset runs) {
        if (!runs.factors().contains(ITEMS)) {
            return;
        }
        double[] counts = runs.column(ITEMS);
        for (int row = 0; row < counts.length; row++) {
            if (!(counts[row] > 0)) {
                throw new DataException(
                        String.format(
                                "row %d of %s: items must be positive, got %s",
                                row + 1, runs.name(), Decimal.format(counts[row])));
            }
        }
    }

    /**
     * The scores of a column by the loss of its runs.
     *
     * @param runs what was observed
     * @param column where the score stands
     * @return by a sigmoid of the loss, floor and ceiling fitted, and Chinchilla's law of the loss
     * @throws IllegalArgumentException when there is no such column
     * @throws DataException when a score is none; it names the row
     */
    public static Scores of(Dataset runs, String column) {
        return new Scores(
                runs,
                column,
                ChinchillaLaw.FAMILY,
                ScoreForm.SIGMOID,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                Defaults.LEVEL);
    }

    /**
     * Of another score of the same runs.
     *
     * @param other where it stands
     * @return a new question
     */
    public Scores withColumn(String other) {
        return new Scores(runs, other, law, form, floor, ceiling, items, level);
    }

    /**
     * With the floor that guessing has.
     *
     * @param choices how many answers an item offers, 2 or more
     * @return floor 1 / choices
     */
    public Scores withChoices(int choices) {
        Require.count("choices", choices, 2, Integer.MAX_VALUE);
        return withFloor(1.0 / choices);
    }

    /**
     * With a floor that is known.
     *
     * @param share what chance scores
     * @return a new question
     */
    public Scores withFloor(double share) {
        return new Scores(runs, column, law, form, OptionalDouble.of(share), ceiling, items, level);
    }

    /**
     * With a ceiling that is known.
     *
     * @param share what the best can score
     * @return a new question
     */
    public Scores withCeiling(double share) {
        return new Scores(runs, column, law, form, floor, OptionalDouble.of(share), items, level);
    }

    /**
     * With items that every score is the mean of: a score p weighs by its binomial precision, items / (p
     * (1 - p)).
     *
     * @param count how many
     * @return a new question
     */
    public Scores withItems(double count) {
        return new Scores(runs, column, law, form, floor, ceiling, OptionalDouble.of(count), level);
    }

    /**
     * With another law of the loss.
     *
     * @param family such as a power of compute
     * @return a new question
     */
    public Scores withLaw(LawFamily<?> family) {
        return new Scores(runs, column, family, form, floor, ceiling, items, level);
    }

    /**
     * With another curve of the score.
     *
     * @param other how the score falls with the loss
     * @return a new question
     */
    public Scores withForm(ScoreForm other) {
        return new Scores(runs, column, law, other, floor, ceiling, items, level);
    }

    /**
     * With another level.
     *
     * @param share between 0 and 1, such as 0.9
     * @return a new question
     */
    public Scores withLevel(double share) {
        return new Scores(runs, column, law, form, floor, ceiling, items, share);
    }

    /**
     * Of other runs.
     *
     * @param others such as part of these
     * @return a new question
     */
    public Scores withRuns(Dataset others) {
        return new Scores(others, column, law, form, floor, ceiling, items, level);
    }

    /**
     * Whether scores weigh by their binomial noise.
     *
     * @return false where no number of items is known
     */
    public boolean isWeighted() {
        return items.isPresent() || runs.factors().contains(ITEMS);
    }

    /**
     * The scores as shares.
     *
     * @return a new array in the order of the runs; NaN where a run has none
     */
    public double[] shares() {
        return checked(runs, column);
    }

    /**
     * Fits both steps, and the direct law of compute.
     *
     * @return the chain
     * @throws NoFitException when the runs are too few, or their scores do not differ
     */
    public TwoSteps fit() {
        Fit<?> loss = Fitter.of(law).withObjective(Objective.logSquares()).fit(runs);
        Dataset scored = scored();
        Fit<?> score = curve(scored, OptionalDouble.empty());
        double count = isWeighted() ? items.orElseGet(this::meanItems) : 0;
        return TwoSteps.of(loss, score, level).with(direct(scored), count);
    }

    /** How many items each score is the mean of; 0 where nobody says. */
    double[] itemsOfRuns() {
        if (items.isEmpty() && runs.factors().contains(ITEMS)) {
            return runs.column(ITEMS);
        }
        double[] counts = new double[runs.size()];
        Arrays.fill(counts, items.orElse(0));
        return counts;
    }

    /** The curve of the score over the loss, of a given shape or the best one. */
    Fit<?> curve(OptionalDouble shape) {
        return curve(scored(), shape);
    }

    private Fit<?> curve(Dataset scored, OptionalDouble shape) {
        Factor between = Factor.named(runs.lossColumn());
        return reweighted(
                scored,
                (data, start) ->
                        form.fit(data, between, new ScoreForm.Given(floor, ceiling, shape, start)),
                between);
    }

    private double meanItems() {
        double sum = 0;
        for (double count : runs.column(ITEMS)) {
            sum += count;
        }
        return sum / runs.size();
    }

    /** The runs that have a score, as their response. */
    private Dataset scored() {
        double[] shares = shares();
        double[] known = Arrays.stream(shares).filter(share -> !Double.isNaN(share)).toArray();
        if (Arrays.stream(known).distinct().count() < 2) {
            throw new NoFitException(
                    String.format(
                            "a curve needs scores that differ, and '%s' of %s is %s",
                            column,
                            runs.name(),
                            known.length == 0 ? "blank" : "always " + Decimal.format(known[0])));
        }
        Dataset with = runs.with(SCORE, shares);
        return with.whereRow(row -> !Double.isNaN(shares[row])).withLoss(SCORE);
    }

    private interface Fitting {
        Fit<?> fit(Dataset runs, List<Double> start);
    }

    /** Iteratively reweighted least squares: binomial precisions by the scores of the fit before. */
    private Fit<?> reweighted(Dataset scored, Fitting fitting, Factor read) {
        Fit<?> fit = fitting.fit(scored, List.of());
        for (int i = 0; i < REWEIGHTED && isWeighted(); i++) {
            fit = fitting.fit(weighed(scored, fit.law(), read), numbers(fit));
        }
        return fit;
    }

    private static <L extends LossLaw> List<Double> numbers(Fit<L> fit) {
        return Arrays.stream(fit.problem().family().values(fit.law())).boxed().toList();
    }

    private Dataset weighed(Dataset scored, LossLaw law, Factor read) {
        double[] x = scored.column(read);
        double[] weights = scored.weights();
        double[] counts = withRuns(scored).itemsOfRuns();
        for (int row = 0; row < x.length; row++) {
            weights[row] *= precision(counts[row], law.loss(Recipe.of(Map.of(read, x[row]))));
        }
        return scored.with(PRECISION, weights)
                .withWeights(WeightKind.PRECISION, run -> run.recipe().value(PRECISION));
    }

    /** One over the binomial variance; no score is taken for surer than that of half an item. */
    static double precision(double items, double share) {
        double least = 0.5 / Math.max(1, items);
        double inside = Math.max(least, Math.min(1 - least, share));
        return items / (inside * (1 - inside));
    }

    /** The power law of compute up to the ceiling, where every run with a score states its compute. */
    private Optional<Fit<?>> direct(Dataset scored) {
        double[] compute = scored.column(Factor.FLOPS);
        for (double flops : compute) {
            if (!(flops > 0)) {
                return Optional.empty();
            }
        }
        try {
            Dataset counted = scored.with(Factor.FLOPS, compute);
            return Optional.of(reweighted(counted, this::rise, Factor.FLOPS));
        } catch (NoFitException few) {
            return Optional.empty();
        }
    }

    private Fit<?> rise(Dataset scored, List<Double> start) {
        Fitter<SaturatingRiseLaw> fitter =
                Fitter.of(SaturatingRiseLaw.family(Factor.FLOPS))
                        .withObjective(Objective.squares())
                        .withStart(start.stream().mapToDouble(Double::doubleValue).toArray());
        return (ceiling.isPresent()
                        ? fitter.withFixed("ceiling", ceiling.getAsDouble())
                        : fitter.withBounds("ceiling", floor.orElse(0), 1))
                .fit(scored);
    }

    /**
     * What to know before believing scores that were foretold.
     *
     * @param chain both steps, of {@link #fit}
     * @param forecasts what it foretells
     * @return whether scores weigh, whether they rise above chance, and what is beyond the runs
     */
    public List<Finding> findings(TwoSteps chain, List<ScoreForecast> forecasts) {
        requireNonNull(chain, "chain");
        Require.noNull("forecasts", forecasts);
        return ScoreFindings.of(this, chain, forecasts);
    }

    /**
     * Keeps runs out of the fit and foretells them.
     *
     * @param kept the runs to foretell
     * @return each with what was measured, in their order; runs without a score are left out
     * @throws NoFitException when the others are too few
     */
    public List<Withheld> withhold(Predicate<? super Run> kept) {
        requireNonNull(kept, "kept");
        Dataset.Split parts = runs.split(kept);
        TwoSteps chain = withRuns(parts.rest()).fit();
        double[] shares = withRuns(parts.matching()).shares();
        List<Withheld> rows = new ArrayList<>();
        int row = 0;
        for (Run run : parts.matching()) {
            double share = shares[row++];
            if (!Double.isNaN(share)) {
                rows.add(new Withheld(run.loss().nats(), share, chain.at(run.recipe())));
            }
        }
        return rows;
    }
}
