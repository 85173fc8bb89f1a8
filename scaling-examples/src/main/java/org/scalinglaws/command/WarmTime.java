package org.scalinglaws.command;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * How long work takes once a process is warm: the median of its times after it has long got no faster.
 * Java compiles what is done often, again and again, for the first seconds.
 *
 * @param <T> what the work comes to
 * @param result what it came to the last time
 * @param seconds the median of its times
 */
record WarmTime<T>(T result, double seconds) {
    /** A batch is work of so many seconds, or the work once where it takes longer. */
    private static final double BATCH = 0.3;

    /** A batch that takes more than this share of the quickest before it was not faster. */
    private static final double FASTER = 0.97;

    /** After so many batches on end that were not faster the process is warm. */
    private static final int PATIENCE = 6;

    /** The answer is the median of at least so many times. */
    private static final int TIMED = 3;

    /**
     * Times work.
     *
     * @param work is done again and again
     * @param clock in nanoseconds
     * @param most seconds of work that are spent at most before a time counts
     */
    static <T> WarmTime<T> of(Supplier<T> work, LongSupplier clock, double most) {
        double quickest = Double.POSITIVE_INFINITY;
        double spent = 0;
        int stale = 0;
        while (spent < most && stale < PATIENCE) {
            double took = batch(work, clock, BATCH, 1).seconds;
            spent += Math.max(took, BATCH);
            stale = took > FASTER * quickest ? stale + 1 : 0;
            quickest = Math.min(quickest, took);
        }
        return batch(work, clock, Math.min(most, TIMED * BATCH), TIMED);
    }

    private static <T> WarmTime<T> batch(
            Supplier<T> work, LongSupplier clock, double length, int fewest) {
        List<Double> times = new ArrayList<>();
        double sum = 0;
        T result;
        do {
            long began = clock.getAsLong();
            result = work.get();
            double took = 1e-9 * (clock.getAsLong() - began);
            sum += took;
            times.add(took);
        } while (sum < length || times.size() < fewest);
        times.sort(null);
        return new WarmTime<>(result, times.get(times.size() / 2));
    }
}
