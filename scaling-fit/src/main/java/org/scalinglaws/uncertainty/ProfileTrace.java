package org.scalinglaws.uncertainty;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.math3.analysis.solvers.BracketingNthOrderBrentSolver;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.problem.FitProblem;
import org.scalinglaws.problem.InterruptedFitException;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.solve.Cost;
import org.scalinglaws.solve.Solution;
import org.scalinglaws.solve.Solver;
import org.scalinglaws.solve.Stop;

/**
 * The way along the profile of one number, away from the optimum, by refits that pull the number to
 * a target. Distances are counted in standard errors of the number. For one thread.
 */
final class ProfileTrace<L extends LossLaw> {
    /** The pull, as a multiple of the curvature of the profile at the optimum. */
    private static final double PULL = 100;

    /** So many standard errors away the runs set no limit. */
    private static final double FARTHEST = 100;

    /** How near a refit must come to a height, as a share of it. */
    private static final double EXACT = 1e-6;

    /** A threshold shrinks by this factor from one objective to the next. */
    private static final double CARRY = 0.25;

    /** From more objectives than these the last one is out of reach without the others. */
    private static final int FEW = 4;

    /** A way of so many standard errors is short: it leads to no other valley. */
    private static final double SHORT = 0.5;

    /** Farther than this from the height the profile leaps over it. */
    private static final double NEAR = 1e-3;

    private static final int MOST_REFITS = 100;
    private static final int MOST_MOVES = 30;

    /** A profile that falls by more than this share below the fit has found a better one. */
    private static final double BETTER = 1e-8;

    /** A residual of this share of its loss is rounding. */
    private static final double ROUNDING = 1e-13;

    private final FitProblem<L> problem;
    private final CoordinateQuantity<L> quantity;
    private final double size;
    private final double dispersion;
    private final List<Stage> stages = new ArrayList<>();
    private final Cost cost;
    private final Step origin;
    private final TreeMap<Double, Step> steps = new TreeMap<>();
    private List<double[]> starts;

    /** A smoother objective on the way to the real one, and what it is measured by. */
    private record Stage(Objective objective, Cost cost, double dispersion) {}

    /** A point of the profile: where it is, its number and its objective. */
    @SuppressWarnings("ArrayRecordComponent")
    record Step(double[] point, double quantity, double objective) {}

    /**
     * Starts at the optimum.
     *
     * @param problem the problem of the fit
     * @param optimum its coordinates
     * @param quantity the number
     * @param size its standard error, positive
     * @param dispersion what twice the rise of the objective is measured by
     * @param spare runs less parameters
     */
    ProfileTrace(
            FitProblem<L> problem,
            double[] optimum,
            CoordinateQuantity<L> quantity,
            double size,
            double dispersion,
            double spare) {
        this.problem = problem;
        this.quantity = quantity;
        this.size = size;
        this.dispersion = dispersion;
        this.cost = problem.cost();
        this.origin = new Step(optimum, quantity.value(optimum), cost.value(optimum));
        this.starts = List.of(optimum);
        steps.put(0.0, origin);

        // A sharp objective is approached by blunter ones, each with its own dispersion.
        double[] residuals = problem.at(optimum).residuals();
        double spread = Arrays.stream(residuals).map(Math::abs).average().orElse(0);
        for (Objective stage : problem.objective().path(Math.max(spread, Double.MIN_NORMAL))) {
            double own =
                    stage.fitsScale()
                            ? 1
                            : Moments.of(problem, stage, 1, residuals).dispersion(spare);
            stages.add(new Stage(stage, problem.resample().cost(stage), own));
        }
    }

    /**
     * Gives other points to set out from than the optimum: where the number has an extreme there, no
     * pull moves it.
     */
    void setOutFrom(List<double[]> points) {
        starts = points;
    }

    /** The root of D, which grows nearly as the distance does. */
    private double height(Step step) {
        return Math.sqrt(Math.max(0, 2 * (step.objective - origin.objective) / dispersion));
    }

    /** How far a number lies from that of the fit. */
    private double distance(Step step) {
        return (step.quantity - origin.quantity) / size;
    }

    /**
     * Where the profile reaches a height. The number of a refit is only as sharp as the root of its
     * objective is, so the search stops early, and the last little way is a straight line.
     *
     * @param side -1 for the lower end, 1 for the upper
     * @param root the height: the root of a quantile of D
     * @return the end; where no law within the bounds goes that far, the last one; infinite where the
     *     number goes on and on
     */
    End end(int side, double root) {
        double inner = 0;
        double outer = side * root * (1 + 1 / PULL);
        Step step = refit(outer);

        // Outward until the profile is high enough, or the number runs away.
        while (height(step) < root * (1 - EXACT)) {
            if (Math.abs(outer) >= FARTHEST) {
                boolean follows = side * distance(step) > 0.5 * FARTHEST;
                return new End(follows ? side * Double.POSITIVE_INFINITY : step.quantity, false);
            }
            inner = outer;
            double share = root / height(step);
            outer *= share < 2 ? Math.max(1.1, 1.02 * share) : 2;
            step = refit(outer);
        }

        // Back inward to the height, by a root finder that keeps its bracket (Brent).
        if (height(step) > root * (1 + EXACT)) {
            double target =
                    new BracketingNthOrderBrentSolver(EXACT, EXACT * root, EXACT * root, 3)
                            .solve(
                                    MOST_REFITS,
                                    at -> height(refit(at)) - root,
                                    Math.min(inner, outer),
                                    Math.max(inner, outer));
            step = refit(target);
        }

        // The root of D is nearly straight: the rest of the way is one proportion.
        double share = root / height(step);
        boolean near = Math.abs(share - 1) <= NEAR;
        double way = (near ? share : 1) * (step.quantity - origin.quantity);
        return new End(origin.quantity + way, true);
    }

