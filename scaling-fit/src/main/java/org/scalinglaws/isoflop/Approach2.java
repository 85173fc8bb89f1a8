package org.scalinglaws.isoflop;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.problem.NoFitException;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.problem.RowWeights;

/**
 * Approach 2 of Hoffmann et al., made as its options say: vertices of parabolas, and power laws through
 * them.
 *
 * @param how the options
 */
record Approach2(Parabolas how) {
    static final String NAME = "approach 2";

    /** The power laws of a sweep. */
    Allocation of(Sweep sweep) {
        return allocation(NAME, sweep, null);
    }

    /**
     * The same without the bias that a law says it has: at each budget the same estimate is made of the
     * law's own losses at the very sizes and tokens of the runs, and what it differs from the law's own
     * optimum is taken off.
     */
    Allocation corrected(Sweep sweep, LossLaw law) {
        return allocation(NAME + " corrected", sweep, law);
    }

    /** In place of {@link #corrected}, where what the bias is is not known. */
    static Allocation uncorrected(Allocation raw, String why) {
        return Allocation.withheld(NAME + " corrected", raw.counting(), raw.optima(), why);
    }

    private Allocation allocation(String name, Sweep sweep, @Nullable LossLaw law) {
        boolean[] strange = strange(sweep);
        Objective squares = how.ofLogLoss() ? Objective.logSquares() : Objective.squares();
        double[] weights = without(strange, RowWeights.of(sweep.runs(), squares).toArray());
        List<Vertices> vertices = vertices(BudgetRows.of(sweep), weights, law);
        VertexChecks checks = new VertexChecks(how, vertices, weights);

        List<Optimum> optima = new ArrayList<>();
        double[] sizeWeights = new double[vertices.size()];
        double[] dataWeights = new double[vertices.size()];

        for (int i = 0; i < sizeWeights.length; i++) {
            Vertices vertex = vertices.get(i);
            sizeWeights[i] = vertex.sizeWeight(how);
            dataWeights[i] = vertex.dataWeight(how);
            boolean weightless = how.isWeighted() && sizeWeights[i] * dataWeights[i] == 0;
            String doubt = how.isStrict() ? checks.doubt(vertex) : "";
            String refusal = weightless ? "no error to weigh its vertex by" : "";
            optima.add(judged(vertex.optimum(how, weights), doubt.isEmpty() ? refusal : doubt));
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
        if (how.estimator() != Parabolas.Estimator.ROBUST_PARABOLA) {
            return new boolean[sweep.runs().size()];
        }
        double[] losses = sweep.runs().losses();
        double[] heights =
                how.ofLogLoss() ? Arrays.stream(losses).map(Math::log).toArray() : losses;
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
            Vertices found = Vertices.of(rows, how, weights);
            vertices.add(law == null || !found.isUsed() ? found : found.corrected(how, law));
        }
        return vertices;
    }

    /** The exponent and logarithm of the coefficient of N*, then of D*; NaN where there are none. */
    double[] powers(List<Vertices> vertices, double[] weights) {
        VertexChecks checks = new VertexChecks(how, vertices, weights);
        List<Vertices> used =
                vertices.stream()
                        .filter(Vertices::isUsed)
                        .filter(vertex -> !how.isStrict() || checks.doubt(vertex).isEmpty())
                        .toList();

        // A power of compute is a straight line of logarithms.
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
            sizeWeights[i] = vertex.sizeWeight(how);
            dataWeights[i] = vertex.dataWeight(how);
        }

        // Vertices of one budget, or none at all, leave the line unknown: that is no failure here.
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
