package org.scalinglaws.isoflop;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.scalinglaws.data.DataException;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.finding.Check;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.quantity.Brief;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.quantity.Require;
import org.scalinglaws.recipe.Factor;

/**
 * Runs grouped by budget: at each budget, models of several sizes trained on as many tokens as the
 * budget pays for. A run without a budget belongs to no group and takes no part in parabolas.
 */
public final class Sweep {
    /** The column that {@link #of} groups by where the runs have it. */
    public static final String BUDGET_COLUMN = "flops_budget";

    private static final double SAME_BUDGET = 0.25;
    private static final double FAR_FROM_SIX = 0.1;
    private static final List<Check<Sweep>> CHECKS = List.of(Sweep::sixND, Sweep::fallingFaster);

    private final Dataset runs;
    private final double[] budgets;
    private final int[] groups;
    private final int[] places;

    private Sweep(Dataset runs, double[] flops) {
        this(runs, flops, IntStream.range(0, flops.length).toArray());
    }

    /** Runs that were at some places of a larger table, by which they are named. */
    private Sweep(Dataset runs, double[] flops, int[] places) {
        this.runs = runs;
        this.places = places;
        this.budgets =
                Arrays.stream(flops)
                        .filter(value -> !Double.isNaN(value))
                        .sorted()
                        .distinct()
                        .toArray();

        this.groups = new int[flops.length];
        Arrays.setAll(
                groups,
                row -> Double.isNaN(flops[row]) ? -1 : Arrays.binarySearch(budgets, flops[row]));

        if (budgets.length == 0) {
            throw new DataException("no run of " + runs.name() + " states a budget");
        }
        refuseMissing(Factor.PARAMETERS);
        refuseMissing(Factor.TOKENS);
    }

    private void refuseMissing(Factor factor) {
        double[] column = runs.column(factor);
        for (int row = 0; row < column.length; row++) {
            if (Double.isNaN(column[row])) {
                throw new DataException(
                        String.format(
                                "run %d of %s states no %s", row + 1, runs.name(), factor.name()));
            }
        }
    }

    /**
     * Groups runs by the column {@value #BUDGET_COLUMN} where they have it; else runs whose compute is
     * within a quarter of each other are of one budget.
     *
     * @param runs the runs
     * @return the sweep
     * @throws DataException when a run states no size or no tokens
     */
    public static Sweep of(Dataset runs) {
        requireNonNull(runs, "runs");
        return runs.factors().contains(Factor.named(BUDGET_COLUMN))
                ? byColumn(runs, BUDGET_COLUMN)
                : clustered(runs, SAME_BUDGET);
    }

    /**
     * Groups runs by a column of compute. Where a run states only one of size and tokens, the other is what
     * its budget pays for: D = C/6N, or N = C/6D.
     *
     * @param runs the runs
     * @param column its name, or another that a CSV file may give it; a run without a number there has
     *     no budget
     * @return the sweep
     * @throws IllegalArgumentException when there is no such column of numbers
     * @throws DataException when no run has a budget, one is not positive, or a run states no size or no
     *     tokens and they do not follow
     */
    public static Sweep byColumn(Dataset runs, String column) {
        requireNonNull(runs, "runs");
        requireNonNull(column, "column");
        Factor spelled = Factor.named(column);
        Factor factor = runs.factors().contains(spelled) ? spelled : Factor.alias(column);
        if (!runs.factors().contains(factor)) {
            throw new IllegalArgumentException(
                    Brief.of(
                            runs.name()
                                    + " has no column of numbers '"
                                    + column
                                    + "' to group by"));
        }

        double[] flops = runs.column(factor);
        for (int row = 0; row < flops.length; row++) {
            if (!Double.isNaN(flops[row]) && !(flops[row] > 0)) {
                throw new DataException(
                        String.format(
                                "budget of run %d of %s must be positive, got %s",
                                row + 1, runs.name(), Decimal.format(flops[row])));
            }
        }

        // Each run lacks the size or the tokens or neither, and gets what its budget pays for.
        Dataset sized = paidFor(runs, Factor.PARAMETERS, Factor.TOKENS, flops);
        return new Sweep(paidFor(sized, Factor.TOKENS, Factor.PARAMETERS, flops), flops);
    }

    /** The runs with what is missing of one factor: its budget by six times the other. */
    private static Dataset paidFor(Dataset runs, Factor missing, Factor stated, double[] flops) {
        double[] values = runs.column(missing);
        double[] others = runs.column(stated);
        boolean filled = false;
        for (int row = 0; row < flops.length; row++) {
            if (Double.isNaN(values[row])) {
                values[row] = flops[row] / (6 * others[row]);
                filled |= !Double.isNaN(values[row]);
            }
        }
        return filled ? runs.with(missing, values) : runs;
    }

