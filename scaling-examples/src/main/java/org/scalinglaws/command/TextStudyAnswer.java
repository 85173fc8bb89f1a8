package org.scalinglaws.command;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.forecast.Forecast;
import org.scalinglaws.forecast.Forecaster;
import org.scalinglaws.isoflop.IsoFlop;
import org.scalinglaws.isoflop.SideBySide;
import org.scalinglaws.isoflop.Sweep;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.numeric.Defaults;
import org.scalinglaws.numeric.TextTable;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.plan.LossSurface;
import org.scalinglaws.plan.Plan;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.LossUnit;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.report.Report;
import org.scalinglaws.uncertainty.Bootstrap;
import org.scalinglaws.uncertainty.Ensemble;

/**
 * What a sweep of transformers says before any larger run is trained: laws, sizes, forecasts.
 *
 * @param sweep its runs
 * @param curves their learning curves
 * @param larger what is to be forecast
 */
record TextStudyAnswer(Dataset sweep, StudyCurves curves, List<Recipe> larger) {
    private static final List<String> OBJECTIVES =
            List.of(
                    "log-huber",
                    "log-squares",
                    "log1p-squares",
                    "log-absolute",
                    "log-huber-likelihood",
                    "huber",
                    "squares",
                    "absolute");
    private static final String HOFFMANN = "hoffmann-2022";

    /** Enough for intervals in three digits; there are nine laws to draw. */
    static final Bootstrap DRAWS = Bootstrap.pairs(200, Defaults.SEED);

    /**
     * The same runs, with a model counted in another way.
     *
     * @param runs of the study
     * @param rule {@code WITHOUT_INPUT_EMBEDDING} (with the head, without positions) or {@code
     *     NON_EMBEDDING}
     */
    static Dataset counted(Dataset runs, Counting rule) {
        String column = rule == Counting.NON_EMBEDDING ? "non_embedding_params" : "head_params";
        return runs.with(Factor.PARAMETERS, runs.column(Factor.named(column))).countedAs(rule);
    }

    private Dataset withHead() {
        return counted(sweep, Counting.WITHOUT_INPUT_EMBEDDING);
    }

    void print(PrintWriter out) {
        printRuns(out);
        out.println();
        out.println(laws());
        out.println();
        printApproaches(out);
        out.println();
        printForecasts(out);
        out.flush();
    }

    private void printRuns(PrintWriter out) {
        Dataset runs = withHead();
        double[] sizes = runs.column(Factor.PARAMETERS);
        double[] tokens = runs.column(Factor.TOKENS);
        out.printf(
                "%d runs of transformers on real text: %d budgets from %s to %s FLOP, sizes from %s to %s"
                        + " parameters%nwith the head, %s to %s tokens of which none is repeated.%n",
                runs.size(),
                Sweep.of(runs).budgets().size(),
                Digits.two(least(runs.column(Factor.FLOPS))),
                Digits.two(most(runs.column(Factor.FLOPS))),
                Digits.three(least(sizes)),
                Digits.three(most(sizes)),
                Digits.three(least(tokens)),
                Digits.three(most(tokens)));
    }

    private static double least(double[] numbers) {
        return Arrays.stream(numbers).min().orElseThrow();
    }

    private static double most(double[] numbers) {
        return Arrays.stream(numbers).max().orElseThrow();
    }

    /** E, alpha and beta by every objective, and by both ways to count a model. */
    private TextTable laws() {
        TextTable table =
                TextTable.of("  %-20s %-17s %6s %15s  %6s %15s  %6s %15s")
                        .row("objective", "N", "E", "90 %", "alpha", "90 %", "beta", "90 %");
        for (String name : OBJECTIVES) {
            table = table.row(law(name, Counting.WITHOUT_INPUT_EMBEDDING, "with head"));
        }
        return table.row(law(OBJECTIVES.get(0), Counting.NON_EMBEDDING, "without embedding"));
    }

    private Object[] law(String objective, Counting rule, String counted) {
        Fit<ChinchillaLaw> fit =
                Fitter.of(ChinchillaLaw.FAMILY)
                        .withObjective(Objective.parse(objective))
                        .fit(counted(sweep, rule));
        Ensemble<ChinchillaLaw> laws = DRAWS.of(fit);
        return new Object[] {
            objective,
            counted,
            fixed(fit.law().e()),
            interval(laws, ChinchillaLaw::e),
            fixed(fit.law().alpha()),
            interval(laws, ChinchillaLaw::alpha),
            fixed(fit.law().beta()),
            interval(laws, ChinchillaLaw::beta)
        };
    }

    private static String interval(
            Ensemble<ChinchillaLaw> laws, ToDoubleFunction<ChinchillaLaw> number) {
        return ends(laws.interval(0.9, number));
    }

    static String ends(Interval interval) {
        return fixed(interval.lower()) + " to " + fixed(interval.upper());
    }

    static String fixed(double number) {
        return String.format(Locale.ROOT, "%.3f", number);
    }

    private void printApproaches(PrintWriter out) {
        Compute target = Compute.flops(10 * most(sweep.column(Factor.FLOPS)));
        // All runs: a second seed is no copy of the first.
        IsoFlop study =
                IsoFlop.of(Sweep.of(withHead()))
                        .withCurves(curves.checkpoints(sweep), StudyCurves.RUN);
        out.println(Report.isoFlop(SideBySide.of(study, target, Defaults.LEVEL, DRAWS)));
        Plan theirs = ComputeOptimal.of(LossSurface.of(PublishedLaws.named(HOFFMANN))).plan(target);
        Recipe recipe = theirs.recipe();
        out.printf(
                "%nThe law of Hoffmann et al. would train %s parameters on %s tokens, %s a parameter; it is"
                        + " of%nmodels 1,000 times as large and of other text.%n",
                Digits.three(recipe.model().parameters()),
                Digits.three(recipe.tokens().count()),
                Digits.three(recipe.tokens().count() / recipe.model().parameters()));
    }

    /** From several forms of the law, with the doubt about the form. */
    static Forecaster forecaster(Dataset sweep) {
        return Forecast.of(counted(sweep, Counting.WITHOUT_INPUT_EMBEDDING));
    }

    private void printForecasts(PrintWriter out) {
        Forecaster forecaster = forecaster(sweep);
        List<Forecast> forecasts = larger.stream().map(forecaster::at).toList();
        out.println("What runs of more compute will measure:");
        out.println();
        out.println(new ForecastAnswer(forecaster, forecasts, LossUnit.NATS).text());
    }
}
