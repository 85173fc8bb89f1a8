package org.scalinglaws.design;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Fedorov's exchange algorithm for the runs that make one number of the information least: begin
 * with the runs that gain most, then swap the pair that helps most, or add a run, as long as that
 * helps and the price is kept.
 *
 * <pre>
 *  for a target  g' M^-1 g
 *  for all       -ln det M</pre>
 *
 * <p>A swap is judged without a new inverse by the formula of Sherman, Morrison and Woodbury. Nothing
 * is left to chance. The best of all choices is not promised: of 360 small random problems with prices
 * it was found in 357.
 *
 * @see "Fedorov (1972), Theory of Optimal Experiments"
 */
final class Exchange {
    private static final double LEAST_GAIN = 1e-9;
    private static final double ROUNDING = 1e-12;
    private static final double[] POWERS = {1, 0.5, 0.25, 0};
    private static final double[] POLISH = {0, 1};
    private static final double[] CAPS = {1, 2, 4, Double.POSITIVE_INFINITY};

    private final int n;
    private final double[] rows;
    private final double[] prices;
    private final double[] base;
    private final double @Nullable [] goal;
    private final Inverse inverse;
    private final double[] information;
    private final double[] image;
    private final double[] along;
    private final double[] spread;
    private int[] chosen = new int[0];
    private int count;
    private double spent;
    private double value;
    private int[] best = new int[0];
    private double least;

    Exchange(double[] base, double[] rows, double[] prices, double @Nullable [] goal) {
        this.n = (int) Math.round(Math.sqrt(base.length));
        this.rows = rows;
        this.prices = prices;
        this.base = base;
        this.goal = goal;
        this.inverse = new Inverse(n);
        this.information = new double[n * n];
        this.image = new double[n];
        this.along = new double[prices.length];
        this.spread = new double[prices.length];
    }

    /** The best runs found, ascending, at most so many and within a total price. */
    int[] best(int runs, double total) {
        double limit = total * (1 + ROUNDING);
        best = new int[0];
        least = Double.POSITIVE_INFINITY;

        // Many greedy starts: exchange only ends in a local best, and prices make starts differ.
        for (double power : POWERS) {
            for (double cap : CAPS) {
                begin(new int[0], runs);
                fill(limit, power, cap);
                settle(limit);
            }
        }

        for (int first = 0; first < prices.length; first++) {
            if (prices[first] <= limit) {
                begin(new int[] {first}, runs);
                fill(limit, 0.5, Double.POSITIVE_INFINITY);
                settle(limit);
            }
        }

        boolean more = true;
        while (more) {
            more = polish(runs, limit);
        }

        return best;
    }

    /** Improves the runs, and keeps them when they are the best so far. */
    private boolean settle(double limit) {
        improve(limit);
        boolean better = value < least - LEAST_GAIN * Math.abs(least) || best.length == 0;
        if (better) {
            least = value;
            best = now();
        }
        return better;
    }

