package org.scalinglaws.problem;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.math3.random.SobolSequenceGenerator;

/**
 * Few looks over the whole range of a problem: along a Sobol sequence of all chosen coordinates but the
 * first, which goes through its range at every point of it, so that what does not depend on the first is
 * evaluated once. Then the same on each face, where a number between two bounds is at one of them, and on
 * each edge, where two are.
 */
final class SparseScan {
    private static final int POINTS = 200;
    private static final int FACE = 24;
    private static final int EDGE = 12;

    /** So many values of the first coordinate at each point. */
    private static final int LEVELS = 10;

    private static final int STARTS = 12;
    private static final double GAP = 0.2;
    private static final double LEAST_GAP = 0.01;

    /** A share of the range so small is a bound, where the term has shape still. */
    private static final double[] BOUNDS = {1e-3, 1};

    private final Projection projection;
    private final int dimension;

    SparseScan(Projection projection) {
        this.projection = projection;
        this.dimension = projection.searched();
    }

    /** The best points of the range, then the best of each face and edge. */
    List<double[]> starts() {
        if (dimension < 3) {
            return new Scan(projection).starts();
        }
        List<Scan.Candidate> chosen = new ArrayList<>();
        List<Scan.Candidate> candidates = candidates(Map.of(), POINTS);
        for (double gap = GAP; gap > LEAST_GAP && chosen.size() < STARTS; gap /= 2) {
            Scan.choose(candidates, chosen, gap, STARTS);
        }
        for (int k = 1; k < dimension; k++) {
            if (projection.hasFaces(k)) {
                for (double share : BOUNDS) {
                    best(Map.of(k, share), FACE).ifPresent(chosen::add);
                    for (int other = k + 1; other < dimension; other++) {
                        if (projection.hasFaces(other)) {
                            for (double another : BOUNDS) {
                                best(Map.of(k, share, other, another), EDGE).ifPresent(chosen::add);
                            }
                        }
                    }
                }
            }
        }
        return chosen.stream().map(start -> projection.point(start.unit())).toList();
    }

    private Optional<Scan.Candidate> best(Map<Integer, Double> held, int points) {
        return candidates(held, points).stream().findFirst();
    }

    /** All points with some coordinates held, the best first. */
    private List<Scan.Candidate> candidates(Map<Integer, Double> held, int points) {
        SobolSequenceGenerator sobol = new SobolSequenceGenerator(dimension - 1 - held.size());
        sobol.skipTo(1);
        List<Scan.Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < points; i++) {
            double[] others = sobol.nextVector();
            for (int level = 0; level < LEVELS; level++) {
                double[] unit = new double[dimension];
                unit[0] = (level + 0.5) / LEVELS;
                for (int k = 1, next = 0; k < dimension; k++) {
                    Double share = held.get(k);
                    unit[k] = share != null ? share : others[next++];
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
