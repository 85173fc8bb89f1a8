package org.scalinglaws.effort;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.scalinglaws.problem.InterruptedFitException;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Require;
import org.scalinglaws.solve.Progress;

/**
 * How a long call is done. No answer depends on the threads or on whose they are.
 *
 * <pre>
 *   Audit audit = Audit.of(study, target, Effort.DEFAULT.withDeadline(Duration.ofSeconds(30)));
 * </pre>
 *
 * @param threads how many pieces of the work are done at once
 * @param executor whose threads do them; threads of the call's own, gone when it returns, unless said
 * @param deadline how long the call may take; without end unless said
 * @param progress hears how many pieces are done
 * @param isPartial whether a call that is cut short gives what there is, rather than an exception
 */
public record Effort(
        int threads,
        Optional<Executor> executor,
        Optional<Duration> deadline,
        Progress progress,
        boolean isPartial) {
    private static final int MOST_THREADS = 10_000_000;

    /** As many threads as the machine runs at once, for as long as it takes. */
    public static final Effort DEFAULT =
            new Effort(
                    Runtime.getRuntime().availableProcessors(),
                    Optional.empty(),
                    Optional.empty(),
                    Progress.NONE,
                    false);

    /** Refuses nulls, fewer than one thread and a deadline that has passed already. */
    public Effort {
        requireNonNull(executor, "executor");
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
        return new Effort(count, executor, deadline, progress, isPartial);
    }

    /**
     * The same with a listener.
     *
     * @param listener hears how many pieces are done
     * @return a new effort
     */
    public Effort withProgress(Progress listener) {
        requireNonNull(listener, "listener");
        return new Effort(threads, executor, deadline, listener, isPartial);
    }

    /**
     * The same on the threads of an executor.
     *
     * @param pool whose threads do not themselves wait for the call; it is not shut down
     * @return a new effort
     */
    public Effort withExecutor(Executor pool) {
        requireNonNull(pool, "executor");
        return new Effort(threads, Optional.of(pool), deadline, progress, isPartial);
    }

    /**
     * The same within a time.
     *
     * @param time from the moment of the call, positive
     * @return a new effort
     */
    public Effort withDeadline(Duration time) {
        requireNonNull(time, "deadline");
        return new Effort(threads, executor, Optional.of(time), progress, isPartial);
    }

    /**
     * The same with what there is where the call is cut short.
     *
     * @return a new effort
     */
    public Effort withPartialAnswer() {
        return new Effort(threads, executor, deadline, progress, true);
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
        Workers workers = new Workers(count, this);
        Workers.Ending ending = workers.run(worker);
        if (ending == Workers.Ending.DONE || isPartial) {
            return;
        }

        String done = ": " + workers.done() + " of " + count + " " + pieces + " were done";
        throw ending == Workers.Ending.LATE
                ? late(what, done)
                : new InterruptedFitException(what + " was interrupted" + done);
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
        if (executor.isEmpty() && deadline.isEmpty()) {
            return named(what, body);
        }
        AtomicReference<T> answer = new AtomicReference<>();
        Workers workers = new Workers(1, this);
        Workers.Ending ending = workers.run(() -> number -> answer.set(body.get()));
        T found = answer.get();

        // An answer that came at the last moment is whole only if nothing cut it short.
        if (found != null && (ending == Workers.Ending.DONE || isPartial)) {
            return found;
        }
        throw ending == Workers.Ending.LATE
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
