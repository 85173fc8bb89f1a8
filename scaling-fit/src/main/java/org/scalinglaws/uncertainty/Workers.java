package org.scalinglaws.uncertainty;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.scalinglaws.solve.Progress;

/**
 * Numbered pieces of work on several threads. A piece knows its number only, so what comes out does
 * not depend on how many threads there are. When the caller is interrupted, the pieces that are
 * running are interrupted too, no further one begins, every thread is gone on return, and the
 * caller's interrupt stays set.
 */
final class Workers {
    private static final long TICK = 100;

    private Workers() {}

    /** As many threads as the machine runs at once. */
    static int available() {
        return Runtime.getRuntime().availableProcessors();
    }

    /**
     * Does pieces 0 to count - 1.
     *
     * @param count how many pieces there are
     * @param threads how many at once
     * @param worker makes what does the pieces of one thread, with its own scratch space
     * @param progress hears how many are done
     */
    static void run(int count, int threads, Supplier<IntConsumer> worker, Progress progress) {
        int used = Math.max(1, Math.min(threads, count));
        AtomicInteger next = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        Queue<Thread> crew = new ConcurrentLinkedQueue<>();

        // A pool of its own: it ends with the work, and leaves no thread behind.
        ExecutorService pool = Executors.newFixedThreadPool(used, loop -> thread(loop, crew));
        List<Future<?>> loops = new ArrayList<>();
        try {
            for (int i = 0; i < used; i++) {
                loops.add(pool.submit(() -> loop(count, next, done, worker)));
            }
            await(loops, count, done, progress);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            next.set(count);
            pool.shutdownNow();
            awaitEnd(crew);
        }
    }

    private static Thread thread(Runnable loop, Queue<Thread> crew) {
        Thread thread = new Thread(loop, "scaling-laws-worker");
        thread.setDaemon(true);
        crew.add(thread);
        return thread;
    }

    /** Takes pieces until there are none; what one throws ends the other loops too. */
    private static void loop(
            int count, AtomicInteger next, AtomicInteger done, Supplier<IntConsumer> worker) {
        // A piece that throws leaves this false, and the other loops stop.
        boolean complete = false;
        try {
            IntConsumer work = worker.get();
            for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                work.accept(i);
                done.incrementAndGet();
                if (Thread.currentThread().isInterrupted()) {
                    return;
                }
            }
            complete = true;
        } finally {
            if (!complete) {
                next.set(count);
            }
        }
    }

    private static void await(
            List<Future<?>> loops, int count, AtomicInteger done, Progress progress)
            throws InterruptedException {
        long began = System.nanoTime();

        // Wakes at every tick to tell the listener, until the last loop ends.
        for (Future<?> loop : loops) {
            boolean running = true;
            while (running) {
                try {
                    loop.get(TICK, TimeUnit.MILLISECONDS);
                    running = false;
                } catch (TimeoutException tick) {
                    int ready = done.get();
                    double share = (count - ready) / Math.max(1.0, ready);
                    progress.report(
                            ready,
                            count,
                            Duration.ofNanos((long) ((System.nanoTime() - began) * share)));
                } catch (ExecutionException failed) {
                    throw unwrapped(failed);
                }
            }
        }
        progress.report(done.get(), count, Duration.ZERO);
    }

    private static RuntimeException unwrapped(ExecutionException failed) {
        if (failed.getCause() instanceof Error error) {
            throw error;
        }
        return failed.getCause() instanceof RuntimeException known
                ? known
                : new IllegalStateException(failed);
    }

    private static void awaitEnd(Queue<Thread> crew) {
        boolean interrupted = false;

        // An interrupt does not shorten the wait: no thread outlives the call.
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
