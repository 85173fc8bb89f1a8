package org.scalinglaws.crew;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.solve.Progress;

/**
 * Threads that do long jobs, the most work first, and hand over each result as it ends. What they are
 * handed to runs on the caller's thread, so that it can write files.
 *
 * @param <J> what is to be done
 * @param <R> what comes out of it
 */
public final class Crew<J, R> {
    private static final int PIECES = 1000;
    private static final long LOOK = 200;

    /**
     * How one job is done.
     *
     * @param <J> what is to be done
     * @param <R> what comes out of it
     */
    @FunctionalInterface
    public interface Training<J, R> {
        /**
         * Does a job on the thread that calls.
         *
         * @param job what is to be done
         * @param share hears which part of 1 is done
         * @return what came out
         * @throws InterruptedException when the thread is interrupted; nothing came out
         */
        R train(J job, DoubleConsumer share) throws InterruptedException;
    }

    private final Training<J, R> training;
    private final ToDoubleFunction<J> work;
    private final Progress progress;
    private final Queue<Thread> crew = new ConcurrentLinkedQueue<>();
    private final ExecutorService pool;
    private final long start = System.nanoTime();
    private final DoubleAdder worked = new DoubleAdder();
    private double before;
    private double total;

    /**
     * Threads that wait for jobs.
     *
     * @param threads jobs that are done at a time
     * @param training how one is done
     * @param work how much there is to a job, in any unit
     * @param progress hears how much is done, in thousandths of the work
     */
    public Crew(int threads, Training<J, R> training, ToDoubleFunction<J> work, Progress progress) {
        this.training = requireNonNull(training, "training");
        this.work = requireNonNull(work, "work");
        this.progress = requireNonNull(progress, "progress");
        this.pool = Executors.newFixedThreadPool(threads, this::worker);
    }

    private Thread worker(Runnable loop) {
        Thread thread = new Thread(loop, "scaling-laws-lab");
        crew.add(thread);
        return thread;
    }

    /**
     * Says what the whole is, of which {@link #train} may do a part at a time.
     *
     * @param jobs all of them, those that are done among them
     */
    public void expect(List<J> jobs) {
        total = work(jobs);
    }

    private double work(List<J> jobs) {
        return jobs.stream().mapToDouble(work).sum();
    }

    /**
     * Does jobs and waits for them.
     *
     * @param missing what is to be done
     * @param there what was done before this crew came, or by it
     * @param keep takes each result, on this thread
     * @throws InterruptedException when the thread is interrupted; what was finished is kept
     */
    public void train(List<J> missing, List<J> there, Consumer<R> keep)
            throws InterruptedException {
        before = work(there) - worked.sum();
        CompletionService<R> finished = new ExecutorCompletionService<>(pool);
        missing.stream()
                .sorted(Comparator.comparingDouble(work).reversed())
                .forEach(job -> finished.submit(() -> train(job)));
        for (int left = missing.size(); left > 0; ) {
            Future<R> next = next(finished, keep);
            if (next != null) {
                keep.accept(result(next));
                left--;
            }
            report();
        }
    }

    /** Waits for the next result; when interrupted, keeps those that are finished but not kept. */
    private @Nullable Future<R> next(CompletionService<R> finished, Consumer<R> keep)
            throws InterruptedException {
        try {
            return finished.poll(LOOK, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            for (Future<R> more = finished.poll(); more != null; more = finished.poll()) {
                keep.accept(result(more));
            }
            throw stop;
        }
    }

    private R train(J job) throws InterruptedException {
        double[] sofar = {0};
        double all = work.applyAsDouble(job);
        R result =
                training.train(
                        job,
                        share -> {
                            worked.add((share - sofar[0]) * all);
                            sofar[0] = share;
                        });
        worked.add((1 - sofar[0]) * all);
        return result;
    }

    private static <R> R result(Future<R> run) throws InterruptedException {
        try {
            return run.get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed.getCause());
        }
    }

    private void report() {
        double now = worked.sum();
        double rest = Math.max(0, total - before - now);
        double seconds = 1e-9 * (System.nanoTime() - start);
        Duration left = Duration.ofSeconds(now > 0 ? (long) (seconds * rest / now) : 0);
        progress.report((int) (PIECES * (before + now) / total), PIECES, left);
    }

    /** Leaves no thread behind: a pool says that it ended while its last threads still end. */
    public void end() {
        pool.shutdownNow();
        boolean interrupted = false;
        for (Thread thread : crew) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException again) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
