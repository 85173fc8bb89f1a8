package org.scalinglaws.command;

import org.scalinglaws.solve.Engine;

/**
 * Many machines to fit on, by software that the library does not need. Those that a jar was built with
 * are found as services.
 */
public interface EngineSource {
    /** An engine that is there until it is closed. */
    interface Place extends Engine, AutoCloseable {
        @Override
        void close();
    }

    /**
     * The word for {@code --engine}.
     *
     * @return such as {@code spark}
     */
    String name();

    /**
     * Begins to use the machines.
     *
     * @param master which they are, in words of the engine; empty for those that are usual
     * @param threads how many tasks are done at once where this machine is all there is; 0 for as many
     *     as it can
     * @return the engine
     */
    Place open(String master, int threads);
}
