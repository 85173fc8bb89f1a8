package org.scalinglaws.problem;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.math3.random.SobolSequenceGenerator;

/**
 * Few looks over the whole range of a problem: along a Sobol sequence of all chosen coordinates but the
 * first, which goes through its range at every point of it, so that what does not depend on the first is
 * evaluated once. Then the same on each face, where a number between two bounds is at one of them.
 */
final class SparseScan {
    private static final int POINTS = 200;
    private static final int FACE = 24;

    /** So many values of the first coordinate at each point. */
    private static final int LEVELS = 10;

    private static final int STARTS = 12;
    private static final double GAP = 0.2;
    private static final double LEAST_GAP = 0.01;

    /** A share of the range so small is a bound, where the term has shape still. */
    private static final double AT_BOUND = 1e-3;

    private final Projection projection;
    private final int dimension;

    SparseScan(Projection projection) {
        this.projection = projection;
        this.dimension = projection.searched();
    }

    /** The best points of the range, then the best of each face. */
    List<double[]> starts() {
        if (dimension < 3) {
            return new Scan(projection).starts();
        }
        List<Scan.Candidate> chosen = new ArrayList<>();
        List<Scan.Candidate> candidates = candidates(-1, Double.NaN, POINTS);
        for (double gap = GAP; gap > LEAST_GAP && chosen.size() < STARTS; gap /= 2) {
            Scan.choose(candidates, chosen, gap, STARTS);
        }
        for (int k = 1; k < dimension; k++) {
            if (projection.hasFaces(k)) {
                candidates(k, AT_BOUND, FACE).stream().limit(1).forEach(chosen::add);
                candidates(k, 1, FACE).stream().limit(1).forEach(chosen::add);
            }
        }
        return chosen.stream().map(start -> projection.point(start.unit())).toList();
    }

    /** All points with one coordinate held, if any, the best first. */
    private List<Scan.Candidate> candidates(int held, double share, int points) {
        SobolSequenceGenerator sobol =
                new SobolSequenceGenerator(held < 0 ? dimension - 1 : dimension - 2);
        sobol.skipTo(1);
        List<Scan.Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < points; i++) {
            double[] others = sobol.nextVector();
            for (int level = 0; level < LEVELS; level++) {
                double[] unit = new double[dimension];
                unit[0] = (level + 0.5) / LEVELS;
                for (int k = 1, next = 0; k < dimension; k++) {
                    unit[k] = k == held ? share : others[next++];
                }
                double score = projection.score(unit);
                if (Double.isFinite(score)) {
                    candidates.add(new Scan.Candidate(unit, score));
                }
            }
        }
        candidates.sort(Comparator.comparingDouble(Scan.Candidate::score));
        return candidates;
    }
}
