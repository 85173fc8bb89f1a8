package org.scalinglaws.law;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A computational graph: nodes that use earlier ones. Equal nodes are one (value numbering), numbers
 * are folded, and what adds zero or multiplies by one is left out, so that derivatives taken node by
 * node come out as they are written by hand. Powers become exponentials of logarithms and quotients
 * products: what no parameter changes is then computed once for all laws.
 *
 * @see <a href="https://www.worldcat.org/oclc/70775643">Aho, Lam, Sethi and Ullman (2006), Compilers,
 *     section 8.5</a>
 */
final class Graph {
    /** What a node does with its parts. */
    enum Operation {
        NUMBER,
        VALUE,
        FACTOR,
        /** A weight for each row, which is given with every call. */
        WEIGHTS,
        PLUS,
        MINUS,
        TIMES,
        INVERSE,
        POWER,
        FUNCTION,
        SIGN,
        LEAST,
        /** 1 where the left part is not above the right one, else 0. */
        NOT_ABOVE,
        ODDS,
        /** A derivative of the odds on its left; all five stand one behind the other. */
        ODDS_DERIVATIVE,
        /** The left part, summed over the rows that are one to the right part. */
        SUM
    }

    /**
     * One node.
     *
     * @param number what is computed with, or 0
     * @param place of the value, the factor or the derivative
     * @param left an earlier node, or -1
     * @param right an earlier node, or -1
     */
    record Node(
            Operation operation,
            @Nullable Function function,
            double number,
            int place,
            int left,
            int right) {}

    /** What depends on the weights; the other bits stand for parameters. */
    static final long BY_WEIGHTS = 1L << 63;

    private static final int BITS = 63;

    private final List<Node> nodes = new ArrayList<>();
    private final List<Long> dependence = new ArrayList<>();
    private final Map<Node, Integer> known = new HashMap<>();

    final int zero = number(0);
    final int one = number(1);

    int size() {
        return nodes.size();
    }

    Node node(int i) {
        return nodes.get(i);
    }

    /** A bit for each parameter that changes a node; more than 63 of them share bits. */
    long dependence(int i) {
        return dependence.get(i);
    }

    static long byParameter(int place) {
        return 1L << (place % BITS);
    }

    /** The node of a formula. */
    int of(Expression formula) {
        return of(formula, new IdentityHashMap<>());
    }

    private int of(Expression formula, Map<Expression, Integer> seen) {
        Integer done = seen.get(formula);
        if (done != null) {
            return done;
        }
        int left = formula.left == null ? -1 : of(formula.left, seen);
        int right = formula.right == null ? -1 : of(formula.right, seen);
        int node =
                switch (formula.kind) {
                    case NUMBER -> number(formula.number);
                    case VALUE -> add(Operation.VALUE, null, 0, formula.place, -1, -1);
                    case FACTOR -> add(Operation.FACTOR, null, 0, formula.place, -1, -1);
                    case PLUS -> plus(left, right);
                    case MINUS -> minus(left, right);
                    case TIMES -> times(left, right);
                    case OVER -> times(left, inverse(right));
                    case LEAST -> add(Operation.LEAST, null, 0, 0, left, right);
                    case ODDS -> add(Operation.ODDS, null, 0, 0, left, right);
                    case RAISED -> apply(Function.EXP, times(right, apply(Function.LOG, left)));
                    case CONSTANT_POWER -> power(left, formula.number);
                    case FUNCTION -> apply(requireNonNull(formula.function, "function"), left);
                };
        seen.put(formula, node);
        return node;
    }

    private int add(
            Operation operation,
            @Nullable Function function,
            double number,
            int place,
            int left,
            int right) {
        Node node = new Node(operation, function, number, place, left, right);
        return known.computeIfAbsent(
                node,
                fresh -> {
                    long own =
                            switch (operation) {
                                case VALUE -> byParameter(place);
                                case WEIGHTS -> BY_WEIGHTS;
                                default -> 0;
                            };
                    nodes.add(fresh);
                    dependence.add(
                            own
                                    | (left < 0 ? 0 : dependence(left))
                                    | (right < 0 ? 0 : dependence(right)));
                    return nodes.size() - 1;
                });
    }

    int number(double number) {
        return add(Operation.NUMBER, null, number, 0, -1, -1);
    }

