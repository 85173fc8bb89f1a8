package org.scalinglaws.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.problem.FitProblem;
import org.scalinglaws.problem.NoFitException;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.problem.Resample;
import org.scalinglaws.problem.Residual;
import org.scalinglaws.solve.Basin;
import org.scalinglaws.solve.Cost;
import org.scalinglaws.solve.Solution;
import org.scalinglaws.solve.Solver;
import org.scalinglaws.solve.SquaresCost;

/**
 * A graduated multi-start over variable projection: every start, with its coefficients solved for,
 * goes by continuation along the path from an easy objective to the real one, and joins it where the
 * threshold is as wide as its residuals, a promising one once more where it is sharper; those that
 * meet go on as one. The problem's own objective judges where they end. While few starts led to the
 * best end, further ones are tried; where more than two numbers are not solved for, walks along each
 * coordinate set out from the best end too.
 *
 * @see <a href="https://doi.org/10.1137/0710036">Golub and Pereyra (1973), variable projection</a>
 * @see <a href="https://mitpress.mit.edu/9780262022712">Blake and Zisserman (1987), Visual
 *     Reconstruction, graduated non-convexity</a>
 * @see <a href="https://doi.org/10.1007/BF02592070">Rinnooy Kan and Timmer (1987), multi-level single
 *     linkage: starts that meet are one</a>
 */
