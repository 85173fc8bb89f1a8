package org.scalinglaws.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.problem.FitProblem;
import org.scalinglaws.problem.ProjectedSquares;
import org.scalinglaws.problem.Resample;
import org.scalinglaws.solve.Solution;
import org.scalinglaws.solve.Solver;

/**
 * The way of far starts to where they can join the best: downhill by variable projection, on squares of
 * those numbers that are not solved for. No valley is long there because a coefficient grows along it,
 * so that a few steps are enough.
 *
 * @see <a href="https://doi.org/10.1137/0710036">Golub and Pereyra (1973), variable projection</a>
 */
record Approach<L extends LossLaw>(Search<L> search) {
    /** A start with residuals up to this many times the least is not far, and joins the path twice. */
    private static final double PROMISING = 2;

    /** A way that is not at its end by then goes on by the objective itself. */
    private static final int DESCENDING = 40;

    /** Where a descent sets out, and the mean size of the residuals there. */
    record Beginning(Descent descent, double spread, boolean promising) {}

    /** The starts; of those that lie far from the best, where they come nearer. */
    List<Beginning> beginnings(Resample runs, List<double[]> starts) {
        double[] spreads =
                starts.stream().mapToDouble(start -> Search.spread(runs, start)).toArray();
        double near = PROMISING * Arrays.stream(spreads).min().orElseThrow();
        boolean nearer = isShort();
        List<Beginning> beginnings = new ArrayList<>();
        List<double[]> far = new ArrayList<>();
        for (int i = 0; i < spreads.length; i++) {
            if (nearer && spreads[i] > near) {
                far.add(starts.get(i));
            } else {
                Descent descent = Descent.from(starts.get(i), 1, 0);
                beginnings.add(new Beginning(descent, spreads[i], spreads[i] <= near));
            }
        }

        // Those that meet go on as one.
        for (Descent end : search.merge(ends(far), search.floor())) {
            double spread = Search.spread(runs, end.solution().point());
            beginnings.add(new Beginning(end, spread, false));
        }
        return beginnings;
    }

    /** Whether some numbers are solved for and few others are left, and the way may be chosen. */
    private boolean isShort() {
        FitProblem<L> problem = search.problem();
        int searched = problem.starts().searched();
        boolean isFew = searched > 0 && searched <= Search.SEEN;
        boolean isSolved = searched < problem.coordinates().dimension();
        return isFew && isSolved && search.solver().equals(Solver.trustRegion());
    }

    /** Where each start ends, valued by squares; the start itself where it leads nowhere. */
    private List<Descent> ends(List<double[]> starts) {
        if (starts.isEmpty()) {
            return List.of();
        }
        ProjectedSquares squares = search.problem().starts().projected();
        return starts.stream().map(start -> end(squares, start)).toList();
    }

    private static Descent end(ProjectedSquares squares, double[] start) {
        Solver downhill = Solver.gaussNewton(DESCENDING, Search.ENOUGH);
        Solution end = downhill.solve(squares, squares.place(start));
        if (!Double.isFinite(end.value())) {
            return Descent.from(start, 1, end.evaluations()).valued(Double.POSITIVE_INFINITY);
        }
        double[] whole = squares.whole(end.point());
        return Descent.from(whole, 1, end.evaluations()).valued(end.value());
    }
}