    int weights() {
        return add(Operation.WEIGHTS, null, 0, 0, -1, -1);
    }

    private boolean isNumber(int node) {
        return node(node).operation == Operation.NUMBER;
    }

    /** The node of which this one is the opposite, or -1. */
    private int opposite(int node) {
        Node product = node(node);
        boolean turned =
                product.operation == Operation.TIMES
                        && isNumber(product.left)
                        && node(product.left).number == -1;
        return turned ? product.right : -1;
    }

    int plus(int a, int b) {
        if (a == zero || b == zero) {
            return a == zero ? b : a;
        }
        if (isNumber(a) && isNumber(b)) {
            return number(node(a).number + node(b).number);
        }
        if (opposite(b) >= 0) {
            return minus(a, opposite(b));
        }
        return opposite(a) >= 0 ? minus(b, opposite(a)) : commuting(Operation.PLUS, a, b);
    }

    int minus(int a, int b) {
        if (a == zero || b == zero) {
            return a == zero ? negated(b) : a;
        }
        if (isNumber(a) && isNumber(b)) {
            return number(node(a).number - node(b).number);
        }
        return opposite(b) >= 0 ? plus(a, opposite(b)) : add(Operation.MINUS, null, 0, 0, a, b);
    }

    int negated(int a) {
        return times(number(-1), a);
    }

    int times(int a, int b) {
        if (a == zero || b == zero) {
            return zero;
        }
        if (a == one || b == one) {
            return a == one ? b : a;
        }
        if (isNumber(a) && isNumber(b)) {
            return number(node(a).number * node(b).number);
        }

        // What never changes is multiplied once: c (x d) = x (c d).
        int constant = dependence(a) == 0 ? a : b;
        int other = constant == a ? b : a;
        Node product = node(other);
        if (dependence(constant) == 0
                && dependence(other) != 0
                && product.operation == Operation.TIMES) {
            if (dependence(product.left) == 0) {
                return times(product.right, times(constant, product.left));
            }
            if (dependence(product.right) == 0) {
                return times(product.left, times(constant, product.right));
            }
        }
        return isNumber(b) ? times(b, a) : commuting(Operation.TIMES, a, b);
    }

    /** Numbers stand on the left, then earlier nodes. */
    private int commuting(Operation operation, int a, int b) {
        boolean turn = !isNumber(a) && (isNumber(b) || b < a);
        return add(operation, null, 0, 0, turn ? b : a, turn ? a : b);
    }

    int squared(int a) {
        return times(a, a);
    }

    int inverse(int a) {
        Node node = node(a);
        if (node.operation == Operation.FUNCTION && node.function == Function.EXP) {
            return apply(Function.EXP, negated(node.left));
        }
        return isNumber(a) ? number(1 / node.number) : add(Operation.INVERSE, null, 0, 0, a, -1);
    }

    int power(int a, double exponent) {
        if (exponent == 0 || exponent == 1) {
            return exponent == 0 ? one : a;
        }
        if (exponent == 2) {
            return squared(a);
        }
        if (exponent == -1) {
            return inverse(a);
        }
        return isNumber(a)
                ? number(Math.pow(node(a).number, exponent))
                : add(Operation.POWER, null, exponent, 0, a, -1);
    }

    int apply(Function function, int a) {
        return isNumber(a)
                ? number(function.value(node(a).number))
                : add(Operation.FUNCTION, function, 0, 0, a, -1);
    }

    int sign(int a) {
        return add(Operation.SIGN, null, 0, 0, a, -1);
    }

    int notAbove(int a, int b) {
        return add(Operation.NOT_ABOVE, null, 0, 0, a, b);
    }

    /** One of the five derivatives of odds, which are found all at once. */
    int oddsDerivative(int odds, int which) {
        int first = add(Operation.ODDS_DERIVATIVE, null, 0, 0, odds, -1);
        for (int place = 1; place < Odds.DERIVATIVES; place++) {
            add(Operation.ODDS_DERIVATIVE, null, 0, place, odds, -1);
        }
        return first + which;
    }

    /** A column summed over the rows that are one to another node. */
    int sum(int a, int like) {
        return a == zero ? zero : add(Operation.SUM, null, 0, 0, a, like);
    }
}
