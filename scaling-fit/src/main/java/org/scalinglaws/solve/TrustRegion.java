package org.scalinglaws.solve;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A trust-region Newton method with the exact Hessian. Each step minimises the quadratic model inside a
 * ball (in coordinates scaled to unit curvature) and inside the bounds; the ball grows where the
 * model foretells the cost well and shrinks where it does not. Near the optimum, where the value no
 * longer resolves a step, steps go on as long as they shrink the gradient.
 *
 * @see <a href="https://doi.org/10.1137/1.9780898719857">Conn, Gould and Toint (2000), Trust-Region
 *     Methods, algorithm 6.1.1</a>
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
        Iterate first = new Iterate(cost, Bounds.clamp(cost, start));
        if (!first.exists()) {
            return Solution.of(first.point, first.value, Double.NaN, Stop.UNDEFINED_START, 1);
        }
        Descent descent = new Descent(cost, first);
        @Nullable Stop stop = null;
        while (stop == null) {
            stop = descent.step();
        }
        return descent.solution(stop);
    }

    /** The state of one descent: where it is, how far the model is believed, and what was spent. */
    private final class Descent {
        private Iterate here;
        private Iterate next;
        private double radius;
        private int evaluations = 1;
        private double earlier = Double.POSITIVE_INFINITY;

        Descent(Cost cost, Iterate first) {
            this.here = first;
            this.next = new Iterate(cost);
            first.expand();
            this.radius =
                    first.model.stepLength() * shareOfFirstStep(first.point, first.model.step());
        }

        /** One step; why the descent ends, or nothing while it goes on. */
        @Nullable Stop step() {
            if (evaluations >= limit || creeps()) {
                return Stop.EVALUATION_LIMIT;
            }
            if (Thread.currentThread().isInterrupted()) {
                return Stop.INTERRUPTED;
            }

            // The step that the model likes best inside the ball, and what the cost makes of it.
            double promised = here.model.step(radius);
            @Nullable Stop least = stopByPromise(promised);
            if (least != null) {
                return least;
            }
            next.stepFrom(here);
            evaluations++;
            return judge(promised);
        }

        /** A long descent that hardly falls is given up. */
        private boolean creeps() {
            if (evaluations % STRETCH != 0) {
                return false;
            }
            boolean creeps = earlier - here.value <= CREEP * Math.abs(here.value);
            earlier = here.value;
            return creeps;
        }

        /** A model that promises nothing, or less than anybody waits for, needs no evaluation. */
        private @Nullable Stop stopByPromise(double promised) {
            QuadraticModel model = here.model;
            if (!(promised > 0)) {
                boolean least = promised <= 0 && model.trusted();
                return least ? Stop.CONVERGED : Stop.PRECISION_LIMIT;
            }
            boolean enoughForNow = model.decrement() <= enough * Math.abs(here.value);
            return model.trusted() && enoughForNow ? Stop.CONVERGED : null;
        }

        /** Takes the step or leaves it, by what the cost gained of what the model promised. */
        private @Nullable Stop judge(double promised) {
            QuadraticModel model = here.model;
            double gained = here.value - next.value;
            double noise = NOISE * Math.abs(here.value);
            boolean defined = next.exists() && Spectrum.finite(next.hessian);

            // Near the optimum the gradient judges, which shrinks while the value only trembles.
            boolean settles = false;
            if (defined && model.decrement() <= DOUBT * noise && gained >= -DOUBT * noise) {
                next.expand();
                settles = next.model.decrement() < 0.25 * model.decrement();
            }
            if (settles) {
                accept();
                return null;
            }
            if (model.decrement() <= noise && model.trusted()) {
                return Stop.CONVERGED;
            }
            return defined && gained > 1e-4 * promised ? acceptByValue(promised, gained) : reject();
        }

        /** The ball grows where the model foretold the cost well, and shrinks where it did not. */
        private @Nullable Stop acceptByValue(double promised, double gained) {
            double length = here.model.stepLength();
            next.expand();
            if (gained > 0.75 * promised && length > 0.8 * radius) {
                radius *= 3;
            } else if (gained < 0.25 * promised) {
                radius = 0.5 * length;
            }
            accept();
            return null;
        }

        private @Nullable Stop reject() {
            radius = 0.25 * here.model.stepLength();
            return radius <= SHORTEST * here.model.pointLength() ? Stop.PRECISION_LIMIT : null;
        }

        private void accept() {
            Iterate left = here;
            here = next;
            next = left;
        }

        Solution solution(Stop stop) {
            LOG.debug("{} at {} after {} evaluations", stop, here.value, evaluations);
            double left =
                    here.model.decrement() / Math.max(Math.abs(here.value), Double.MIN_NORMAL);
            return Solution.of(here.point, here.value, left, stop, evaluations);
        }
    }

    /** A point with the cost, its derivatives and its model there; two of them take turns. */
    private static final class Iterate {
        private final Cost cost;
        private final double[] point;
        private final double[] gradient;
        private final double[] hessian;
        private final QuadraticModel model;
        private double value;

        Iterate(Cost cost) {
            int n = cost.dimension();
            this.cost = cost;
            this.point = new double[n];
            this.gradient = new double[n];
            this.hessian = new double[n * n];
            this.model = new QuadraticModel(cost);
        }

        Iterate(Cost cost, double[] start) {
            this(cost);
            System.arraycopy(start, 0, point, 0, point.length);
            value = cost.differentiate(point, gradient, hessian);
        }

        void stepFrom(Iterate from) {
            double[] step = from.model.step();
            for (int i = 0; i < point.length; i++) {
                point[i] = Bounds.clamp(cost, i, from.point[i] + step[i]);
            }
            value = cost.differentiate(point, gradient, hessian);
        }

        void expand() {
            model.expandAt(point, gradient, hessian);
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
