package org.scalinglaws.law;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.scalinglaws.law.Graph.Node;
import org.scalinglaws.law.Graph.Operation;

/**
 * Automatic differentiation by source transformation: first and second derivatives of a formula as
 * further nodes of its graph. Gradients go forwards, so that a derivative has no more rows than what it
 * is the derivative of: one of a term in N alone has a row for each N. The Hessian of a weighted sum
 * over rows is a sum over nodes: the node's own second derivatives, between the gradients of its parts,
 * times how the weighted sum moves with the node, which goes backwards.
 *
 * <pre>
 *   H = sum over nodes v of adjoint(v) sum over parts a, b of (d2 v / da db) grad(a) grad(b)'</pre>
 *
 * @see <a href="https://doi.org/10.1137/1.9780898717761">Griewank and Walther (2008), Evaluating
 *     Derivatives, chapters 3, 5 and 6</a>
 */
final class Derivatives {
    /**
     * One sum of the Hessian: it is added at (j, k), and where they differ at (k, j) too.
     *
     * @param left a node with a row for each of the sum
     * @param right a node with as many rows, or fewer
     */
    record Product(int j, int k, int left, int right) {}

    final Graph graph = new Graph();
    final int count;
    final int value;

    /** The node of each first derivative. */
    final int[] gradient;

    final List<Product> hessian = new ArrayList<>();

    /** Nodes that are computed for the value, then further ones for the gradient and the Hessian. */
    final int[] forValue;

    final int[] forGradient;
    final int[] forHessian;

    /** How each node moves with each parameter; zero where it does not. */
    private final int[][] tangents;

    /** Whether a node or what it is made of has second derivatives. */
    private final boolean[] bent;

    Derivatives(Expression formula, int count) {
        this.count = count;
        this.value = graph.of(formula);
        int size = graph.size();
        this.tangents = new int[size][count];
        this.bent = new boolean[size];
        for (int i = 0; i < size; i++) {
            Arrays.fill(tangents[i], graph.zero);
            if (graph.dependence(i) != 0) {
                differentiate(i);
            }
        }
        this.gradient = tangents[value];
        differentiateTwice(size);

        // A node is computed with the first of the three that need it.
        boolean[] needed = new boolean[graph.size()];
        this.forValue = need(needed, value);
        this.forGradient = need(needed, gradient);
        int[] ends =
                hessian.stream()
                        .flatMapToInt(sum -> Arrays.stream(new int[] {sum.left, sum.right}))
                        .toArray();
        this.forHessian = need(needed, ends);
    }

    /** The forward sweep: the chain rule for each parameter. */
    private void differentiate(int i) {
        Node node = graph.node(i);
        if (node.operation() == Operation.VALUE) {
            tangents[i][node.place()] = graph.one;
            return;
        }
        int byLeft = byLeft(i, node);
        int byRight = node.right() < 0 ? graph.zero : byRight(i, node);
        for (int j = 0; j < count; j++) {
            int left = node.left() < 0 ? graph.zero : tangents[node.left()][j];
            int right = node.right() < 0 ? graph.zero : tangents[node.right()][j];
            tangents[i][j] = graph.plus(graph.times(left, byLeft), graph.times(right, byRight));
        }
        bent[i] =
                (node.left() >= 0 && bent[node.left()])
                        || (node.right() >= 0 && bent[node.right()])
                        || bends(node);
    }

    private int byLeft(int i, Node node) {
        return switch (node.operation()) {
            case PLUS, MINUS -> graph.one;
            case TIMES -> node.right();
            case INVERSE -> graph.negated(graph.squared(i));
            case POWER ->
                    graph.times(
                            graph.number(node.number()),
                            graph.power(node.left(), node.number() - 1));
            case FUNCTION -> function(node).slope(graph, node.left(), i);

            // Where both are equal the left one counts, as it does for the value.
            case LEAST -> graph.notAbove(node.left(), node.right());
            case ODDS -> graph.oddsDerivative(i, 0);
            default -> throw new IllegalStateException("no derivative of " + node);
        };
    }

    private int byRight(int i, Node node) {
        return switch (node.operation()) {
            case PLUS -> graph.one;
            case MINUS -> graph.number(-1);
            case TIMES -> node.left();
            case LEAST -> graph.minus(graph.one, graph.notAbove(node.left(), node.right()));
            case ODDS -> graph.oddsDerivative(i, 1);
            default -> throw new IllegalStateException("no derivative of " + node);
        };
    }

