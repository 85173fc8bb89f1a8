package org.scalinglaws.solve;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.IntFunction;

/**
 * Where independent tasks are done: on threads of this machine, or on many machines. A task knows its
 * number only and answers with numbers, so no answer depends on the engine, to the last bit.
 *
 * <p>{@code Bootstrap.pairs(4000, 42).withEngine(engine).of(fit)}
 */
public interface Engine {
    /** Tasks of one kind, numbered from 0. */
    interface Tasks {
        /** {@return how many there are} */
        int count();

        /**
         * What does the tasks of one thread, with its own scratch space.
         *
         * @return from the number of a task to its numbers, of any unit; a task whose thread is
         *     interrupted soon answers with what it has, or with no numbers
         */
        IntFunction<double[]> worker();

        /**
         * The same tasks as data and names.
         *
         * @return what other machines make the tasks of again
         * @throws IllegalArgumentException when something here has no name that others know; it says
         *     what
         */
        default Sent sent() {
            throw new IllegalArgumentException(
                    "tasks that are code of this program cannot be sent to other machines");
        }
    }

    /** Tasks on their way to another machine: data and names, no code. */
    interface Sent extends Serializable {
        /** {@return the tasks, which give the same numbers as where they came from} */
        Tasks open();
    }

    /** Whom an engine tells how far it is, and asks whether to go on. */
    interface Watch {
        /** {@return how many tasks may be done at once on this machine} */
        int threads();

        /** {@return nanoseconds until the work must stop; none or fewer to stop now} */
        long left();

        /** Hears that time has passed: about ten times a second, on the thread that asked. */
        void tick();

        /**
         * Takes the numbers of a task, each task's once; on any thread.
         *
         * @param task which
         * @param numbers what it answered
         * @param isWhole whether nothing cut the task short
         */
        void took(int task, double[] numbers, boolean isWhole);
    }

    /**
     * Does every task once, in any order. It returns when all are done, when the watch has no time
     * left, or when the caller's thread is interrupted, which it then still is; no task runs on.
     *
     * @param tasks what is done
     * @param watch hears of it
     * @throws IllegalArgumentException before any task, when they cannot be sent where they are done
     */
    void run(Tasks tasks, Watch watch);

    /**
     * Whose threads a call is done on that is a single piece.
     *
     * @return an executor; nothing where such a call stays on the thread that asks
     */
    default Optional<Executor> executor() {
        return Optional.empty();
    }

    /**
     * Threads of this machine that are gone when the work is done.
     *
     * @return the engine that is used unless another is said
     */
    static Engine threads() {
        return LocalThreads.OWN;
    }

    /**
     * The threads of an executor.
     *
     * @param executor whose threads do not themselves wait for the work; it is not shut down
     * @return an engine of this machine
     */
    static Engine of(Executor executor) {
        return new LocalThreads(Optional.of(requireNonNull(executor, "executor")));
    }
}
