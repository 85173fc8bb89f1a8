package org.scalinglaws.solve;

import java.time.Duration;

/** Hears how far long work has come. It is called on the thread that asked for the work. */
@FunctionalInterface
public interface Progress {
    /** Hears nothing. */
    Progress NONE = (done, total, left) -> {};

    /**
     * Called at most ten times a second, and once at the end.
     *
     * @param done pieces of work that are done
     * @param total all pieces
     * @param left time left, estimated from the pieces done so far; zero at the end
     */
    void report(int done, int total, Duration left);
}
