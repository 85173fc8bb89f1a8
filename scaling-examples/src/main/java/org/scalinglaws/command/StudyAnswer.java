package org.scalinglaws.command;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.lab.EmbeddedStudy;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.plan.LossSurface;
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
    private static final double LEVEL = 0.95;
    private static final int REPLICATES = 1000;
    private static final long SEED = 42;

    private final Dataset runs;
    private final Dataset withheld;
    private final Fit<ChinchillaLaw> fit;
    private final Ensemble<ChinchillaLaw> ensemble;

    private StudyAnswer(Dataset study) {
        this.runs = study.where("role", "grid");
        this.withheld = study.where("role", "withheld");
        this.fit = Fitter.of(ChinchillaLaw.FAMILY).fit(runs);
        this.ensemble = bootstrap(fit);
    }

    /** Runs of one size and token count have the same FLOP and are drawn together. */
    private static Ensemble<ChinchillaLaw> bootstrap(Fit<ChinchillaLaw> fit) {
        return Bootstrap.cluster(Factor.FLOPS.name(), REPLICATES, SEED).of(fit);
    }

    static void print(Dataset study, PrintWriter out) {
        StudyAnswer answer = new StudyAnswer(study);
        answer.printRuns(out);
        out.println();
        out.println(Report.summary(answer.fit, answer.ensemble, LEVEL));
        out.println();
        answer.printTruth(out);
        out.println();
        answer.printPlan(out);
        out.println();
        answer.printForecasts(out);
        out.flush();
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
        out.printf("  %-28s %8s   %18s%n", "E fitted to", "estimate", "95 % interval");
        printFloor("all runs", fit.law(), ensemble, truth, out);
        printFloor("all but the smallest size", above(sizes), truth, out);
        printFloor("all but the fewest tokens", above(tokens), truth, out);
    }

    private double sourceLoss() {
        return runs.column(Factor.named("source_loss"))[0];
    }

    /** The runs above the least of a column. */
    private Dataset above(double[] column) {
        double least = Arrays.stream(column).min().orElseThrow();
        return runs.whereRow(row -> column[row] > least);
    }

    private static void printFloor(String what, Dataset some, double truth, PrintWriter out) {
        Fit<ChinchillaLaw> fit = Fitter.of(ChinchillaLaw.FAMILY).fit(some);
        printFloor(what, fit.law(), bootstrap(fit), truth, out);
    }

    private static void printFloor(
            String what,
            ChinchillaLaw law,
            Ensemble<ChinchillaLaw> laws,
            double truth,
            PrintWriter out) {
        Interval floor = laws.interval(LEVEL, ChinchillaLaw::e);
        out.printf(
                "  %-28s %8.4f   %8.4f to %.4f, the truth is %s%n",
                what, law.e(), floor.lower(), floor.upper(), position(floor, truth));
    }

    private static String position(Interval interval, double value) {
        return value < interval.lower() ? "below" : value > interval.upper() ? "above" : "inside";
    }

    private void printPlan(PrintWriter out) {
        Compute budget = Compute.flops(10 * most(runs.column(Factor.FLOPS)));
        Plan plan = ComputeOptimal.of(LossSurface.of(fit.law()).within(fit.scope())).plan(budget);
        out.println("What to train with ten times the largest budget:");
        out.println();
        out.println(Report.plans(List.of(plan), ensemble, LEVEL, ComputeOptimal::of));
    }

    private void printForecasts(PrintWriter out) {
        double[] losses = runs.losses();
        double best = Arrays.stream(losses).min().orElseThrow();
        out.printf(
                "The withheld runs, forecast by the law and then measured; no run of the grid is below%n"
                        + "%.4f, and nothing can be expected below the source's %.4f:%n%n",
                best, sourceLoss());
        out.printf(
                "  %8s %9s  %8s  %18s  %8s  %8s%n",
                "params", "tokens", "forecast", "95 % for a new run", "measured", "error");
        for (Run run : withheld) {
            ToDoubleFunction<ChinchillaLaw> loss = law -> law.loss(run.recipe());
            double forecast = loss.applyAsDouble(fit.law());
            double measured = run.loss().nats();
            Interval range = ensemble.newRunInterval(LEVEL, run.recipe(), fit);
            out.printf(
                    "  %8.0f %9.0f  %8.4f  %8.4f to %.4f  %8.4f  %+8.4f: %s, %.0f %% of what is above"
                            + " the source%n",
                    run.recipe().value(Factor.PARAMETERS),
                    run.recipe().value(Factor.TOKENS),
                    forecast,
                    range.lower(),
                    range.upper(),
                    measured,
                    forecast - measured,
                    position(range, measured),
                    100 * Math.abs(forecast - measured) / (measured - sourceLoss()));
        }
    }
}
