package org.scalinglaws.solve;

import org.apache.commons.math3.analysis.MultivariateFunction;

/** A cost as a function for Commons Math: counts calls and remembers the lowest point inside. */
final class Tally implements MultivariateFunction {
    private final Cost cost;
    private double[] best;
    private double lowest;
    private int evaluations;

    Tally(Cost cost, double[] start) {
        this.cost = cost;
        this.best = Bounds.clamp(cost, start);
        this.lowest = finite(cost.value(best));
    }

    @Override
    public double value(double[] point) {
        evaluations++;
        double[] inside = Bounds.clamp(cost, point);
        double value = finite(cost.value(inside));
        if (value < lowest) {
            lowest = value;
            best = inside;
        }
        return value;
    }

    private static double finite(double value) {
        return Double.isFinite(value) ? value : Double.MAX_VALUE;
    }

    double lowest() {
        return lowest;
    }

    double[] best() {
        return best.clone();
    }

    int evaluations() {
        return evaluations;
    }

    Solution solution(Stop stop) {
        if (lowest == Double.MAX_VALUE) {
            return Solution.of(
                    best, Double.NaN, Double.NaN, Stop.UNDEFINED_START, Math.max(1, evaluations));
        }
        return Solution.of(best, lowest, Double.NaN, stop, evaluations);
    }
}
