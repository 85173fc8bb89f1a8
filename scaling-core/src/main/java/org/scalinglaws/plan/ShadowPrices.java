package org.scalinglaws.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.scalinglaws.numeric.CentralDifferences;

/**
 * What one unit more of each limit buys at a best point: the multipliers of Karush, Kuhn and Tucker.
 * In logarithms, with u(j) what limit j counts:
 *
 * <pre>
 *   grad L + sum over binding j of m(j) grad ln u(j) = 0,  m(j) >= 0
 *   -d L* / d limit(j) = m(j) / limit(j)</pre>
 *
 * <p>Where more limits bind than a point needs, several sets of multipliers do; the least that any of
 * them gives is what this limit alone buys.
 *
 * @param perLimit what one unit more of each limit buys
 * @param least what a smallest model that is smaller by one parameter buys
 * @param served what one token less to serve buys
 * @param perNat what one nat is worth: 1 where prices are in nats, else units of the cost
 * @param kinked whether the point is held by a kink of the law over tokens, as where another source
 *     begins
 */
record ShadowPrices(
        List<Double> perLimit, double least, double served, double perNat, boolean kinked) {
    private static final double BINDING = 1e-9;
    private static final double EXACT = 1e-6;
    private static final double ROUGH = 1e-2;
    private static final double PARALLEL = 1e-13;
    private static final double FLAT = 1e-12;
    private static final double SIDE = 1e-6;

    /** One limit that binds: its place, -1 for the smallest model, and its gradient over ln N, ln D. */
    private record Active(int place, double x, double y, double byServed) {}

    /** A set of multipliers of one or two limits. */
    private record Basis(Active one, double first, Active other, double second) {
        double of(int place) {
            return (one.place == place ? first : 0) + (other.place == place ? second : 0);
        }

        double served() {
            return first * one.byServed + second * other.byServed;
        }
    }

    /**
     * The prices at a best point; none where the loss is flat, as after too many epochs.
     *
     * @param cost the place of the limit in whose units prices are to be, or -1 for nats
     */
    static ShadowPrices at(BoundarySearch corner, BoundarySearch.Point point, int cost) {
        double x =
                CentralDifferences.surestSlope(
                        log -> corner.loss().at(log, point.logTokens()), point.logSize());
        double y =
                CentralDifferences.surestSlope(
                        log -> corner.loss().at(point.logSize(), log), point.logTokens());
        if (Math.hypot(x, y) <= FLAT * Math.abs(point.loss())) {
            List<Double> nothing = Collections.nCopies(corner.boundary().limits().size(), 0.0);
            return new ShadowPrices(nothing, 0, 0, 1, false);
        }
        Balanced balanced = balanced(corner, point, x, y);

        List<Limit> limits = corner.boundary().limits();
        ToDoubleFunction<Basis> nat =
                cost < 0 ? basis -> 1 : basis -> limits.get(cost).most() / basis.of(cost);

        // A cost that is not among what holds the point has no price in its own units.
        List<Basis> sets =
                cost < 0
                        ? balanced.bases
                        : balanced.bases.stream().filter(set -> set.of(cost) > 0).toList();
        List<Double> perLimit = new ArrayList<>();
        for (int j = 0; j < limits.size(); j++) {
            int place = j;
            perLimit.add(least(sets, nat, set -> set.of(place)) / limits.get(j).most());
        }
        double served = corner.boundary().served();
        return new ShadowPrices(
                perLimit,
                least(sets, nat, set -> set.of(-1)) / Math.exp(point.logSize()),
                served > 0 ? least(sets, nat, Basis::served) / served : 0,
                least(sets, nat, set -> 1),
                balanced.kinked);
    }

    /** The sets of limits that hold a point in balance, and whether they do so at a kink. */
    private record Balanced(List<Basis> bases, boolean kinked) {}

    /** Exactly where the loss is smooth, else at a kink, else to the digits that slopes have. */
    private static Balanced balanced(
            BoundarySearch corner, BoundarySearch.Point point, double x, double y) {
        List<Active> active = active(corner, point);
        List<Basis> exact = bases(active, x, y, EXACT);
        if (!exact.isEmpty()) {
            return new Balanced(exact, false);
        }
        List<Basis> atKink = atKink(corner, point, active, x);
        if (!atKink.isEmpty()) {
            return new Balanced(atKink, true);
        }
        List<Basis> rough = bases(active, x, y, ROUGH);
        if (rough.isEmpty()) {
            throw new NoPlanException(
                    String.format(
                            "the loss does not fall with %s at %s, so that no limit says what is best",
                            y > 0 ? "more data" : "model size", BoundarySearch.text(point)));
        }
        return new Balanced(rough, false);
    }

    /**
     * Where the loss has a kink over ln D any slope between those of its two sides may be balanced, so
     * that the slope over ln N alone tells the multiplier.
     */
    private static List<Basis> atKink(
            BoundarySearch corner, BoundarySearch.Point point, List<Active> active, double x) {
        double left = (point.loss() - beside(corner, point, -SIDE)) / SIDE;
        double right = (beside(corner, point, SIDE) - point.loss()) / SIDE;

        // A slope between those of the two sides is as good as another.
        List<Basis> bases = new ArrayList<>();
        for (Active one : active) {
            double alone = -x / one.x;
            double balanced = -alone * one.y;
            double slack = ROUGH * (right - left);
            if (alone >= 0 && balanced >= left - slack && balanced <= right + slack) {
                bases.add(new Basis(one, alone, one, 0));
            }
        }
        return right - left > EXACT * Math.abs(left) ? bases : List.of();
    }

    private static double beside(BoundarySearch corner, BoundarySearch.Point point, double step) {
        return corner.loss().at(point.logSize(), point.logTokens() + step);
    }

    private static double least(
            List<Basis> bases, ToDoubleFunction<Basis> nat, ToDoubleFunction<Basis> nats) {
        return bases.stream()
                .mapToDouble(basis -> nats.applyAsDouble(basis) * nat.applyAsDouble(basis))
                .min()
                .orElse(0);
    }

    /** Whether a use is all of a limit. */
    static boolean binds(double use, double limit) {
        return use >= limit * (1 - BINDING);
    }

    private static List<Active> active(BoundarySearch corner, BoundarySearch.Point point) {
        FeasibleBoundary boundary = corner.boundary();
        double size = Math.exp(point.logSize());
        double tokens = Math.exp(point.logTokens());
        List<Active> active = new ArrayList<>();
        for (int j = 0; j < boundary.limits().size(); j++) {
            Limit limit = boundary.limits().get(j);
            if (binds(boundary.use(limit.resource(), size, tokens), limit.most())) {
                FeasibleBoundary.Slopes slopes = boundary.slopes(limit.resource(), size, tokens);
                active.add(new Active(j, slopes.bySize(), slopes.byTokens(), slopes.byServed()));
            }
        }

        // The smallest model is a limit too, from below.
        if (corner.leastIsMeant() && point.logSize() - corner.least() < BINDING) {
            active.add(new Active(-1, -1, 0, 0));
        }
        return active;
    }

    /** All sets of one or two multipliers that balance the slopes of the loss. */
    private static List<Basis> bases(List<Active> active, double x, double y, double tolerance) {
        double size = Math.hypot(x, y);
        List<Basis> bases = new ArrayList<>();
        for (int i = 0; i < active.size(); i++) {
            Active one = active.get(i);
            double alone = -(x * one.x + y * one.y) / (one.x * one.x + one.y * one.y);
            double left = Math.hypot(x + alone * one.x, y + alone * one.y);
            if (alone >= 0 && left <= tolerance * size) {
                bases.add(new Basis(one, alone, one, 0));
            }

            // Two equations for two multipliers, by Cramer's rule.
            for (Active other : active.subList(i + 1, active.size())) {
                double determinant = one.x * other.y - one.y * other.x;
                double sizes = Math.hypot(one.x, one.y) * Math.hypot(other.x, other.y);
                double first = (y * other.x - x * other.y) / determinant;
                double second = (x * one.y - y * one.x) / determinant;
                if (Math.abs(determinant) > PARALLEL * sizes && first >= 0 && second >= 0) {
                    bases.add(new Basis(one, first, other, second));
                }
            }
        }
        return bases;
    }
}
