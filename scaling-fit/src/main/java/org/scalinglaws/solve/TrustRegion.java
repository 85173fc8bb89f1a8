package org.scalinglaws.solve;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Newton's method with the exact Hessian. Each step minimises the quadratic model inside a ball
 * (in coordinates scaled to unit curvature) and inside the bounds; the ball grows where the model
 * foretells the cost well and shrinks where it does not. Near the optimum, where the value no
 * longer resolves a step, steps go on as long as they shrink the gradient.
 */
record TrustRegion(int limit) implements Solver {
    private static final Logger LOG = LoggerFactory.getLogger(TrustRegion.class);
    private static final double NOISE = 8 * Math.ulp(1.0);

    /** A value may be this many times less certain than its own last digits: it is a sum over runs. */
    private static final double DOUBT = 1e3;

    /** A search that gains less than this share over so many evaluations leads nowhere. */
    private static final double CREEP = 1e-7;

    private static final int STRETCH = 500;
    private static final double FIRST_MOVE = 0.1;
    private static final double SHORTEST = 1e-15;

    @Override
    public Solution solve(Cost cost, double[] start) {
        Bounds.checked(cost, start);
        int n = cost.dimension();
        double[] point = Bounds.clamp(cost, start);
        double[] gradient = new double[n];
        double[] hessian = new double[n * n];
        double value = cost.differentiate(point, gradient, hessian);
        if (!Double.isFinite(value) || !Spectrum.finite(gradient)) {
            return Solution.of(point, value, Double.NaN, Stop.UNDEFINED_START, 1);
        }
        QuadraticModel model = new QuadraticModel(cost);
        model.expandAt(point, gradient, hessian);
        double[] trial = new double[n];
        double[] trialGradient = new double[n];
        double[] trialHessian = new double[n * n];
        QuadraticModel trialModel = new QuadraticModel(cost);
        double radius = model.stepLength() * shareOfFirstStep(point, model.step());
        int evaluations = 1;
        double earlier = Double.POSITIVE_INFINITY;
        Stop stop = Stop.EVALUATION_LIMIT;
        while (evaluations < limit) {
            if (evaluations % STRETCH == 0) {
                if (earlier - value <= CREEP * Math.abs(value)) {
                    break;
                }
                earlier = value;
            }
            if (Thread.currentThread().isInterrupted()) {
                stop = Stop.INTERRUPTED;
                break;
            }
            double promised = model.step(radius);
            double length = model.stepLength();
            if (!(promised > 0)) {
                boolean least = promised <= 0 && model.trusted();
                stop = least ? Stop.CONVERGED : Stop.PRECISION_LIMIT;
                break;
            }
            for (int i = 0; i < n; i++) {
                trial[i] = Bounds.clamp(cost, i, point[i] + model.step()[i]);
            }
            double trialValue = cost.differentiate(trial, trialGradient, trialHessian);
            evaluations++;
            double gained = value - trialValue;
            double noise = NOISE * Math.abs(value);
            boolean defined =
                    Double.isFinite(trialValue)
                            && Spectrum.finite(trialGradient)
                            && Spectrum.finite(trialHessian);
            boolean settles = false;
            if (defined && model.decrement() <= DOUBT * noise && gained >= -DOUBT * noise) {
                trialModel.expandAt(trial, trialGradient, trialHessian);
                settles = trialModel.decrement() < 0.25 * model.decrement();
            }
            if (model.decrement() <= noise && !settles && model.trusted()) {
                stop = Stop.CONVERGED;
                break;
            }
            boolean accepted = settles || (defined && gained > 1e-4 * promised);
            if (accepted && !settles) {
                trialModel.expandAt(trial, trialGradient, trialHessian);
                if (gained > 0.75 * promised && length > 0.8 * radius) {
                    radius *= 3;
                } else if (gained < 0.25 * promised) {
                    radius = 0.5 * length;
                }
            } else if (!accepted) {
                radius = 0.25 * length;
                if (radius <= SHORTEST * model.pointLength()) {
                    stop = Stop.PRECISION_LIMIT;
                    break;
                }
            }
            if (accepted) {
                value = trialValue;
                double[] freed = point;
                point = trial;
                trial = freed;
                QuadraticModel spare = model;
                model = trialModel;
                trialModel = spare;
            }
        }
        LOG.debug("{} at {} after {} evaluations", stop, value, evaluations);
        double left = model.decrement() / Math.max(Math.abs(value), Double.MIN_NORMAL);
        return Solution.of(point, value, left, stop, evaluations);
    }

    /** A first step moves no coordinate far: a start is trusted to lie in the right valley. */
    private static double shareOfFirstStep(double[] point, double[] step) {
        double share = 1;
        for (int i = 0; i < point.length; i++) {
            share = Math.min(share, FIRST_MOVE * (1 + Math.abs(point[i])) / Math.abs(step[i]));
        }
        return share;
    }
}
