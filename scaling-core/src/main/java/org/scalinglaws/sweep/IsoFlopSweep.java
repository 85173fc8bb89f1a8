package org.scalinglaws.sweep;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.scalinglaws.architecture.ShapeSpace;
import org.scalinglaws.architecture.Transformer;
import org.scalinglaws.numeric.TextTable;
import org.scalinglaws.plan.Planner;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Require;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Recipe;

/**
 * An IsoFLOP sweep: at each of several budgets, models of several sizes, every one with the tokens
 * that spend the budget. C = 6ND throughout.
 *
 * <p>{@code prices.computeForMoney(cluster, 10_000)} and {@code cluster.computeInDays(7)} are what
 * {@link #within} and {@link #budgets} take.
 *
 * @param curves the budgets with their runs
 * @see <a href="https://arxiv.org/abs/2203.15556">Hoffmann et al. (2022), approach 2</a>
 */
public record IsoFlopSweep(List<Curve> curves) {
    /** Copies the curves. */
    public IsoFlopSweep {
        Require.noNull("curves", curves);
        curves = List.copyOf(curves);
    }

    /**
     * A sweep whose sizes lie in equal ratios around what a planner would train: around the optimum
     * of a law with {@code ComputeOptimal.of(law)}, around 20 tokens a parameter with {@code
     * ComputeOptimal.of(law).withRatio(20)}.
     *
     * @param planner says which model is in the middle, how it is counted, and further factors
     * @param budgets training budgets
     * @param sizes model sizes for each budget, from 2 to 10,000
     * @param reach the largest size over the middle one, and the middle one over the smallest; above
     *     1
     * @return the sweep
     */
    public static IsoFlopSweep around(
            Planner planner, List<Compute> budgets, int sizes, double reach) {
        requireNonNull(planner, "planner");
        Require.noNull("budgets", budgets);
        checked(sizes, reach);
        List<Curve> curves = new ArrayList<>();
        for (Compute budget : budgets) {
            curves.add(curve(budget, planner.plan(budget).recipe(), sizes, reach));
        }
        return new IsoFlopSweep(curves);
    }

    /**
     * A sweep around a fixed number of tokens a parameter, for which no law is needed.
     *
     * <pre>  N = sqrt(C / (6 ratio))</pre>
     *
     * @param tokensPerParameter D / N in the middle, such as 20
     * @param budgets training budgets
     * @param sizes model sizes for each budget, from 2 to 10,000
     * @param reach the largest size over the middle one; above 1
     * @return the sweep
     */
    public static IsoFlopSweep aroundRatio(
            double tokensPerParameter, List<Compute> budgets, int sizes, double reach) {
        Require.noNull("budgets", budgets);
        double ratio = Decimal.positive("tokens per parameter", tokensPerParameter);
        checked(sizes, reach);
        List<Curve> curves = new ArrayList<>();
        for (Compute budget : budgets) {
            double middle = Math.sqrt(budget.flops() / (6 * ratio));
            Recipe recipe = Recipe.of(ModelSize.of(middle), Tokens.of(ratio * middle));
            curves.add(curve(budget, recipe, sizes, reach));
        }
        return new IsoFlopSweep(curves);
    }

    /** The most sizes, and the most budgets: a sweep of more is a slip of the pen. */
    static final int MOST = 10_000;

    private static void checked(int sizes, double reach) {
        if (!(reach > 1 && sizes >= 2)) {
            throw new IllegalArgumentException(
                    String.format(
                            "a sweep needs 2 sizes or more and a reach above 1, got %d and %s",
                            sizes, Decimal.format(reach)));
        }
        Require.count("number of sizes", sizes, 2, MOST);
    }

    private static Curve curve(Compute budget, Recipe middle, int sizes, double reach) {
        double smallest = middle.model().parameters() / reach;
        double range = middle.model().parameters() * reach / smallest;
        List<Recipe> recipes = new ArrayList<>();
        for (int i = 0; i < sizes; i++) {
            double size = smallest * Math.pow(range, i / (sizes - 1.0));
            recipes.add(Curve.spending(budget, middle, size));
        }
        return new Curve(budget, recipes);
    }

