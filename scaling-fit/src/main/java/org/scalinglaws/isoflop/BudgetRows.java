package org.scalinglaws.isoflop;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.WeightKind;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.plan.NoPlanException;
import org.scalinglaws.plan.Plan;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.problem.RowWeights;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.recipe.Recipe;

/** The runs of one budget in logarithms, in columns, made once for many weights and laws. */
final class BudgetRows {
    static final String SIZES = "sizes";
    static final String TOKENS = "token counts";

    /** How far 6ND may lie from the budget, as a share, to be taken for it. */
    private static final double SIX = 0.01;

    private final Compute budget;
    private final int[] rows;
    private final double[] logSizes;
    private final double[] logTokens;
    private final double[] losses;
    private final List<Recipe> recipes;
    private final double unit;

    private BudgetRows(Sweep sweep, int place, double[] logSizes, double[] logTokens) {
        this.budget = sweep.budgets().get(place);
        this.rows = sweep.rows(place);

        Dataset runs = sweep.runs();
        this.logSizes = pick(logSizes);
        this.logTokens = pick(logTokens);
        this.losses = pick(runs.losses());
        this.recipes = Arrays.stream(rows).mapToObj(row -> runs.run(row).recipe()).toList();

        // Only counts say how many runs a budget has; other weights are scaled to as many as it
        // has.
        double[] weights = pick(RowWeights.of(runs, Objective.squares()).toArray());
        this.unit =
                runs.weightKind() == WeightKind.COUNTS
                        ? 1
                        : rows.length / Arrays.stream(weights).sum();
    }

    /** Every budget of a sweep, ascending. */
    static List<BudgetRows> of(Sweep sweep) {
        double[] logSizes = sweep.logSizes();
        double[] logTokens = sweep.logTokens();
        List<BudgetRows> budgets = new ArrayList<>();
        for (int place = 0; place < sweep.budgets().size(); place++) {
            budgets.add(new BudgetRows(sweep, place, logSizes, logTokens));
        }
        return budgets;
    }

    /** What the rows of this budget have in a column of the sweep. */
    double[] pick(double[] column) {
        return Arrays.stream(rows).mapToDouble(row -> column[row]).toArray();
    }

    /** The weights of these rows; those that are no counts have here a mean of 1, as in a fit. */
    private double[] ownWeights(double[] weights) {
        return Arrays.stream(pick(weights)).map(weight -> weight * unit).toArray();
    }

    Compute budget() {
        return budget;
    }

    /** Where a curve over the sizes is least, by weights of all rows of the sweep. */
    Minimum leastOverSizes(Parabolas how, double[] weights) {
        return Minimum.of(
                how.estimator(), logSizes, heights(how, losses), ownWeights(weights), SIZES);
    }

    /** Where a curve over the tokens is least. */
    Minimum leastOverTokens(Parabolas how, double[] weights) {
        return Minimum.of(
                how.estimator(), logTokens, heights(how, losses), ownWeights(weights), TOKENS);
    }

    /** The heights that a law gives the same runs, loss or ln loss. */
    double[] heightsBy(Parabolas how, LossLaw law) {
        double[] predicted = new double[rows.length];
        Arrays.setAll(predicted, i -> law.loss(recipes.get(i)));
        return heights(how, predicted);
    }

    /** Whether a vertex lies beyond all sizes that were tried, drawn or not. */
    boolean isOutside(Minimum size) {
        return size.place() < Arrays.stream(logSizes).min().orElseThrow()
                || size.place() > Arrays.stream(logSizes).max().orElseThrow();
    }

    /** The law's optimum: with C = 6ND where that holds, else along the tokens that the runs have. */
    @Nullable RunsOwnOptimum best(LossLaw law) {
        boolean isSix =
                IntStream.range(0, rows.length)
                        .mapToDouble(i -> Math.exp(logSizes[i] + logTokens[i]) * 6)
                        .allMatch(flops -> Math.abs(flops / budget.flops() - 1) <= SIX);

        // A budget counted by another rule has no plan by 6ND: its optimum lies along its own runs.
        if (!isSix) {
            return RunsOwnOptimum.along(logSizes, logTokens, law);
        }

        try {
            Plan plan = ComputeOptimal.of(law).plan(budget);
            return new RunsOwnOptimum(
                    Math.log(plan.model().parameters()),
                    Math.log(plan.tokens().count()),
                    plan.loss().nats());
        } catch (NoPlanException none) {
            return null;
        }
    }

    /** How far ln D lies from a curve over ln N, root mean square. */
    double scatterOfTokens() {
        return RunsOwnOptimum.scatter(logSizes, logTokens);
    }

    private static double[] heights(Parabolas how, double[] losses) {
        return how.ofLogLoss() ? Arrays.stream(losses).map(Math::log).toArray() : losses;
    }

    /** The least and the greatest height of the runs that count, loss or ln loss. */
    Interval reach(Parabolas how, double[] weights) {
        double[] own = pick(weights);
        double[] heights = heights(how, losses);
        double[] counted =
                IntStream.range(0, own.length)
                        .filter(i -> own[i] > 0)
                        .mapToDouble(i -> heights[i])
                        .sorted()
                        .toArray();
        return new Interval(counted[0], counted[counted.length - 1]);
    }

    /** How many runs count. */
    int counted(double[] weights) {
        return (int) Arrays.stream(rows).filter(row -> weights[row] > 0).count();
    }

    /** The place of the run of least loss among the sizes that count: -1 smallest, 1 largest, 0 none. */
    int leastAtEdge(double[] weights) {
        double[] own = pick(weights);
        int least = -1;
        double smallest = Double.POSITIVE_INFINITY;
        double largest = Double.NEGATIVE_INFINITY;

        for (int i = 0; i < own.length; i++) {
            if (own[i] > 0) {
                smallest = Math.min(smallest, logSizes[i]);
                largest = Math.max(largest, logSizes[i]);
                least = least < 0 || losses[i] < losses[least] ? i : least;
            }
        }

        return least < 0
                ? 0
                : logSizes[least] <= smallest ? -1 : logSizes[least] >= largest ? 1 : 0;
    }

    /** The cubic through the same points, if there are points to spare. */
    @Nullable Polynomial cubic(Parabolas how, double[] weights) {
        double[] own = ownWeights(weights);
        double[] heights = heights(how, losses);
        long different =
                IntStream.range(0, own.length)
                        .filter(i -> own[i] > 0)
                        .mapToDouble(i -> logSizes[i])
                        .distinct()
                        .count();
        return different < 5 ? null : Polynomial.fit(3, logSizes, heights, own);
    }
}
