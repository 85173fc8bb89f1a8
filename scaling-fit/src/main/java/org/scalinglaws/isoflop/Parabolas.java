package org.scalinglaws.isoflop;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.numeric.Defaults;
import org.scalinglaws.numeric.Quantiles;
import org.scalinglaws.problem.NoFitException;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.problem.RowWeights;

/**
 * Approach 2 of Hoffmann et al.: at each budget a parabola of loss over ln N and one over ln D, whose
 * vertices are N* and D*; then a power law of compute through each.
 *
 * <p>It is biased even without noise, for losses are no parabolas: {@link #corrected} takes off what a
 * law says the bias is, and a {@code ParabolaBias} says it before any run. A budget with fewer than 3
 * sizes, or without upward curvature over sizes or over tokens, is left out and says so.
 *
 * @param estimator how the least place of a budget is found
 * @param ofLogLoss whether curves are of ln loss instead of loss
 * @param isWeighted whether a vertex weighs one over the square of its standard error in the power
 *     laws, instead of all alike
 * @param isStrict whether a budget whose vertex is not to be trusted is left out, not only told of
 * @param level of the intervals of vertices, and of the tests of curvature
 * @see <a href="https://arxiv.org/abs/2203.15556">Hoffmann et al. (2022), section 3.2</a>
 * @see <a href="https://arxiv.org/abs/2603.22339">Problems with Chinchilla Approach 2 (2026)</a>
 */
