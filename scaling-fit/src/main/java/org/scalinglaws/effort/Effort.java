package org.scalinglaws.effort;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.scalinglaws.problem.InterruptedFitException;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Require;
import org.scalinglaws.solve.Engine;
import org.scalinglaws.solve.Progress;

/**
 * How a long call is done. No answer depends on the threads, nor on whose or where they are.
 *
 * <pre>
 *   Audit audit = Audit.of(study, target, Effort.DEFAULT.withDeadline(Duration.ofSeconds(30)));
 * </pre>
 *
 * @param threads how many pieces of the work are done at once
 * @param engine where they are done; on threads of the call's own, gone when it returns, unless said
 * @param deadline how long the call may take; without end unless said
 * @param progress hears how many pieces are done
 * @param isPartial whether a call that is cut short gives what there is, rather than an exception
 */
public record Effort(
        int threads,
        Engine engine,
        Optional<Duration> deadline,
        Progress progress,
        boolean isPartial) {
    private static final int MOST_THREADS = 10_000_000;

    /** As many threads as the machine runs at once, for as long as it takes. */
    public static final Effort DEFAULT =
            new Effort(
                    Runtime.getRuntime().availableProcessors(),
                    Engine.threads(),
                    Optional.empty(),
                    Progress.NONE,
                    false);

    /** Refuses nulls, fewer than one thread and a deadline that has passed already. */
    public Effort {
        requireNonNull(engine, "engine");
        requireNonNull(deadline, "deadline");
        requireNonNull(progress, "progress");
        if (threads < 1) {
            throw new IllegalArgumentException(
                    "number of threads must be positive, got " + threads);
        }
        Require.count("number of threads", threads, 1, MOST_THREADS);
        deadline.filter(time -> time.isNegative() || time.isZero())
                .ifPresent(
                        time -> {
                            throw new IllegalArgumentException(
                                    "a deadline must be positive, got " + time);
                        });
    }

    /**
     * The same on another number of threads.
     *
     * @param count at least 1
     * @return a new effort
     */
    public Effort withThreads(int count) {
        return new Effort(count, engine, deadline, progress, isPartial);
    }

    /**
     * The same with a listener.
     *
     * @param listener hears how many pieces are done
     * @return a new effort
     */
    public Effort withProgress(Progress listener) {
        requireNonNull(listener, "listener");
        return new Effort(threads, engine, deadline, listener, isPartial);
    }

    /**
     * The same on the threads of an executor.
     *
     * @param pool whose threads do not themselves wait for the call; it is not shut down
     * @return a new effort
     */
    public Effort withExecutor(Executor pool) {
        requireNonNull(pool, "executor");
        return withEngine(Engine.of(pool));
    }

    /**
     * The same elsewhere, such as on many machines.
     *
     * @param engine where the pieces of the work are done
     * @return a new effort
     */
    public Effort withEngine(Engine engine) {
        requireNonNull(engine, "engine");
        return new Effort(threads, engine, deadline, progress, isPartial);
    }

    /**
     * The same within a time.
     *
     * @param time from the moment of the call, positive
     * @return a new effort
     */
    public Effort withDeadline(Duration time) {
        requireNonNull(time, "deadline");
        return new Effort(threads, engine, Optional.of(time), progress, isPartial);
    }

    /**
     * The same with what there is where the call is cut short.
     *
     * @return a new effort
     */
    public Effort withPartialAnswer() {
        return new Effort(threads, engine, deadline, progress, true);
    }

    /**
     * Does numbered pieces of work. A piece knows its number only. When the caller is interrupted or
     * the deadline passes, the pieces that are running are interrupted, no further one begins, and an
     * interrupt of the caller stays set.
     *
     * @param what is done, such as {@code the bootstrap}
     * @param pieces what the pieces are called, such as {@code replicates}
     * @param count how many there are
     * @param worker makes what does the pieces of one thread, with its own scratch space
     * @throws DeadlineException when the deadline passes, unless what there is was asked for
     * @throws InterruptedFitException when the caller's thread is interrupted, unless what there is
     *     was asked for
     */
    public void run(String what, String pieces, int count, Supplier<IntConsumer> worker) {
        requireNonNull(what, "what");
        requireNonNull(pieces, "pieces");
        requireNonNull(worker, "worker");
        run(what, pieces, new OwnCode(count, worker), (task, numbers) -> {});
    }

    /** Receives what tasks answer; several threads may call it at once. */
    @FunctionalInterface
    public interface Results {
        /**
         * Takes the numbers of a task.
         *
         * @param task which, from 0
         * @param numbers one or more
         */
        void take(int task, double[] numbers);
    }

    /**
     * Does tasks wherever the engine does them. When the caller is interrupted or the deadline passes
     * those that are running are interrupted, and no further one begins.
     *
     * @param what is done, such as {@code the bootstrap}
     * @param pieces what the tasks are called, such as {@code replicates}
     * @param tasks what is done
     * @param results receives the numbers of each task that has any
     * @throws DeadlineException when the deadline passes, unless what there is was asked for
     * @throws InterruptedFitException when the caller's thread is interrupted, unless what there is
     *     was asked for
     * @throws IllegalArgumentException before any task, when the engine cannot send them
     */
    public void run(String what, String pieces, Engine.Tasks tasks, Results results) {
        requireNonNull(what, "what");
        requireNonNull(pieces, "pieces");
        requireNonNull(tasks, "tasks");
        requireNonNull(results, "results");
        Overseer overseer = new Overseer(tasks.count(), this, results);
        overseer.run(engine, tasks);
        if (overseer.isDone() || isPartial) {
            return;
        }

        String done = ": " + overseer.done() + " of " + tasks.count() + " " + pieces + " were done";
        throw overseer.left() <= 0
                ? late(what, done)
                : new InterruptedFitException(what + " was interrupted" + done);
    }

    /** Tasks that are code of this program, and answer by what they do. */
    private record OwnCode(int count, Supplier<IntConsumer> work) implements Engine.Tasks {
        private static final double[] NOTHING = {};

        @Override
        public IntFunction<double[]> worker() {
            IntConsumer body = work.get();
            return task -> {
                body.accept(task);
                return NOTHING;
            };
        }
    }

    /**
     * Does one call: on the caller's own thread, unless an executor or a deadline was given. Any long
     * call can be given either by this.
     *
     * @param what is done, such as {@code the audit}
     * @param body the call, which stops soon when its thread is interrupted
     * @param <T> what it answers
     * @return its answer; what it answers to an interrupt, where what there is was asked for
     * @throws DeadlineException when the deadline passes
     * @throws InterruptedFitException when the caller's thread is interrupted
     */
    public <T> T call(String what, Supplier<T> body) {
        requireNonNull(what, "what");
        requireNonNull(body, "body");
        Optional<Executor> executor = engine.executor();
        if (executor.isEmpty() && deadline.isEmpty()) {
            return named(what, body);
        }
        AtomicReference<T> answer = new AtomicReference<>();
        Overseer overseer = new Overseer(1, this, (task, numbers) -> {});
        Engine here = executor.map(Engine::of).orElseGet(Engine::threads);
        overseer.run(here, new OwnCode(1, () -> number -> answer.set(body.get())));
        T found = answer.get();

        // An answer that came at the last moment is whole only if nothing cut it short.
        if (found != null && (overseer.isDone() || isPartial)) {
            return found;
        }
        throw overseer.left() <= 0
                ? late(what, "")
                : new InterruptedFitException(what + " was interrupted");
    }

    /** A part that was interrupted names the whole. */
    private static <T> T named(String what, Supplier<T> body) {
        try {
            return body.get();
        } catch (InterruptedFitException part) {
            InterruptedFitException whole = new InterruptedFitException(what + " was interrupted");
            whole.initCause(part);
            throw whole;
        }
    }

    private DeadlineException late(String what, String done) {
        double seconds = deadline.map(time -> 1e-9 * time.toNanos()).orElse(Double.NaN);
        return new DeadlineException(
                what + " did not end within " + Digits.three(seconds) + " s" + done);
    }
}
