package org.scalinglaws.command;

import java.io.PrintWriter;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.scalinglaws.numeric.TextTable;

/** Whole fits by this library, by SciPy's curve_fit and by a grid in NumPy, in one table. */
final class WholeJobs {
    /** Of more rows curve_fit takes minutes. */
    private static final int MOST_OF_CURVE_FIT = 100_000;

    private final List<WholeJob> jobs;
    private final double warmUp;
    private final Optional<ScipyPeer> peer;

    /** Of jobs, each warm after at most so many seconds, with a peer where there is one. */
    WholeJobs(List<WholeJob> jobs, double warmUp, Optional<ScipyPeer> peer) {
        this.jobs = jobs;
        this.warmUp = warmUp;
        this.peer = peer;
    }

    void print(PrintWriter out) {
        int most = Runtime.getRuntime().availableProcessors();
        int threads = Math.min(2, most);
        out.printf(
                "%s; %d processors (%s); Java %s%s%n%n",
                LocalDate.now(ZoneOffset.UTC),
                most,
                System.getProperty("os.arch"),
                System.getProperty("java.version"),
                peer.map(there -> "; " + there.versions()).orElse(""));

        TextTable table =
                TextTable.of("  %-28s %14s %9s %9s  %9s %9s %7s  %9s %9s %7s")
                        .withFirstFitting()
                        .row("", "", "here, s", "", "curve_fit", "", "", "grid")
                        .row(
                                "fit",
                                "objective",
                                "1 thread",
                                threads == 1 ? "" : "2 threads",
                                "s",
                                "above",
                                "ratio",
                                "s",
                                "above",
                                "ratio");
        for (WholeJob job : jobs) {
            table = table.row(row(job, threads));
        }
        out.println(table);
        out.println();
        words(out);
    }

    private Object[] row(WholeJob job, int threads) {
        WholeJob.Time one = job.alone(warmUp);
        boolean fits = job.runs().size() <= MOST_OF_CURVE_FIT;
        Object[] curve = fits ? cells("curve_fit", job, one) : none();
        Object[] grid = cells("grid", job, one);
        return new Object[] {
            job.name(),
            text("%.8g", one.objective()),
            text("%.4g", one.seconds()),
            threads == 1 ? "" : text("%.4g", job.on(threads, warmUp).seconds()),
            curve[0],
            curve[1],
            curve[2],
            grid[0],
            grid[1],
            grid[2]
        };
    }

    /** Seconds, how far the objective is above, and times as long; dashes where a side gave nothing. */
    private Object[] cells(String side, WholeJob job, WholeJob.Time here) {
        if (peer.isEmpty()) {
            return none();
        }
        try {
            WholeJob.Time there = peer.get().time(side, job);
            return new Object[] {
                text("%.4g", there.seconds()),
                text("%+.1e", there.objective() / here.objective() - 1),
                text("%.3g", there.seconds() / here.seconds())
            };
        } catch (ScipyPeer.Absent failed) {
            return new Object[] {"failed", "", ""};
        }
    }

    private static Object[] none() {
        return new Object[] {"-", "", ""};
    }

    private static String text(String format, double number) {
        return String.format(Locale.ROOT, format, number);
    }

    private void words(PrintWriter out) {
        out.println(
                "  Simulated runs by Huber's function of ln L, files by that of L, threshold 0.001. One");
        out.println(
                "  thread: processor's time, here and there; two: the clock's. Here no start is given;");
        out.println("  medians of fits in a warm process, none of which reads a file.");
        if (peer.isPresent()) {
            out.println("  curve_fit: from the law of Hoffmann et al., without derivatives, up to");
            out.printf(
                    "  %d runs. Grid: alpha and beta in steps of 0.01. Above: the share by which%n",
                    MOST_OF_CURVE_FIT);
            out.println(
                    "  an objective is above that found here. Ratio: of times, to one thread. The 4,500");
            out.println("  starts are in the table above alone: they take minutes of more runs.");
        }
    }
}
