package org.scalinglaws.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.problem.FitProblem;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.problem.ProjectedSquares;
import org.scalinglaws.problem.Resample;
import org.scalinglaws.solve.Held;
import org.scalinglaws.solve.Solution;
import org.scalinglaws.solve.Solver;
import org.scalinglaws.solve.SquaresCost;

/**
 * A multi-start of few evaluations, for laws that cost much and are linear in some numbers: from few
 * looks downhill in the numbers that are not solved for, on squares that the objective reweights; the
 * best ends then go down the objective itself. From the best of all, walks set out along each of those
 * numbers towards its bounds, as long as they find something lower.
 *
 * @see <a href="https://doi.org/10.1137/0710036">Golub and Pereyra (1973), variable projection</a>
 * @see <a href="https://doi.org/10.1080/03610927708827533">Holland and Welsch (1977), iteratively
 *     reweighted least squares</a>
 */
record ProjectedSearch<L extends LossLaw>(
        FitProblem<L> problem, ProjectedSquares squares, Resample runs) {
    /** Squares are reweighted at most so often, and gone down so far each time. */
    private static final int REWEIGHTINGS = 4;

    private static final int DESCENDING = 15;

    /** Residuals below this share of the loss are weighed as if they were so large. */
    private static final double LEAST_RESIDUAL = 1e-6;

    /** So many ends of starts, and of walks, go down the objective. */
    private static final int FINALISTS = 6;

    private static final double AT_BOUND = 1e-9;

    private static final int WALKERS = 3;
    private static final int TO_THE_END = 150;
    private static final int ON_THE_WAY = 40;

    /** Until then the last digits do not matter; then only the last few do not. */
    private static final double ENOUGH = 1e-6;

    private static final double NEARLY_ALL = 1e-10;

    /** Ends whose objectives agree to this share are one place. */
    private static final double MET = 1e-6;

    private static final double GAIN = 1e-8;
    private static final int WALKS = 4;

    /** How far a walk goes with each step. */
    private static final double[] SHARES = {0.03, 0.25, 1};

    private static final double FAR = 3;

    ProjectedSearch(FitProblem<L> problem) {
        this(problem, problem.starts().projected(), problem.resample());
    }

    /** Ends of descents, the best first; without walks where the search is to be brief. */
    List<Descent> ends(boolean thorough) {
        List<Descent> ends = new ArrayList<>();
        List<double[]> starts = problem.starts().few();
        for (double[] start : starts) {
            if (!Thread.currentThread().isInterrupted() || ends.isEmpty()) {
                ends.add(reweighted(Descent.from(start, 1, 0)));
                ends.addAll(fromFaces(start));
            }
        }
        List<Descent> found = finished(ends, FINALISTS);
        for (int round = 0; thorough && round < WALKS && !found.isEmpty(); round++) {
            Descent best = found.get(0);
            if (Thread.currentThread().isInterrupted() || !Double.isFinite(best.value())) {
                return found;
            }
            List<Descent> walked = walks(best, starts);
            walked.add(along(best));
            found = sorted(found, finished(walked, WALKERS));
            if (!(found.get(0).value() < best.value() * (1 - Math.copySign(GAIN, best.value())))) {
                return found;
            }
        }
        return found;
    }

    /** A start with a number at a bound goes down there first, and is then let go. */
    private List<Descent> fromFaces(double[] start) {
        List<Descent> ends = new ArrayList<>();
        ProjectedSquares counted = squares.counting(factors(start));
        double[] place = counted.place(start);
        for (int k = 0; k < place.length; k++) {
            if (isAtBound(counted, place, k)) {
                Held held = new Held(counted, k, place[k]);
                Solution end = descend(2 * DESCENDING, held, held.without(place));
                if (Double.isFinite(end.value())) {
                    double[] whole = counted.whole(held.with(end.point()));
                    ends.add(reweighted(Descent.from(whole, 0, end.evaluations())));
                }
            }
        }
        return ends;
    }

    /** Downhill on squares that count as the objective counts them where the descent stands. */
    private Descent reweighted(Descent from) {
        Descent best = from.valued(price(from.solution().point()));
        Descent next = best;
        for (int round = 0; round < REWEIGHTINGS; round++) {
            ProjectedSquares counted = squares.counting(factors(next.solution().point()));
            Solution end = descend(DESCENDING, counted, counted.place(next.solution().point()));
            if (!Double.isFinite(end.value())) {
                return best;
            }
            double[] whole = counted.whole(end.point());
            next = next.to(at(whole, price(whole), end));
            if (!(next.value() < best.value())) {
                return best.joinedBy(Descent.from(whole, 0, end.evaluations()));
            }
            best = next;
        }
        return best;
    }

    private static Solution at(double[] point, double value, Solution end) {
        return Solution.of(point, value, end.gradientNorm(), end.stop(), end.evaluations());
    }

    private static Solution descend(int limit, SquaresCost cost, double[] start) {
        return Solver.gaussNewton(limit, ENOUGH).solve(cost, start);
    }

    private double price(double[] point) {
        double price = runs.cost(problem.objective()).value(scaled(point));
        return Double.isNaN(price) ? Double.POSITIVE_INFINITY : price;
    }

    private double[] scaled(double[] point) {
        Objective own = problem.objective();
        return own.fitsScale() ? runs.withScale(own, point) : point;
    }

    /** What the square of each row counts in the objective at a point. */
    private double[] factors(double[] point) {
        Objective own = problem.objective();
        double[] residuals = runs.residuals(point);
        double[] factors = problem.weights().toArray();
        for (int row = 0; row < factors.length; row++) {
            double size = Math.max(Math.abs(residuals[row]), LEAST_RESIDUAL);
            double slope = own.fitsScale() ? 1 : own.rho().slope(size);
            factors[row] *= Double.isFinite(size) ? Math.max(0, slope / size) : 0;
        }
        return factors;
    }

    /** The best few, each of another place, at their ends. */
    private List<Descent> finished(List<Descent> ends, int count) {
        List<Descent> places = new ArrayList<>();
        for (Descent next : sorted(ends, List.of())) {
            int last = places.size() - 1;
            if (last >= 0
                    && next.value() - places.get(last).value()
                            <= MET * Math.abs(places.get(last).value())) {
                places.set(last, places.get(last).joinedBy(next));
            } else if (places.size() < count) {
                places.add(next);
            }
        }
        Solver solver = Solver.trustRegion(TO_THE_END, NEARLY_ALL);
        Objective own = problem.objective();
        List<Descent> finished = new ArrayList<>();
        for (Descent place : places) {
            Solution end = solver.solve(runs.cost(own), scaled(place.solution().point()));
            finished.add(end.value() <= place.value() ? place.to(end) : place);
        }
        return sorted(finished, List.of());
    }

    /** From the best end along the path from an easy objective: what is found must not beat its own end. */
    private Descent along(Descent best) {
        Descent next = Descent.from(lawPoint(best), 0, 0);
        double spread = 0;
        double[] residuals = runs.residuals(lawPoint(best));
        for (double residual : residuals) {
            spread += Math.abs(residual) / residuals.length;
        }
        Solver solver = Solver.trustRegion(ON_THE_WAY, NEARLY_ALL);
        for (Objective stage : problem.objective().path(Math.max(spread, Double.MIN_NORMAL))) {
            double[] point = next.solution().point();
            next = next.to(runs.solve(solver, stage, next.before(), point));
        }
        return next.valued(price(lawPoint(next)));
    }

    /**
     * Every number that is not solved for is led both ways, and let go on the way. One that has run
     * away, to where a law of limits is as flat as a plain, or to a bound, is also led back among the
     * starts.
     */
    private List<Descent> walks(Descent best, List<double[]> starts) {
        double[] whole = lawPoint(best);
        ProjectedSquares counted = squares.counting(factors(whole));
        double[] floor = counted.place(whole);
        List<Descent> ends = new ArrayList<>();
        for (int k = 0; k < floor.length; k++) {
            double far = FAR * (1 + Math.abs(floor[k]));
            walk(counted, floor, k, Math.max(counted.lower(k), floor[k] - far), ends);
            walk(counted, floor, k, Math.min(counted.upper(k), floor[k] + far), ends);
            double[] tried = tried(counted, starts, k);
            boolean away = floor[k] < tried[0] || floor[k] > tried[tried.length - 1];
            if (away || isAtBound(counted, floor, k)) {
                walk(counted, floor, k, tried[tried.length / 2], ends);
            }
        }
        return ends;
    }

    private static boolean isAtBound(ProjectedSquares counted, double[] place, int k) {
        return place[k] - counted.lower(k) < AT_BOUND || counted.upper(k) - place[k] < AT_BOUND;
    }

    /** The values of a number in the starts, in order. */
    private static double[] tried(ProjectedSquares counted, List<double[]> starts, int k) {
        return starts.stream().mapToDouble(start -> counted.place(start)[k]).sorted().toArray();
    }

    private void walk(
            ProjectedSquares counted, double[] floor, int k, double target, List<Descent> ends) {
        double[] place = floor;
        for (double share : SHARES) {
            double value = floor[k] + share * (target - floor[k]);
            Held held = new Held(counted, k, value);
            Solution followed = descend(DESCENDING, held, held.without(place));
            if (target == floor[k] || !Double.isFinite(followed.value())) {
                return;
            }
            place = held.with(followed.point());
            double[] whole = counted.whole(place);
            ends.add(reweighted(Descent.from(whole, 0, followed.evaluations())));
        }
    }

    /** A point without the scale that some objectives fit. */
    private double[] lawPoint(Descent descent) {
        return Arrays.copyOf(descent.solution().point(), problem.coordinates().dimension());
    }

    private static List<Descent> sorted(List<Descent> some, List<Descent> others) {
        List<Descent> all = new ArrayList<>(some);
        all.addAll(others);
        all.sort(Comparator.comparingDouble(Descent::value));
        return all;
    }
}
