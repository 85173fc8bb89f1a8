package org.scalinglaws.multiplier;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.numeric.Defaults;
import org.scalinglaws.numeric.Quantiles;
import org.scalinglaws.problem.NoFitException;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.quantity.Brief;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

/**
 * Runs of several recipes, each held against one of them.
 *
 * @param runs all runs, with sizes, tokens and losses
 * @param column which recipe a run is of, a label or numbers
 * @param reference the recipe that the others are held against
 * @param level of the intervals, such as 0.95
 * @param objective of the fits
 */
public record Comparison(
        Dataset runs, String column, String reference, double level, Objective objective) {
    private static final int LEAST = 3;

    /** Refuses a column or a reference that the runs do not have, and fewer than two recipes. */
    public Comparison {
        requireNonNull(runs, "runs");
        requireNonNull(column, "column");
        requireNonNull(reference, "reference");
        requireNonNull(objective, "objective");
        Quantiles.requireLevel(level);

        Set<String> names = new TreeSet<>(runs.texts(column));
        if (names.size() < 2) {
            throw new IllegalArgumentException(
                    Brief.of(
                            "a comparison needs two recipes or more, and column '"
                                    + column
                                    + "' of "
                                    + runs.name()
                                    + " has "
                                    + names));
        }

        if (!names.contains(reference)) {
            throw new IllegalArgumentException(
                    Brief.of(
                            "column '"
                                    + column
                                    + "' has no recipe '"
                                    + reference
                                    + "'; it has "
                                    + names));
        }
    }

    /**
     * The recipes of a column, held against the first of them.
     *
     * @param runs all runs, with sizes, tokens and losses
     * @param column which recipe a run is of, a label or numbers
     * @return a comparison at the usual level
     * @throws IllegalArgumentException when there is no such column, or only one recipe
     */
    public static Comparison of(Dataset runs, String column) {
        requireNonNull(runs, "runs");
        List<String> names = runs.texts(column);
        Objective usual = Fitter.of(ChinchillaLaw.FAMILY).objective();
        return new Comparison(runs, column, names.get(0), Defaults.LEVEL, usual);
    }

    /**
     * Another reference.
     *
     * @param recipe one of the column's
     * @return a new comparison
     * @throws IllegalArgumentException when the column does not have it
     */
    public Comparison against(String recipe) {
        requireNonNull(recipe, "recipe");
        return new Comparison(runs, column, recipe, level, objective);
    }

    /**
     * Another level.
     *
     * @param share between 0 and 1, such as 0.9
     * @return a new comparison
     */
    public Comparison withLevel(double share) {
        return new Comparison(runs, column, reference, share, objective);
    }

    /**
     * Another objective for the fits. The tests are by squares of ln L whatever it is.
     *
     * @param other such as {@code Objective.logSquares()}
     * @return a new comparison
     */
    public Comparison withObjective(Objective other) {
        requireNonNull(other, "other");
        return new Comparison(runs, column, reference, level, other);
    }

    /**
     * Every other recipe against the reference, each pair by its own runs alone.
     *
     * @return in the order of first appearance
     * @throws NoFitException when the runs of a pair are too few for a law
     */
    public List<Multiplier> multipliers() {
        List<Multiplier> all = new ArrayList<>();
        for (String recipe : runs.texts(column).stream().distinct().toList()) {
            if (!recipe.equals(reference)) {
                all.add(multiplier(recipe));
            }
        }
        return all;
    }

    /**
     * How much of one law all recipes share, each held against laws of their own.
     *
     * @return with the reference first
     */
    public Sharing sharing() {
        List<String> names = new ArrayList<>(List.of(reference));
        runs.texts(column).stream()
                .distinct()
                .filter(recipe -> !recipe.equals(reference))
                .forEach(names::add);
        return Sharing.of(runs, column, names, objective, level);
    }

    /** Two numbers are its own, and a run must be left to judge them by. */
    private void requireRuns(String recipe) {
        Set<List<Double>> places = new HashSet<>();
        for (Run run : runs.where(column, recipe)) {
            Recipe at = run.recipe();
            places.add(List.of(at.value(Factor.PARAMETERS), at.value(Factor.TOKENS)));
        }
        if (places.size() < LEAST) {
            throw new NoFitException(
                    String.format(
                            "recipe '%s' has runs at %d %s of size and tokens, a multiplier needs"
                                    + " %d",
                            Brief.of(recipe),
                            places.size(),
                            places.size() == 1 ? "pair" : "pairs",
                            LEAST));
        }
    }

    private Multiplier multiplier(String recipe) {
        requireRuns(reference);
        requireRuns(recipe);
        Dataset pair = runs.where(column, reference, recipe);
        List<String> names = pair.texts(column);
        double[] other = names.stream().mapToDouble(name -> name.equals(recipe) ? 1 : 0).toArray();
        Pair fitted = new Pair(pair.with(TwoRecipes.OTHER, other), objective);
        return Multiplier.of(reference, recipe, fitted, level);
    }
}
