package org.scalinglaws.isoflop;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.WeightKind;
import org.scalinglaws.finding.Check;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.problem.NoFitException;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.problem.RowWeights;
import org.scalinglaws.recipe.Factor;

/**
 * Which runs of a sweep do not belong to the curve of their budget: the generalized test of the most
 * extreme Studentized deviate (Rosner), where a deviate is what leaving the run out does to two models.
 *
 * <pre>
 *  evidence = f ln(S / (S - d)) of the parabolas + the same of the law</pre>
 *
 * <p>S is the sum of squared residuals at f degrees of freedom, d what it falls by without the run:
 * the logarithm of a likelihood ratio, twice. One model is a parabola for each budget, with one scale
 * for all; the other is the law of two powers fitted to all runs by a robust objective, linear about
 * that fit. Two parabolas of five runs can hardly tell a run at the edge from its neighbour; the law,
 * which sees other budgets, can. Where the law does not fit, its residuals are large and it says little.
 *
 * <p>The run of most evidence goes, then the next, at most one in five of a budget; then the last whose
 * evidence was beyond chance is found, and those after it come back. So two bad runs do not hide each
 * other. A run stays, whatever the law says, unless its own budget speaks against it too.
 *
 * <p>Of 200 simulated sweeps of 3 to 6 budgets of 5 to 9 runs, noise 0.002 and 0.005, each with one run
 * 0.05 to 0.4 nats off, the exponent's error is 1.00 to 1.08 times that without the run (root mean
 * squares); of such sweeps without a bad run 0 to 1 % lose one, and the error is 1.000 to 1.003 times
 * that of least squares.
 *
 * @see <a href="https://doi.org/10.1080/00401706.1983.10487848">Rosner (1983), Percentage points for a
 *     generalized ESD many-outlier procedure</a>
 */
final class StrangeRuns {
    /** The chance that a sweep of good runs loses one, if the two models see the same noise. */
    private static final double CHANCE = 0.01;

    /** Of this many runs of a budget one may go. */
    private static final int ONE_IN = 5;

    private static final double OWN_BUDGET_SPEAKS = 3.84;
    private static final int FEWEST_FOR_LAW = 8;
    private static final double ROUNDING = 1e-9;

    private final LeastSquares[] parabolas;
    private final @Nullable LeastSquares law;
    private final int[] mayGo;
    private final boolean[] kept;
    private final double rounding;

    /** A finding for each run that does not belong, with what is done about it. */
    static List<Finding> told(Sweep sweep, boolean[] strange, String done) {
        List<Integer> rows =
                IntStream.range(0, strange.length).filter(row -> strange[row]).boxed().toList();
        return Check.ofEach(
                row ->
                        Optional.of(
                                Finding.warning(
                                        CheckName.STRANGE_RUN,
                                        sweep.name(row)
                                                + " does not belong to the curve of its budget"
                                                + done)),
                rows);
    }

    /** A run is as strange whether it counts once or twice; precisions say how far runs scatter. */
    private static double[] judging(Dataset runs) {
        return runs.weightKind() == WeightKind.COUNTS
                ? Arrays.stream(runs.weights()).map(Math::signum).toArray()
                : RowWeights.of(runs, Objective.squares()).toArray();
    }

    /** The same runs for the law, each as often as {@link #judging} lets it count. */
    private static Dataset counting(Dataset runs) {
        return runs.weightKind() == WeightKind.COUNTS
                ? runs.withWeights(WeightKind.COUNTS, run -> Math.signum(run.weight()))
                : runs;
    }

    private StrangeRuns(Sweep sweep, IntPredicate judged, double[] heights) {
        double[] sizes = sweep.logSizes();
        double[] weights = judging(sweep.runs());
        int[][] budgets =
                IntStream.range(0, sweep.budgets().size())
                        .mapToObj(
                                place -> Arrays.stream(sweep.rows(place)).filter(judged).toArray())
                        .map(rows -> Arrays.stream(rows).filter(row -> weights[row] > 0).toArray())
                        .toArray(int[][]::new);

        double unit = ROUNDING * Arrays.stream(heights).map(Math::abs).max().orElse(0);
        this.parabolas =
                Arrays.stream(budgets)
                        .map(
                                rows ->
                                        new LeastSquares(
                                                rows, parabola(rows, sizes), heights, weights))
                        .toArray(LeastSquares[]::new);
        this.rounding = unit * unit;
        this.mayGo =
                Arrays.stream(budgets).mapToInt(rows -> places(rows, sizes) / ONE_IN).toArray();

        this.kept = new boolean[heights.length];
        int[] all = Arrays.stream(budgets).flatMapToInt(Arrays::stream).sorted().toArray();
        Arrays.stream(all).forEach(row -> kept[row] = true);

        this.law = Arrays.stream(mayGo).sum() == 0 ? null : law(sweep, all);
    }

