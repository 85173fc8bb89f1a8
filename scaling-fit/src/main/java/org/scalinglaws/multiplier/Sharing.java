package org.scalinglaws.multiplier;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.FormulaLaw;
import org.scalinglaws.numeric.TextTable;
import org.scalinglaws.problem.NoFitException;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.quantity.Brief;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.select.NestedTest;
import org.scalinglaws.uncertainty.Covariance;

/**
 * How much of one law several recipes share: everything, all but the floor, exponents and floor, the
 * exponents alone, or nothing. Each of these laws is held against laws of their own for all recipes, by
 * the F test of their sums of squares of ln L. All recipes are in one fit, so that exponents that are
 * shared come from all runs.
 */
public final class Sharing {
    /** A chance below this refuses a law. */
    public static final double SIGNIFICANT = 0.05;

    private final Dataset runs;
    private final List<String> recipes;
    private final Objective objective;
    private final double level;
    private final Map<Shared, Double> squares = new EnumMap<>(Shared.class);

    private Sharing(Dataset runs, List<String> recipes, Objective objective, double level) {
        this.runs = runs;
        this.recipes = recipes;
        this.objective = objective;
        this.level = level;
        for (Shared shared : Shared.values()) {
            squares.put(shared, leastSquares(shared));
        }
    }

    /** The first recipe is the reference. */
    static Sharing of(
            Dataset runs, String column, List<String> recipes, Objective objective, double level) {
        List<String> own = runs.texts(column);
        Dataset marked = runs;
        for (int recipe = 2; recipe <= recipes.size(); recipe++) {
            String name = recipes.get(recipe - 1);
            double[] ones = own.stream().mapToDouble(text -> text.equals(name) ? 1 : 0).toArray();
            marked = marked.with(Shared.indicator(recipe), ones);
        }
        return new Sharing(marked, List.copyOf(recipes), objective, level);
    }

    /** The least sum of squares of ln L; NaN where there is no law. */
    private double leastSquares(Shared shared) {
        try {
            return shared == Shared.NOTHING
                    ? ownSquares()
                    : fitted(shared, Objective.logSquares()).objective();
        } catch (NoFitException few) {
            return Double.NaN;
        }
    }

    private double ownSquares() {
        Fitter<ChinchillaLaw> fitter =
                Fitter.of(ChinchillaLaw.FAMILY).withObjective(Objective.logSquares());
        double sum = 0;
        for (int recipe = 1; recipe <= recipes.size(); recipe++) {
            sum += fitter.fit(group(recipe)).objective();
        }
        return sum;
    }

    private Dataset group(int recipe) {
        Dataset group = runs;
        for (int other = 2; other <= recipes.size(); other++) {
            int wanted = other == recipe ? 1 : 0;
            Factor indicator = Shared.indicator(other);
            group = group.where(run -> run.recipe().value(indicator) == wanted);
        }
        return group;
    }

    private Fit<FormulaLaw> fitted(Shared shared, Objective by) {
        return Fitter.of(shared.family(recipes.size())).withObjective(by).fit(runs);
    }

    /**
     * The recipes, the reference first.
     *
     * @return as the column names them
     */
    public List<String> recipes() {
        return recipes;
    }

    /**
     * The law of all recipes that shares so much. Numbers of the second recipe and those after it end in
     * their place: {@code A_2}, {@code E_3}.
     *
     * @param shared what is shared, but not {@link Shared#NOTHING}, which is no one law
     * @return the fit by the objective of the comparison
     * @throws IllegalArgumentException when nothing is to be shared
     * @throws NoFitException when the runs are too few for it
     */
    public Fit<FormulaLaw> fit(Shared shared) {
        requireNonNull(shared, "shared");
        if (shared == Shared.NOTHING) {
            throw new IllegalArgumentException(
                    "recipes that share nothing have no one law: fit the runs of each alone");
        }
        return fitted(shared, objective);
    }

    /**
     * Whether sharing so much is allowed.
     *
     * @param shared what is shared
     * @return the F test against laws of their own for all recipes; empty for {@link Shared#NOTHING},
     *     and where no run is to spare
     */
    public Optional<NestedTest> test(Shared shared) {
        requireNonNull(shared, "shared");
        int own = Shared.NOTHING.numbers(recipes.size());
        int fewer = own - shared.numbers(recipes.size());
        return fewer == 0
                ? Optional.empty()
                : NestedTest.of(squares(shared), squares(Shared.NOTHING), fewer, runs.size() - own);
    }

    private double squares(Shared shared) {
        return squares.getOrDefault(shared, Double.NaN);
    }

