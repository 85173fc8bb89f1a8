package org.scalinglaws.report;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.scalinglaws.diagnose.Checks;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.plan.NoPlanException;
import org.scalinglaws.plan.Plan;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.uncertainty.Covariance;
import org.scalinglaws.uncertainty.Intervals;

/**
 * A fit with all that is asked of one, in reach of a hand: {@code Answer.of(fit)} prints as the table,
 * and its methods need no further class. Errors are those of the table. Immutable.
 *
 * @param <L> the type of the law
 */
public final class Answer<L extends LossLaw> {
    /** The level of intervals where none is asked for. */
    private static final double LEVEL = 0.95;

    /** Beyond it N times D leaves the range of numbers. */
    private static final double LARGEST = 1e300;

    private static final Interval ANY =
            new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    private final Fit<L> fit;
    private final Covariance<L> covariance;
    private final String summary;

    private Answer(Fit<L> fit) {
        this.fit = fit.withCaveats(Checks.inspect(fit));
        this.covariance = Covariance.of(fit);
        this.summary = Report.summary(fit);
    }

    /**
     * The answers of a fit.
     *
     * @param fit the fit
     * @param <L> the type of the law
     * @return its answers
     */
    public static <L extends LossLaw> Answer<L> of(Fit<L> fit) {
        return new Answer<>(requireNonNull(fit, "fit"));
    }

    /**
     * The fit itself, with what its checks found as caveats.
     *
     * @return the fit that planners and bootstraps take
     */
    public Fit<L> fit() {
        return fit;
    }

    /**
     * The law.
     *
     * @return such as {@code answer.law().loss(7e9, 1.4e12)}
     */
    public L law() {
        return fit.law();
    }

    /**
     * The table that this prints as.
     *
     * @return what {@link Report#summary(Fit)} writes
     */
    public String summary() {
        return summary;
    }

    /**
     * The numbers of the law and those that follow from them, such as the exponents of a plan.
     *
     * @return estimates by name, unmodifiable, in the order of the table
     */
    public Map<String, Double> parameters() {
        LawFamily<L> family = fit.problem().family();
        Map<String, Double> estimates = new LinkedHashMap<>();
        double[] values = family.values(fit.law());
        for (Parameter parameter : family.parameters()) {
            estimates.put(parameter.name(), values[estimates.size()]);
        }
        family.derived()
                .forEach((name, number) -> estimates.put(name, number.applyAsDouble(fit.law())));
        return Collections.unmodifiableMap(estimates);
    }

    /**
     * The intervals of 95 % of those numbers that the runs determine.
     *
     * @return intervals by name, unmodifiable, in the order of the table
     */
    public Map<String, Interval> intervals() {
        return intervals(LEVEL);
    }

    /**
     * The intervals of those numbers that the runs determine.
     *
     * @param level such as 0.95
     * @return intervals by name, unmodifiable, in the order of the table
     * @throws IllegalArgumentException unless 0 &lt; level &lt; 1
     */
    public Map<String, Interval> intervals(double level) {
        LawFamily<L> family = fit.problem().family();
        Errors<L> errors = new Errors.Linearised<>(fit, covariance);
        Map<String, Interval> intervals = new LinkedHashMap<>();
        List<Parameter> parameters = family.parameters();
        for (int place = 0; place < parameters.size(); place++) {
            String name = parameters.get(place).name();
            errors.parameterInterval(level, place).ifPresent(found -> intervals.put(name, found));
        }
        family.derived()
                .forEach(
                        (name, number) ->
                                errors.interval(level, number)
                                        .ifPresent(found -> intervals.put(name, found)));
        return Collections.unmodifiableMap(intervals);
    }

    /**
     * What a law of one factor predicts: {@code answer.predict(1e9, 1e10, 1e11)}.
     *
     * @param values of the factor that the law reads
     * @return a row for each, with intervals of 95 %
     * @throws IllegalArgumentException when the law reads more than one factor, or does not exist at a
     *     value
     */
    public Predictions predict(double... values) {
        requireNonNull(values, "values");
        List<Factor> factors = fit.factors();
        if (factors.size() != 1) {
            throw new IllegalArgumentException(
                    String.format(
                            "a law of %d factors needs a recipe for the others: predict(recipe,"
                                    + " factor, values)",
                            factors.size()));
        }
        return predict(Recipe.of(Map.of()), factors.get(0), values);
    }

    /**
     * What the law predicts along one factor: {@code answer.predict(Recipe.of(7e9, 1e11),
     * Factor.TOKENS, 1e11, 1e12)}.
     *
     * @param recipe the values of the other factors; what it says of this one is replaced
     * @param factor what changes
     * @param values of that factor
     * @return a row for each, with intervals of 95 %
     * @throws IllegalArgumentException when the recipe lacks a factor that the law reads, or when the
     *     law does not exist at a value
     */
    public Predictions predict(Recipe recipe, Factor factor, double... values) {
        requireNonNull(recipe, "recipe");
        requireNonNull(factor, "factor");
        requireNonNull(values, "values");
        List<Predictions.Row> rows =
                Arrays.stream(values).mapToObj(x -> row(x, recipe.with(factor, x))).toList();
        return new Predictions(factor, LEVEL, rows);
    }

    private Predictions.Row row(double x, Recipe recipe) {
        double estimate = fit.law().loss(recipe);
        Interval law = known(() -> covariance.interval(LEVEL, each -> each.loss(recipe)));
        Interval run = known(() -> covariance.newRunInterval(LEVEL, recipe));
        return new Predictions.Row(x, estimate, law.lower(), law.upper(), run.lower(), run.upper());
    }

    private static Interval known(Supplier<Interval> interval) {
        return Intervals.existing(interval).orElse(ANY);
    }

    /**
     * What to train with a budget: {@code answer.plan(1e21)}.
     *
     * @param flops compute, FLOP
     * @return the plan of least loss by the law
     * @throws NoPlanException when there is none, or when the checks of the fit
     *     found an error
     */
    public Plan plan(double flops) {
        if (flops > LARGEST && flops < Double.POSITIVE_INFINITY) {
            throw new NoPlanException(
                    "no plan of more than " + Digits.two(LARGEST) + " FLOP can be reckoned with");
        }
        return ComputeOptimal.of(fit).plan(Compute.flops(flops));
    }

    /**
     * What to know before believing the fit.
     *
     * @return the findings of all checks
     */
    public List<Finding> findings() {
        return fit.caveats();
    }

    /**
     * Writes the table.
     *
     * @return {@link #summary}
     */
    @Override
    public String toString() {
        return summary;
    }
}
