package org.scalinglaws.isoflop;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import org.scalinglaws.data.DataException;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.isoflop.Inspection.Reason;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.recipe.Factor;

/** The rules of quality control at work on one sweep, stage after stage. */
final class Stages {
    private static final double TIE = 1e-9;
    private static final int FEWEST_FOR_PARABOLA = 3;
    private static final int FEWEST_FOR_SPLINE = 4;

    /** Budgets of fewer runs are judged by leaving one out. */
    private static final int FEWEST_FOR_OWN_JUDGEMENT = 6;

    private static final int FEWEST_FOR_ERRORS = 4;
    private static final double NORMAL = 0.6745;

    private final Sweep sweep;
    private final Limits limits;
    private final int[][] budgets;
    private final boolean[] small;
    private final double[] sizes;
    private final double[] logSizes;
    private final double[] tokens;
    private final double[] losses;
    private final double[] distances;
    private final Reason[] reasons;

    /** The thresholds, named as those who set them call them. */
    record Limits(
            double nearDuplicate,
            int fewestRows,
            double offCentre,
            double splineThreshold,
            double curvatureLevel) {}

    Stages(Sweep sweep, Limits limits) {
        this.sweep = requireNonNull(sweep, "sweep");
        this.limits = limits;
        Dataset runs = sweep.runs();
        this.sizes = runs.column(Factor.PARAMETERS);
        this.tokens = runs.column(Factor.TOKENS);
        this.losses = runs.losses();
        this.logSizes = sweep.logSizes();

        this.distances = new double[losses.length];
        this.reasons = new Reason[losses.length];
        Arrays.fill(reasons, Reason.NONE);

        for (int row = 0; row < losses.length; row++) {
            double budget = sweep.budget(row);
            distances[row] = Math.abs(6 * sizes[row] * tokens[row] / budget - 1);

            if (budget > 0 && !(losses[row] > 0)) {
                throw new DataException(
                        String.format(
                                "loss of run %d of %s must be positive for its logarithm, got %s",
                                row + 1, runs.name(), Decimal.format(losses[row])));
            }
        }

        Comparator<Integer> bySize =
                Comparator.<Integer>comparingDouble(row -> sizes[row]).thenComparing(byMerit());
        this.budgets =
                IntStream.range(0, sweep.budgets().size())
                        .mapToObj(
                                budget ->
                                        Arrays.stream(sweep.rows(budget))
                                                .boxed()
                                                .sorted(bySize)
                                                .mapToInt(row -> row)
                                                .toArray())
                        .toArray(int[][]::new);

        this.small = new boolean[budgets.length];
    }

    /** The lower loss first; then whatever does not depend on the order of rows. */
    private Comparator<Integer> byMerit() {
        return Comparator.<Integer>comparingDouble(row -> losses[row])
                .thenComparingDouble(row -> distances[row])
                .thenComparingDouble(row -> sizes[row])
                .thenComparingDouble(row -> tokens[row]);
    }

    /** A reason for each run. */
    Reason[] reasons() {
        flagAlike((one, other) -> sizes[other] == sizes[one], Reason.EXACT_DUPLICATE);
        flagAlike(
                (one, other) -> logSizes[other] - logSizes[one] <= limits.nearDuplicate(),
                Reason.NEAR_DUPLICATE_PARAMS);
        flagSmallBudgets(Reason.TOO_FEW_POINTS);

        // What counts as small is settled here: runs that later rules flag do not change who
        // judges.
        for (int place = 0; place < budgets.length; place++) {
            small[place] = left(budgets[place]).length < FEWEST_FOR_OWN_JUDGEMENT;
        }

        flagStrange();
        flagOffCentre();
        flagSplineOutliers();
        flagDownward();
        flagFlat();
        flagSmallBudgets(Reason.TOO_FEW_POST_QC);

        return reasons;
    }

    /** The runs of a budget that no rule has flagged yet, smallest model first. */
    private int[] left(int[] budget) {
        return Arrays.stream(budget).filter(row -> reasons[row] == Reason.NONE).toArray();
    }

    private void flag(int[] rows, Reason reason) {
        Arrays.stream(rows).forEach(row -> reasons[row] = reason);
    }

    /** Of runs, smallest first, that are like the first of them, all but the best. */
    private void flagAlike(BiPredicate<Integer, Integer> alike, Reason reason) {
        for (int[] budget : budgets) {
            int[] rows = left(budget);
            for (int first = 0, next; first < rows.length; first = next) {
                next = first + 1;
                while (next < rows.length && alike.test(rows[first], rows[next])) {
                    next++;
                }
                int[] group = Arrays.copyOfRange(rows, first, next);
                int best = best(group);
                flag(Arrays.stream(group).filter(row -> row != best).toArray(), reason);
            }
        }
    }

