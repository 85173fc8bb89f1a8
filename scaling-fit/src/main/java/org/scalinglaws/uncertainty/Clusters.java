package org.scalinglaws.uncertainty;

import java.util.Arrays;
import java.util.List;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.problem.FitProblem;

/** Groups of rows that are independent of each other, where the rows of one are not. */
record Clusters(String column, List<int[]> groups, int rows) {
    /** With no more groups than these a sandwich over them is too narrow. */
    private static final int FEW_GROUPS = 40;

    /** With more rows than these so many refits take too long where nobody asked for them. */
    private static final int MOST_ROWS = 20_000;

    private static final int REPLICATES = 300;
    private static final long SEED = 42;

    static Clusters of(FitProblem<?> problem, String column) {
        return new Clusters(column, Draws.groups(problem.runs(), column), problem.runs().size());
    }

    boolean areDrawn() {
        return groups.size() <= FEW_GROUPS && rows <= MOST_ROWS;
    }

    double degreesOfFreedom() {
        return groups.size() - 1;
    }

    String method() {
        return String.format(
                "cluster %s of %d groups by %s",
                areDrawn() ? "bootstrap" : "sandwich", groups.size(), column);
    }

    /** What makes up for scores that sum to zero: g/(g-1) (n-1)/(n-p). */
    double inflation(double runs, int parameters) {
        double share = groups.size() / (groups.size() - 1.0);
        return share * (runs - 1) / Math.max(1, runs - parameters);
    }

    /** How some coordinates of a bootstrap's laws go together, row by row. */
    <L extends LossLaw> double[] drawn(Fit<L> fit, int[] free) {
        List<L> laws = Bootstrap.cluster(column, REPLICATES, SEED).of(fit).members();
        double[][] points = new double[laws.size()][];
        Arrays.setAll(points, i -> fit.problem().point(laws.get(i)));
        int n = free.length;
        double[] means = new double[n];
        for (double[] law : points) {
            for (int a = 0; a < n; a++) {
                means[a] += law[free[a]] / points.length;
            }
        }

        double[] covariances = new double[n * n];
        for (double[] law : points) {
            for (int place = 0; place < covariances.length; place++) {
                double left = law[free[place / n]] - means[place / n];
                double right = law[free[place % n]] - means[place % n];
                covariances[place] += left * right / (points.length - 1);
            }
        }
        return covariances;
    }
}