    /**
     * Groups runs by compute, as they state it, else 6ND.
     *
     * @param runs the runs
     * @param tolerance how much more compute than the least of its group a run may have, as a share
     * @return the sweep; a budget is the geometric mean of its runs
     * @throws IllegalArgumentException unless the tolerance is positive and finite
     * @throws DataException when a run states no size or no tokens
     */
    public static Sweep clustered(Dataset runs, double tolerance) {
        requireNonNull(runs, "runs");
        double[] flops = runs.column(Factor.FLOPS);
        return clustered(runs, tolerance, flops);
    }

    /**
     * Groups runs by compute as another rule counts it.
     *
     * @param runs the runs
     * @param tolerance how much more compute than the least of its group a run may have, as a share
     * @param flops the compute of a run, FLOP, such as by a {@code FlopRule}; NaN where it is unknown
     * @return the sweep; a budget is the geometric mean of its runs
     * @throws IllegalArgumentException unless the tolerance is positive and finite
     * @throws DataException when a run states no size or no tokens
     */
    public static Sweep clustered(
            Dataset runs, double tolerance, ToDoubleFunction<? super Run> flops) {
        requireNonNull(runs, "runs");
        requireNonNull(flops, "flops");
        double[] column = new double[runs.size()];
        Arrays.setAll(column, row -> flops.applyAsDouble(runs.run(row)));
        return clustered(runs, tolerance, column);
    }

    private static Sweep clustered(Dataset runs, double tolerance, double[] flops) {
        Decimal.positive("tolerance of a budget", tolerance);
        for (int row = 0; row < flops.length; row++) {
            if (!Double.isNaN(flops[row])) {
                Decimal.positive("compute of run " + (row + 1), flops[row]);
            }
        }

        double[] budget = new double[flops.length];
        Arrays.fill(budget, Double.NaN);
        int[] order =
                IntStream.range(0, flops.length)
                        .filter(row -> !Double.isNaN(flops[row]))
                        .boxed()
                        .sorted(Comparator.comparingDouble(row -> flops[row]))
                        .mapToInt(row -> row)
                        .toArray();

        for (int first = 0, last; first < order.length; first = last) {
            double most = flops[order[first]] * (1 + tolerance);
            double logs = 0;
            last = first;
            while (last < order.length && flops[order[last]] <= most) {
                logs += Math.log(flops[order[last++]] / flops[order[first]]);
            }

            double middle = flops[order[first]] * Math.exp(logs / (last - first));
            for (int i = first; i < last; i++) {
                budget[order[i]] = middle;
            }
        }

        return new Sweep(runs, budget);
    }

    /** {@return the runs, those without a budget too} */
    public Dataset runs() {
        return runs;
    }

    /** {@return the budgets, FLOP, ascending} */
    public List<Compute> budgets() {
        return Arrays.stream(budgets).mapToObj(Compute::flops).toList();
    }

    /**
     * The budget of a run.
     *
     * @param row its place, from 0
     * @return FLOP; NaN where it has none
     */
    public double budget(int row) {
        Require.place("row", row, groups.length);
        return groups[row] < 0 ? Double.NaN : budgets[groups[row]];
    }

    /**
     * The runs of a budget.
     *
     * @param budget the place of the budget among {@link #budgets}, from 0
     * @return the places of its runs, from 0, in their order
     */
    public int[] rows(int budget) {
        Require.place("budget", budget, budgets.length);
        return IntStream.range(0, groups.length).filter(row -> groups[row] == budget).toArray();
    }

    /**
     * The sweep with some of its runs, such as those that quality control kept.
     *
     * @param kept which places, from 0, to keep
     * @return the sweep of those runs, at the same budgets as before
     * @throws DataException when none is left
     */
    public Sweep whereRow(IntPredicate kept) {
        requireNonNull(kept, "kept");
        int[] rows = IntStream.range(0, groups.length).filter(kept).toArray();
        return new Sweep(
                runs.whereRow(kept),
                Arrays.stream(rows).mapToDouble(this::budget).toArray(),
                Arrays.stream(rows).map(row -> places[row]).toArray());
    }

