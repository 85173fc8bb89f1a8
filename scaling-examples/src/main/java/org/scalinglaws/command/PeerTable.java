package org.scalinglaws.command;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.law.ChinchillaLaw;

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
        out.printf("  %-28s %16s %16s %10s%n", "", "this library", "SciPy", "ratio");
        printNumbers(out);
        out.println();
        printTimes(out);
        out.println();
        out.println("  " + objectives());
        out.printf(
                "  SciPy: L-BFGS-B from %d starts, then BFGS from the optimum, on one thread.%n",
                starts);
        out.println(
                "  This library: no start given. Cold is the first time in the process; warm is");
        out.printf(
                "  the median of %d after %d fits or %d bootstraps.%n",
                TimedFit.TIMES, TimedFit.FIT_WARM_UPS, TimedFit.BOOTSTRAP_WARM_UPS);
        out.println("  No time holds the start of a program or the reading of the file.");
    }

    private void printNumbers(PrintWriter out) {
        ChinchillaLaw law = here.fit().law();
        row(out, "objective, sum", "%.9g", here.fit().objective(), there.number("objective"));
        row(out, "E", "%.6g", law.e(), there.number("E"));
        row(out, "A", "%.6g", law.a(), there.number("A"));
        row(out, "alpha", "%.6g", law.alpha(), there.number("alpha"));
        row(out, "B", "%.6g", law.b(), there.number("B"));
        row(out, "beta", "%.6g", law.beta(), there.number("beta"));
        ERRORS.forEach(
                (name, number) ->
                        row(
                                out,
                                "std. error of " + name,
                                "%.4g",
                                here.ensemble().standardError(number),
                                there.error(name)));
    }

    private static void row(
            PrintWriter out, String name, String format, double ours, double theirs) {
        out.printf(
                "  %-28s %16s %16s%n",
                name,
                String.format(Locale.ROOT, format, ours),
                String.format(Locale.ROOT, format, theirs));
    }

    private void printTimes(PrintWriter out) {
        double fit = there.number("fit_seconds");
        double bootstrap = there.number("bootstrap_seconds");
        String some = here.threads() == 1 ? "1 thread" : here.threads() + " threads";
        time(out, "fit, cold, s", here.coldFit(), fit);
        time(out, "fit, warm, s", here.warmFit(), fit);
        time(out, "bootstrap, cold, 1 thread, s", here.coldBootstrap(), bootstrap);
        time(out, "bootstrap, warm, 1 thread, s", here.warmBootstrap(), bootstrap);
        time(out, "bootstrap, warm, " + some + ", s", here.threadedBootstrap(), bootstrap);
        time(
                out,
                "both, cold, 1 thread, s",
                here.coldFit() + here.coldBootstrap(),
                fit + bootstrap);
        rate(out, "replicates/s, 1 thread", here.warmBootstrap(), bootstrap);
        rate(out, "replicates/s, " + some, here.threadedBootstrap(), bootstrap);
    }

    private static void time(PrintWriter out, String name, double ours, double theirs) {
        out.printf(
                Locale.ROOT, "  %-28s %16.4g %16.4g %10.3g%n", name, ours, theirs, theirs / ours);
    }

    private void rate(PrintWriter out, String name, double ours, double theirs) {
        out.printf(
                Locale.ROOT,
                "  %-28s %16.0f %16.0f %10.3g%n",
                name,
                replicates / ours,
                replicates / theirs,
                theirs / ours);
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
