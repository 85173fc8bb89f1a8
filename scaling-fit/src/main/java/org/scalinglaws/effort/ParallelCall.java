package org.scalinglaws.effort;

import org.scalinglaws.solve.Engine;
import org.scalinglaws.solve.Progress;

/**
 * A long call of many pieces, some of which can be done at once.
 *
 * @param <T> what holds the options
 */
public interface ParallelCall<T> extends LongCall<T> {
    /**
     * With another number of threads; the answer stays the same.
     *
     * @param count at least 1
     * @return new options
     */
    default T withThreads(int count) {
        return withEffort(effort().withThreads(count));
    }

    /**
     * With a listener.
     *
     * @param listener hears how many pieces are done
     * @return new options
     */
    default T withProgress(Progress listener) {
        return withEffort(effort().withProgress(listener));
    }

    /**
     * Elsewhere, such as on many machines; the answer stays the same.
     *
     * @param engine where the pieces are done
     * @return new options
     */
    default T withEngine(Engine engine) {
        return withEffort(effort().withEngine(engine));
    }
}
