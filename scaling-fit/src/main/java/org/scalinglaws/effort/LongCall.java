package org.scalinglaws.effort;

import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * What can be asked of every call that may take long, by the same three words.
 *
 * @param <T> what holds the options
 */
public interface LongCall<T> {
    /** {@return how the call is done} */
    Effort effort();

    /**
     * The same with another effort.
     *
     * @param effort how the call is done
     * @return new options
     */
    T withEffort(Effort effort);

    /**
     * On the threads of an executor in place of threads of its own.
     *
     * @param executor whose threads do not themselves wait for this call; it is not shut down
     * @return new options
     */
    default T withExecutor(Executor executor) {
        return withEffort(effort().withExecutor(executor));
    }

    /**
     * With a time that the call may take: one that would take longer stops and throws a {@link
     * DeadlineException}.
     *
     * @param deadline from the moment of the call, positive
     * @return new options
     */
    default T withDeadline(Duration deadline) {
        return withEffort(effort().withDeadline(deadline));
    }

    /**
     * With what there is, rather than an exception, where the deadline passes or the thread is
     * interrupted: a law that is not the best, or fewer replicates than were asked for. A finding says
     * so.
     *
     * @return new options
     */
    default T withPartialAnswer() {
        return withEffort(effort().withPartialAnswer());
    }
}
