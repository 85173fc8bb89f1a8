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
 * An expression for one run at a time, as a list of steps, each of which uses earlier ones; what occurs
 * twice is one step. The last step is the result.
 */
final class Program implements Formula {
    /**
     * One step.
     *
     * @param left an earlier step, or -1
     * @param right an earlier step, or -1
     */
    private record Step(
            Kind kind,
            @Nullable Function function,
            double number,
            int place,
            int left,
            int right) {}

    private final List<Step> steps = new ArrayList<>();
    private final Map<Step, Integer> known = new HashMap<>();

    Program(Expression root) {
        compile(root, new IdentityHashMap<>());
        known.clear();
    }

    private int compile(Expression node, Map<Expression, Integer> seen) {
        Integer done = seen.get(node);
        if (done != null) {
            return done;
        }
        int left = node.left == null ? -1 : compile(node.left, seen);
        int right = node.right == null ? -1 : compile(node.right, seen);
        int place = add(new Step(node.kind, node.function, node.number, node.place, left, right));
        seen.put(node, place);
        return place;
    }

    private int add(Step step) {
        return known.computeIfAbsent(
                step,
                fresh -> {
                    steps.add(fresh);
                    return steps.size() - 1;
                });
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