    /** An end of an interval, and whether the objective rises enough there. */
    record End(double quantity, boolean closed) {}

    /**
     * The point where the number has a value, or comes as near to it as the bounds allow: the target
     * moves on by what is missing.
     */
    Step at(double value) {
        double sought = (value - origin.quantity) / size;
        double target = sought;
        Step step = refit(target);
        for (int i = 0; i < MOST_MOVES && Math.abs(sought - distance(step)) > EXACT; i++) {
            target += sought - distance(step);
            step = refit(target);
        }
        return step;
    }

    /** The best point when the number is pulled to a target, from the nearest one known. */
    private Step refit(double target) {
        Step known = steps.get(target);
        if (known != null) {
            return known;
        }

        // The nearest point known is the best start.
        Map.Entry<Double, Step> below = steps.floorEntry(target);
        Map.Entry<Double, Step> above = steps.ceilingEntry(target);
        boolean lower =
                above == null
                        || (below != null && target - below.getKey() <= above.getKey() - target);
        Map.Entry<Double, Step> nearest = lower ? below : above;
        double way = Math.abs(target - nearest.getKey());
        List<double[]> from = nearest.getKey() == 0 ? starts : List.of(nearest.getValue().point);

        // Of several starts the lowest end counts.
        Step step = descend(from.get(0), target, way);
        for (double[] start : from.subList(1, from.size())) {
            Step other = descend(start, target, way);
            step = pulled(other, target) < pulled(step, target) ? other : step;
        }
        requireNoBetter(problem, origin.objective, step.point, step.objective);
        steps.put(target, step);
        return step;
    }

    /** Refuses a fit that is not the optimum, because a lower objective has been seen. */
    static void requireNoBetter(
            FitProblem<?> problem, double least, double[] point, double objective) {
        if (objective < least - BETTER * Math.abs(least) - rounding(problem)) {
            throw new IllegalArgumentException(
                    String.format(
                            "the fit of a profile must be the optimum, got %s %s where %s has %s",
                            problem.objective().name(), least, problem.at(point).law(), objective));
        }
    }

    /** The objective of residuals that are nothing but rounding. */
    private static double rounding(FitProblem<?> problem) {
        Objective objective = problem.objective();
        double[] losses = problem.runs().losses();
        double[] weights = problem.weights().toArray();
        double sum = 0;
        for (int row = 0; row < losses.length; row++) {
            double size = objective.residual().whole(losses[row]);
            sum += weights[row] * (objective.rho().loss(ROUNDING * size) - objective.rho().loss(0));
        }
        return sum;
    }

    /**
     * Straight to the last objective where that is in reach, and through all of them where it is not
     * or where the way is long; the lower end counts.
     */
    private Step descend(double[] start, double target, double way) {
        Stage last = stages.get(stages.size() - 1);
        PenalisedCost pull = pull(last, target);
        boolean reached = stages.size() <= FEW;
        Step direct = reached ? step(solve(pull, carried(last, pull, start, start))) : origin;
        if (stages.size() == 1 || (reached && way <= SHORT)) {
            return direct;
        }
        Step along = along(start, target);
        return reached && pulled(direct, target) <= pulled(along, target) ? direct : along;
    }

    private Step along(double[] start, double target) {
        double[] before = start;
        double[] point = start;
        for (Stage stage : stages) {
            PenalisedCost pull = pull(stage, target);
            double[] from = carried(stage, pull, before, point);
            before = point;
            point = solve(pull, from);
        }
        return step(point);
    }

    /** As the threshold of an objective shrinks, its optimum moves on along a line. */
    private double[] carried(Stage stage, PenalisedCost pull, double[] before, double[] point) {
        double[] stay = scaled(stage, point.clone());
        double[] on = point.clone();
        for (int i = 0; i < quantity.dimension(); i++) {
            double next = point[i] + CARRY * (point[i] - before[i]);
            on[i] = Math.max(stage.cost.lower(i), Math.min(stage.cost.upper(i), next));
        }
        if (Arrays.equals(on, point)) {
            return stay;
        }
        on = scaled(stage, on);
        return pull.value(on) < pull.value(stay) ? on : stay;
    }

    private double[] scaled(Stage stage, double[] point) {
        double[] coordinates = Arrays.copyOf(point, quantity.dimension());
        return stage.objective.fitsScale()
                ? problem.resample().withScale(stage.objective, coordinates)
                : coordinates;
    }

    private double pulled(Step step, double target) {
        double missing = distance(step) - target;
        return step.objective + 0.5 * PULL * dispersion * missing * missing;
    }

    private PenalisedCost pull(Stage stage, double target) {
        double stiffness = PULL * stage.dispersion / (size * size);
        return new PenalisedCost(stage.cost, quantity, stiffness, origin.quantity + target * size);
    }

    private static double[] solve(PenalisedCost pull, double[] start) {
        Solution solution = Solver.trustRegion().solve(pull, start);
        if (solution.stop() == Stop.INTERRUPTED) {
            throw new InterruptedFitException("the profile was interrupted");
        }
        return solution.point();
    }

    private Step step(double[] point) {
        return new Step(point, quantity.value(point), cost.value(point));
    }
}
