package org.scalinglaws.fit;

import java.util.ArrayList;
import java.util.List;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.problem.FitProblem;
import org.scalinglaws.solve.Held;
import org.scalinglaws.solve.Solution;
import org.scalinglaws.solve.Solver;
import org.scalinglaws.solve.SquaresCost;

/**
 * A multi-start over the whole range and over the smaller laws inside the family: from the best
 * points of each part of a Sobol sequence downhill on squares, which takes few evaluations; and from
 * the same points with one number held at a bound or at zero, which is then let go.
 */
record Cover<L extends LossLaw>(FitProblem<L> problem) {
    /** So many more looks over the range have starts of their own. */
    private static final int PARTS = 6;

    private static final int DESCENDING = 60;

    /** The places are compared, not reported: their last digits do not matter. */
    private static final double ENOUGH = 1e-6;

    /** Each start also goes down so many of the smaller laws. */
    private static final int SMALLER = 2;

    /** A coordinate, and where it is held. */
    private record Place(int coordinate, double value) {}

    /** Where the starts end. Those that share a start count as one with the free descent. */
    List<Descent> ends() {
        SquaresCost squares = problem.resample().squares();
        List<Place> places = places(squares);
        List<Descent> ends = new ArrayList<>();
        int turn = 0;
        for (int part = 1; part <= PARTS; part++) {
            for (double[] start : problem.starts().further(part)) {
                if (Thread.currentThread().isInterrupted()) {
                    return ends;
                }
                ends.add(end(squares, start, 1));
                for (int k = 0; k < SMALLER && !places.isEmpty(); k++) {
                    ends.add(smaller(squares, start, places.get(turn++ % places.size())));
                }
            }
        }
        return ends;
    }

    /** Every coordinate at its finite bounds, and at zero where that lies between them. */
    private static List<Place> places(SquaresCost squares) {
        List<Place> places = new ArrayList<>();
        for (int i = 0; i < squares.dimension(); i++) {
            double lower = squares.lower(i);
            double upper = squares.upper(i);
            for (double value : new double[] {lower, 0, upper}) {
                boolean inside = value == 0 && lower < 0 && upper > 0;
                if (Double.isFinite(value) && (inside || value == lower || value == upper)) {
                    places.add(new Place(i, value));
                }
            }
        }
        return places;
    }

    private static Descent smaller(SquaresCost squares, double[] start, Place place) {
        Held held = new Held(squares, place.coordinate, place.value);
        Solution there = solve(held, held.without(start));
        return end(squares, held.with(there.point()), 0);
    }

    private static Descent end(SquaresCost squares, double[] start, int starts) {
        Solution end = solve(squares, start);
        return Descent.from(end.point(), starts, end.evaluations()).valued(end.value());
    }

    private static Solution solve(SquaresCost squares, double[] start) {
        return Solver.gaussNewton(DESCENDING, ENOUGH).solve(squares, start);
    }
}
