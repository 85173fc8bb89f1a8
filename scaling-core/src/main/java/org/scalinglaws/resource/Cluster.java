package org.scalinglaws.resource;

import static java.util.Objects.requireNonNull;

import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.scalinglaws.quantity.Brief;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Digits;

/**
 * Accelerators that train together, and how much of their peak the training reaches.
 *
 * <pre>  seconds = compute / (count * peak * utilisation)</pre>
 *
 * <p>Utilisation and compute must count the same operations. Model FLOPs utilisation (MFU) goes with
 * 6ND. Where activations are computed twice, the hardware does 8ND: divide that by hardware FLOPs
 * utilisation, as {@link org.scalinglaws.architecture.FlopRule#withRecomputation()} and the formula
 * 8 T P / (n X) of Narayanan et al. do, for the same time.
 *
 * @param accelerator which accelerator
 * @param count how many, 1 or more
 * @param utilisation operations a second over peak, above 0 and at most 1
 * @param arithmetic format of the multiplications
 * @see <a href="https://arxiv.org/abs/2104.04473">Narayanan et al. (2021), section 5.1</a>
 * @see <a href="https://arxiv.org/abs/2204.02311">Chowdhery et al. (2022), section 4.1, on model
 *     FLOPs utilisation</a>
 */
public record Cluster(
        Accelerator accelerator, int count, double utilisation, Arithmetic arithmetic) {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,9})\\s*[xX]\\s*(.+)");
    private static final double SECONDS_PER_HOUR = 3600;
    private static final double HOURS_PER_DAY = 24;

    /** Refuses a count below one, a utilisation outside (0, 1] and a format without a peak. */
    public Cluster {
        requireNonNull(accelerator, "accelerator");
        checkedCount(count);
        if (!(utilisation > 0 && utilisation <= 1)) {
            throw new IllegalArgumentException(
                    "utilisation must be above 0 and at most 1, got "
                            + Decimal.format(utilisation));
        }
        accelerator.peak(arithmetic);
    }

    static int checkedCount(int count) {
        if (count >= 1) {
            return count;
        }
        throw new IllegalArgumentException(
                "number of accelerators must be 1 or more, got " + count);
    }

    /**
     * Accelerators at their full peak in BF16, or in FP16 where they lack it. No training reaches
     * it: {@link #withUtilisation} says what yours does.
     *
     * @param accelerator which accelerator
     * @param count how many
     * @return the cluster
     */
    public static Cluster of(Accelerator accelerator, int count) {
        requireNonNull(accelerator, "accelerator");
        boolean brain = accelerator.peakFlops().containsKey(Arithmetic.BF16);
        return new Cluster(accelerator, count, 1, brain ? Arithmetic.BF16 : Arithmetic.FP16);
    }

    /**
     * Reads {@code 1024xH100}: a count and a name of {@link Accelerators}, at full peak as {@link
     * #of}.
     *
     * @param text the count, an x and the name
     * @return the cluster
     * @throws IllegalArgumentException when the text is not a cluster
     */
    public static Cluster parse(String text) {
        return parse(text, Accelerators::named);
    }

    /**
     * Reads a cluster of accelerators of your own: {@code 4xRTX3090}.
     *
     * @param text the count, an x and the name
     * @param accelerators the accelerator of a name
     * @return the cluster, at full peak as {@link #of}
     * @throws IllegalArgumentException when the text is not a cluster
     */
    public static Cluster parse(String text, Function<String, Accelerator> accelerators) {
        requireNonNull(text, "text");
        requireNonNull(accelerators, "accelerators");
        Matcher matcher = TEXT.matcher(text.trim());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    Brief.of(
                            "cluster must be a count and an accelerator such as 1024xH100, got '"
                                    + text
                                    + "'"));
        }
        return of(accelerators.apply(matcher.group(2)), Integer.parseInt(matcher.group(1)));
    }

    /**
     * The same cluster at another part of its peak.
     *
     * @param part operations a second over peak, above 0 and at most 1
     * @return the changed cluster
     */
    public Cluster withUtilisation(double part) {
        return new Cluster(accelerator, count, part, arithmetic);
    }

    /**
     * The same cluster with another number of accelerators. In truth utilisation falls as a cluster
     * grows; here it stays.
     *
     * @param number how many, 1 or more
     * @return the changed cluster
     */
    public Cluster withCount(int number) {
        return new Cluster(accelerator, number, utilisation, arithmetic);
    }

    /**
     * The same cluster that multiplies in another format.
     *
     * @param format the format
     * @return the changed cluster
     */
    public Cluster withArithmetic(Arithmetic format) {
        requireNonNull(format, "format");
        return new Cluster(accelerator, count, utilisation, format);
    }

    /**
     * What the cluster does in a second.
     *
     * @return count * peak * utilisation, operations a second
     */
    public double flopsPerSecond() {
        return count * flopsPerSecondEach();
    }

    private double flopsPerSecondEach() {
        return accelerator.peak(arithmetic) * utilisation;
    }

    /**
     * How long an amount of work takes, without failures and restarts.
     *
     * @param work the work
     * @return days
     */
    public double days(Compute work) {
        requireNonNull(work, "work");
        return acceleratorHours(work) / (HOURS_PER_DAY * count);
    }

    /**
     * How many accelerators for how long, as model cards print it ("GPU hours").
     *
     * <pre>  accelerator-hours = compute / (peak * utilisation * 3600)</pre>
     *
     * @param work the work
     * @return hours times accelerators, whatever their number
     */
    public double acceleratorHours(Compute work) {
        requireNonNull(work, "work");
        return work.flops() / (flopsPerSecondEach() * SECONDS_PER_HOUR);
    }

    /**
     * The work that the cluster does in a time; the inverse of {@link #days}.
     *
     * @param days how long, positive
     * @return the work
     */
    public Compute computeInDays(double days) {
        return computeInHours(Decimal.positive("days", days) * HOURS_PER_DAY * count);
    }

    /** The work of some accelerator-hours; the inverse of {@link #acceleratorHours}. */
    Compute computeInHours(double hours) {
        return Compute.flops(hours * flopsPerSecondEach() * SECONDS_PER_HOUR);
    }

    /**
     * The part of the peak that a finished training reached. A number above 1 says that work and
     * hours do not belong together.
     *
     * <pre>  utilisation = compute / (accelerator-hours * 3600 * peak)</pre>
     *
     * @param work the work done, 6ND for model FLOPs utilisation
     * @param acceleratorHours hours times accelerators that it took, positive
     * @return operations a second over peak
     */
    public double utilisationOf(Compute work, double acceleratorHours) {
        requireNonNull(work, "work");
        Decimal.positive("accelerator-hours", acceleratorHours);
        return work.flops() / (acceleratorHours * SECONDS_PER_HOUR * accelerator.peak(arithmetic));
    }

    /**
     * The memory of all accelerators.
     *
     * @return bytes
     */
    public double memoryBytes() {
        return count * accelerator.memoryBytes();
    }

    /**
     * Writes count, name, utilisation, peak and format.
     *
     * @return such as {@code 1024xH100-SXM at 40 % of 989.4 TFLOP/s in BF16}
     */
    @Override
    public String toString() {
        return count
                + "x"
                + accelerator.name()
                + " at "
                + Digits.four(100 * utilisation)
                + " % of "
                + Digits.teraflops(accelerator.peak(arithmetic))
                + " in "
                + arithmetic;
    }
}
