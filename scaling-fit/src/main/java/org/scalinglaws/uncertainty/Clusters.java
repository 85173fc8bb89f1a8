package org.scalinglaws.uncertainty;

import java.util.List;
import org.scalinglaws.problem.FitProblem;

/** Groups of rows that are independent of each other, where the rows of one are not. */
record Clusters(String column, List<int[]> groups, int rows) {
    /** So many rows of fits without a group take a second. */
    private static final long MOST_OMITTED = 4_000_000;

    static Clusters of(FitProblem<?> problem, String column) {
        return new Clusters(column, Draws.groups(problem.runs(), column), problem.runs().size());
    }

    /** Whether a group is left out at a time; a sandwich is too narrow unless there are many. */
    boolean areOmitted() {
        return (long) groups.size() * rows <= MOST_OMITTED;
    }

    double degreesOfFreedom() {
        return groups.size() - 1;
    }

    String method() {
        return String.format(
                areOmitted()
                        ? "group jackknife of %d groups by %s"
                        : "cluster sandwich of %d groups by %s",
                groups.size(),
                column);
    }

    /** What makes up for scores that sum to zero: g/(g-1) (n-1)/(n-p). */
    double inflation(double runs, int parameters) {
        double share = groups.size() / (groups.size() - 1.0);
        return share * (runs - 1) / Math.max(1, runs - parameters);
    }
}