    /**
     * Judges the runs that have a budget and a weight.
     *
     * @param sweep the runs
     * @param judged which of them take part
     * @param heights what the parabolas go through, loss or ln loss of every run
     * @return which runs do not belong
     */
    static boolean[] of(Sweep sweep, IntPredicate judged, double[] heights) {
        return new StrangeRuns(sweep, judged, heights).found();
    }

    private static int places(int[] rows, double[] sizes) {
        return (int) Arrays.stream(rows).mapToDouble(row -> sizes[row]).distinct().count();
    }

    private static double[][] parabola(int[] rows, double[] sizes) {
        double middle = Arrays.stream(rows).mapToDouble(row -> sizes[row]).average().orElse(0);
        double[][] design = new double[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            double place = sizes[rows[i]] - middle;
            design[i] = new double[] {1, place, place * place};
        }
        return design;
    }

    /** The law about its robust fit: residuals, and what each would change with each parameter. */
    private static @Nullable LeastSquares law(Sweep sweep, int[] rows) {
        if (rows.length < FEWEST_FOR_LAW) {
            return null;
        }

        boolean[] taken = new boolean[sweep.runs().size()];
        Arrays.stream(rows).forEach(row -> taken[row] = true);
        Dataset runs = counting(sweep.runs());
        ChinchillaLaw fitted;
        try {
            fitted = Fitter.of(ChinchillaLaw.FAMILY).fit(runs.whereRow(row -> taken[row])).law();
        } catch (NoFitException none) {
            return null;
        }

        double[] sizes = runs.column(Factor.PARAMETERS);
        double[] tokens = runs.column(Factor.TOKENS);
        double[] residuals = runs.losses();
        double[][] design = new double[rows.length][];

        // The columns of the Jacobian about the fit: from here on the law is linear.
        for (int i = 0; i < rows.length; i++) {
            int row = rows[i];
            double ofSize = fitted.a() * Math.pow(sizes[row], -fitted.alpha());
            double ofData = fitted.b() * Math.pow(tokens[row], -fitted.beta());
            residuals[row] -= fitted.e() + ofSize + ofData;
            design[i] =
                    new double[] {
                        1,
                        ofSize,
                        ofSize * Math.log(sizes[row]),
                        ofData,
                        ofData * Math.log(tokens[row])
                    };
        }

        return new LeastSquares(rows, design, residuals, judging(runs));
    }

    private boolean[] found() {
        int most = Arrays.stream(mayGo).sum();
        int[] gone = new int[most];
        int last = 0;
        double beyondChance = beyondChance();

        for (int step = 0; step < most; step++) {
            double[] evidence = evidence();
            int strangest = -1;
            for (int budget = 0; budget < parabolas.length; budget++) {
                for (int row : mayGo[budget] > 0 ? parabolas[budget].rows : new int[0]) {
                    if (kept[row] && (strangest < 0 || evidence[row] > evidence[strangest])) {
                        strangest = row;
                    }
                }
            }

            if (strangest < 0 || !(evidence[strangest] > 0)) {
                break;
            }

            kept[strangest] = false;
            mayGo[budgetOf(strangest)]--;
            gone[step] = strangest;
            last = evidence[strangest] > beyondChance ? step + 1 : last;
        }

        boolean[] strange = new boolean[kept.length];
        Arrays.stream(gone, 0, last).forEach(row -> strange[row] = true);
        return strange;
    }

    private int budgetOf(int row) {
        return IntStream.range(0, parabolas.length)
                .filter(budget -> Arrays.stream(parabolas[budget].rows).anyMatch(r -> r == row))
                .findFirst()
                .orElseThrow();
    }

