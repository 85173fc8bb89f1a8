package org.scalinglaws.solve;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.scalinglaws.finding.ScalingException;

/**
 * Numbered tasks on several threads. When the caller is interrupted or the time is up, the tasks that
 * are running are interrupted too, no further one begins, and the caller's interrupt stays set.
 */
final class Workers {
    private static final long TICK = 100_000_000;

    private final Engine.Tasks tasks;
    private final int count;
    private final Engine.Watch watch;
    private final AtomicInteger next = new AtomicInteger();

    Workers(Engine.Tasks tasks, Engine.Watch watch) {
        this.tasks = tasks;
        this.count = tasks.count();
        this.watch = watch;
    }

    /** Does every task on so many threads at once. */
    void run(int used, Executor executor) {
        // A thread that is interrupted already begins nothing, however quick the tasks are.
        if (Thread.currentThread().isInterrupted()) {
            return;
        }
        List<Piecework> loops = new ArrayList<>();
        try {
            for (int i = 0; i < used; i++) {
                Piecework loop = new Piecework(this::takeTasks);
                loops.add(loop);
                executor.execute(loop);
            }
            await(loops);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            next.set(count);
            loops.forEach(Piecework::cancel);
            loops.forEach(Piecework::awaitEnd);
        }
    }

    /** Takes tasks until there are none; what one throws ends the other loops too. */
    private void takeTasks() {
        // A task that throws leaves this false, and the other loops stop.
        boolean complete = false;
        try {
            IntFunction<double[]> work = tasks.worker();
            for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                // Asked before a task: quick work does not outrun a time that is up already.
                if (watch.left() <= 0 || isCutShort(work, i)) {
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

    /** Does a task; one that finds itself interrupted may say so by an exception. */
    private boolean isCutShort(IntFunction<double[]> work, int task) {
        double[] numbers = {};
        try {
            numbers = work.apply(task);
        } catch (ScalingException stopped) {
            if (!Thread.currentThread().isInterrupted()) {
                throw stopped;
            }
        }
        boolean isCut = Thread.currentThread().isInterrupted();
        watch.took(task, numbers, !isCut);
        return isCut;
    }

    /** Wakes at every tick to tell the watch, until the last loop ends or the time is up. */
    private void await(List<Piecework> loops) throws InterruptedException {
        for (Piecework loop : loops) {
            while (!loop.await(Math.min(TICK, watch.left()))) {
                if (watch.left() <= 0) {
                    return;
                }
                watch.tick();
            }
        }
    }
}