    /** The run whose 6ND is nearest to the budget, of equally near ones the lowest loss. */
    private int best(int[] group) {
        double nearest = Arrays.stream(group).mapToDouble(row -> distances[row]).min().orElse(0);
        return Arrays.stream(group)
                .filter(row -> distances[row] <= nearest + TIE)
                .boxed()
                .min(byMerit())
                .orElseThrow();
    }

    private void flagSmallBudgets(Reason reason) {
        for (int[] budget : budgets) {
            int[] rows = left(budget);
            if (rows.length < limits.fewestRows()) {
                flag(rows, reason);
            }
        }
    }

    /** In small budgets, the runs without which parabolas and law go better. */
    private void flagStrange() {
        if (IntStream.range(0, small.length).noneMatch(place -> small[place])) {
            return;
        }

        boolean[] strange =
                StrangeRuns.of(
                        sweep,
                        row -> reasons[row] == Reason.NONE,
                        Arrays.stream(losses).map(Math::log).toArray());

        for (int place = 0; place < budgets.length; place++) {
            if (small[place]) {
                flag(
                        Arrays.stream(left(budgets[place])).filter(row -> strange[row]).toArray(),
                        Reason.STRANGE_RUN);
            }
        }
    }

    private double[] logSizes(int[] rows) {
        return Arrays.stream(rows).mapToDouble(row -> logSizes[row]).toArray();
    }

    private Polynomial parabola(int[] rows) {
        double[] logLosses =
                Arrays.stream(rows).mapToDouble(row -> Math.log(losses[row])).toArray();
        return Polynomial.fit(2, logSizes(rows), logLosses);
    }

    private void flagOffCentre() {
        for (int[] budget : budgets) {
            int[] rows = left(budget);
            if (rows.length < FEWEST_FOR_PARABOLA) {
                continue;
            }

            Polynomial parabola = parabola(rows);
            if (!(parabola.leading() > 0)) {
                continue;
            }

            double vertex = parabola.vertex();
            double nearer =
                    Math.min(vertex - logSizes[rows[0]], logSizes[rows[rows.length - 1]] - vertex);
            double reach = limits.offCentre() * nearer;

            flag(
                    nearer > 0
                            ? Arrays.stream(rows)
                                    .filter(row -> Math.abs(logSizes[row] - vertex) > reach)
                                    .toArray()
                            : rows,
                    Reason.OFF_CENTER);
        }
    }

    private void flagSplineOutliers() {
        List<Integer> judged = new ArrayList<>();
        List<Double> surprises = new ArrayList<>();

        for (int place = 0; place < budgets.length; place++) {
            int[] rows = left(budgets[place]);
            if (!small[place] && rows.length >= FEWEST_FOR_SPLINE) {
                for (int row : rows) {
                    int[] others = Arrays.stream(rows).filter(other -> other != row).toArray();
                    double[] heights = Arrays.stream(others).mapToDouble(i -> losses[i]).toArray();
                    Akima spline = Akima.through(logSizes(others), heights);
                    judged.add(row);
                    surprises.add(losses[row] - spline.at(logSizes[row]));
                }
            }
        }

        // The scale is taken over all budgets together, since one has too few runs for its own.
        double[] r = surprises.stream().mapToDouble(surprise -> surprise).toArray();
        double middle = new Median().evaluate(r);
        double[] away = Arrays.stream(r).map(surprise -> Math.abs(surprise - middle)).toArray();
        double spread = new Median().evaluate(away);

        if (spread > 0) {
            for (int i = 0; i < r.length; i++) {
                if (NORMAL * away[i] / spread > limits.splineThreshold()) {
                    reasons[judged.get(i)] = Reason.SPLINE_OUTLIER;
                }
            }
        }
    }

    private void flagDownward() {
        for (int[] budget : budgets) {
            int[] rows = left(budget);
            if (rows.length >= FEWEST_FOR_PARABOLA && !(parabola(rows).leading() > 0)) {
                flag(rows, Reason.NEGATIVE_CURVATURE);
            }
        }
    }

    private void flagFlat() {
        for (int[] budget : budgets) {
            int[] rows = left(budget);
            if (rows.length >= FEWEST_FOR_ERRORS
                    && !(parabola(rows).leadingInterval(limits.curvatureLevel()).lower() > 0)) {
                flag(rows, Reason.WEAK_CURVATURE);
            }
        }
    }
}
