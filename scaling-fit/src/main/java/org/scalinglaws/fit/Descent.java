package org.scalinglaws.fit;

import org.scalinglaws.solve.Solution;
import org.scalinglaws.solve.Stop;

/**
 * A descent: where it stands and stood before, and how many independent starts it speaks for; none
 * where it set out from the end of another.
 */
@SuppressWarnings("ArrayRecordComponent")
record Descent(Solution solution, double[] before, int starts, int evaluations) {
    static Descent from(double[] start, int starts, int evaluations) {
        return new Descent(Solution.of(start, 0, 0, Stop.CONVERGED, 0), start, starts, evaluations);
    }

    double value() {
        return solution.value();
    }

    /** The next end of the same descent. */
    Descent to(Solution end) {
        return new Descent(end, solution.point(), starts, evaluations + end.evaluations());
    }

    /** The same place, judged by another value. */
    Descent valued(double value) {
        Solution judged =
                Solution.of(
                        solution.point(),
                        value,
                        solution.gradientNorm(),
                        solution.stop(),
                        solution.evaluations());
        return new Descent(judged, before, starts, evaluations);
    }

    /** This descent, and what another cost and speaks for that ended in the same place. */
    Descent joinedBy(Descent other) {
        return new Descent(
                solution, before, starts + other.starts, evaluations + other.evaluations);
    }
}