    /** Chi-squared of one degree at a chance shared by all runs; twice, where two models speak. */
    private double beyondChance() {
        long runs = IntStream.range(0, kept.length).filter(row -> kept[row]).count();
        double one =
                new ChiSquaredDistribution(1)
                        .inverseCumulativeProbability(1 - CHANCE / Math.max(1, runs));
        return law == null ? one : 2 * one;
    }

    private double[] evidence() {
        double[] evidence = new double[kept.length];
        add(evidence, parabolas);
        for (int row = 0; row < evidence.length; row++) {
            evidence[row] = evidence[row] > OWN_BUDGET_SPEAKS ? evidence[row] : 0;
        }

        if (law != null) {
            double[] ofLaw = new double[kept.length];
            add(ofLaw, law);
            for (int row = 0; row < evidence.length; row++) {
                evidence[row] += evidence[row] > 0 ? ofLaw[row] : 0;
            }
        }

        return evidence;
    }

    private void add(double[] evidence, LeastSquares... parts) {
        double squares = 0;
        int spare = 0;
        double[] falls = new double[kept.length];
        for (LeastSquares part : parts) {
            part.leaveOut(kept, falls);
            squares += part.squares;
            spare += part.spare;
        }
        double least = kept.length * rounding;
        for (int row = 0; row < evidence.length && spare > 1 && squares > least; row++) {
            evidence[row] = spare * Math.log(squares / Math.max(squares - falls[row], least));
        }
    }

    /** A linear model of some rows by weighted least squares, and what leaving one out does to it. */
    private static final class LeastSquares {
        private final int[] rows;
        private final double[][] design;
        private final double[] heights;
        private final double[] weights;
        private double squares;
        private int spare;

        LeastSquares(int[] rows, double[][] design, double[] heights, double[] weights) {
            this.rows = rows;
            this.design = design;
            this.heights = heights;
            this.weights = weights;
        }

        /** Sums up the rows that are kept; a fall is by how much their squares fall without a row. */
        void leaveOut(boolean[] kept, double[] falls) {
            int[] left = IntStream.range(0, rows.length).filter(i -> kept[rows[i]]).toArray();
            double[] residuals = new double[left.length];
            double[] leverages = new double[left.length];

            for (int i = 0; i < left.length; i++) {
                int row = rows[left[i]];
                residuals[i] = Math.sqrt(weights[row]) * heights[row];
            }

            double[][] basis = basis(left);
            for (double[] direction : basis) {
                double share = dot(direction, residuals);
                for (int i = 0; i < left.length; i++) {
                    residuals[i] -= share * direction[i];
                    leverages[i] += direction[i] * direction[i];
                }
            }

            squares = dot(residuals, residuals);
            spare = left.length - basis.length;
            for (int i = 0; i < left.length; i++) {
                double free = 1 - leverages[i];
                falls[rows[left[i]]] = free > ROUNDING ? residuals[i] * residuals[i] / free : 0;
            }
        }

        /** Orthonormal columns by the modified way of Gram and Schmidt, each made twice. */
        private double[][] basis(int[] left) {
            int columns = left.length == 0 ? 0 : design[0].length;
            double[][] basis = new double[columns][];
            int count = 0;
            for (int column = 0; column < columns; column++) {
                double[] next = new double[left.length];
                for (int i = 0; i < left.length; i++) {
                    next[i] = Math.sqrt(weights[rows[left[i]]]) * design[left[i]][column];
                }

                // Gram and Schmidt twice: once leaves rounding errors of what it took away.
                double before = Math.sqrt(dot(next, next));
                for (int other = 0; other < 2 * count; other++) {
                    double[] direction = basis[other % count];
                    double share = dot(direction, next);
                    for (int i = 0; i < next.length; i++) {
                        next[i] -= share * direction[i];
                    }
                }

                double norm = Math.sqrt(dot(next, next));
                if (norm > ROUNDING * before) {
                    basis[count++] = Arrays.stream(next).map(value -> value / norm).toArray();
                }
            }
            return Arrays.copyOf(basis, count);
        }

        private static double dot(double[] one, double[] other) {
            double sum = 0;
            for (int i = 0; i < one.length; i++) {
                sum += one[i] * other[i];
            }
            return sum;
        }
    }
}
