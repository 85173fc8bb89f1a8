package org.scalinglaws.law.curve;

import java.util.Arrays;

/**
 * The steps of a schedule at which the rate changes, in a tree of blocks: a sum over a block that lies
 * far before a row's step is taken at a few of its steps, with weights of Chebyshev interpolation. So a
 * sum over n drops costs the order of log n.
 *
 * <pre>
 *   sum over k of drop(k) g(k) = sum over nodes j of weight(j) g(j)
 *
 *   weight(j) = sum over k of drop(k) l(j, k)      l(j, .): Lagrange's polynomials of the nodes</pre>
 *
 * <p>A block has weights where rates and areas of all its steps are the polynomials through those of
 * its nodes, as in every smooth decay. Where they are not, every step is summed over.
 *
 * @see <a href="https://doi.org/10.1016/j.jcp.2009.08.031">Fong and Darve (2009), the black-box fast
 *     multipole method</a>
 */
final class Drops {
    /** How well a sum is to be taken. */
    enum Accuracy {
        /** To some 1e-13 of a drop from the peak to nothing. */
        FULL(12, 24, 1e-11, 2),

        /** To some 1e-5 of it: enough to look for a law, not to end there. */
        ROUGH(3, 4, 0.1, 3);

        private final int nodes;

        /** A block of fewer changes is not cut in halves. */
        private final int smallest;

        /** How far rates and areas may lie from the polynomials. */
        private final double tolerance;

        /** The greatest ratio of two rates of a block, or a power of them is no polynomial. */
        private final double widest;

        Accuracy(int nodes, int smallest, double tolerance, double widest) {
            this.nodes = nodes;
            this.smallest = smallest;
            this.tolerance = tolerance;
            this.widest = widest;
        }
    }

    /** What a sum of drops is taken over. */
    interface Terms {
        /** Takes a term: the place of a change and how much of it counts. */
        void add(int change, double weight);
    }

    /** Changes from one place up to, not including, another. */
    private static final class Block {
        private final int from;
        private final int to;
        private final int[] nodes;
        private final double[] weights;
        private final Block[] halves;

        Block(int from, int to, int[] nodes, double[] weights, Block... halves) {
            this.from = from;
            this.to = to;
            this.nodes = nodes;
            this.weights = weights;
            this.halves = halves;
        }
    }

    private final Accuracy accuracy;
    private final int[] steps;
    private final double[] sizes;
    private final double[] rates;
    private final double[] areasBefore;
    private final Block all;

    Drops(Schedule schedule, Accuracy accuracy) {
        this.accuracy = accuracy;
        this.steps = schedule.changes();
        int count = steps.length;
        this.sizes = new double[count];
        this.rates = new double[count];
        this.areasBefore = new double[count];
        for (int i = 0; i < count; i++) {
            rates[i] = schedule.rate(steps[i]);
            sizes[i] = schedule.rate(steps[i] - 1) - rates[i];
            areasBefore[i] = schedule.area(steps[i] - 1);
        }
        this.all = block(0, count);
    }

    /** How many changes there are. */
    int count() {
        return steps.length;
    }

    /** The rate to which a change leads. */
    double rate(int change) {
        return rates[change];
    }

    /** The area of the schedule before a change. */
    double areaBefore(int change) {
        return areasBefore[change];
    }

    /** The terms of the sum over all changes that come no later than a step and have saved anything. */
    void gather(int step, double area, Terms terms) {
        int place = Arrays.binarySearch(steps, step);
        gather(all, place < 0 ? -place - 1 : place + 1, area, terms);
    }

    private void gather(Block block, int end, double area, Terms terms) {
        if (block.from >= end) {
            return;
        }
        if (block.to <= end && isFar(block, area)) {
            for (int j = 0; j < block.nodes.length; j++) {
                terms.add(block.nodes[j], block.weights[j]);
            }
        } else if (block.halves.length > 0) {
            for (Block half : block.halves) {
                gather(half, end, area, terms);
            }
        } else {
            for (int i = block.from; i < Math.min(block.to, end); i++) {
                if (area > areasBefore[i]) {
                    terms.add(i, sizes[i]);
                }
            }
        }
    }

