package org.scalinglaws.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.problem.FitProblem;
import org.scalinglaws.problem.NoFitException;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.problem.Resample;
import org.scalinglaws.solve.Basin;
import org.scalinglaws.solve.Solution;
import org.scalinglaws.solve.Solver;
import org.scalinglaws.solve.SquaresCost;
import org.scalinglaws.solve.Stop;

/**
 * The search for the global optimum: every start goes along the path from an easy objective to the
 * real one, and joins it where the threshold is as wide as its residuals, a promising one once more
 * where it is sharper; those that meet go on as one; the lowest end wins. While few starts led to
 * it, further ones are tried.
 */
record Search<L extends LossLaw>(FitProblem<L> problem, Solver solver) {
    /** Two ends are one basin when their values agree to this share. */
    private static final double SAME = 1e-8;

    /** A start with residuals up to this many times the least joins the path twice. */
    private static final double PROMISING = 2;

    /** The second time after so many stages: some basins exist under sharp thresholds only. */
    private static final int SKIPPED = 3;

    /** So many starts must lead to the best basin, or others are tried, for so many rounds. */
    private static final int AGREEING = 3;

    private static final int ROUNDS = 6;

    /** No further round after so many evaluations. */
    private static final int MANY = 100_000;

    /** A descent: where it stands and stood before, and how many starts it speaks for. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Descent(Solution solution, double[] before, int starts, int evaluations) {
        static Descent from(double[] start, int evaluations) {
            return new Descent(Solution.of(start, 0, 0, Stop.CONVERGED, 0), start, 1, evaluations);
        }
    }

    Fit<L> fit() {
        List<Descent> descents = descend(problem.starts());
        for (int round = 1; round <= ROUNDS && doubtful(descents); round++) {
            List<Descent> all = new ArrayList<>(descents);
            SquaresCost squares = problem.squares();
            problem.furtherStarts(round).forEach(start -> all.add(eased(squares, start)));
            descents = merge(all);
        }
        return finish(descents);
    }

    /** Whether too few starts led to the best basin to believe that there is no better one. */
    private static boolean doubtful(List<Descent> descents) {
        int evaluations = descents.stream().mapToInt(Descent::evaluations).sum();
        return descents.get(0).starts < AGREEING
                && evaluations < MANY
                && !Thread.currentThread().isInterrupted();
    }

    private List<Descent> descend(List<double[]> starts) {
        if (starts.isEmpty()) {
            throw new NoFitException(
                    String.format(
                            "law '%s' exists nowhere within its bounds for these runs",
                            problem.family().name()));
        }
        double[] spreads = starts.stream().mapToDouble(this::spread).toArray();
        double least = Arrays.stream(spreads).min().orElseThrow();
        List<Objective> path = path(Arrays.stream(spreads).max().orElseThrow());
        Resample runs = problem.resample();
        List<Descent> descents = new ArrayList<>();
        for (int stage = 0; stage < path.size(); stage++) {
            for (int i = 0; i < spreads.length; i++) {
                int joins = path.size() - path(spreads[i]).size();
                int again = Math.min(joins + SKIPPED, path.size() - 1);
                boolean promising = spreads[i] <= PROMISING * least && again > joins;
                if (stage == joins || (promising && stage == again)) {
                    descents.add(Descent.from(starts.get(i), 0));
                }
            }
            Objective easy = path.get(stage);
            descents =
                    merge(
                            descents.stream()
                                    .map(from -> descend(runs, solver, easy, from))
                                    .toList());
        }
        return descents;
    }

    /**
     * The optimum that a start leads to. Newton's method goes astray where the cost bends downward,
     * far from the optimum, so each beginning is also taken downhill by Levenberg and Marquardt's
     * method first, on the squares of the same residuals; every way ends with the fit's own solver.
     */
    Fit<L> fitFrom(double[] values) {
        List<double[]> beginnings = problem.startsFrom(values);
        SquaresCost squares = problem.squares();
        List<Descent> ways = new ArrayList<>();
        for (int i = beginnings.size() - 1; i >= 0; i--) {
            ways.add(eased(squares, beginnings.get(i)));
        }
        beginnings.forEach(beginning -> ways.add(along(Descent.from(beginning, 0))));
        Descent best = ways.get(0);
        for (Descent way : ways) {
            best = lower(way.solution, best.solution) ? way : best;
        }
        if (!Double.isFinite(best.solution.value())) {
            throw new NoFitException(
                    String.format(
                            "law '%s' does not exist at the start for these runs",
                            problem.family().name()));
        }
        int evaluations = ways.stream().mapToInt(Descent::evaluations).sum();
        double value = judged(best);
        return result(best.solution, value, evaluations, List.of(new Basin(value, 1)));
    }

