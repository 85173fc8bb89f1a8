package org.scalinglaws.problem;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.math3.random.SobolSequenceGenerator;

/**
 * Multi-start by a space-filling design: looks over the whole range of a problem, on a grid or along a
 * Sobol sequence, and returns starts, so that nobody has to guess them: the floor of each valley that
 * is seen (by a pattern search along the axes), then points far from those.
 *
 * @see <a href="https://doi.org/10.1016/0041-5553(67)90144-9">Sobol (1967), Distribution of points in a
 *     cube</a>
 */
final class Scan {
    private static final int VALLEYS = 6;
    private static final int STARTS = 8;
    private static final int GRID = 20;

    /** Points of a scan of more than two coordinates; more of them where runs are few. */
    private static final int SOBOL = 2048;

    private static final int MOST_SOBOL = 16_384;
    private static final int SOBOL_ROWS = 1 << 18;

    /** Points of a further round are this share of the first ones. */
    private static final int FURTHER = 4;

    /** In a space of many dimensions the way along the axes is long: the descent goes it faster. */
    private static final int ROUNDS = 40;

    private static final double NEIGHBOUR = 1.5 / GRID;

    private final Projection projection;
    private final int dimension;
    private final int points;

    @SuppressWarnings("ArrayRecordComponent")
    record Candidate(double[] unit, double score) {}

    Scan(Projection projection) {
        this.projection = projection;
        this.dimension = projection.searched();
        this.points = Math.max(SOBOL, Math.min(MOST_SOBOL, SOBOL_ROWS / projection.rows()));
    }

    /** Points worth descending from, the most promising first. */
    List<double[]> starts() {
        Optional<int[]> shapes = projection.shapes();
        if (shapes.isPresent() && (dimension == 1 || dimension == 2)) {
            List<double[]> valleys = new SurfaceScan(projection, shapes.get()).starts();
            if (!valleys.isEmpty()) {
                return valleys;
            }
        }
        List<Candidate> candidates = candidates(grid());
        List<Candidate> chosen = new ArrayList<>();

        // A point is a valley where no better one lies beside it.
        for (int i = 0; i < candidates.size() && chosen.size() < VALLEYS; i++) {
            if (apart(candidates.get(i), candidates.subList(0, i), NEIGHBOUR)) {
                Candidate floor = floorOf(candidates.get(i));
                if (apart(floor, chosen, 0.1 * NEIGHBOUR)) {
                    chosen.add(floor);
                }
            }
        }
        chosen.sort(Comparator.comparingDouble(Candidate::score));

        // The places left go to good points far from those, and from each other.
        for (double gap = 0.4; gap > 0.01 && chosen.size() < STARTS; gap /= 2) {
            choose(candidates, chosen, gap, STARTS);
        }
        return points(chosen);
    }

    private List<double[]> points(List<Candidate> chosen) {
        return chosen.stream().map(start -> projection.point(start.unit)).toList();
    }

    /** The best points of another part of the Sobol sequence, apart from each other. */
    List<double[]> furtherStarts(int round) {
        if (dimension == 0) {
            return List.of();
        }
        return apart(candidates(sobol(points + points / FURTHER * round, points / FURTHER)));
    }

    private List<double[]> apart(List<Candidate> candidates) {
        List<Candidate> chosen = new ArrayList<>();
        for (double gap = 0.2; gap > 0.01 && chosen.size() < STARTS; gap /= 2) {
            choose(candidates, chosen, gap, STARTS);
        }
        return points(chosen);
    }

    private List<Candidate> candidates(List<double[]> units) {
        List<Candidate> candidates = new ArrayList<>();
        for (double[] unit : units) {
            Candidate candidate = candidate(unit);
            if (Double.isFinite(candidate.score)) {
                candidates.add(candidate);
            }
        }
        candidates.sort(Comparator.comparingDouble(Candidate::score));
        return candidates;
    }

    /** Takes candidates that lie apart from those chosen, up to so many. */
    static void choose(List<Candidate> candidates, List<Candidate> chosen, double gap, int starts) {
        for (Candidate candidate : candidates) {
            if (chosen.size() < starts && apart(candidate, chosen, gap)) {
                chosen.add(candidate);
            }
        }
    }

    private Candidate candidate(double[] unit) {
        return new Candidate(unit, projection.score(unit));
    }

    private static boolean apart(Candidate candidate, List<Candidate> others, double gap) {
        for (Candidate other : others) {
            double most = 0;
            for (int i = 0; i < candidate.unit.length; i++) {
                most = Math.max(most, Math.abs(candidate.unit[i] - other.unit[i]));
            }
            if (most < gap) {
                return false;
            }
        }
        return true;
    }

    /** Walks downhill along the axes in ever smaller steps, so that no valley is left by a leap. */
    private Candidate floorOf(Candidate valley) {
        Candidate lowest = valley;
        int rounds = dimension > 2 ? ROUNDS : Integer.MAX_VALUE;
        for (double step = 0.5 / GRID; step > 0.05 / GRID && rounds > 0; rounds--) {
            Candidate from = lowest;
            for (int i = 0; i < dimension; i++) {
                for (double side = -step; side <= step; side += 2 * step) {
                    double[] unit = from.unit.clone();
                    unit[i] = Math.max(0, Math.min(1, unit[i] + side));
                    Candidate next = candidate(unit);
                    lowest = next.score < lowest.score ? next : lowest;
                }
            }
            step = lowest.score < from.score ? step : step / 2;
        }
        return lowest;
    }

    /** Points that fill the unit cube of the scanned coordinates. */
    private List<double[]> grid() {
        if (dimension > 2) {
            return sobol(0, points);
        }
        List<double[]> units = new ArrayList<>();
        int side = dimension == 0 ? 1 : GRID;
        for (int i = 0; i < Math.pow(side, dimension); i++) {
            double[] unit = new double[dimension];
            for (int k = 0, rest = i; k < dimension; k++, rest /= side) {
                unit[k] = (rest % side + 0.5) / side;
            }
            units.add(unit);
        }
        return units;
    }

    private List<double[]> sobol(int first, int count) {
        SobolSequenceGenerator sobol = new SobolSequenceGenerator(dimension);
        sobol.skipTo(1 + first);
        return IntStream.range(0, count).mapToObj(i -> sobol.nextVector()).toList();
    }
}
