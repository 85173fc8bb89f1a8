package org.scalinglaws.examples;

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
        // Runs of one size and token count have the same FLOP and are drawn together.
        this.ensemble = Bootstrap.cluster(Factor.FLOPS.name(), REPLICATES, SEED).of(fit);
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

    private void printTruth(PrintWriter out) {
        Interval floor = ensemble.interval(LEVEL, ChinchillaLaw::e);
        double truth = EmbeddedStudy.entropyRate();
        out.println("Irreducible loss, nats a token:");
        out.printf(
                "  fitted E                         %.4f, 95 %% %.4f to %.4f%n",
                fit.law().e(), floor.lower(), floor.upper());
        out.printf("  entropy rate of the source       %.4f, %s%n", truth, position(floor, truth));
        out.printf(
                "  the source on the held-out text  %.4f%n",
                runs.column(Factor.named("source_loss"))[0]);
    }

    private static String position(Interval interval, double value) {
        return value < interval.lower()
                ? "below the interval"
                : value > interval.upper() ? "above the interval" : "inside the interval";
    }

    private void printPlan(PrintWriter out) {
        Compute budget = Compute.flops(10 * most(runs.column(Factor.FLOPS)));
        Plan plan = ComputeOptimal.of(fit.law()).within(fit.scope()).plan(budget);
        out.println("What to train with ten times the largest budget:");
        out.println();
        out.println(Report.plans(List.of(plan), ensemble, LEVEL, ComputeOptimal::of));
    }

    private void printForecasts(PrintWriter out) {
        out.println("The withheld runs, forecast by the law and then measured:");
        out.println();
        out.printf("    params    tokens  forecast       new run, 95 %%  measured    error%n");
        for (Run run : withheld) {
            ToDoubleFunction<ChinchillaLaw> loss = law -> law.loss(run.recipe());
            double forecast = loss.applyAsDouble(fit.law());
            double measured = run.loss().nats();
            Interval range = ensemble.newRunInterval(LEVEL, run.recipe(), fit);
            out.printf(
                    "  %8.0f  %8.0f  %8.4f  %8.4f to %.4f  %8.4f  %+.2f %%, %s%n",
                    run.recipe().value(Factor.PARAMETERS),
                    run.recipe().value(Factor.TOKENS),
                    forecast,
                    range.lower(),
                    range.upper(),
                    measured,
                    100 * (forecast / measured - 1),
                    position(range, measured));
        }
    }
}
