package org.scalinglaws.command;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.diagnose.Checks;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.forecast.Forecast;
import org.scalinglaws.lab.EmbeddedStudy;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.numeric.Defaults;
import org.scalinglaws.numeric.TextTable;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.plan.NoPlanException;
import org.scalinglaws.plan.Plan;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.report.Report;
import org.scalinglaws.uncertainty.Bootstrap;
import org.scalinglaws.uncertainty.Ensemble;

/** What a study of the lab says: its law, the truth beside it, a plan, and forecasts that were tried. */
final class StudyAnswer {
    private final Dataset runs;
    private final Dataset withheld;
    private final Fit<ChinchillaLaw> fit;
    private final Ensemble<ChinchillaLaw> ensemble;

    private StudyAnswer(Dataset study) {
        this.runs = study.where("role", "grid");
        this.withheld = study.where("role", "withheld");
        this.fit = Checks.checked(Fitter.of(ChinchillaLaw.FAMILY).fit(runs));
        this.ensemble = bootstrap(fit);
    }

    /** Runs of one size and token count have the same FLOP and are drawn together. */
    private static Ensemble<ChinchillaLaw> bootstrap(Fit<ChinchillaLaw> fit) {
        return Bootstrap.cluster(Factor.FLOPS.name(), Defaults.REPLICATES, Defaults.SEED).of(fit);
    }

    static StudyAnswer of(Dataset study) {
        return new StudyAnswer(study);
    }

    void print(PrintWriter out) {
        printRuns(out);
        out.println();
        out.println(Report.summary(fit, ensemble, Defaults.LEVEL));
        out.println();
        printTruth(out);
        out.println();
        printPlan(out);
        out.println();
        printForecasts(out);
        out.flush();
    }

    /** The same runs and errors as a page to hand in; the plan is for the same budget. */
    ReportContent report(String fileHash) {
        return ReportContent.of(
                fit,
                ensemble,
                Defaults.SEED,
                Forecast.of(fit),
                new ReportContent.Asked(budget(), fileHash, false));
    }

    private Compute budget() {
        return Compute.flops(10 * most(runs.column(Factor.FLOPS)));
    }

    private void printRuns(PrintWriter out) {
        double[] sizes = runs.column(Factor.PARAMETERS);
        double[] tokens = runs.column(Factor.TOKENS);
        out.printf(
                "%d runs of small language models, trained here: %d sizes on up to %s tokens of text%n"
                        + "whose entropy rate is known. Larger models that are withheld: %d.%n",
                runs.size(),
                Arrays.stream(sizes).distinct().count(),
                Tokens.of(most(tokens)),
                withheld.size());
        double[] unique = runs.column(Factor.UNIQUE_TOKENS);
        long repeated =
                IntStream.range(0, tokens.length).filter(i -> unique[i] < tokens[i]).count();
        if (repeated > 0) {
            out.printf(
                    "WARNING repeated text: %d of %d runs saw tokens again. The law below counts each as"
                            + " new;%nthe law data-constrained does not.%n",
                    repeated, runs.size());
        }
    }

    private static double most(double[] numbers) {
        return Arrays.stream(numbers).max().orElseThrow();
    }

    /**
     * E beside the truth: by all runs, and without those at the cheap ends of the grid, since a bootstrap
     * takes the form of the law for granted.
     */
    private void printTruth(PrintWriter out) {
        double truth = sourceLoss();
        double[] sizes = runs.column(Factor.PARAMETERS);
        double[] tokens = runs.column(Factor.TOKENS);
        out.printf(
                "Irreducible loss, nats a token: the entropy rate of the source is %.4f, and on the%n"
                        + "held-out text the source itself has a loss of %.4f.%n%n",
                EmbeddedStudy.entropyRate(), truth);
        out.println(
                TextTable.of("  %-28s %8s   %18s%s")
                        .row("E fitted to", "estimate", "95 % interval")
                        .row(floor("all runs", fit.law(), ensemble, truth))
                        .row(floor("all but the smallest size", above(sizes), truth))
                        .row(floor("all but the fewest tokens", above(tokens), truth)));
    }

    private double sourceLoss() {
        return runs.column(Factor.named("source_loss"))[0];
    }

    /** The runs above the least of a column. */
    private Dataset above(double[] column) {
        double least = Arrays.stream(column).min().orElseThrow();
        return runs.whereRow(row -> column[row] > least);
    }

    private static Object[] floor(String what, Dataset some, double truth) {
        Fit<ChinchillaLaw> fit = Fitter.of(ChinchillaLaw.FAMILY).fit(some);
        return floor(what, fit.law(), bootstrap(fit), truth);
    }

    private static Object[] floor(
            String what, ChinchillaLaw law, Ensemble<ChinchillaLaw> laws, double truth) {
        Interval floor = laws.interval(Defaults.LEVEL, ChinchillaLaw::e);
        return new Object[] {
            what,
            fixed(law.e()),
            fixed(floor.lower()) + " to " + fixed(floor.upper()),
            ", the truth is " + position(floor, truth)
        };
    }

    private static String fixed(double nats) {
        return String.format(Locale.ROOT, "%.4f", nats);
    }

    private static String position(Interval interval, double value) {
        return value < interval.lower() ? "below" : value > interval.upper() ? "above" : "inside";
    }

    private void printPlan(PrintWriter out) {
        out.println("What to train with ten times the largest budget:");
        out.println();
        try {
            Plan plan = FitAnswer.unsaid(ComputeOptimal.of(fit).plan(budget()), fit);
            out.println(Report.plans(List.of(plan), ensemble, Defaults.LEVEL, ComputeOptimal::of));
        } catch (NoPlanException none) {
            out.println("  no plan by this fit: " + none.getMessage());
        }
    }

    private void printForecasts(PrintWriter out) {
        double[] losses = runs.losses();
        double best = Arrays.stream(losses).min().orElseThrow();
        out.printf(
                "The withheld runs, forecast by the law and then measured; no run of the grid is below%n"
                        + "%.4f, and nothing can be expected below the source's %.4f:%n%n",
                best, sourceLoss());
        TextTable table =
                TextTable.of("  %8s %9s  %8s  %18s  %8s  %8s%s")
                        .row(
                                "params",
                                "tokens",
                                "forecast",
                                "95 % for a new run",
                                "measured",
                                "error");
        for (Run run : withheld) {
            table = table.row(forecast(run));
        }
        out.println(table);
    }

    private Object[] forecast(Run run) {
        ToDoubleFunction<ChinchillaLaw> loss = law -> law.loss(run.recipe());
        double forecast = loss.applyAsDouble(fit.law());
        double measured = run.loss().nats();
        Interval range = ensemble.newRunInterval(Defaults.LEVEL, run.recipe(), fit);
        double share = Math.abs(forecast - measured) / (measured - sourceLoss());
        return new Object[] {
            whole(run.recipe().value(Factor.PARAMETERS)),
            whole(run.recipe().value(Factor.TOKENS)),
            fixed(forecast),
            fixed(range.lower()) + " to " + fixed(range.upper()),
            fixed(measured),
            String.format(Locale.ROOT, "%+.4f", forecast - measured),
            ": "
                    + position(range, measured)
                    + ", "
                    + whole(100 * share)
                    + " % of what is above the source"
        };
    }

    private static String whole(double number) {
        return String.format(Locale.ROOT, "%.0f", number);
    }
}