    /**
     * Budgets in equal ratios that spend a total.
     *
     * <pre>  smallest = total (ratio - 1) / (runs (ratio^count - 1))</pre>
     *
     * @param total what all runs may take together
     * @param runs runs of each budget, 1 or more
     * @param count how many budgets, from 1 to 10,000
     * @param ratio each budget over the one before, above 1
     * @return the budgets, smallest first; runs times their sum is the total but for rounding
     */
    public static List<Compute> budgets(Compute total, int runs, int count, double ratio) {
        requireNonNull(total, "total");
        if (!(runs >= 1 && count >= 1 && ratio > 1 && ratio < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    String.format(
                            "budgets need a count and runs of 1 or more and a finite ratio above 1,"
                                    + " got %d, %d and %s",
                            count, runs, Decimal.format(ratio)));
        }

        Require.count("number of budgets", count, 1, MOST);
        double shares = 0;
        for (int i = 0; i < count; i++) {
            shares += Math.pow(ratio, i);
        }

        List<Compute> budgets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            budgets.add(Compute.flops(total.flops() / runs * (Math.pow(ratio, i) / shares)));
        }
        return List.copyOf(budgets);
    }

    /**
     * All runs, budget by budget, each with its smallest model first.
     *
     * @return the design, as {@code SimulatedRuns} takes it
     */
    public List<Recipe> recipes() {
        return curves.stream().flatMap(curve -> curve.recipes().stream()).toList();
    }

    /** {@return how many runs there are} */
    public int runs() {
        return curves.stream().mapToInt(curve -> curve.recipes().size()).sum();
    }

    /**
     * What all runs take together.
     *
     * @return the sum of 6ND
     * @throws IllegalArgumentException when there are no runs
     */
    public Compute compute() {
        return Compute.flops(curves.stream().mapToDouble(curve -> curve.compute().flops()).sum());
    }

    /**
     * How much of the compute the dearest budget takes.
     *
     * @return a part of 1
     * @throws IllegalArgumentException when there are no runs
     */
    public double shareOfLargest() {
        return curves.stream()
                        .mapToDouble(curve -> curve.compute().flops())
                        .max()
                        .orElse(Double.NaN)
                / compute().flops();
    }

    /**
     * The same sweep without its dearest budgets, as far as an amount of compute goes.
     *
     * @param limit what all runs may take together
     * @return as many budgets as fit, the smallest first to stay
     * @throws IllegalArgumentException when not even the smallest fits
     */
    public IsoFlopSweep within(Compute limit) {
        requireNonNull(limit, "limit");
        List<Curve> cheapest =
                curves.stream().sorted(Comparator.comparing(Curve::compute)).toList();

        List<Curve> kept = new ArrayList<>();
        double spent = 0;
        for (Curve curve : cheapest) {
            spent += curve.compute().flops();
            if (spent <= limit.flops() * (1 + Curve.ROUNDING)) {
                kept.add(curve);
            }
        }

        if (kept.isEmpty()) {
            String least = curves.isEmpty() ? "nothing" : cheapest.get(0).compute().toString();
            throw new IllegalArgumentException(
                    "compute for a sweep must be at least that of its smallest budget, "
                            + least
                            + " FLOP, got "
                            + limit);
        }

        // The curves keep the order that they were given in, not that of their price.
        return new IsoFlopSweep(curves.stream().filter(kept::contains).toList());
    }

    /**
     * The same sweep with the sizes of real shapes; the tokens change so that 6ND stays the budget.
     * Sizes that fall on one shape become one run.
     *
     * @param space the shapes to choose from
     * @return the sweep and its shapes
     * @throws IllegalArgumentException when a size is near no shape, or a budget is left with one
     */
    public Shaped inShapes(ShapeSpace space) {
        requireNonNull(space, "space");
        List<Curve> changed = new ArrayList<>();
        List<Transformer> shapes = new ArrayList<>();

        for (Curve curve : curves) {
            TreeMap<ModelSize, Transformer> nearest = new TreeMap<>();
            for (Recipe recipe : curve.recipes()) {
                ShapeSpace.Near near = space.near(recipe.model(), 1).get(0);
                nearest.put(near.size(), near.shape());
            }

            // Two sizes may have the same nearest shape, which is trained once.
            changed.add(curve.withSizes(nearest.keySet()));
            shapes.addAll(nearest.values());
        }
        return new Shaped(new IsoFlopSweep(changed), shapes);
    }

    /**
     * A sweep of real shapes.
     *
     * @param sweep the runs
     * @param shapes the shape of each run, in the order of {@link IsoFlopSweep#recipes}
     */
    public record Shaped(IsoFlopSweep sweep, List<Transformer> shapes) {
        /** Refuses another number of shapes than of runs. */
        public Shaped {
            requireNonNull(sweep, "sweep");
            Require.noNull("shapes", shapes);
            shapes = List.copyOf(shapes);
            if (shapes.size() != sweep.runs()) {
                throw new IllegalArgumentException(
                        "a sweep of "
                                + sweep.runs()
                                + " runs needs as many shapes, got "
                                + shapes.size());
            }
        }
    }

    /**
     * A row for each budget and the sum.
     *
     * @return a table
     */
    public TextTable table() {
        return SweepTable.of(curves);
    }

    /**
     * Writes a row for each budget and the sum.
     *
     * @return a table
     */
    @Override
    public String toString() {
        return table().text() + "\n";
    }
}
