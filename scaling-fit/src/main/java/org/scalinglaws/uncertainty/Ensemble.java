package org.scalinglaws.uncertainty;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.finding.Check;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.finding.ScalingException;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.json.JsonForm;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.numeric.Quantiles;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.Require;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.solve.Stop;

/**
 * Laws that the runs could as well have led to: how they differ says how far off a number could be,
 * whatever number is read off them. A quantity that a law has no value for, such as a plan that does
 * not exist, could lie anywhere: it counts below every lower end and above every upper one. So does a
 * replicate that led to no law.
 *
 * @param method how the laws were made, in words, with its seed
 * @param kind what their differences mean
 * @param family the family of the laws
 * @param estimate the law of the fit that they surround
 * @param requested how many were asked for
 * @param replicates the laws, by number
 * @param failures the numbers that led to no law, with the reason
 * @param runs what the fit was made to; none where that is not known, as of an ensemble read from a file
 * @param <L> the type of the laws
 */
public record Ensemble<L extends LossLaw>(
        String method,
        Kind kind,
        LawFamily<L> family,
        L estimate,
        int requested,
        List<Replicate<L>> replicates,
        List<Replicate.Failure> failures,
        Optional<Dataset> runs)
        implements Intervals<L> {
    /** What the differences between laws mean. */
    public enum Kind {
        /** Each law is a fit to runs as different as other runs would be. */
        BOOTSTRAP,
        /** Each law is a fit to all runs but one, or but one group. */
        JACKKNIFE,
        /** Each law is a draw from what is believed after seeing the runs. */
        POSTERIOR
    }

    /** Sorts the laws by number. */
    public Ensemble {
        Require.noNull("replicates", replicates);
        Require.noNull("failures", failures);
        requireNonNull(method, "method");
        requireNonNull(kind, "kind");
        requireNonNull(family, "family");
        requireNonNull(estimate, "estimate");
        requireNonNull(runs, "runs");
        replicates =
                replicates.stream().sorted(Comparator.comparingInt(Replicate::number)).toList();
        failures =
                failures.stream()
                        .sorted(Comparator.comparingInt(Replicate.Failure::number))
                        .toList();
    }

    /**
     * An ensemble of runs that are not known.
     *
     * @param method how the laws were made, in words, with its seed
     * @param kind what their differences mean
     * @param family the family of the laws
     * @param estimate the law of the fit that they surround
     * @param requested how many were asked for
     * @param replicates the laws, by number
     * @param failures the numbers that led to no law, with the reason
     */
    public Ensemble(
            String method,
            Kind kind,
            LawFamily<L> family,
            L estimate,
            int requested,
            List<Replicate<L>> replicates,
            List<Replicate.Failure> failures) {
        this(method, kind, family, estimate, requested, replicates, failures, Optional.empty());
    }

    /**
     * The laws.
     *
     * @return one for each replicate that led to a law, by number
     */
    public List<L> members() {
        return replicates.stream().map(Replicate::law).toList();
    }

    /**
     * A number read off every law.
     *
     * @param quantity such as {@code ChinchillaLaw::alpha}
     * @return a new array in the order of the members; NaN where a law has no such number
     */
    public double[] values(ToDoubleFunction<L> quantity) {
        requireNonNull(quantity, "quantity");
        double[] values = new double[replicates.size()];
        Arrays.setAll(values, i -> ReplicateValues.value(quantity, replicates.get(i).law()));
        return values;
    }

    /** A number of every law, with what the ensemble knows of how they differ. */
    ReplicateValues replicates(double[] values) {
        return new ReplicateValues(method, kind == Kind.JACKKNIFE, values, failures.size());
    }

    private ReplicateValues replicates(ToDoubleFunction<L> quantity) {
        return replicates(values(quantity));
    }

    /**
     * What every law leads to, such as its plan: made once of each, in the order of the members, and
     * once of the estimate. What is made must not change afterwards.
     *
     * @param reading what is made of a law; throws {@link ScalingException}, as {@code
     *     NoPlanException} is, where a law leads to nothing
     * @param <T> the type of what is made
     * @return what the laws lead to, with an interval for any number of it
     */
    @Override
    public <T> Spread<T> map(Function<? super L, ? extends T> reading) {
        requireNonNull(reading, "reading");
        return Spread.of(method, estimate, replicates, this::replicates, reading);
    }

    /**
     * The standard error of any number read off the law.
     *
     * <pre>
     *  bootstrap, posterior  the standard deviation over the laws
     *  jackknife             sqrt((g-1)/g sum (q - mean q)^2) over g laws</pre>
     *
     * @param quantity such as {@code ChinchillaLaw::alpha}
     * @return the error in the number's own unit; NaN when a law has no such number, or there are
     *     fewer than two laws
     */
    @Override
    public double standardError(ToDoubleFunction<L> quantity) {
        return replicates(quantity).standardError();
    }

    /**
     * How two numbers go together over the laws.
     *
     * @param one the first
     * @param other the second
     * @return their correlation, from -1 to 1; NaN where one has no error
     */
    public double correlation(ToDoubleFunction<L> one, ToDoubleFunction<L> other) {
        requireNonNull(one, "one");
        requireNonNull(other, "other");
        return correlations(List.of(one, other))[0][1];
    }

    /**
     * How the parameters go together over the laws.
     *
     * @return a new matrix of correlations, rows and columns in the order of the family; NaN where a
     *     parameter does not differ
     */
    public double[][] correlations() {
        return correlations(
                IntStream.range(0, family.parameters().size())
                        .<ToDoubleFunction<L>>mapToObj(place -> law -> family.values(law)[place])
                        .toList());
    }

    private double[][] correlations(List<ToDoubleFunction<L>> quantities) {
        return ReplicateValues.correlation(covariance(quantities));
    }

    private double[][] covariance(List<ToDoubleFunction<L>> quantities) {
        return ReplicateValues.covariance(
                kind == Kind.JACKKNIFE, quantities.stream().map(this::values).toList());
    }

    /**
     * An interval of any number read off the law: of a bootstrap or a posterior by {@link
     * #percentile}, of a jackknife the estimate plus and minus its error times a quantile of Student's
     * t.
     */
    @Override
    public Interval interval(double level, ToDoubleFunction<L> quantity) {
        requireNonNull(quantity, "quantity");
        Quantiles.requireLevel(level);
        return replicates(quantity)
                .interval(level, () -> ReplicateValues.value(quantity, estimate));
    }

    /**
     * The middle of the laws: what is left when as many of the lowest as of the highest numbers are
     * cut off.
     *
     * @param level such as 0.95
     * @param quantity the number
     * @return the interval; an end is infinite where too few laws have the number
     * @throws IllegalArgumentException unless 0 &lt; level &lt; 1
     * @throws ScalingException when there are no laws
     */
    public Interval percentile(double level, ToDoubleFunction<L> quantity) {
        requireNonNull(quantity, "quantity");
        Quantiles.requireLevel(level);
        return replicates(quantity).percentile(level);
    }

    /**
     * The percentile interval turned round the estimate: what lies above the estimate as far as laws
     * lie below it, and below it as far as laws lie above.
     *
     * <pre>  [2 q - upper percentile, 2 q - lower percentile]</pre>
     *
     * <p>For Huber's function it is too narrow; use {@link #percentile} there.
     *
     * @param level such as 0.95
     * @param quantity the number
     * @return the interval
     * @throws IllegalArgumentException unless 0 &lt; level &lt; 1
     * @throws ScalingException when there are no laws, or the fit's own law has no such number
     */
    public Interval basic(double level, ToDoubleFunction<L> quantity) {
        requireNonNull(quantity, "quantity");
        Quantiles.requireLevel(level);
        return replicates(quantity).basic(level, () -> centre(quantity));
    }

    /** The number of the fit's own law, which intervals about it need. */
    private double centre(ToDoubleFunction<L> quantity) {
        double centre = quantity.applyAsDouble(estimate);
        if (!Double.isFinite(centre)) {
            throw new ScalingException("the law of the fit has no such number");
        }
        return centre;
    }

    /**
     * The percentile interval at levels corrected for bias and for an error that changes with the
     * number (Efron's BCa).
     *
     * <pre>
     *  p = Phi(z0 + (z0 + z) / (1 - a (z0 + z))),  z0 = Phi^-1(share of laws below the estimate)
     *  a = sum d^3 / (6 (sum d^2)^1.5),  d = mean q - q over the jackknife's laws</pre>
     *
     * @param level such as 0.95
     * @param quantity the number
     * @param jackknife the same fit without each of its runs, or of its groups
     * @return the interval
     * @throws IllegalArgumentException unless 0 &lt; level &lt; 1, and for an ensemble that is no
     *     jackknife
     * @throws ScalingException when there are no laws, or the fit's own law or one of the
     *     jackknife has no such number
     * @see <a href="https://doi.org/10.1080/01621459.1987.10478410">Efron (1987), Better bootstrap
     *     confidence intervals, equations 2.3 and 6.6</a>
     */
    public Interval bca(double level, ToDoubleFunction<L> quantity, Ensemble<L> jackknife) {
        requireNonNull(jackknife, "jackknife");
        Quantiles.requireLevel(level);
        if (jackknife.kind != Kind.JACKKNIFE) {
            throw new IllegalArgumentException(
                    "the acceleration must come from a jackknife, got " + jackknife.method);
        }
        return replicates(quantity)
                .bca(level, () -> centre(quantity), jackknife.replicates(quantity));
    }

    /**
     * An interval for the loss that one new run would measure: the laws' predictions, each with the
     * residuals of the fit, made as large as the noise behind them, and where that {@linkplain NoiseModel
     * changes} with scale as large as it is at the recipe.
     *
     * @param level such as 0.95
     * @param recipe what the run trains
     * @param fit the fit that this ensemble surrounds
     * @return the interval, nats per token; an end is infinite where too few laws have a loss there
     * @throws IllegalArgumentException unless 0 &lt; level &lt; 1
     * @throws ScalingException when there are no laws
     */
    public Interval newRunInterval(double level, Recipe recipe, Fit<L> fit) {
        requireNonNull(recipe, "recipe");
        requireNonNull(fit, "fit");
        Quantiles.requireLevel(level);
        Quantiles predictions = replicates(law -> law.loss(recipe)).quantiles();
        Noise noise = new Noise(fit);
        Noise.Ranked residuals = NoiseModel.of(fit).residuals(fit, noise, recipe);
        return new NewRun(noise, residuals, predictions.sorted(), predictions.unknown())
                .interval(level);
    }

    /**
     * Whether other numbers fit the runs as well: the distance of a law from the estimate, against
     * the covariance of all parameters that were free. Coefficients count by their logarithms.
     *
     * @param law such as a published one
     * @param fit the fit that this ensemble surrounds; its runs say how well the size of the noise is known
     * @return F of as many degrees of freedom as there are numbers and runs to spare; chi-squared where the
     *     runs state their noise
     * @throws ScalingException when the laws do not differ in every parameter, when there are no runs to
     *     spare, and when whole groups of runs were drawn or left out: so few say nothing of several numbers
     *     together
     */
    public JointTest test(L law, Fit<L> fit) {
        requireNonNull(law, "law");
        List<L> laws = new ArrayList<>(members());
        List<ToDoubleFunction<L>> quantities = Quantities.varying(family, laws);
        if (quantities.isEmpty()) {
            throw new ScalingException("the laws do not differ: they have no joint test");
        }
        return test(law, quantities, fit);
    }

    /**
     * Whether chosen numbers of another law fit the runs as well.
     *
     * @param law such as a published one
     * @param quantities what to compare, at least one
     * @param fit the fit that this ensemble surrounds
     * @return the test, as {@link #test(LossLaw, Fit)} makes it
     * @throws IllegalArgumentException when there is no number to compare
     * @throws ScalingException when the laws do not differ in every quantity, when there are no runs to
     *     spare, and when whole groups of runs were drawn or left out
     */
    public JointTest test(L law, List<ToDoubleFunction<L>> quantities, Fit<L> fit) {
        requireNonNull(law, "law");
        requireNonNull(fit, "fit");
        Require.noNull("quantities", quantities);
        JointTest.requireNumbers(quantities.size());
        if (Independence.isByGroups(method)) {
            throw new ScalingException(
                    method
                            + " has no joint test: so few groups say nothing of several numbers"
                            + " together; ask each for its interval");
        }
        double[] difference =
                quantities.stream()
                        .mapToDouble(q -> q.applyAsDouble(law) - q.applyAsDouble(estimate))
                        .toArray();
        return JointTest.of(difference, covariance(quantities), Independence.spareRuns(fit));
    }

    /**
     * How many replicates stopped for each reason.
     *
     * @return counts of the reasons that occur
     */
    public Map<Stop, Integer> stops() {
        return census().stops();
    }

    /**
     * How many replicates lie in another basin than the fit.
     *
     * @return a count
     */
    public int otherBasins() {
        return census().otherBasins();
    }

    /**
     * How well the chains of a posterior agree; it may have been read from a file.
     *
     * @return the worst over all parameters that are not the same in every draw
     * @throws IllegalArgumentException for an ensemble that is no posterior
     */
    public Posterior.ChainConvergence convergence() {
        if (kind != Kind.POSTERIOR) {
            throw new IllegalArgumentException(
                    "chains must be those of a posterior, got " + method);
        }
        return Posterior.ChainConvergence.of(census());
    }

    /** What the laws are, apart from what their differences mean. */
    private Census<L> census() {
        return new Census<>(
                family,
                kind == Kind.POSTERIOR,
                kind != Kind.JACKKNIFE,
                requested,
                replicates,
                failures);
    }

    /**
     * The checks behind {@link #findings}, in the order they run.
     *
     * @return checks of any ensemble
     */
    public static List<Check<Ensemble<?>>> checks() {
        return EnsembleChecks.ALL.stream()
                .<Check<Ensemble<?>>>map(check -> check.on(Ensemble::census))
                .toList();
    }

    /**
     * What a reader should know: replicates that failed, were not made, or lie elsewhere,
     * and chains that disagree.
     *
     * @return the findings, the most serious first
     */
    @Override
    public List<Finding> findings() {
        return Check.all(EnsembleChecks.ALL, census());
    }

    /**
     * The same, and what the method takes the runs of the fit for where they are something else:
     * checkpoints of one training run for independent, known deviations for unknown. Errors that are
     * smaller than the runs allow are told as well.
     *
     * @param fit the fit that this ensemble surrounds
     * @return the findings, the most serious first
     */
    public List<Finding> findings(Fit<L> fit) {
        requireNonNull(fit, "fit");
        List<Finding> ofRuns = Independence.of(method, kind == Kind.POSTERIOR, fit);
        return Stream.of(findings(), ofRuns, Narrow.of(this, fit).stream().toList())
                .flatMap(List::stream)
                .sorted(Comparator.comparing(Finding::severity).reversed())
                .toList();
    }

    /**
     * Joins parts of one ensemble, in any order.
     *
     * @param parts ensembles of one method and seed about one law, with no replicate twice
     * @param <L> the type of the laws
     * @return all replicates
     * @throws IllegalArgumentException when the parts do not belong together
     */
    @SafeVarargs
    public static <L extends LossLaw> Ensemble<L> concat(Ensemble<L>... parts) {
        List<Ensemble<L>> all = new ArrayList<>();
        for (Ensemble<L> part : requireNonNull(parts, "parts")) {
            all.add(requireNonNull(part, "parts"));
        }
        if (all.isEmpty()) {
            throw new IllegalArgumentException(
                    "there must be at least one ensemble to join, got 0");
        }

        Ensemble<L> first = all.get(0);
        all.forEach(first::requireSame);
        Census<L> joined = Census.concat(all.stream().map(Ensemble::census).toList());
        return new Ensemble<>(
                first.method,
                first.kind,
                first.family,
                first.estimate,
                joined.requested(),
                joined.replicates(),
                joined.failures(),
                first.runs);
    }

    private void requireSame(Ensemble<L> part) {
        boolean same =
                part.method.equals(method)
                        && Arrays.equals(
                                part.family.values(part.estimate), family.values(estimate));
        if (!same) {
            throw new IllegalArgumentException(
                    String.format(
                            "ensembles to join must be of one method and law, got '%s' and '%s'",
                            this, part));
        }
    }

    /**
     * Writes every replicate, with all digits.
     *
     * @param path the CSV file; replaced when it exists
     * @throws java.io.UncheckedIOException when it cannot be written
     */
    public void writeCsv(Path path) {
        requireNonNull(path, "path");
        EnsembleCsv.write(this, path);
    }

    /**
     * Reads what {@link #writeCsv} wrote, to identical bits.
     *
     * @param path the CSV file
     * @param family the family of the laws
     * @param <L> the type of the laws
     * @return the ensemble
     * @throws org.scalinglaws.data.DataException when the file holds something else
     * @throws java.io.UncheckedIOException when it cannot be read
     */
    public static <L extends LossLaw> Ensemble<L> readCsv(Path path, LawFamily<L> family) {
        requireNonNull(path, "path");
        requireNonNull(family, "family");
        return EnsembleCsv.read(path, family);
    }

    /**
     * How an ensemble is written as JSON and read back.
     *
     * @param family the family of its laws
     * @param <L> the type of the laws
     * @return the form {@code ensemble}, version 1; it refuses a file that no ensemble can have written
     */
    public static <L extends LossLaw> JsonForm<Ensemble<L>> json(LawFamily<L> family) {
        requireNonNull(family, "family");
        return new EnsembleJson<>(family);
    }

    @Override
    public String toString() {
        return String.format(
                "%s: %d laws about %s, %d failed, %d in another basin",
                method, replicates.size(), estimate, failures.size(), otherBasins());
    }
}
