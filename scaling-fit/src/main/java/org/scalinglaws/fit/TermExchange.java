package org.scalinglaws.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.scalinglaws.problem.FitProblem;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.solve.Held;
import org.scalinglaws.solve.Solution;
import org.scalinglaws.solve.Solver;
import org.scalinglaws.solve.SquaresCost;

/**
 * Stepwise selection of terms by orthogonal matching pursuit: a term whose strength is zero leaves a
 * smaller law, in which the other numbers of the term are mute. From the best smaller law the term is
 * added back wherever it explains most of the residuals, and the law goes downhill from there. So a
 * term that is felt in one small place, as a sharp break between two runs, is not missed.
 *
 * @see <a href="https://doi.org/10.1109/78.258082">Mallat and Zhang (1993), Matching pursuits with
 *     time-frequency dictionaries</a>
 */
record TermExchange(FitProblem<?> problem) {
    /**
     * So many places of a term with one number that tells where it is felt, and so many times more
     * where two or more do, are priced; from the best of them the law goes downhill.
     */
    private static final int PLACES = 128;

    private static final int MORE = 12;

    private static final int BEST = 8;

    /** So many laws with some of the terms are kept while the next term is added. */
    private static final int KEPT = 3;

    private static final int DESCENDING = 120;
    private static final double ENOUGH = 1e-6;

    /** A column or a sine of an angle below this is rounding. */
    private static final double ROUNDING = 1e-12;

    /** Two places whose terms look alike to this share are one place. */
    private static final double ALIKE = 1 - 1e-6;

    /** A strength to see what a term moves. */
    private static final double SOME = 0.1;

    /** A number that may be zero, and the numbers that then say nothing. */
    private record Term(int strength, List<Integer> mute) {}

    /** A place of a term, its strength there, and how much of the squares it explains. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Priced(double[] place, double strength, double score, double[] direction) {}

    /** The ends of all exchanges from a point: no independent starts. */
    List<Descent> from(double[] point) {
        SquaresCost squares = problem.resample().squares(factors(point));
        List<Term> terms = terms(squares, point);
        List<Descent> ends = new ArrayList<>();
        for (Term term : terms) {
            ends.addAll(added(squares, without(squares, List.of(term), point), term, List.of()));
        }
        if (terms.size() > 1) {
            ends.addAll(built(squares, terms, point));
        }
        SquaresCost plain = problem.resample().squares();
        return ends.stream().map(end -> end.valued(plain.value(end.solution().point()))).toList();
    }

    /** From the law without any of the terms, one term after the other. */
    private List<Descent> built(SquaresCost squares, List<Term> terms, double[] point) {
        List<Descent> kept = List.of(without(squares, terms, point));
        for (int i = 0; i < terms.size(); i++) {
            List<Term> absent = terms.subList(i + 1, terms.size());
            List<Descent> longer = new ArrayList<>();
            for (Descent from : kept) {
                longer.addAll(added(squares, from, terms.get(i), absent));
            }
            longer.sort(Comparator.comparingDouble(Descent::value));
            boolean last = absent.isEmpty();
            kept = longer.subList(0, last ? longer.size() : Math.min(KEPT, longer.size()));
        }
        return kept;
    }

    /**
     * How much less a robust objective counts the square of each residual than those of usual size;
     * one for all where squares are the objective.
     */
    private double[] factors(double[] point) {
        Objective own = problem.objective();
        double[] sizes = Arrays.stream(problem.at(point).residuals()).map(Math::abs).toArray();
        double[] sorted = sizes.clone();
        Arrays.sort(sorted);
        double usual = sorted[sorted.length / 2];
        double[] factors = new double[sizes.length];
        double most = share(own, usual);
        for (int row = 0; row < sizes.length; row++) {
            double factor = share(own, Math.max(sizes[row], usual)) / most;
            factors[row] = Double.isFinite(factor) && factor >= 0 ? factor : 1;
        }
        return factors;
    }

    private static double share(Objective own, double size) {
        return (own.fitsScale() ? 1 : own.rho().slope(size)) / size;
    }

    /** Every number that may be zero and at zero makes others mute. */
    private static List<Term> terms(SquaresCost squares, double[] point) {
        List<Term> terms = new ArrayList<>();
        for (int i = 0; i < point.length; i++) {
            if (squares.lower(i) <= 0 && squares.upper(i) >= 0) {
                List<Integer> silent = silent(squares, point, i, 0);
                double some = squares.upper(i) > 0 ? SOME : -SOME;
                silent.removeAll(silent(squares, point, i, point[i] == 0 ? some : point[i]));
                if (!silent.isEmpty()) {
                    terms.add(new Term(i, silent));
                }
            }
        }
        return terms;
    }

    /** The numbers that move no residual while one of them has a given value. */
    private static List<Integer> silent(SquaresCost squares, double[] point, int i, double value) {
        double[] moved = point.clone();
        moved[i] = value;
        double[][] columns = columns(squares, moved);
        List<Integer> silent = new ArrayList<>();
        for (int k = 0; k < point.length; k++) {
            if (k != i && Math.sqrt(dot(columns[k], columns[k])) == 0) {
                silent.add(k);
            }
        }
        return silent;
    }

    /** The best law without some terms, near a point. */
    private static Descent without(SquaresCost squares, List<Term> terms, double[] point) {
        double[] start = point.clone();
        terms.forEach(term -> start[term.strength] = 0);
        return downhill(squares, terms.stream().map(Term::strength).toList(), start);
    }

