package org.scalinglaws.solve;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A trust-region Newton method with the exact Hessian. Each step minimises the quadratic model inside a ball
 * (in coordinates scaled to unit curvature) and inside the bounds; the ball grows where the model
 * foretells the cost well and shrinks where it does not. Near the optimum, where the value no
 * longer resolves a step, steps go on as long as they shrink the gradient.
 *
 * @param limit how often the cost may be evaluated
 * @param enough a descent on the way to another ends where the model promises less than this share
 *     of the value; 0 to go on to the last digit
 */
record TrustRegion(int limit, double enough) implements Solver {
    private static final Logger LOG = LoggerFactory.getLogger(TrustRegion.class);
    private static final double NOISE = 8 * Math.ulp(1.0);

    /** A value may be this many times less certain than its own last digits: it is a sum over runs. */
    private static final double DOUBT = 1e3;

    /** A search that gains less than this share over so many evaluations leads nowhere. */
    private static final double CREEP = 1e-7;

    private static final int STRETCH = 500;
    private static final double FIRST_MOVE = 0.1;
    private static final double SHORTEST = 1e-15;

    TrustRegion(int limit) {
        this(limit, 0);
    }

    @Override
    public Solution solve(Cost cost, double[] start) {
        Bounds.checked(cost, start);
        Stand stand = new Stand(cost, Bounds.clamp(cost, start));
        if (!stand.exists()) {
            return Solution.of(stand.point, stand.value, Double.NaN, Stop.UNDEFINED_START, 1);
        }
        stand.model.expandAt(stand.point, stand.gradient, stand.hessian);
        Stand next = new Stand(cost);
        double radius =
                stand.model.stepLength() * shareOfFirstStep(stand.point, stand.model.step());
        int evaluations = 1;
        double earlier = Double.POSITIVE_INFINITY;
        Stop stop = Stop.EVALUATION_LIMIT;
        while (evaluations < limit) {
            // A long descent that hardly falls is given up; so is one that nobody waits for.
            if (evaluations % STRETCH == 0) {
                if (earlier - stand.value <= CREEP * Math.abs(stand.value)) {
                    break;
                }
                earlier = stand.value;
            }
            if (Thread.currentThread().isInterrupted()) {
                stop = Stop.INTERRUPTED;
                break;
            }

            // The step that the model likes best inside the ball, and what the cost makes of it.
            QuadraticModel model = stand.model;
            double promised = model.step(radius);
            double length = model.stepLength();
            if (!(promised > 0)) {
                boolean least = promised <= 0 && model.trusted();
                stop = least ? Stop.CONVERGED : Stop.PRECISION_LIMIT;
                break;
            }
            if (model.trusted() && model.decrement() <= enough * Math.abs(stand.value)) {
                stop = Stop.CONVERGED;
                break;
            }
            next.stepFrom(stand);
            evaluations++;

            // Near the optimum the gradient judges, which shrinks while the value only trembles.
            double gained = stand.value - next.value;
            double noise = NOISE * Math.abs(stand.value);
            boolean defined = next.exists() && Spectrum.finite(next.hessian);
            boolean settles = false;
            if (defined && model.decrement() <= DOUBT * noise && gained >= -DOUBT * noise) {
                next.model.expandAt(next.point, next.gradient, next.hessian);
                settles = next.model.decrement() < 0.25 * model.decrement();
            }
            if (model.decrement() <= noise && !settles && model.trusted()) {
                stop = Stop.CONVERGED;
                break;
            }

            // The ball grows where the model foretold the cost well, and shrinks where it did not.
            boolean accepted = settles || (defined && gained > 1e-4 * promised);
            if (accepted && !settles) {
                next.model.expandAt(next.point, next.gradient, next.hessian);
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
                Stand left = stand;
                stand = next;
                next = left;
            }
        }
        LOG.debug("{} at {} after {} evaluations", stop, stand.value, evaluations);
        double left = stand.model.decrement() / Math.max(Math.abs(stand.value), Double.MIN_NORMAL);
        return Solution.of(stand.point, stand.value, left, stop, evaluations);
    }

    /** A point with the cost, its derivatives and its model there; two of them take turns. */
    private static final class Stand {
        private final Cost cost;
        private final double[] point;
        private final double[] gradient;
        private final double[] hessian;
        private final QuadraticModel model;
        private double value;

        Stand(Cost cost) {
            int n = cost.dimension();
            this.cost = cost;
            this.point = new double[n];
            this.gradient = new double[n];
            this.hessian = new double[n * n];
            this.model = new QuadraticModel(cost);
        }

        Stand(Cost cost, double[] start) {
            this(cost);
            System.arraycopy(start, 0, point, 0, point.length);
            value = cost.differentiate(point, gradient, hessian);
        }

        void stepFrom(Stand from) {
            double[] step = from.model.step();
            for (int i = 0; i < point.length; i++) {
                point[i] = Bounds.clamp(cost, i, from.point[i] + step[i]);
            }
            value = cost.differentiate(point, gradient, hessian);
        }

        boolean exists() {
            return Double.isFinite(value) && Spectrum.finite(gradient);
        }
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
