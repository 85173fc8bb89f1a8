package org.scalinglaws.arguments;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Does one piece of work after the other on a thread of its own, and ends what takes too long. Time
 * is what the processors worked, so that a busy machine makes no difference; the threads that a call
 * starts count too.
 */
final class Line {
    private static final long TICK_MILLISECONDS = 200;
    private static final long MOST_TICKS = 1500;
    private static final double NANOSECONDS = 1e9;
    private static final OperatingSystemMXBean CLOCK =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private final double longest;
    private ExecutorService thread = thread();

    /**
     * A line.
     *
     * @param longest seconds of a processor after which a piece of work is ended
     */
    Line(double longest) {
        this.longest = longest;
    }

    /**
     * Does a piece of work.
     *
     * @param work the work
     * @param <T> what comes of it
     * @return what came, and how long it took
     * @throws Exception what the work threw; a {@link TimeoutException} when it was ended
     */
    <T> Done<T> run(Callable<T> work) throws Exception {
        long began = CLOCK.getProcessCpuTime();
        Future<T> future = thread.submit(work);
        for (int tick = 0; tick < MOST_TICKS && seconds(began) < longest; tick++) {
            try {
                T answer = future.get(TICK_MILLISECONDS, TimeUnit.MILLISECONDS);
                return new Done<>(answer, seconds(began));
            } catch (TimeoutException running) {
                // the next tick asks again
            } catch (ExecutionException thrown) {
                throw thrown.getCause() instanceof Exception known ? known : thrown;
            }
        }
        thread.shutdownNow();
        boolean stops = thread.awaitTermination(2, TimeUnit.SECONDS);
        thread = thread();
        throw new TimeoutException(stops ? "stops when interrupted" : "goes on when interrupted");
    }

    private static double seconds(long began) {
        return (CLOCK.getProcessCpuTime() - began) / NANOSECONDS;
    }

    private static ExecutorService thread() {
        return Executors.newSingleThreadExecutor(
                work -> {
                    Thread thread = new Thread(work, "arguments");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /**
     * A piece of work done.
     *
     * @param answer what came of it
     * @param seconds how long a processor worked
     * @param <T> the type of the answer
     */
    record Done<T>(T answer, double seconds) {}
}