    /**
     * The law of the fewest numbers that its test does not refuse at 5 %.
     *
     * @return {@link Shared#NOTHING} where all are refused; empty where no run is to spare for a test
     */
    public Optional<Shared> most() {
        for (Shared shared : Shared.values()) {
            Optional<NestedTest> test = test(shared);
            if (shared != Shared.NOTHING && test.isEmpty()) {
                return Optional.empty();
            }
            if (test.isEmpty() || test.get().pValue() >= SIGNIFICANT) {
                return Optional.of(shared);
            }
        }
        return Optional.empty();
    }

    /**
     * What each recipe is worth by the one law in which all share exponents and floor.
     *
     * @return one for every recipe but the reference
     * @throws NoFitException when the runs are too few for it
     */
    public List<Efficiency> efficiencies() {
        Fit<FormulaLaw> fit = fit(Shared.EXPONENTS_AND_FLOOR);
        Covariance<FormulaLaw> errors = Covariance.of(fit);
        List<Efficiency> all = new ArrayList<>();
        for (int recipe = 2; recipe <= recipes.size(); recipe++) {
            int which = recipe;
            ToDoubleFunction<FormulaLaw> params = law -> factor(law, "A", "alpha", which);
            ToDoubleFunction<FormulaLaw> tokens = law -> factor(law, "B", "beta", which);
            ToDoubleFunction<FormulaLaw> compute =
                    law -> params.applyAsDouble(law) * tokens.applyAsDouble(law);
            all.add(
                    new Efficiency(
                            recipes.get(recipe - 1),
                            worth(fit, errors, params),
                            worth(fit, errors, tokens),
                            worth(fit, errors, compute)));
        }
        return all;
    }

    /** rho = (A / A_own)^(1 / alpha), and the like of B and beta. */
    private static double factor(FormulaLaw law, String scale, String exponent, int recipe) {
        double ratio = law.value(scale) / law.value(Shared.own(scale, recipe));
        return Math.pow(ratio, 1 / law.value(exponent));
    }

    private Worth worth(
            Fit<FormulaLaw> fit, Covariance<FormulaLaw> errors, ToDoubleFunction<FormulaLaw> of) {
        return new Worth(of.applyAsDouble(fit.law()), errors.findPositive(level, of));
    }

    /**
     * What each recipe is worth, in a table.
     *
     * @return a row each for parameters, tokens and compute of every recipe but the reference
     * @throws NoFitException when the runs are too few for it
     */
    public TextTable worths() {
        TextTable table =
                TextTable.of("  %-16s %-8s %10s %10s %10s")
                        .line("all recipes in one law, against " + recipes.get(0))
                        .row("recipe", "worth of", "estimate", Digits.level(level) + " from", "to");
        for (Efficiency each : efficiencies()) {
            table = row(table, each.recipe(), "params", each.params());
            table = row(table, "", "tokens", each.tokens());
            table = row(table, "", "compute", each.compute());
        }
        return table;
    }

    private static TextTable row(TextTable table, String recipe, String of, Worth worth) {
        return table.row(
                Brief.of(recipe),
                of,
                Digits.four(worth.estimate()),
                worth.interval().map(ends -> Digits.four(ends.lower())).orElse("-"),
                worth.interval().map(ends -> Digits.four(ends.upper())).orElse("-"));
    }

    /**
     * How well each law fits and whether it is allowed.
     *
     * @return a row for each {@link Shared}
     */
    public TextTable table() {
        TextTable table =
                TextTable.of("  %-16s %7s %9s  %s")
                        .row("recipes share", "numbers", "rms, %", "against laws of their own");
        for (Shared shared : Shared.values()) {
            table =
                    table.row(
                            shared.toString(),
                            Integer.toString(shared.numbers(recipes.size())),
                            rms(shared),
                            test(shared).map(NestedTest::toString).orElse("-"));
        }
        return table;
    }

    /** The root of the mean square of what a law leaves of ln L, in percent. */
    private String rms(Shared shared) {
        double mean = 2 * squares(shared) / runs.size();
        return Double.isNaN(mean) ? "-" : Digits.four(100 * Math.sqrt(mean));
    }

    /**
     * Says which law is enough.
     *
     * @return one sentence
     */
    public String statement() {
        return most().map(Sharing::enough)
                .orElse("the runs are too few to tell what the recipes share");
    }

    private static String enough(Shared shared) {
        return switch (shared) {
            case EVERYTHING -> "one law for all recipes is not refused at 5 %";
            case NOTHING -> "at 5 % every law that shares something is refused";
            case ALL_BUT_FLOOR, EXPONENTS_AND_FLOOR, EXPONENTS ->
                    "the most that recipes may share at 5 %: " + shared;
        };
    }

    /**
     * Writes the laws and their tests.
     *
     * @return several lines
     */
    @Override
    public String toString() {
        List<String> lines = new ArrayList<>(List.of(table().text()));
        lines.add("  " + statement());
        return String.join("\n", lines);
    }
}