    /** Downhill with some numbers held where they are. */
    private static Descent downhill(SquaresCost squares, List<Integer> held, double[] start) {
        if (held.isEmpty()) {
            Solution end = Solver.gaussNewton(DESCENDING, ENOUGH).solve(squares, start);
            return Descent.from(end.point(), 0, end.evaluations()).valued(end.value());
        }

        // The last coordinate goes first, so that those before it keep their places.
        int last = held.stream().mapToInt(Integer::intValue).max().orElseThrow();
        Held without = new Held(squares, last, start[last]);
        List<Integer> others = held.stream().filter(place -> place != last).toList();
        Descent end = downhill(without, others, without.without(start));
        double[] point = without.with(end.solution().point());
        return Descent.from(point, 0, end.evaluations()).valued(end.value());
    }

    /** The ends from the best places of a term that is absent, while other terms stay absent. */
    private List<Descent> added(SquaresCost squares, Descent from, Term term, List<Term> absent) {
        List<Integer> held = new ArrayList<>(absent.stream().map(Term::strength).toList());
        List<Integer> first = new ArrayList<>(held);
        first.addAll(term.mute);
        List<Descent> ends = new ArrayList<>();
        for (Priced priced : best(squares, from.solution().point(), term)) {
            if (Thread.currentThread().isInterrupted()) {
                return ends;
            }
            double[] start = placed(from.solution().point(), term, priced.place);
            start[term.strength] = priced.strength;
            Descent there = downhill(squares, first, start);
            Descent end = downhill(squares, held, there.solution().point());
            if (Double.isFinite(end.value())) {
                ends.add(end);
            }
        }
        return ends;
    }

    private static double[] placed(double[] point, Term term, double[] place) {
        double[] placed = point.clone();
        for (int k = 0; k < place.length; k++) {
            placed[term.mute.get(k)] = place[k];
        }
        return placed;
    }

    /**
     * The places where a little of the term lowers the squares most, once the other numbers make room
     * for it. While its strength is zero no residual depends on the place, so that a place is priced by
     * the slope of the residuals alone.
     */
    private List<Priced> best(SquaresCost squares, double[] point, Term term) {
        double[] residuals = residuals(squares, point);
        List<double[]> basis = new ArrayList<>();
        double[][] columns = columns(squares, point);
        for (int k = 0; k < columns.length; k++) {
            if (k != term.strength && !term.mute.contains(k)) {
                double[] rest = orthogonal(columns[k], basis);
                if (rest.length > 0) {
                    basis.add(rest);
                }
            }
        }

        // Only what the other numbers cannot explain speaks for a place.
        List<Priced> all = new ArrayList<>();
        int places = term.mute.size() > 1 ? MORE * PLACES : PLACES;
        int rows = residuals.length;
        double[] unread = new double[rows];
        double[] flat = new double[rows * point.length];
        for (double[] place : problem.starts().places(term.mute, places)) {
            squares.residuals(placed(point, term, place), unread, flat);
            int first = rows * term.strength;
            double[] column = Arrays.copyOfRange(flat, first, first + rows);
            double[] direction = orthogonal(column, basis);
            if (direction.length > 0) {
                double along = -dot(direction, residuals);
                double strength = along / dot(direction, column);
                boolean allowed =
                        strength > 0
                                ? squares.upper(term.strength) > 0
                                : squares.lower(term.strength) < 0;
                if (allowed && Double.isFinite(strength)) {
                    all.add(new Priced(place, strength, along * along, direction));
                }
            }
        }

        all.sort(Comparator.comparingDouble(priced -> -priced.score));
        return different(all);
    }

    private static List<Priced> different(List<Priced> sorted) {
        List<Priced> chosen = new ArrayList<>();
        for (Priced next : sorted) {
            boolean seen =
                    chosen.stream()
                            .anyMatch(
                                    other ->
                                            Math.abs(dot(other.direction, next.direction)) > ALIKE);
            if (!seen && chosen.size() < BEST) {
                chosen.add(next);
            }
        }
        return chosen;
    }

    /** What is left of a column beside others of length one, brought to that length; or nothing. */
    private static double[] orthogonal(double[] column, List<double[]> basis) {
        double[] rest = column.clone();
        for (double[] other : basis) {
            double along = dot(other, rest);
            for (int row = 0; row < rest.length; row++) {
                rest[row] -= along * other[row];
            }
        }
        double length = Math.sqrt(dot(rest, rest));
        if (!(length > ROUNDING * Math.sqrt(dot(column, column)))) {
            return new double[0];
        }
        for (int row = 0; row < rest.length; row++) {
            rest[row] /= length;
        }
        return rest;
    }

    private static double[] residuals(SquaresCost squares, double[] point) {
        double[] residuals = new double[squares.rows()];
        squares.residuals(point, residuals, new double[squares.rows() * squares.dimension()]);
        return residuals;
    }

    private static double[][] columns(SquaresCost squares, double[] point) {
        int rows = squares.rows();
        double[] flat = new double[rows * squares.dimension()];
        squares.residuals(point, new double[rows], flat);
        double[][] columns = new double[squares.dimension()][];
        Arrays.setAll(columns, k -> Arrays.copyOfRange(flat, k * rows, (k + 1) * rows));
        return columns;
    }

    private static double dot(double[] left, double[] right) {
        double sum = 0;
        for (int row = 0; row < left.length; row++) {
            sum += left[row] * right[row];
        }
        return sum;
    }
}
