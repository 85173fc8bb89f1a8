package org.scalinglaws.inverse;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.analysis.solvers.BrentSolver;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.law.KnownLaw;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.plan.NoPlanException;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.recipe.Scope;

/**
 * A law read backwards: how much of one factor brings the loss to a target, where the law reads
 * nothing else or all else is held. For a power law
 *
 * <pre>
 *   L(x) = E + A / x^alpha
 *   x    = (A / (L - E))^(1 / alpha)</pre>
 *
 * <p>For any law the root is bracketed over ln x from the middle of its runs outwards, and then found
 * by Brent's method. Where a law both falls and rises it is the root on the nearest slope.
 */
public final class Inversion {
    private static final double STRIDE = Math.log(10);
    private static final double MOST_LOG = Math.log(1e300);
    private static final double LAST_DIGIT = 1e-15;
    private static final int PATIENCE = 10_000;

    private final LossLaw law;
    private final Factor factor;
    private final @Nullable Scope scope;
    private final Map<Factor, Double> held;

    private Inversion(LossLaw law, Factor factor, @Nullable Scope scope, Map<Factor, Double> held) {
        this.law = law;
        this.factor = factor;
        this.scope = scope;
        this.held = held;
    }

    /**
     * A law, to be read backwards in one factor.
     *
     * @param law the law
     * @param factor what is sought, a positive number
     * @return the inverse
     */
    public static Inversion of(LossLaw law, Factor factor) {
        return new Inversion(
                requireNonNull(law, "law"), requireNonNull(factor, "factor"), null, Map.of());
    }

    /**
     * A fit or a published law that reads one factor alone.
     *
     * @param known the law with what is known of it, such as a fit
     * @return the inverse in that factor, which says when it extrapolates
     * @throws IllegalArgumentException when the law reads more factors, or none
     */
    public static Inversion of(KnownLaw known) {
        requireNonNull(known, "known");
        List<Factor> factors = known.factors();
        if (factors.size() != 1) {
            throw new IllegalArgumentException(
                    "a law is read backwards in one factor, got a law of "
                            + factors.stream().map(Factor::name).toList());
        }
        return new Inversion(known.law(), factors.get(0), known.scope(), Map.of());
    }

    /**
     * The same with a further factor of the law given.
     *
     * @param further such as {@link Factor#TOKENS}
     * @param value its value
     * @return a new inverse
     */
    public Inversion holding(Factor further, double value) {
        Map<Factor, Double> more = new HashMap<>(held);
        more.put(requireNonNull(further, "further"), value);
        return new Inversion(law, factor, scope, Collections.unmodifiableMap(more));
    }

    /**
     * The factor that is sought.
     *
     * @return such as {@link Factor#FLOPS}
     */
    public Factor factor() {
        return factor;
    }

    /**
     * How much of the factor brings the loss to a target.
     *
     * @param target the loss to reach, nats per token
     * @return the value of the factor, in its own unit
     * @throws NoPlanException when the law never has this loss, as at or below its floor; the message
     *     tells where it ends
     */
    public double valueFor(Loss target) {
        requireNonNull(target, "target");
        double middle = middle();
        DoubleUnaryOperator above = log -> lossAt(log) - target.nats();
        double side = above.applyAsDouble(middle);
        if (side == 0) {
            return Math.exp(middle);
        }
        // The nearest change of sign, looked for on both sides at once.
        for (double far = STRIDE;
                middle - far > -MOST_LOG || middle + far < MOST_LOG;
                far += STRIDE) {
            for (double way : new double[] {1, -1}) {
                double from = middle + way * (far - STRIDE);
                double to = middle + way * far;
                if (Math.abs(to) <= MOST_LOG && above.applyAsDouble(to) * side < 0) {
                    BrentSolver root = new BrentSolver(LAST_DIGIT, LAST_DIGIT, Double.MIN_NORMAL);
                    return Math.exp(
                            root.solve(
                                    PATIENCE,
                                    above::applyAsDouble,
                                    Math.min(from, to),
                                    Math.max(from, to)));
                }
            }
        }
        throw beyond(target);
    }

    /**
     * What to know before believing the law at a value.
     *
     * @param value of the factor
     * @return how far it lies outside the runs: a note within half a decade, a warning beyond; empty
     *     where nothing is known of them
     */
    public List<Finding> findings(double value) {
        return scope == null ? List.of() : scope.findings(recipe(value));
    }

    private NoPlanException beyond(Loss target) {
        double none = lossAt(-MOST_LOG);
        double all = lossAt(MOST_LOG);
        boolean low = target.nats() <= Math.min(none, all);
        double end = low ? Math.min(none, all) : Math.max(none, all);

        String way = (end == all) ? "more" : "less";
        return new NoPlanException(
                String.format(
                        "no %s %s a loss of %s: with %s it comes towards %s nats and no further",
                        factor.name(),
                        low ? "reach" : "are as poor as",
                        target,
                        way,
                        Digits.six(end)));
    }

    /** ln of the geometric middle of the runs, where that is known and positive. */
    private double middle() {
        Interval range = scope == null ? null : scope.ranges().get(factor);
        return range != null && range.lower() > 0
                ? 0.5 * (Math.log(range.lower()) + Math.log(range.upper()))
                : 0;
    }

    private double lossAt(double logValue) {
        return law.loss(recipe(Math.exp(logValue)));
    }

    private Recipe recipe(double value) {
        Map<Factor, Double> values = new HashMap<>(held);
        values.put(factor, value);
        return Recipe.of(values);
    }
}