    /** One start, first downhill on squares and then along the whole of its path. */
    private Descent eased(SquaresCost squares, double[] start) {
        Solution lower = Solver.levenbergMarquardt().solve(squares, start);
        return along(Descent.from(lower.point(), lower.evaluations()));
    }

    /** One start along the whole of its path. */
    private Descent along(Descent from) {
        Resample runs = problem.resample();
        Descent descent = from;
        for (Objective stage : path(spread(from.before))) {
            descent = descend(runs, solver, stage, descent);
        }
        return descent;
    }

    /** Lower by more than rounding, or as low and an optimum where the other is none. */
    private boolean lower(Solution next, Solution best) {
        if (!Double.isFinite(next.value()) || !Double.isFinite(best.value())) {
            return Double.isFinite(next.value());
        }
        boolean ends = next.stop().isOptimum() && !best.stop().isOptimum();
        return next.value() < best.value() && (ends || !same(next, best, floor()));
    }

    private List<Objective> path(double spread) {
        return problem.objective().path(spread);
    }

    private double spread(double[] start) {
        double[] residuals = problem.residuals(start);
        double sum = 0;
        for (double residual : residuals) {
            sum += Math.abs(residual);
        }
        return Math.max(sum / residuals.length, Double.MIN_NORMAL);
    }

    private static Descent descend(Resample runs, Solver solver, Objective stage, Descent from) {
        double[] point = from.solution.point();
        Solution end = runs.solve(solver, stage, from.before, point);
        return new Descent(end, point, from.starts, from.evaluations + end.evaluations());
    }

    /** The descents with those that reached the same value made one, the best first. */
    private List<Descent> merge(List<Descent> descents) {
        List<Descent> sorted = new ArrayList<>(descents);
        sorted.sort(Comparator.comparingDouble(descent -> descent.solution.value()));
        List<Descent> distinct = new ArrayList<>();
        double floor = floor();
        for (Descent next : sorted) {
            int last = distinct.size() - 1;
            if (last >= 0 && same(distinct.get(last).solution, next.solution, floor)) {
                Descent kept = distinct.get(last);
                distinct.set(
                        last,
                        new Descent(
                                kept.solution,
                                kept.before,
                                kept.starts + next.starts,
                                kept.evaluations + next.evaluations));
            } else {
                distinct.add(next);
            }
        }
        return distinct;
    }

    /** The sum of squares of residuals at rounding: below it two values cannot be told apart. */
    private double floor() {
        boolean shares = problem.objective().logarithmic();
        double[] losses = problem.runs().losses();
        double[] weights = problem.runs().weights();
        double sum = 0;
        for (int row = 0; row < losses.length; row++) {
            sum += weights[row] * (shares ? 1 : losses[row] * losses[row]);
        }
        return 1e-26 * sum;
    }

    private static boolean same(Solution better, Solution worse, double floor) {
        return worse.value() - better.value() <= SAME * Math.abs(better.value()) + floor;
    }

    private Fit<L> finish(List<Descent> descents) {
        Solution best = descents.get(0).solution;
        if (!Double.isFinite(best.value())) {
            throw new NoFitException(
                    String.format(
                            "law '%s' exists nowhere within its bounds for these runs",
                            problem.family().name()));
        }
        int evaluations = descents.stream().mapToInt(Descent::evaluations).sum();
        List<Basin> basins =
                descents.stream()
                        .map(descent -> new Basin(judged(descent), descent.starts))
                        .sorted(Comparator.comparingDouble(Basin::value))
                        .toList();
        return result(best, judged(descents.get(0)), evaluations, basins);
    }

    private Fit<L> result(Solution best, double value, int evaluations, List<Basin> basins) {
        Solution solution =
                new Solution(
                        best.point(), value, best.gradientNorm(), best.stop(), evaluations, basins);
        return new Fit<>(problem.law(best.point()), problem, solution, solver);
    }

    /** The value of the problem's own objective, from which the last stage may differ. */
    private double judged(Descent descent) {
        return problem.cost().value(descent.solution.point());
    }
}
