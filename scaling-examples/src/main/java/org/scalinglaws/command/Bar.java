package org.scalinglaws.command;

import java.io.Console;
import java.time.Duration;
import java.util.Optional;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.scalinglaws.solve.Progress;

/** A line on standard error that grows while replicates are fitted, and is wiped at the end. */
final class Bar implements Progress, AutoCloseable {
    private static final int WIDTH = 78;

    private final ProgressBar bar;
    private volatile Duration left = Duration.ZERO;

    Bar(String task, int total) {
        this.bar =
                new ProgressBarBuilder()
                        .setTaskName(task)
                        .setInitialMax(total)
                        .setStyle(ProgressBarStyle.ASCII)
                        .setUpdateIntervalMillis(100)
                        .setEtaFunction(state -> Optional.of(left))
                        .setConsumer(
                                new DelegatingProgressBarConsumer(
                                        line -> System.err.print("\r" + line), WIDTH))
                        .build();
    }

    /** Whether a person looks on: a file or a pipe gets no bar. */
    @SuppressWarnings("SystemConsoleNull") // it is null up to Java 21, and asked further after that
    static boolean isWatched() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            // After Java 21 there is a console even without a terminal, and a method that tells.
            return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
        } catch (ReflectiveOperationException earlier) {
            return true;
        }
    }

    @Override
    public void report(int done, int total, Duration rest) {
        left = rest;
        bar.stepTo(done);
    }

    @Override
    public void close() {
        bar.close();
        System.err.print("\r" + " ".repeat(WIDTH) + "\r");
        System.err.flush();
    }
}
