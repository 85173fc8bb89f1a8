package org.scalinglaws.uncertainty;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.numeric.Defaults;
import org.scalinglaws.problem.FitProblem;
import org.scalinglaws.solve.Solution;

/** Groups of rows that are independent of each other, where the rows of one are not. */
record Clusters(String column, List<int[]> groups, int rows) {
    /** With no more groups than these a sandwich over them is too narrow. */
    private static final int FEW_GROUPS = 40;

    /** With more rows than these so many refits take too long where nobody asked for them. */
    private static final int MOST_ROWS = 20_000;

    private static final int REPLICATES = 300;

    /** Goes with the problem: nothing is kept that nobody else holds. */
    private static final Map<FitProblem<?>, Map<Drawing, double[]>> DRAWN = new WeakHashMap<>();

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

    /** The optimum and the groups that laws were drawn about. */
    private record Drawing(Solution solution, String column) {}

    /**
     * How some coordinates of a bootstrap's laws go together, row by row. They are drawn once for a
     * fit: its checks and its table of errors ask for the same.
     */
    <L extends LossLaw> double[] drawn(Fit<L> fit, int[] free) {
        Map<Drawing, double[]> ofProblem;
        synchronized (DRAWN) {
            ofProblem = DRAWN.computeIfAbsent(fit.problem(), key -> new ConcurrentHashMap<>());
        }
        Drawing drawing = new Drawing(fit.solution(), column);
        double[] known = ofProblem.get(drawing);
        if (known != null) {
            return known.clone();
        }

        // An interrupt leaves fewer laws, which are good for this answer and for no other.
        double[] drawn = covariances(fit, free);
        if (!Thread.currentThread().isInterrupted()) {
            ofProblem.put(drawing, drawn.clone());
        }
        return drawn;
    }

    private <L extends LossLaw> double[] covariances(Fit<L> fit, int[] free) {
        List<L> laws = Bootstrap.cluster(column, REPLICATES, Defaults.SEED).of(fit).members();
        double[][] points = new double[laws.size()][];
        Arrays.setAll(points, i -> fit.problem().at(laws.get(i)).point());
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