record Search<L extends LossLaw>(
        FitProblem<L> problem, Resample runs, Solver solver, boolean thorough) {
    /** Two ends are one basin when their values agree to this share. */
    private static final double SAME = 1e-8;

    /** The second time after so many stages: some basins exist under sharp thresholds only. */
    private static final int SKIPPED = 3;

    /** So many starts must lead to the best basin, or others are tried, for so many rounds. */
    private static final int AGREEING = 3;

    private static final int ROUNDS = 6;

    /** No further round after so many evaluations. */
    private static final int MANY = 100_000;

    /** With more coordinates to choose than this, a grid shows not every valley. */
    static final int SEEN = 2;

    /** Walks set out from the best end at most so often. */
    private static final int WALKS = 4;

    /** A stage on the way need not be solved to its last digit where many numbers are chosen. */
    private static final int ON_THE_WAY = 300;

    static final double ENOUGH = 1e-10;

    /** Corners are sharpened from thresholds of this share of the residuals. */
    static final double SHARPER = 1e-3;

    /** Residuals of this share of the loss are rounding. */
    private static final double ROUNDING = 1e-13;

    /** Of one thread: what is precomputed for the runs is shared by all descents. */
    Search(FitProblem<L> problem, Solver solver, boolean thorough) {
        this(problem, problem.resample(), solver, thorough);
    }

    Fit<L> fit() {
        return finish(descents());
    }

    List<Descent> descents() {
        SampledSearch<L> sampled = new SampledSearch<>(this);
        List<Descent> ends = sampled.isWorthIt() ? sampled.ends() : List.of();
        return ends.isEmpty() ? byAll() : judge(ends);
    }

    List<Descent> byAll() {
        List<Descent> descents = judge(descend(problem.starts().scanned()));
        if (thorough && hard()) {
            List<Descent> walked = onward(covered(descents), this::walked);
            return onward(onward(walked, this::hopped), this::again);
        }
        for (int round = 1; round <= ROUNDS && doubtful(descents); round++) {
            descents = further(descents, round);
        }
        return descents;
    }

    private Objective lastStage() {
        List<Objective> path = path(Double.MIN_NORMAL);
        return path.get(path.size() - 1);
    }

    /** The optimum by way of cheaper laws, nearly the same. */
    Fit<L> fitNear(FitProblem<L> nearly) {
        List<Descent> ends = new CheaperSearch<>(this, nearly).ends();
        if (ends.isEmpty()) {
            throw existsNowhere();
        }
        return finish(merge(ends, ownFloor()));
    }

    /** Down from the end of another descent, by the problem's own objective. */
    Descent near(Descent end, Solver by) {
        double[] point = lawPoint(end.solution());
        Objective own = problem.objective();
        double[] start = own.fitsScale() ? runs.withScale(own, point) : point;
        Cost cost = runs.cost(own);
        return valued(cost, end.to(by.solve(cost, start)));
    }

    private NoFitException existsNowhere() {
        return new NoFitException(
                String.format(
                        "law '%s' exists nowhere within its bounds for these runs",
                        problem.family().name()));
    }

    boolean hard() {
        return problem.starts().searched() > SEEN;
    }

    /** Many more starts, each downhill on squares; of their ends the most promising go on. */
    private List<Descent> covered(List<Descent> descents) {
        if (!worthWhile(descents.get(0))) {
            return descents;
        }
        List<Descent> ends = new ArrayList<>(new Cover<>(problem).ends());
        ends.addAll(new Faces<>(problem, face -> new Search<>(face, solver, true).fit()).ends());
        List<Descent> all = new ArrayList<>(descents);
        all.addAll(judge(new Contest<>(problem, solver).winners(ends)));
        return merge(all, ownFloor());
    }

    private List<Descent> further(List<Descent> descents, int round) {
        List<Descent> all = new ArrayList<>(descents);
        SquaresCost squares = runs.squares();
        List<Descent> eased =
                problem.starts().further(round).stream()
                        .map(start -> eased(squares, start))
                        .toList();
        all.addAll(judge(eased));
        return merge(all, ownFloor());
    }

    /** Walks from the best end, and terms of the law elsewhere. */
    private List<Descent> walked(Solution best) {
        double[] point = lawPoint(best);
        List<Descent> ends = new ArrayList<>(new Walks(problem).from(point));
        ends.addAll(new TermExchange(problem).from(point));
        return judge(new Contest<>(problem, solver).winners(ends));
    }

    /** No start may be left for a worse end, so the best end is a start too. */
    private List<Descent> again(Solution best) {
        Solution next = fitFrom(problem.at(best.point()).values()).solution();
        Descent end = new Descent(next, best.point(), 0, next.evaluations());
        return lower(next, best) ? List.of(end) : List.of();
    }

    /** Ends beside the best one, in the same valley of squares. */
    private List<Descent> hopped(Solution best) {
        Hops<L> hops = new Hops<>(problem, runs, solver);
        return judge(hops.from(lawPoint(best))).stream()
                .filter(end -> lower(end.solution(), best))
                .toList();
    }

    /** What lies beyond the best end, and beyond what is found there, as long as that is lower. */
    private List<Descent> onward(List<Descent> descents, Function<Solution, List<Descent>> beyond) {
        List<Descent> found = descents;
        for (int round = 0; round < WALKS && worthWhile(found.get(0)); round++) {
            Solution best = found.get(0).solution();
            List<Descent> all = new ArrayList<>(found);
            all.addAll(beyond.apply(best));
            found = merge(all, ownFloor());
            if (!lower(found.get(0).solution(), best)) {
                return found;
            }
        }
        return found;
    }

    private boolean worthWhile(Descent best) {
        return Double.isFinite(best.value())
                && (problem.objective().fitsScale() || best.value() > ownFloor())
                && !Thread.currentThread().isInterrupted();
    }

    /** A point without the scale that some objectives fit. */
    private double[] lawPoint(Solution solution) {
        return Arrays.copyOf(solution.point(), problem.coordinates().dimension());
    }

    /** From the end of another descent: along the whole path, and straight down its last stage. */
    private List<Descent> ways(double[] start, int evaluations) {
        List<Objective> path = path(spread(start));
        Descent from = Descent.from(start, 0, evaluations);
        Descent along = along(from);
        if (path.size() == 1) {
            return List.of(along);
        }
        Objective last = path.get(path.size() - 1);
        Descent straight = descend(runs, solver, last, Descent.from(start, 0, 0));
        return List.of(along, straight);
    }

    /** Whether too few starts led to the best basin to believe that there is no better one. */
    private static boolean doubtful(List<Descent> descents) {
        int evaluations = descents.stream().mapToInt(Descent::evaluations).sum();
        return descents.get(0).starts() < AGREEING
                && evaluations < MANY
                && !Thread.currentThread().isInterrupted();
    }

    /**
     * The descents by the problem's own objective, from which the last stage may differ: where its
     * corners were smoothed each is taken down once more, over thresholds that begin small.
     */
    private List<Descent> judge(List<Descent> descents) {
        Cost own = runs.cost(problem.objective());
        List<Descent> judged = new ArrayList<>();
        for (Descent descent : descents) {
            Descent best = valued(own, descent);

            // The work of a second descent counts, whichever of the two ends lower.
            if (thorough && !lastStage().equals(problem.objective())) {
                Descent sharper = descent;
                for (Objective stage : path(SHARPER * spread(descent.solution().point()))) {
                    sharper = descend(runs, solver, stage, sharper);
                }
                Descent again = valued(own, sharper);
                best =
                        again.value() < best.value()
                                ? again
                                : new Descent(
                                        best.solution(),
                                        best.before(),
                                        best.starts(),
                                        again.evaluations());
            }
            judged.add(best);
        }
        return merge(judged, ownFloor());
    }

    /** NaN where the law cannot be written in the units of the runs: it is no answer. */
    Descent valued(Cost own, Descent descent) {
        double[] values = problem.at(descent.solution().point()).values();
        boolean exists = Arrays.stream(values).allMatch(Double::isFinite);
        return descent.valued(exists ? own.value(descent.solution().point()) : Double.NaN);
    }

    private List<Descent> descend(List<double[]> starts) {
        if (starts.isEmpty()) {
            throw existsNowhere();
        }

        // One joins the path where its own residuals are of the size of the stage.
        List<Approach.Beginning> beginnings = new Approach<>(this).beginnings(runs, starts);
        List<Objective> path =
                path(
                        beginnings.stream()
                                .mapToDouble(Approach.Beginning::spread)
                                .max()
                                .orElseThrow());
        List<Descent> descents = new ArrayList<>();
        for (int stage = 0; stage < path.size(); stage++) {
            for (Approach.Beginning beginning : beginnings) {
                int joins = path.size() - path(beginning.spread()).size();
                int again = Math.min(joins + SKIPPED, path.size() - 1);
                boolean twice = beginning.promising() && again > joins;
                if (stage == joins || (twice && stage == again)) {
                    descents.add(beginning.descent());
                }
            }

            Objective easy = path.get(stage);
            boolean last = stage == path.size() - 1;
            boolean eased = hard() || solver.equals(Solver.trustRegion());
            Solver way = eased && !last ? Solver.trustRegion(ON_THE_WAY, ENOUGH) : solver;
            descents =
                    merge(
                            descents.stream().map(from -> descend(runs, way, easy, from)).toList(),
                            floor());
        }
        return descents;
    }

    /**
     * The optimum that a start leads to. Newton's method goes astray where the cost bends downward,
     * far from the optimum, so each beginning is also taken downhill by Levenberg and Marquardt's
     * method first, on the squares of the same residuals; every way ends with the fit's own solver.
     */
    Fit<L> fitFrom(double[] values) {
        List<double[]> beginnings = problem.starts().from(values);
        SquaresCost squares = runs.squares();

        // Downhill on squares first, which are smooth, then along the whole path from the start
        // itself.
        List<Descent> ways = new ArrayList<>();
        for (int i = beginnings.size() - 1; i >= 0; i--) {
            ways.add(eased(squares, beginnings.get(i)));
        }
        for (double[] beginning : beginnings) {
            ways.addAll(ways(beginning, 0));
        }

        // A way that ends above the start itself has led astray: the start stands among them.
        List<Descent> judged = new ArrayList<>();
        ways.forEach(way -> judged.addAll(judge(List.of(way))));
        judged.add(stay(beginnings.get(beginnings.size() - 1)));
        Descent best = judged.get(0);
        for (Descent way : judged) {
            best = lower(way.solution(), best.solution()) ? way : best;
        }

        if (!Double.isFinite(best.value())) {
            throw new NoFitException(
                    String.format(
                            "law '%s' does not exist at the start for these runs",
                            problem.family().name()));
        }
        int evaluations = ways.stream().mapToInt(Descent::evaluations).sum();
        return result(best.solution(), evaluations, List.of(new Basin(best.value(), 1)));
    }

    /** The start itself, polished by the problem's own objective alone. */
    private Descent stay(double[] start) {
        return near(Descent.from(start, 1, 0), solver);
    }

    /** One start, first downhill on squares and then along the whole of its path. */
    private Descent eased(SquaresCost squares, double[] start) {
        // Squares that are the objective itself are solved to the last digit.
        boolean onTheWay = hard() && path(spread(start)).size() > 1;
        Solver downhill =
                onTheWay ? Solver.gaussNewton(ON_THE_WAY, ENOUGH) : Solver.levenbergMarquardt();
        Solution lower = downhill.solve(squares, start);
        return along(Descent.from(lower.point(), 1, lower.evaluations()));
    }

    /** One start along the whole of its path. */
    private Descent along(Descent from) {
        Descent descent = from;
        for (Objective stage : path(spread(from.before()))) {
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
        return next.value() < best.value() && (ends || !same(next, best, ownFloor()));
    }

    private List<Objective> path(double spread) {
        return problem.objective().path(spread);
    }

    private double spread(double[] start) {
        return spread(runs, start);
    }

    /** The mean size of residuals. */
    static double spread(Resample runs, double[] start) {
        double[] residuals = runs.residuals(start);
        double sum = 0;
        for (double residual : residuals) {
            sum += Math.abs(residual);
        }
        return Math.max(sum / residuals.length, Double.MIN_NORMAL);
    }

    static Descent descend(Resample runs, Solver solver, Objective stage, Descent from) {
        return from.to(runs.solve(solver, stage, from.before(), from.solution().point()));
    }

    /**
     * The descents with those that reached the same value made one, the best first. Of points that no
     * value tells apart one is kept whose numbers a double can hold in the units of the runs.
     */
    List<Descent> merge(List<Descent> descents, double floor) {
        List<Descent> sorted = new ArrayList<>(descents);
        sorted.sort(Comparator.comparingDouble(Descent::value));
        List<Descent> distinct = new ArrayList<>();
        for (Descent next : sorted) {
            int last = distinct.size() - 1;
            if (last >= 0 && same(distinct.get(last).solution(), next.solution(), floor)) {
                Descent kept = distinct.get(last);
                boolean stays = canBeWritten(kept) || !canBeWritten(next);
                distinct.set(last, stays ? kept.joinedBy(next) : next.joinedBy(kept));
            } else {
                distinct.add(next);
            }
        }
        return distinct;
    }

    private boolean canBeWritten(Descent descent) {
        double[] values = problem.at(descent.solution().point()).values();
        return Arrays.stream(values).allMatch(Double::isFinite);
    }

    /** The sum of squares of residuals at rounding: below it two values cannot be told apart. */
    double floor() {
        return 1e-26 * sumOverSizes(size -> size * size);
    }

    /** What the own objective makes of residuals at rounding. */
    double ownFloor() {
        Objective own = problem.objective();
        return own.fitsScale() ? floor() : sumOverSizes(size -> own.rho().loss(ROUNDING * size));
    }

    private double sumOverSizes(DoubleUnaryOperator cost) {
        Residual residual = problem.objective().residual();
        double[] losses = problem.runs().losses();
        double[] weights = problem.weights().toArray();
        double sum = 0;
        for (int row = 0; row < losses.length; row++) {
            sum += weights[row] * cost.applyAsDouble(residual.whole(losses[row]));
        }
        return sum;
    }

    private static boolean same(Solution better, Solution worse, double floor) {
        return worse.value() - better.value() <= SAME * Math.abs(better.value()) + floor;
    }

    private Fit<L> finish(List<Descent> descents) {
        Solution best = descents.get(0).solution();
        if (!Double.isFinite(best.value())) {
            problem.at(best.point()).law();
            throw existsNowhere();
        }
        int evaluations = descents.stream().mapToInt(Descent::evaluations).sum();
        List<Basin> basins =
                descents.stream()
                        .map(descent -> new Basin(descent.value(), descent.starts()))
                        .filter(basin -> Double.isFinite(basin.value()))
                        .toList();
        return result(best, evaluations, basins);
    }

    private Fit<L> result(Solution best, int evaluations, List<Basin> basins) {
        Solution solution =
                new Solution(
                        best.point(),
                        best.value(),
                        best.gradientNorm(),
                        best.stop(),
                        evaluations,
                        basins);
        return new Fit<>(problem.at(best.point()).law(), problem, solution, solver);
    }
}