    /** As far away as it is long, by area. */
    private boolean isFar(Block block, double area) {
        double first = areasBefore[block.from];
        double last = areasBefore[block.to - 1];
        return block.nodes.length > 0 && area - last >= last - first;
    }

    private Block block(int from, int to) {
        int count = to - from;
        if (count < accuracy.smallest) {
            return new Block(from, to, new int[0], new double[0]);
        }
        int middle = (from + to) >>> 1;
        Block[] halves = {block(from, middle), block(middle, to)};
        int[] nodes = nodes(from, to);
        double[] weights = weights(from, to, nodes);
        return new Block(from, to, weights.length > 0 ? nodes : new int[0], weights, halves);
    }

    /** Chebyshev's points of a block, each moved to the nearest step. */
    private int[] nodes(int from, int to) {
        int last = accuracy.nodes - 1;
        int[] nodes = new int[last + 1];
        for (int j = 0; j <= last; j++) {
            double share = 0.5 * (1 - Math.cos(Math.PI * j / last));
            int least = j == 0 ? from : nodes[j - 1] + 1;
            nodes[j] = Math.max(least, from + (int) Math.round(share * (to - 1 - from)));
        }
        for (int j = last, most = to - 1; j >= 0; j--, most = nodes[j + 1] - 1) {
            nodes[j] = Math.min(most, nodes[j]);
        }
        return nodes;
    }

    /** What each node counts; nothing where the block is not smooth. */
    private double[] weights(int from, int to, int... nodes) {
        double[] none = {};
        if (steps[to - 1] - steps[from] != to - 1 - from || !isNarrow(from, to)) {
            return none;
        }
        double[] barycentric = barycentric(nodes);
        double[] shares = new double[nodes.length];
        double[] weights = new double[nodes.length];
        double span = areasBefore[to - 1] - areasBefore[from];
        for (int i = from; i < to; i++) {
            lagrange(i, nodes, barycentric, shares);
            double rate = 0;
            double area = 0;
            for (int j = 0; j < nodes.length; j++) {
                rate += shares[j] * rates[nodes[j]];
                area += shares[j] * (areasBefore[nodes[j]] - areasBefore[from]);
                weights[j] += shares[j] * sizes[i];
            }
            boolean smooth =
                    Math.abs(rate - rates[i]) <= accuracy.tolerance * rates[i]
                            && Math.abs(area - (areasBefore[i] - areasBefore[from]))
                                    <= accuracy.tolerance * (span + areasBefore[from] * 1e-3);
            if (!smooth) {
                return none;
            }
        }
        return weights;
    }

    private boolean isNarrow(int from, int to) {
        double least = Double.POSITIVE_INFINITY;
        double greatest = 0;
        for (int i = from; i < to; i++) {
            least = Math.min(least, rates[i]);
            greatest = Math.max(greatest, rates[i]);
        }
        return least > 0 && greatest <= accuracy.widest * least;
    }

    /** The weights of the nodes in the barycentric formula, scaled to be of the order of 1. */
    private static double[] barycentric(int... nodes) {
        double scale = 0.25 * (nodes[nodes.length - 1] - nodes[0]);
        double[] weights = new double[nodes.length];
        for (int j = 0; j < nodes.length; j++) {
            double product = 1;
            for (int k = 0; k < nodes.length; k++) {
                product *= k == j ? 1 : (nodes[j] - nodes[k]) / scale;
            }
            weights[j] = 1 / product;
        }
        return weights;
    }

    /** Lagrange's polynomials at a place, by the second barycentric formula. */
    private static void lagrange(int at, int[] nodes, double[] barycentric, double[] shares) {
        int hit = Arrays.binarySearch(nodes, at);
        if (hit >= 0) {
            Arrays.fill(shares, 0);
            shares[hit] = 1;
            return;
        }
        double sum = 0;
        for (int j = 0; j < nodes.length; j++) {
            shares[j] = barycentric[j] / (at - nodes[j]);
            sum += shares[j];
        }
        for (int j = 0; j < nodes.length; j++) {
            shares[j] /= sum;
        }
    }
}
