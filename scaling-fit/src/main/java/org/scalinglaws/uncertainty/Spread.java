package org.scalinglaws.uncertainty;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.finding.ScalingException;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.numeric.Quantiles;
import org.scalinglaws.quantity.Interval;

/**
 * What every law of an {@link Ensemble} leads to, such as its plan, made once of each: the bootstrap
 * distribution of a thing that many numbers can be read off.
 *
 * <pre>
 *  Spread&lt;Plan&gt; plans = ensemble.map(law -&gt; ComputeOptimal.of(law).plan(budget));
 *  plans.interval(0.95, Plan::tokensPerParameter)</pre>
 *
 * <p>A law that leads to nothing, and a replicate without a law, could have led anywhere: they count
 * below every lower end and above every upper one, and {@link #missing()} and {@link
 * Ensemble#failures} tell how many there are.
 *
 * @param <T> the type of what the laws lead to
 */
public final class Spread<T> implements Intervals<T> {
    private final String method;
    private final Function<double[], ReplicateValues> distribution;
    private final Optional<T> estimate;
    private final List<Optional<T>> made = new ArrayList<>();
    private final Map<Integer, T> byNumber = new HashMap<>();
    private final List<Replicate.Failure> missing = new ArrayList<>();

    private Spread(
            String method, Function<double[], ReplicateValues> distribution, Optional<T> estimate) {
        this.method = method;
        this.distribution = distribution;
        this.estimate = estimate;
    }

    /**
     * Makes a thing of every law.
     *
     * @param method how the laws were made, in words
     * @param estimate the law that they surround
     * @param distribution what a number of every law says of how far off it could be
     */
    static <L extends LossLaw, T> Spread<T> of(
            String method,
            L estimate,
            List<Replicate<L>> replicates,
            Function<double[], ReplicateValues> distribution,
            Function<? super L, ? extends T> reading) {
        // The estimate is no replicate: that it leads to nothing is not counted among them.
        Optional<T> middle = made(() -> reading.apply(estimate), -1, new ArrayList<>());

        Spread<T> spread = new Spread<>(method, distribution, middle);
        for (Replicate<L> replicate : replicates) {
            int number = replicate.number();
            Optional<T> thing = made(() -> reading.apply(replicate.law()), number, spread.missing);
            spread.made.add(thing);
            thing.ifPresent(found -> spread.byNumber.put(number, found));
        }
        return spread;
    }

    private static <T> Optional<T> made(
            Supplier<T> reading, int number, List<Replicate.Failure> missing) {
        try {
            return Optional.of(requireNonNull(reading.get(), "what a law leads to"));
        } catch (ScalingException none) {
            missing.add(new Replicate.Failure(number, String.valueOf(none.getMessage())));
            return Optional.empty();
        }
    }

    /**
     * What the law of the fit itself leads to.
     *
     * @return the thing that the intervals are about; none where it does not exist
     */
    public Optional<T> estimate() {
        return estimate;
    }

    /**
     * What the laws lead to.
     *
     * @return one for each law of the ensemble, in its order; none where it does not exist
     */
    public List<Optional<T>> members() {
        return Collections.unmodifiableList(made);
    }

    /**
     * What the law of one replicate leads to.
     *
     * @param number the number of the replicate
     * @return the thing; none where it does not exist, or the replicate has no law
     */
    public Optional<T> ofReplicate(int number) {
        return Optional.ofNullable(byNumber.get(number));
    }

    /**
     * A number of each.
     *
     * @param quantity such as {@code Plan::tokensPerParameter}
     * @return a new array in the order of the members; NaN where there is no such number
     */
    public double[] values(ToDoubleFunction<T> quantity) {
        requireNonNull(quantity, "quantity");
        double[] values = new double[made.size()];
        Arrays.setAll(values, i -> value(made.get(i), quantity));
        return values;
    }

    private static <T> double value(Optional<T> made, ToDoubleFunction<T> quantity) {
        return made.map(thing -> ReplicateValues.value(quantity, thing)).orElse(Double.NaN);
    }

    private ReplicateValues replicates(ToDoubleFunction<T> quantity) {
        return distribution.apply(values(quantity));
    }

    /**
     * The interval that {@link Ensemble#interval} gives for the number read off the laws.
     *
     * @param level such as 0.95
     * @param quantity such as {@code Plan::tokensPerParameter}
     * @return the range; an end is infinite where too few laws lead to the number
     * @throws IllegalArgumentException unless 0 &lt; level &lt; 1
     * @throws ScalingException when the runs do not determine the number
     */
    @Override
    public Interval interval(double level, ToDoubleFunction<T> quantity) {
        Quantiles.requireLevel(level);
        return replicates(quantity).interval(level, () -> value(estimate, quantity));
    }

    /**
     * The error that {@link Ensemble#standardError} gives for the number read off the laws.
     *
     * @param quantity such as {@code Plan::tokensPerParameter}
     * @return the error; NaN when a law has no such number, or there are fewer than two laws
     */
    @Override
    public double standardError(ToDoubleFunction<T> quantity) {
        return replicates(quantity).standardError();
    }

    /**
     * The laws that lead to nothing.
     *
     * @return the numbers of their replicates with the reason, by number
     */
    public List<Replicate.Failure> missing() {
        return Collections.unmodifiableList(missing);
    }

    @Override
    public Optional<Finding> finding(CheckName check, String thing) {
        requireNonNull(check, "check");
        requireNonNull(thing, "thing");
        return missing.stream()
                .findFirst()
                .map(
                        first ->
                                Finding.warning(
                                        check,
                                        String.format(
                                                "%d of %d laws have no %s; number %d: %s",
                                                missing.size(),
                                                made.size(),
                                                thing,
                                                first.number(),
                                                first.reason())));
    }

    @Override
    public String toString() {
        return String.format(
                "%s: %s, with %d of %d laws that lead to nothing",
                method,
                estimate.map(String::valueOf).orElse("nothing"),
                missing.size(),
                made.size());
    }
}