    /** Such as {@code run 3 (14.78M parameters at 3e17 FLOP)}, by its place in the first sweep. */
    String name(int row) {
        return String.format(
                "run %d (%s parameters at %s FLOP)",
                places[row] + 1,
                Digits.four(runs.run(row).recipe().model().parameters()),
                Digits.four(budget(row)));
    }

    /** Runs of one budget by their places, such as {@code runs 1, 2, 5 at 1e18 FLOP}. */
    String name(List<Integer> rows) {
        return rows.size() == 1
                ? name(rows.get(0))
                : String.format(
                        "runs %s at %s FLOP",
                        rows.stream()
                                .map(row -> Integer.toString(places[row] + 1))
                                .collect(Collectors.joining(", ")),
                        Digits.four(budget(rows.get(0))));
    }

    /** The same recipes at the same budgets with the losses that a law says. */
    Sweep withLossesOf(LossLaw law) {
        List<Run> exact = new ArrayList<>();
        for (Run run : runs) {
            exact.add(new Run(run.recipe(), Loss.nats(law.loss(run.recipe())), run.weight()));
        }
        double[] flops = new double[groups.length];
        Arrays.setAll(flops, this::budget);
        return new Sweep(Dataset.of(exact, runs.weightKind()).countedAs(runs.counting()), flops);
    }

    /** ln N of every run. */
    double[] logSizes() {
        return Arrays.stream(runs.column(Factor.PARAMETERS)).map(Math::log).toArray();
    }

    /** ln D of every run. */
    double[] logTokens() {
        return Arrays.stream(runs.column(Factor.TOKENS)).map(Math::log).toArray();
    }

    /**
     * What to know about the runs before any analysis.
     *
     * @return a warning where 6ND is not the budget, for then budgets count something that plans with
     *     6ND do not, and {@link #fallingFaster}
     */
    public List<Finding> findings() {
        return Check.all(CHECKS, this);
    }

    /**
     * Does the least loss of a budget fall ever faster with compute? Any sum of powers of N and D above a
     * floor of nothing or more falls ever slower, so that forecasts by such laws are then too high.
     *
     * <p>It is read off parabolas of ln loss over ln N, four budgets or more whose vertices lie within their
     * sizes, and asked of all of them and of the largest; checkpoints of training runs are not asked.
     *
     * @return a warning where the fall quickens by more than chance explains once in a thousand sweeps
     */
    public Optional<Finding> fallingFaster() {
        return Bend.finding(this);
    }

    /** Is a budget what plans by 6ND mean by it? */
    private static Optional<Finding> sixND(Sweep sweep) {
        Interval shares = sweep.sixNDOverBudget();
        return sweep.isSixND()
                ? Optional.empty()
                : Optional.of(
                        Finding.warning(
                                CheckName.COMPUTE_COUNT,
                                String.format(
                                        Locale.ROOT,
                                        "6ND of the runs is %.3g to %.3g of their budget: a plan by"
                                                + " 6ND means other budgets than these",
                                        shares.lower(),
                                        shares.upper())));
    }

    /** Whether 6ND of every run with a budget is that budget, within a tenth. */
    boolean isSixND() {
        Interval shares = sixNDOverBudget();
        return shares.lower() >= 1 - FAR_FROM_SIX - 1e-9
                && shares.upper() <= 1 + FAR_FROM_SIX + 1e-9;
    }

    private Interval sixNDOverBudget() {
        double[] sizes = logSizes();
        double[] tokens = logTokens();
        double[] shares =
                IntStream.range(0, groups.length)
                        .filter(row -> groups[row] >= 0)
                        .mapToDouble(row -> 6 * Math.exp(sizes[row] + tokens[row]) / budget(row))
                        .sorted()
                        .toArray();
        return new Interval(shares[0], shares[shares.length - 1]);
    }

    /**
     * Says how many runs there are at how many budgets.
     *
     * @return such as {@code isoflop.csv: 133 runs at 10 budgets, 6e18 to 1e22 FLOP, 7 to 18 at each}
     */
    @Override
    public String toString() {
        int[] counts = new int[budgets.length];
        Arrays.stream(groups).filter(group -> group >= 0).forEach(group -> counts[group]++);
        int least = Arrays.stream(counts).min().orElse(0);
        int most = Arrays.stream(counts).max().orElse(0);
        return String.format(
                "%s: %d runs at %d budgets, %s to %s FLOP, %s at each",
                runs.name(),
                Arrays.stream(counts).sum(),
                budgets.length,
                Digits.four(budgets[0]),
                Digits.four(budgets[budgets.length - 1]),
                least == most ? Integer.toString(least) : least + " to " + most);
    }
}
