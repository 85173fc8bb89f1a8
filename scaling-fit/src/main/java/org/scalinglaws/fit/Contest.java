package org.scalinglaws.fit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.problem.FitProblem;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.problem.Resample;
import org.scalinglaws.solve.Cost;
import org.scalinglaws.solve.Solver;

/**
 * Successive halving of starts: of many places those of lowest squares and of lowest own objective go some
 * steps down, the lower half of them some more, and the best few to their end.
 *
 * @see <a href="https://proceedings.mlr.press/v51/jamieson16.html">Jamieson and Talwalkar (2016),
 *     Non-stochastic best arm identification</a>
 */
record Contest<L extends LossLaw>(FitProblem<L> problem, Solver solver) {
    /** So many places of lowest squares, and so many of lowest own objective, take part. */
    private static final int ENTRANTS = 8;

    /** Evaluations of one stage on the way, and of the last stage before each choice. */
    private static final int STAGE = 30;

    private static final int FIRST = 60;
    private static final int SECOND = 240;

    /** Until the last choice a descent need not go to the last digit. */
    private static final double ENOUGH = 1e-10;

    /** So many go to their end. */
    private static final int FINALISTS = 4;

    /** Squares that agree to this share are one place. */
    private static final double MET = 1e-6;

    /** The ends of the best, on the last stage of the problem's objective. */
    List<Descent> winners(List<Descent> places) {
        Resample runs = problem.resample();
        List<Descent> ways = new ArrayList<>();
        for (Descent entrant : entrants(runs, places)) {
            ways.addAll(ways(runs, entrant));
        }
        List<Descent> half = lowest(ways, Math.max(FINALISTS, ways.size() / 2));
        List<Descent> further =
                half.stream()
                        .map(way -> onward(runs, Solver.trustRegion(SECOND, ENOUGH), way))
                        .toList();
        return lowest(further, FINALISTS).stream().map(way -> onward(runs, solver, way)).toList();
    }

    /** The places of lowest squares and those of lowest own objective, each once. */
    private List<Descent> entrants(Resample runs, List<Descent> places) {
        // Sorted by squares, so that ends of one basin stand next to each other.
        List<Descent> distinct = new ArrayList<>();
        for (Descent next : sorted(places)) {
            int last = distinct.size() - 1;
            boolean met =
                    last >= 0
                            && next.value() - distinct.get(last).value()
                                    <= MET * distinct.get(last).value();
            if (met) {
                distinct.set(last, distinct.get(last).joinedBy(next));
            } else if (Double.isFinite(next.value())) {
                distinct.add(next);
            }
        }

        // What is low by squares may be high by an objective that outliers do not pull.
        Objective own = problem.objective();
        List<Descent> byOwn =
                distinct.stream()
                        .sorted(
                                Comparator.comparingDouble(
                                        end -> price(runs, own, end.solution().point())))
                        .limit(ENTRANTS)
                        .toList();
        Set<Descent> chosen = new LinkedHashSet<>(byOwn);
        chosen.addAll(distinct.subList(0, Math.min(ENTRANTS, distinct.size())));
        return List.copyOf(chosen);
    }

    private static double price(Resample runs, Objective own, double[] point) {
        double[] there = own.fitsScale() ? runs.withScale(own, point) : point;
        double price = runs.cost(own).value(there);
        return Double.isNaN(price) ? Double.POSITIVE_INFINITY : price;
    }

    /** Along the whole path, and straight down its last stage. */
    private List<Descent> ways(Resample runs, Descent entrant) {
        List<Objective> path = path(entrant);
        Objective last = path.get(path.size() - 1);
        double[] start = entrant.solution().point();
        Descent along = entrant;
        for (Objective stage : path) {
            Solver brief = Solver.trustRegion(stage.equals(last) ? FIRST : STAGE, ENOUGH);
            along = descend(runs, brief, stage, along);
        }
        if (path.size() == 1) {
            return List.of(along);
        }
        Descent straight = Descent.from(start, 0, 0);
        return List.of(along, descend(runs, Solver.trustRegion(FIRST, ENOUGH), last, straight));
    }

    private List<Objective> path(Descent at) {
        double[] residuals = problem.at(at.solution().point()).residuals();
        double sum = 0;
        for (double residual : residuals) {
            sum += Math.abs(residual);
        }
        return problem.objective().path(Math.max(sum / residuals.length, Double.MIN_NORMAL));
    }

    /** Further down the stage where the way is; the last one is the same for every way. */
    private Descent onward(Resample runs, Solver by, Descent way) {
        List<Objective> path = path(way);
        return descend(runs, by, path.get(path.size() - 1), way);
    }

    private Descent descend(Resample runs, Solver by, Objective stage, Descent from) {
        double[] point = from.solution().point();
        return from.to(runs.solve(by, stage, point, point));
    }

    private List<Descent> lowest(List<Descent> ways, int count) {
        Cost own = problem.cost();
        List<Descent> valued = new ArrayList<>();
        for (Descent way : ways) {
            double value = own.value(way.solution().point());
            valued.add(way.valued(value));
        }
        return sorted(valued).stream().limit(count).toList();
    }

    private static List<Descent> sorted(List<Descent> descents) {
        return descents.stream().sorted(Comparator.comparingDouble(Descent::value)).toList();
    }
}
