package org.scalinglaws.effort;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.scalinglaws.problem.InterruptedFitException;

/**
 * Numbered pieces of work on several threads. A piece knows its number only, so what comes out does
 * not depend on how many threads there are. When the caller is interrupted or the deadline passes, the
 * pieces that are running are interrupted too, no further one begins, every thread of its own is gone
 * on return, and the caller's interrupt stays set.
 */
final class Workers {
    private static final long TICK = 100_000_000;

    /** Why the work ended. */
    enum Ending {
        DONE,
        INTERRUPTED,
        LATE
    }

    private final int count;
    private final Effort effort;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private final long began = System.nanoTime();
    private final long allowed;

    Workers(int count, Effort effort) {
        this.count = count;
        this.effort = effort;
        this.allowed = effort.deadline().map(Workers::nanoseconds).orElse(Long.MAX_VALUE);
    }

    /** As many as a long holds, where there are more. */
    private static long nanoseconds(Duration time) {
        return time.compareTo(Duration.ofNanos(Long.MAX_VALUE)) < 0
                ? time.toNanos()
                : Long.MAX_VALUE;
    }

    int done() {
        return done.get();
    }

    /** Does pieces 0 to count - 1, and says why it ended. */
    Ending run(Supplier<IntConsumer> worker) {
        int used = Math.max(1, Math.min(effort.threads(), count));
        if (effort.executor().isPresent()) {
            return run(used, effort.executor().get(), worker);
        }

        // A pool of its own: it ends with the work, and leaves no thread behind.
        Queue<Thread> crew = new ConcurrentLinkedQueue<>();
        ExecutorService pool = Executors.newFixedThreadPool(used, loop -> thread(loop, crew));
        try {
            return run(used, pool, worker);
        } finally {
            pool.shutdown();
            awaitEnd(crew);
        }
    }

    private static Thread thread(Runnable loop, Queue<Thread> crew) {
        Thread thread = new Thread(loop, "scaling-laws-worker");
        thread.setDaemon(true);
        crew.add(thread);
        return thread;
    }

    private Ending run(int used, Executor executor, Supplier<IntConsumer> worker) {
        List<Piecework> loops = new ArrayList<>();
        try {
            for (int i = 0; i < used; i++) {
                Piecework loop = new Piecework(() -> takePieces(worker));
                loops.add(loop);
                executor.execute(loop);
            }
            return await(loops);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Ending.INTERRUPTED;
        } finally {
            next.set(count);
            loops.forEach(Piecework::cancel);
            loops.forEach(Piecework::awaitEnd);
        }
    }

    private boolean isLate() {
        return System.nanoTime() - began >= allowed;
    }

    /** Takes pieces until there are none; what one throws ends the other loops too. */
    private void takePieces(Supplier<IntConsumer> worker) {
        // A piece that throws leaves this false, and the other loops stop.
        boolean complete = false;
        try {
            IntConsumer work = worker.get();
            for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                if (isCutShort(work, i)) {
                    return;
                }
                done.incrementAndGet();
                if (isLate()) {
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

    /** Does a piece; one that finds itself interrupted may say so by an exception. */
    private static boolean isCutShort(IntConsumer work, int piece) {
        try {
            work.accept(piece);
        } catch (InterruptedFitException stopped) {
            Thread.currentThread().interrupt();
        }
        return Thread.currentThread().isInterrupted();
    }

    /** Wakes at every tick to tell the listener, until the last loop ends or the time is up. */
    private Ending await(List<Piecework> loops) throws InterruptedException {
        for (Piecework loop : loops) {
            while (!loop.await(Math.min(TICK, allowed - (System.nanoTime() - began)))) {
                if (isLate()) {
                    return Ending.LATE;
                }
                int ready = done.get();
                double share = (count - ready) / Math.max(1.0, ready);
                effort.progress()
                        .report(
                                ready,
                                count,
                                Duration.ofNanos((long) ((System.nanoTime() - began) * share)));
            }
        }
        effort.progress().report(done.get(), count, Duration.ZERO);
        if (done.get() == count) {
            return Ending.DONE;
        }
        return isLate() ? Ending.LATE : Ending.INTERRUPTED;
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
