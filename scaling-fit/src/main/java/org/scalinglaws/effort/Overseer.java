package org.scalinglaws.effort;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.scalinglaws.solve.Engine;

/** Counts tasks that are done, tells the listener, and knows when the time is up. */
final class Overseer implements Engine.Watch {
    private final int count;
    private final Effort effort;
    private final Effort.Results results;
    private final AtomicInteger done = new AtomicInteger();
    private final long began = System.nanoTime();
    private final long allowed;

    Overseer(int count, Effort effort, Effort.Results results) {
        this.count = count;
        this.effort = effort;
        this.results = results;
        this.allowed = effort.deadline().map(Overseer::nanoseconds).orElse(Long.MAX_VALUE);
    }

    /** As many as a long holds, where there are more. */
    private static long nanoseconds(Duration time) {
        return time.compareTo(Duration.ofNanos(Long.MAX_VALUE)) < 0
                ? time.toNanos()
                : Long.MAX_VALUE;
    }

    @Override
    public int threads() {
        return effort.threads();
    }

    @Override
    public long left() {
        return allowed - (System.nanoTime() - began);
    }

    @Override
    public void tick() {
        int ready = done.get();
        double share = (count - ready) / Math.max(1.0, ready);
        effort.progress()
                .report(
                        ready,
                        count,
                        Duration.ofNanos((long) ((System.nanoTime() - began) * share)));
    }

    @Override
    public void took(int task, double[] numbers, boolean isWhole) {
        if (numbers.length > 0) {
            results.take(task, numbers);
        }
        if (isWhole) {
            done.incrementAndGet();
        }
    }

    int done() {
        return done.get();
    }

    boolean isDone() {
        return done.get() == count;
    }

    /** Does the tasks; the listener hears where it ended, unless the time was up. */
    void run(Engine engine, Engine.Tasks tasks) {
        engine.run(tasks, this);
        if (isDone() || (left() > 0 && !Thread.currentThread().isInterrupted())) {
            effort.progress().report(done.get(), count, Duration.ZERO);
        }
    }
}