public record Parabolas(
        Estimator estimator,
        boolean ofLogLoss,
        boolean isWeighted,
        boolean isStrict,
        double level) {
    /** Parabolas of loss by ordinary least squares, vertices weighed alike, intervals of 95 %. */
    public static final Parabolas DEFAULT =
            new Parabolas(Estimator.PARABOLA, false, false, false, Defaults.LEVEL);

    static final String NAME = "approach 2";
    static final int GRID_POINTS = 25;

    /** How the least place of a budget is found. */
    public enum Estimator {
        /** The vertex of a parabola by least squares. */
        PARABOLA,
        /**
         * The vertex of a parabola by least squares through the runs that belong to their budget. Which
         * do not is tested on the whole sweep: by what leaving a run out does to the parabolas, and to
         * the law of two powers fitted to all runs. At most one run in five of a budget goes, so that
         * it takes five sizes to tell one bad run. What is drawn anew leaves out the same runs.
         */
        ROBUST_PARABOLA,
        /**
         * The least point of Akima's spline through the losses, on a grid of 25 points to a step, as
         * Porian et al. (2024) do. An optimum at the edge of the sizes is no optimum. It has no
         * interval of its own.
         */
        AKIMA
    }

    /** Refuses a level outside 0 to 1, and weights without errors. */
    public Parabolas {
        requireNonNull(estimator, "estimator");
        Quantiles.requireLevel(level);
        if (isWeighted && estimator == Estimator.AKIMA) {
            throw new IllegalArgumentException(
                    "the least point of a spline has no error to weigh it by");
        }
    }

    /**
     * With curves of ln loss.
     *
     * @return new options
     */
    public Parabolas withLogLoss() {
        return new Parabolas(estimator, true, isWeighted, isStrict, level);
    }

    /**
     * With another way to find the least place.
     *
     * @param other the way; Akima's spline goes through ln loss in the paper that uses it
     * @return new options
     */
    public Parabolas with(Estimator other) {
        requireNonNull(other, "other");
        return new Parabolas(other, ofLogLoss, isWeighted, isStrict, level);
    }

    /**
     * With vertices weighed by one over the square of their standard error, so that sure ones count
     * more.
     *
     * @return new options
     */
    public Parabolas weighted() {
        return new Parabolas(estimator, ofLogLoss, true, isStrict, level);
    }

    /**
     * Leaves out every budget whose vertex lies within a step of the edge of its sizes or far below
     * every loss, whose best run is its smallest or largest, or whose curvature could be nothing.
     *
     * @return new options
     */
    public Parabolas strict() {
        return new Parabolas(estimator, ofLogLoss, isWeighted, true, level);
    }

    /**
     * With intervals and tests of another level.
     *
     * @param other such as 0.9
     * @return new options
     */
    public Parabolas withLevel(double other) {
        return new Parabolas(estimator, ofLogLoss, isWeighted, isStrict, other);
    }

    /**
     * The power laws of a sweep.
     *
     * @param sweep the runs by budget
     * @return N* and D* over C, what each budget says, and findings
     */
    public Allocation of(Sweep sweep) {
        requireNonNull(sweep, "sweep");
        return allocation(NAME, sweep, null);
    }

    /**
     * The same without the bias that a law says it has: at each budget the same estimate is made of the
     * law's own losses at the very sizes and tokens of the runs, and what it differs from the law's own
     * optimum is taken off.
     *
     * @param sweep the runs by budget
     * @param law such as that of Approach 3 fitted to the same runs
     * @return N* and D* over C, what each budget says, and findings
     */
    public Allocation corrected(Sweep sweep, LossLaw law) {
        requireNonNull(sweep, "sweep");
        return allocation(NAME + " corrected", sweep, requireNonNull(law, "law"));
    }

    /** In place of {@link #corrected}, where what the bias is is not known. */
    static Allocation uncorrected(Allocation raw, String why) {
        return Allocation.withheld(NAME + " corrected", raw.counting(), raw.optima(), why);
    }

    private Allocation allocation(String name, Sweep sweep, @Nullable LossLaw law) {
        boolean[] strange = strange(sweep);
        Objective squares = ofLogLoss ? Objective.logSquares() : Objective.squares();
        double[] weights = without(strange, RowWeights.of(sweep.runs(), squares).toArray());
        List<Vertices> vertices = vertices(BudgetRows.of(sweep), weights, law);
        VertexChecks checks = new VertexChecks(this, vertices, weights);

        List<Optimum> optima = new ArrayList<>();
        double[] sizeWeights = new double[vertices.size()];
        double[] dataWeights = new double[vertices.size()];

        for (int i = 0; i < sizeWeights.length; i++) {
            Vertices vertex = vertices.get(i);
            sizeWeights[i] = vertex.sizeWeight(this);
            dataWeights[i] = vertex.dataWeight(this);
            boolean weightless = isWeighted && sizeWeights[i] * dataWeights[i] == 0;
            String doubt = isStrict ? checks.doubt(vertex) : "";
            String refusal = weightless ? "no error to weigh its vertex by" : "";
            optima.add(judged(vertex.optimum(this, weights), doubt.isEmpty() ? refusal : doubt));
        }

        List<Finding> findings = new ArrayList<>(sweep.findings());
        findings.addAll(checks.findings(optima));
        findings.addAll(StrangeRuns.told(sweep, strange, " and takes no part in its parabola"));
        return Allocation.through(
                name, sweep.runs().counting(), optima, sizeWeights, dataWeights, findings);
    }

    private static Optimum judged(Optimum optimum, String refusal) {
        return refusal.isEmpty() ? optimum : optimum.refused(refusal);
    }

    /** The runs that a robust estimate leaves out; none for the others. */
    boolean[] strange(Sweep sweep) {
        if (estimator != Estimator.ROBUST_PARABOLA) {
            return new boolean[sweep.runs().size()];
        }
        double[] losses = sweep.runs().losses();
        double[] heights = ofLogLoss ? Arrays.stream(losses).map(Math::log).toArray() : losses;
        return StrangeRuns.of(sweep, row -> true, heights);
    }

    /** Weights with nothing for some runs. */
    static double[] without(boolean[] rows, double[] weights) {
        double[] left = weights.clone();
        for (int row = 0; row < left.length; row++) {
            left[row] = rows[row] ? 0 : left[row];
        }
        return left;
    }

    List<Vertices> vertices(List<BudgetRows> budgets, double[] weights, @Nullable LossLaw law) {
        List<Vertices> vertices = new ArrayList<>();
        for (BudgetRows rows : budgets) {
            Vertices found = rows.vertices(this, weights);
            vertices.add(law == null || !found.isUsed() ? found : rows.corrected(this, found, law));
        }
        return vertices;
    }

    /** The exponent and logarithm of the coefficient of N*, then of D*; NaN where there are none. */
    double[] powers(List<Vertices> vertices, double[] weights) {
        VertexChecks checks = new VertexChecks(this, vertices, weights);
        List<Vertices> used =
                vertices.stream()
                        .filter(Vertices::isUsed)
                        .filter(vertex -> !isStrict || checks.doubt(vertex).isEmpty())
                        .toList();
        double[] flops = new double[used.size()];
        double[] sizes = new double[flops.length];
        double[] tokens = new double[flops.length];
        double[] sizeWeights = new double[flops.length];
        double[] dataWeights = new double[flops.length];
        for (int i = 0; i < flops.length; i++) {
            Vertices vertex = used.get(i);
            flops[i] = Math.log(vertex.rows().budget().flops());
            sizes[i] = vertex.logSize();
            tokens[i] = vertex.logTokens();
            sizeWeights[i] = vertex.sizeWeight(this);
            dataWeights[i] = vertex.dataWeight(this);
        }
        try {
            var size = PowerOfCompute.line(flops, sizes, sizeWeights);
            var data = PowerOfCompute.line(flops, tokens, dataWeights);
            return new double[] {size.leading(), size.at(0), data.leading(), data.at(0)};
        } catch (NoFitException none) {
            double[] unknown = new double[4];
            Arrays.fill(unknown, Double.NaN);
            return unknown;
        }
    }
}
