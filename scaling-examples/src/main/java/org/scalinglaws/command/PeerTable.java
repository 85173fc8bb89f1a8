package org.scalinglaws.command;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.numeric.TextTable;

/** The numbers and the times of this library and of SciPy as two columns. */
record PeerTable(TimedFit here, ScipyPeer.Answer there, int starts, int replicates) {
    /** Objectives this near to each other, relative to their size, are the same optimum. */
    private static final double SAME = 1e-6;

    private static final Map<String, ToDoubleFunction<ChinchillaLaw>> ERRORS = errors();

    private static Map<String, ToDoubleFunction<ChinchillaLaw>> errors() {
        Map<String, ToDoubleFunction<ChinchillaLaw>> errors = new LinkedHashMap<>();
        errors.put("ln E", law -> Math.log(law.e()));
        errors.put("ln A", law -> Math.log(law.a()));
        errors.put("alpha", ChinchillaLaw::alpha);
        errors.put("ln B", law -> Math.log(law.b()));
        errors.put("beta", ChinchillaLaw::beta);
        return errors;
    }

    void print(PrintWriter out) {
        Fit<ChinchillaLaw> fit = here.fit();
        out.printf(
                "%d runs of %s; %s; %s%n%n",
                fit.problem().runs().size(),
                fit.problem().runs().name(),
                fit.problem().objective().name(),
                there.versions());
        out.println(
                withTimes(
                        withNumbers(
                                        TextTable.of("  %-28s %16s %16s %10s")
                                                .row("", "this library", "SciPy", "ratio"))
                                .line("")));

        // What was done on either side.
        out.println();
        out.println("  " + objectives());
        out.printf(
                "  SciPy: L-BFGS-B from %d starts, then BFGS from the optimum, on one thread.%n",
                starts);
        out.println(
                "  This library: no start given. Cold is the first time in the process; warm is");
        out.println("  the median once a process gets no faster.");
        out.println("  No time holds the start of a program or the reading of the file.");
    }

    private TextTable withNumbers(TextTable table) {
        ChinchillaLaw law = here.fit().law();
        TextTable more =
                table.row(cells("objective, sum", "%.9g", here.fit().objective(), "objective"))
                        .row(cells("E", "%.6g", law.e(), "E"))
                        .row(cells("A", "%.6g", law.a(), "A"))
                        .row(cells("alpha", "%.6g", law.alpha(), "alpha"))
                        .row(cells("B", "%.6g", law.b(), "B"))
                        .row(cells("beta", "%.6g", law.beta(), "beta"));
        for (Map.Entry<String, ToDoubleFunction<ChinchillaLaw>> error : ERRORS.entrySet()) {
            String name = error.getKey();
            double ours = here.ensemble().standardError(error.getValue());
            more =
                    more.row(
                            "std. error of " + name,
                            text("%.4g", ours),
                            text("%.4g", there.error(name)));
        }
        return more;
    }

    private Object[] cells(String name, String format, double ours, String theirs) {
        return new Object[] {name, text(format, ours), text(format, there.number(theirs))};
    }

    private static String text(String format, double number) {
        return String.format(Locale.ROOT, format, number);
    }

    private TextTable withTimes(TextTable table) {
        double fit = there.number("fit_seconds");
        double bootstrap = there.number("bootstrap_seconds");
        double ours = here.coldFit() + here.coldBootstrap();
        String some = here.threads() == 1 ? "1 thread" : here.threads() + " threads";
        return table.row(time("fit, cold, s", here.coldFit(), fit))
                .row(time("fit, warm, s", here.warmFit(), fit))
                .row(time("bootstrap, cold, 1 thread, s", here.coldBootstrap(), bootstrap))
                .row(time("bootstrap, warm, 1 thread, s", here.warmBootstrap(), bootstrap))
                .row(time("bootstrap, warm, " + some + ", s", here.threadedBootstrap(), bootstrap))
                .row(time("both, cold, 1 thread, s", ours, fit + bootstrap))
                .row(rate("replicates/s, 1 thread", here.warmBootstrap(), bootstrap))
                .row(rate("replicates/s, " + some, here.threadedBootstrap(), bootstrap));
    }

    private static Object[] time(String name, double ours, double theirs) {
        return new Object[] {
            name, text("%.4g", ours), text("%.4g", theirs), text("%.3g", theirs / ours)
        };
    }

    private Object[] rate(String name, double ours, double theirs) {
        return new Object[] {
            name,
            text("%.0f", replicates / ours),
            text("%.0f", replicates / theirs),
            text("%.3g", theirs / ours)
        };
    }

    /** Who found the lower objective. */
    private String objectives() {
        double ours = here.fit().objective();
        double theirs = there.number("objective");
        double above = theirs / ours - 1;
        if (Math.abs(above) <= SAME) {
            return String.format(
                    Locale.ROOT,
                    "Both are at the same optimum: their objectives differ by %.1e of it.",
                    Math.abs(above));
        }
        return above > 0
                ? String.format(
                        Locale.ROOT,
                        "SciPy did not reach the optimum: its objective is %.3g %% higher.",
                        100 * above)
                : String.format(
                        Locale.ROOT,
                        "This library did not reach the optimum: SciPy's objective is %.3g %% lower.",
                        -100 * above);
    }
}
