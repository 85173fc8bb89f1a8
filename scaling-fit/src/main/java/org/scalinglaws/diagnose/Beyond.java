package org.scalinglaws.diagnose;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.law.Scale;
import org.scalinglaws.problem.FitProblem;
import org.scalinglaws.problem.Linearisation;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.solve.Cost;
import org.scalinglaws.solve.Solution;
import org.scalinglaws.solve.Solver;

/**
 * The optimum beyond a bound: where a descent from the fit ends when that one bound is opened.
 *
 * @param number the number that lay on its bound
 * @param objective the objective there
 */
record Beyond(double number, double objective) {
    /** An objective counts as lower from this share on. */
    private static final double LOWER = 1e-6;

    private static final int EVALUATIONS = 500;

    /** Empty where opening the bound lowers nothing, or leads to no optimum. */
    static Optional<Beyond> of(Fit<?> fit, int parameter) {
        FitProblem<?> problem = fit.problem();
        int place = problem.coordinates().place(parameter);
        double[] point = fit.solution().point();
        double[] residuals = fit.residuals();
        double spread = 0;
        for (double residual : residuals) {
            spread += Math.abs(residual) / residuals.length;
        }

        // The bound is opened and the descent goes on from it, by ever sharper objectives.
        Solution end = null;
        double[] from = point;
        List<Objective> stages =
                new ArrayList<>(problem.objective().path(Math.max(spread, Double.MIN_NORMAL)));

        // At the corner of a sharp objective a descent may end early: one from there goes further.
        stages.add(stages.get(stages.size() - 1));
        for (Objective stage : stages) {
            Cost opened = new Opened(problem.resample().cost(stage), place);
            end = Solver.trustRegion(EVALUATIONS).solve(opened, from);
            from = end.point();
        }
        double there = problem.cost().value(from);
        boolean lower = fit.objective() - there > LOWER * Math.abs(fit.objective());
        if (end == null || !end.stop().isOptimum() || !lower) {
            return Optional.empty();
        }

        // The coordinate says how far it went; the chain rule, what number that is.
        Linearisation<?> optimum = problem.at(point);
        double bound = optimum.values()[parameter];
        double move = from[place] - point[place];
        boolean log = problem.family().parameters().get(parameter).scale() == Scale.LOG;
        double slope = optimum.slopes(place)[parameter];
        return Optional.of(new Beyond(log ? bound * Math.exp(move) : bound + slope * move, there));
    }

    /** A cost without the bounds of one coordinate. */
    private record Opened(Cost cost, int place) implements Cost {
        @Override
        public int dimension() {
            return cost.dimension();
        }

        @Override
        public double value(double[] point) {
            return cost.value(point);
        }

        @Override
        public double differentiate(double[] point, double[] gradient, double[] hessian) {
            return cost.differentiate(point, gradient, hessian);
        }

        @Override
        public double lower(int coordinate) {
            return coordinate == place ? Double.NEGATIVE_INFINITY : cost.lower(coordinate);
        }

        @Override
        public double upper(int coordinate) {
            return coordinate == place ? Double.POSITIVE_INFINITY : cost.upper(coordinate);
        }
    }
}