    private static Function function(Node node) {
        return requireNonNull(node.function(), "function");
    }

    private static boolean bends(Node node) {
        return switch (node.operation()) {
            case TIMES, INVERSE, POWER, FUNCTION, ODDS -> true;
            default -> false;
        };
    }

    /** The backward sweep: adjoints of the weighted sum, and what each node adds to the Hessian. */
    private void differentiateTwice(int size) {
        int[] adjoints = new int[size];
        Arrays.fill(adjoints, graph.zero);
        adjoints[value] = graph.sum(graph.weights(), value);
        for (int i = value; i >= 0; i--) {
            if (!bent[i] || adjoints[i] == graph.zero) {
                continue;
            }
            Node node = graph.node(i);
            addSecond(i, node, adjoints[i]);
            if (node.left() >= 0 && bent[node.left()]) {
                pass(adjoints, i, node.left(), byLeft(i, node));
            }
            if (node.right() >= 0 && bent[node.right()]) {
                pass(adjoints, i, node.right(), byRight(i, node));
            }
        }
    }

    private void pass(int[] adjoints, int i, int part, int derivative) {
        int moved = graph.sum(graph.times(adjoints[i], derivative), part);
        adjoints[part] = graph.plus(adjoints[part], moved);
    }

    private void addSecond(int i, Node node, int adjoint) {
        int left = node.left();
        int right = node.right();
        switch (node.operation()) {
            case TIMES -> addMixed(left, right, adjoint);
            case INVERSE -> {
                int cube = graph.times(graph.number(2), graph.times(i, graph.squared(i)));
                addPure(left, graph.times(adjoint, cube));
            }
            case POWER -> {
                double power = node.number();
                int raised = graph.power(left, power - 2);
                int second = graph.times(graph.number(power * (power - 1)), raised);
                addPure(left, graph.times(adjoint, second));
            }
            case FUNCTION ->
                    addPure(left, graph.times(adjoint, function(node).curvature(graph, left, i)));
            case ODDS -> {
                addPure(left, graph.times(adjoint, graph.oddsDerivative(i, 2)));
                addMixed(left, right, graph.times(adjoint, graph.oddsDerivative(i, 3)));
                addPure(right, graph.times(adjoint, graph.oddsDerivative(i, 4)));
            }
            default -> {}
        }
    }

    /** A second derivative by one part, between that part's gradient and itself. */
    private void addPure(int part, int second) {
        for (int j = 0; j < count; j++) {
            int weighted = graph.times(second, tangents[part][j]);
            for (int k = 0; k <= j && weighted != graph.zero; k++) {
                add(j, k, weighted, tangents[part][k]);
            }
        }
    }

    /** A second derivative by both parts, between their gradients, and the other way round. */
    private void addMixed(int left, int right, int second) {
        for (int j = 0; j < count; j++) {
            int weighted = graph.times(second, tangents[left][j]);
            for (int k = 0; k < count && weighted != graph.zero; k++) {
                int both = j == k ? graph.times(graph.number(2), weighted) : weighted;
                add(j, k, both, tangents[right][k]);
            }
        }
    }

    private void add(int j, int k, int left, int right) {
        if (right != graph.zero) {
            hessian.add(new Product(j, k, left, right));
        }
    }

    /** The nodes that some ends are made of, in order, beside those that are there already. */
    private int[] need(boolean[] needed, int... ends) {
        boolean[] further = new boolean[needed.length];
        for (int end : ends) {
            further[end] = true;
        }
        for (int i = needed.length - 1; i >= 0; i--) {
            further[i] &= !needed[i];
            if (further[i]) {
                mark(further, graph.node(i).left());
                mark(further, graph.node(i).right());

                // All derivatives of odds are found with the first of them.
                boolean odds = graph.node(i).operation() == Operation.ODDS_DERIVATIVE;
                mark(further, odds ? i - graph.node(i).place() : -1);
            }
        }
        int[] places = new int[needed.length];
        int found = 0;
        for (int i = 0; i < needed.length; i++) {
            if (further[i]) {
                places[found++] = i;
                needed[i] = true;
            }
        }
        return Arrays.copyOf(places, found);
    }

    private static void mark(boolean[] marked, int node) {
        if (node >= 0) {
            marked[node] = true;
        }
    }
}
