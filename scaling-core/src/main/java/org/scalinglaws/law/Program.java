package org.scalinglaws.law;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.law.Expression.Kind;

/**
 * An expression as a list of steps, each of which uses earlier ones; what occurs twice is one step.
 * The last step is the result.
 */
final class Program implements Formula {
    /**
     * One step.
     *
     * @param left an earlier step, or -1
     * @param right an earlier step, or -1
     */
    record Step(
            Kind kind,
            @Nullable Function function,
            double number,
            int place,
            int left,
            int right) {}

    private final List<Step> steps = new ArrayList<>();
    private final Map<Step, Integer> known = new HashMap<>();
    private final boolean splitting;

    private Program(Expression root, boolean splitting) {
        this.splitting = splitting;
        compile(root, new IdentityHashMap<>());
        known.clear();
    }

    /**
     * For many rows and their derivatives: a power of two expressions becomes an exponential of a
     * product with a logarithm, so that the logarithm of what never changes is taken once.
     */
    static Program ofLogarithms(Expression root) {
        return new Program(root, true);
    }

    /** For one row at a time: powers are taken as they stand, which is quicker and a digit sharper. */
    static Program ofPowers(Expression root) {
        return new Program(root, false);
    }

    private int compile(Expression node, Map<Expression, Integer> seen) {
        Integer done = seen.get(node);
        if (done != null) {
            return done;
        }
        int left = node.left == null ? -1 : compile(node.left, seen);
        int right = node.right == null ? -1 : compile(node.right, seen);
        int place =
                node.kind == Kind.RAISED && splitting
                        ? raise(left, right)
                        : add(
                                new Step(
                                        node.kind,
                                        node.function,
                                        node.number,
                                        node.place,
                                        left,
                                        right));
        seen.put(node, place);
        return place;
    }

    private int raise(int base, int exponent) {
        int log = add(new Step(Kind.FUNCTION, Function.LOG, 0, 0, base, -1));
        int product = add(new Step(Kind.TIMES, null, 0, 0, exponent, log));
        return add(new Step(Kind.FUNCTION, Function.EXP, 0, 0, product, -1));
    }

    private int add(Step step) {
        return known.computeIfAbsent(
                step,
                fresh -> {
                    steps.add(fresh);
                    return steps.size() - 1;
                });
    }

    int size() {
        return steps.size();
    }

    Step step(int place) {
        return steps.get(place);
    }

    @Override
    public double loss(double[] values, double[] factors) {
        double[] results = new double[steps.size()];
        for (int i = 0; i < results.length; i++) {
            Step step = steps.get(i);
            double left = step.left < 0 ? 0 : results[step.left];
            double right = step.right < 0 ? 0 : results[step.right];
            results[i] =
                    switch (step.kind) {
                        case NUMBER -> step.number;
                        case VALUE -> values[step.place];
                        case FACTOR -> factors[step.place];
                        case PLUS -> left + right;
                        case MINUS -> left - right;
                        case TIMES -> left * right;
                        case OVER -> left / right;
                        case LEAST -> left <= right ? left : right;
                        case ODDS -> Odds.share(left, right);
                        case CONSTANT_POWER -> Math.pow(left, step.number);
                        case FUNCTION -> requireNonNull(step.function, "function").value(left);
                        case RAISED -> Math.pow(left, right);
                    };
        }
        return results[results.length - 1];
    }
}
