package org.scalinglaws.law;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.scalinglaws.law.Graph.Node;
import org.scalinglaws.law.Graph.Operation;

/**
 * The columns of a graph's nodes on given runs. A column has as many rows as its node needs: one where
 * the node reads parameters alone, one for each distinct value where it reads one factor that has few,
 * else one for each run.
 */
final class Sheet {
    /** The shape of a node that is one number; that of a node with a row for each run; else a factor. */
    private static final int NUMBER = -1;

    private static final int RUNS = -2;

    /** A factor has few values when so many runs share each on average. */
    private static final int SHARED = 2;

    /** Computes the column of a node from those of its parts. */
    interface Loop {
        void run();
    }

    /** A loop, and the parameters that change what it computes. */
    private record Entry(long dependence, Loop loop) {}

    /** The loops of some nodes, in order; only those run whose parts have changed. */
    static final class Section {
        private final List<Entry> entries = new ArrayList<>();
        private long changed = -1;

        /** What depends on nothing is computed at once, and never again. */
        private void add(long dependence, Loop loop) {
            if (dependence == 0) {
                loop.run();
            } else {
                entries.add(new Entry(dependence, loop));
            }
        }

        void change(long what) {
            changed |= what;
        }

        void run() {
            for (int i = 0; changed != 0 && i < entries.size(); i++) {
                Entry entry = entries.get(i);
                if ((entry.dependence & changed) != 0) {
                    entry.loop.run();
                }
            }
            changed = 0;
        }
    }

    private final Graph graph;
    private final int rows;
    private final double[] parameters;
    private final double[] weights;
    private final Columns columns;

    /** For each factor with few values, which of them each run has; empty for others. */
    private final int[][] levels;

    private final int[] shapes;
    private final double[][] values;

    /** Columns of fewer rows with a row for each run, where another node asked for that. */
    private final double[][] spread;

    /**
     * A sheet without columns.
     *
     * @param parameters what the numbers of a law are written to before loops run
     * @param weights what the weights are written to
     */
    Sheet(Graph graph, Columns columns, double[] parameters, double[] weights) {
        this.graph = graph;
        this.rows = columns.rows();
        this.parameters = parameters;
        this.weights = weights;
        this.columns = columns;
        this.levels = new int[columns.count()][];
        for (int place = 0; place < levels.length; place++) {
            Levels distinct = columns.levels(place);
            boolean few = SHARED * distinct.values().length <= rows;
            levels[place] = few ? distinct.ofRow() : new int[0];
        }
        this.shapes = new int[graph.size()];
        this.values = new double[graph.size()][];
        this.spread = new double[graph.size()][];
    }

    /** Makes the columns of some nodes, whose parts have theirs or are among them. */
    Section section(int... nodes) {
        Section section = new Section();
        for (int i : nodes) {
            Node node = graph.node(i);
            shapes[i] = shape(node);
            if (node.operation() == Operation.SUM && shapes[i] == shapes[node.left()]) {
                values[i] = values[node.left()];
            } else if (values[i] == null) {
                values[i] = new double[rows(shapes[i])];
                section.add(graph.dependence(i), loop(i, node, section));
            }
        }
        return section;
    }

    private int shape(Node node) {
        return switch (node.operation()) {
            case NUMBER, VALUE -> NUMBER;
            case FACTOR -> levels[node.place()].length > 0 ? node.place() : RUNS;
            case WEIGHTS -> RUNS;
            case SUM -> shapes[node.right()];
            default -> node.right() < 0 ? shapes[node.left()] : joint(node.left(), node.right());
        };
    }

    private int joint(int left, int right) {
        if (shapes[left] == NUMBER || shapes[right] == NUMBER) {
            return shapes[left] == NUMBER ? shapes[right] : shapes[left];
        }
        return shapes[left] == shapes[right] ? shapes[left] : RUNS;
    }

    private int rows(int shape) {
        return switch (shape) {
            case NUMBER -> 1;
            case RUNS -> rows;
            default -> columns.levels(shape).values().length;
        };
    }

    private Loop loop(int i, Node node, Section section) {
        double[] y = values[i];
        int shape = shapes[i];
        double[] a = node.left() < 0 ? y : part(node.left(), shape, section);
        double[] b = node.right() < 0 ? y : part(node.right(), shape, section);

        // Values of numbers and factors stand still; all else is one loop over the rows of a shape.
        return switch (node.operation()) {
            case NUMBER -> () -> y[0] = node.number();
            case VALUE -> () -> y[0] = parameters[node.place()];
            case FACTOR -> {
                Levels distinct = columns.levels(node.place());
                double[] known = shape == RUNS ? columns.values(node.place()) : distinct.values();
                yield () -> System.arraycopy(known, 0, y, 0, y.length);
            }
            case WEIGHTS -> () -> System.arraycopy(weights, 0, y, 0, y.length);
            case PLUS -> () -> Loops.plus(a, b, y);
            case MINUS -> () -> Loops.minus(a, b, y);
            case TIMES -> () -> Loops.times(a, b, y);
            case INVERSE -> () -> Loops.inverse(a, y);
            case POWER -> () -> Loops.power(a, node.number(), y);
            case FUNCTION -> {
                Function function = requireNonNull(node.function(), "function");
                yield () -> function.values(a, y);
            }
            case SIGN -> () -> Loops.sign(a, y);
            case LEAST -> () -> Loops.least(a, b, y);
            case NOT_ABOVE -> () -> Loops.notAbove(a, b, y);
            case ODDS -> () -> Loops.odds(a, b, y);
            case ODDS_DERIVATIVE -> derivativesOfOdds(i, node.left(), section);
            case SUM -> sum(node.left(), i);
        };
    }

    /** All derivatives of odds are found at once, with the first. */
    private Loop derivativesOfOdds(int first, int odds, Section section) {
        double[][] derivatives = new double[Odds.DERIVATIVES][values[first].length];
        for (int place = 0; place < derivatives.length; place++) {
            values[first + place] = derivatives[place];
        }
        Node solved = graph.node(odds);
        double[] w = part(solved.left(), shapes[odds], section);
        double[] alpha = part(solved.right(), shapes[odds], section);
        double[] u = values[odds];
        return () -> Loops.oddsDerivatives(w, alpha, u, derivatives);
    }

    private Loop sum(int part, int i) {
        double[] a = values[part];
        double[] y = values[i];
        if (shapes[i] == NUMBER) {
            return () -> y[0] = Loops.sum(a);
        }
        Levels distinct = columns.levels(shapes[i]);
        return () -> Loops.sum(a, distinct, y);
    }

    /** A column as a node of a shape reads it: one number stays one number. */
    private double[] part(int part, int shape, Section section) {
        int own = shapes[part];
        if (own == shape || own == NUMBER || shape != RUNS) {
            return values[part];
        }
        if (spread[part] == null) {
            double[] from = values[part];
            double[] to = new double[rows];
            int[] level = levels[own];
            spread[part] = to;
            section.add(graph.dependence(part), () -> Loops.gather(from, level, to, 0));
        }
        return spread[part];
    }

    /** A column of a node with as many rows as another, which reads no less; or one number. */
    double[] columnLike(int node, int longer, Section section) {
        return part(node, shapes[longer], section);
    }

    /** Writes a row for each run. */
    void write(int node, double[] to, int from) {
        double[] column = values[node];
        if (shapes[node] == RUNS) {
            System.arraycopy(column, 0, to, from, rows);
        } else if (shapes[node] == NUMBER) {
            Arrays.fill(to, from, from + rows, column[0]);
        } else {
            Loops.gather(column, levels[shapes[node]], to, from);
        }
    }
}