    /** Takes one run or two out of the best and fills up again; true at the first gain. */
    private boolean polish(int runs, double limit) {
        for (int i = 0; i < best.length; i++) {
            for (int j = i; j < best.length; j++) {
                for (double power : POLISH) {
                    begin(without(best, i, j), runs);
                    fill(limit, power, Double.POSITIVE_INFINITY);
                    if (settle(limit)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static int[] without(int[] runs, int i, int j) {
        return IntStream.range(0, runs.length)
                .filter(k -> k != i && k != j)
                .map(k -> runs[k])
                .toArray();
    }

    /** The cheapest runs found that bring the value down to a bound; as far as they go if none do. */
    int[] reaching(double bound, int most) {
        best = new int[0];
        least = Double.POSITIVE_INFINITY;
        boolean found = false;
        double cheapest = Double.POSITIVE_INFINITY;

        for (double power : POWERS) {
            begin(new int[0], most);
            boolean more = true;
            while (value > bound && more) {
                more = add(Double.POSITIVE_INFINITY, power, Double.POSITIVE_INFINITY);
            }

            if (value > bound) {
                improve(Double.POSITIVE_INFINITY);
            }

            boolean reached = value <= bound;
            if (reached) {
                cheapen(bound);
            }
            if (reached ? spent < cheapest : !found && value < least) {
                found |= reached;
                cheapest = reached ? spent : cheapest;
                least = value;
                best = now();
            }
        }

        return best;
    }

    /** The one run that gains most for its price; -1 when none is within the limit. */
    int next(double limit) {
        begin(new int[0], 1);
        return greediest(limit * (1 + ROUNDING), 1, Double.POSITIVE_INFINITY);
    }

    double value(int... runs) {
        begin(runs, runs.length);
        return value;
    }

    private void begin(int[] runs, int most) {
        chosen = Arrays.copyOf(runs, most);
        count = runs.length;
        refresh();
    }

    private int[] now() {
        int[] runs = Arrays.copyOf(chosen, count);
        Arrays.sort(runs);
        return runs;
    }

    /** Everything that follows from the runs chosen. */
    private void refresh() {
        System.arraycopy(base, 0, information, 0, base.length);
        spent = 0;
        for (int k = 0; k < count; k++) {
            int row = chosen[k] * n;
            spent += prices[chosen[k]];
            for (int a = 0; a < n; a++) {
                for (int b = 0; b < n; b++) {
                    information[a * n + b] += rows[row + a] * rows[row + b];
                }
            }
        }

        if (!inverse.of(information)) {
            value = Double.POSITIVE_INFINITY;
            return;
        }

        for (int j = 0; j < prices.length; j++) {
            times(rows, j * n);
            spread[j] = dot(j);
        }
        if (goal == null) {
            value = -inverse.logDeterminant();
            return;
        }

        value = inverse.form(goal);
        times(goal, 0);
        for (int j = 0; j < prices.length; j++) {
            along[j] = dot(j);
        }
    }

    /** image = M^-1 x. */
    private void times(double[] x, int at) {
        double[] values = inverse.values();
        for (int a = 0; a < n; a++) {
            double sum = 0;
            for (int b = 0; b < n; b++) {
                sum += values[a * n + b] * x[at + b];
            }
            image[a] = sum;
        }
    }

    private double dot(int row) {
        double sum = 0;
        for (int a = 0; a < n; a++) {
            sum += image[a] * rows[row * n + a];
        }
        return sum;
    }

    private void fill(double limit, double power, double cap) {
        boolean more = true;
        while (more) {
            more = add(limit, power, cap);
        }
    }

    private boolean add(double limit, double power, double cap) {
        int row = count < chosen.length ? greediest(limit, power, cap) : -1;
        if (row < 0) {
            return false;
        }
        chosen[count++] = row;
        refresh();
        return true;
    }

    private int greediest(double limit, double power, double cap) {
        double room = limit - spent;
        double most = Math.min(room, cap * room / Math.max(1, chosen.length - count));

        int richest = -1;
        double highest = 0;
        for (int j = 0; j < prices.length; j++) {
            double gain =
                    goal == null ? Math.log1p(spread[j]) : along[j] * along[j] / (1 + spread[j]);
            double worth = power == 0 ? gain : gain / Math.pow(prices[j], power);
            if (prices[j] <= most && worth > highest) {
                highest = worth;
                richest = j;
            }
        }

        return richest;
    }

    private void improve(double limit) {
        boolean better = true;
        while (better) {
            fill(limit, 0, Double.POSITIVE_INFINITY);
            better = swap(limit);
        }
    }

    private boolean swap(double limit) {
        double before = value;
        double least = before - LEAST_GAIN * Math.abs(before);

        int out = -1;
        int in = -1;
        for (int k = 0; k < count; k++) {
            int i = chosen[k];
            times(rows, i * n);

            double room = limit - spent + prices[i];
            for (int j = 0; j < prices.length; j++) {
                if (prices[j] <= room && j != i) {
                    double swapped = swapped(i, j, dot(j));
                    if (swapped < least) {
                        least = swapped;
                        out = k;
                        in = j;
                    }
                }
            }
        }

        return out >= 0 && replaced(out, in, before);
    }

    private boolean replaced(int out, int in, double before) {
        int old = chosen[out];
        chosen[out] = in;
        refresh();
        if (value < before) {
            return true;
        }
        chosen[out] = old;
        refresh();
        return false;
    }

    /** The value with one run taken out and another put in. */
    private double swapped(int out, int in, double between) {
        double left = 1 - spread[out];
        double right = 1 + spread[in];
        double determinant = left * right + between * between;
        if (!(determinant > 0)) {
            return Double.POSITIVE_INFINITY;
        }
        if (goal == null) {
            return value - Math.log(determinant);
        }
        double lost = along[out] * along[out] * right;
        double won = along[in] * along[in] * left;
        return value + (lost - won - 2 * along[out] * along[in] * between) / determinant;
    }

    /** Leaves out what is not needed, and takes cheaper runs where they do. */
    private void cheapen(double bound) {
        boolean better = true;
        while (better) {
            better = drop(bound) || cheaper(bound);
        }
    }

    private boolean drop(double bound) {
        int out = -1;
        for (int k = 0; k < count; k++) {
            double left = 1 - spread[chosen[k]];
            double without = value + along[chosen[k]] * along[chosen[k]] / left;
            if (left > 0
                    && without <= bound
                    && (out < 0 || prices[chosen[k]] > prices[chosen[out]])) {
                out = k;
            }
        }

        if (out < 0) {
            return false;
        }

        int old = chosen[out];
        chosen[out] = chosen[--count];
        refresh();

        // The formula loses digits where the rest is nearly singular, so the result is asked anew.
        if (value > bound) {
            chosen[count++] = old;
            refresh();
            return false;
        }

        return true;
    }

    private boolean cheaper(double bound) {
        double saved = 0;
        int out = -1;
        int in = -1;
        for (int k = 0; k < count; k++) {
            int i = chosen[k];
            times(rows, i * n);
            for (int j = 0; j < prices.length; j++) {
                if (prices[i] - prices[j] > saved && swapped(i, j, dot(j)) <= bound) {
                    saved = prices[i] - prices[j];
                    out = k;
                    in = j;
                }
            }
        }

        return saved > ROUNDING * spent && replaced(out, in, Math.nextUp(bound));
    }
}
