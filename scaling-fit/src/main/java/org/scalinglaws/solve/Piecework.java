package org.scalinglaws.solve;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What one thread of an executor does. It can be cancelled before it begins and while it runs; the
 * thread, which may be somebody else's, is not left interrupted by that.
 */
final class Piecework implements Runnable {
    private final Runnable body;
    private final CountDownLatch ended = new CountDownLatch(1);
    private @Nullable Thread runner;
    private @Nullable Throwable failure;
    private boolean isCancelled;

    Piecework(Runnable body) {
        this.body = body;
    }

    @Override
    public void run() {
        if (begins()) {
            Throwable thrown = null;
            try {
                body.run();
            } catch (RuntimeException | Error failed) {
                thrown = failed;
            }
            end(thrown);
        }
    }

    private synchronized boolean begins() {
        runner = isCancelled ? null : Thread.currentThread();
        return !isCancelled;
    }

    private synchronized void end(@Nullable Throwable thrown) {
        if (isCancelled) {
            // The interrupt was meant for this work alone.
            Thread.interrupted();
        }
        failure = thrown;
        runner = null;
        ended.countDown();
    }

    /** Interrupts the work where it runs, and keeps it from beginning where it does not. */
    synchronized void cancel() {
        if (ended.getCount() > 0) {
            isCancelled = true;
            if (runner == null) {
                ended.countDown();
            } else {
                runner.interrupt();
            }
        }
    }

    /** Whether the work ended within so many nanoseconds; throws what it threw. */
    boolean await(long nanoseconds) throws InterruptedException {
        boolean isOver = ended.await(nanoseconds, TimeUnit.NANOSECONDS);
        Throwable thrown = thrown();
        if (thrown instanceof Error error) {
            throw error;
        }
        if (thrown instanceof RuntimeException exception) {
            throw exception;
        }
        return isOver;
    }

    private synchronized @Nullable Throwable thrown() {
        return failure;
    }

    /** Returns when the work has ended; an interrupt does not shorten the wait, and stays set. */
    void awaitEnd() {
        boolean interrupted = false;
        while (ended.getCount() > 0) {
            try {
                ended.await();
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
