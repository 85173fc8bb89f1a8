package org.scalinglaws.sweep;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Require;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

/**
 * The runs of one budget.
 *
 * @param budget C of every run
 * @param recipes the runs, smallest model first
 */
public record Curve(Compute budget, List<Recipe> recipes) {
    static final double ROUNDING = 1e-9;

    /**
     * Refuses fewer than two sizes, sizes that do not rise, and runs that do not spend the
     * budget.
     */
    public Curve {
        Require.noNull("recipes", recipes);
        requireNonNull(budget, "budget");
        recipes = List.copyOf(recipes);
        if (recipes.size() < 2) {
            throw new IllegalArgumentException(
                    "a budget needs 2 sizes or more, got "
                            + recipes.size()
                            + " at "
                            + budget
                            + " FLOP");
        }

        // Planned tokens are C/6N up to rounding; a size that is met twice would fit no parabola.
        double last = 0;
        for (Recipe recipe : recipes) {
            double size = recipe.model().parameters();
            double spent = 6 * size * recipe.tokens().count();
            if (!(Math.abs(spent / budget.flops() - 1) <= ROUNDING)) {
                throw new IllegalArgumentException(
                        "6ND must be the budget of "
                                + budget
                                + " FLOP, got "
                                + Decimal.format(spent)
                                + " for "
                                + recipe);
            }
            if (!(size > last) || recipe.counting() != recipes.get(0).counting()) {
                throw new IllegalArgumentException(
                        "sizes of a budget must rise and be counted by one rule, got "
                                + recipe
                                + " after "
                                + Decimal.format(last));
            }
            last = size;
        }
    }

    /** {@return the smallest model} */
    public ModelSize smallest() {
        return recipes.get(0).model();
    }

    /** {@return the largest model} */
    public ModelSize largest() {
        return recipes.get(recipes.size() - 1).model();
    }

    /** {@return the size midway between smallest and largest, by ratio} */
    public ModelSize centre() {
        double square = smallest().parameters() * largest().parameters();
        return new ModelSize(Math.sqrt(square), smallest().counting());
    }

    /** {@return the largest size over the centre, and the centre over the smallest} */
    public double reach() {
        return Math.sqrt(largest().parameters() / smallest().parameters());
    }

    /** {@return what all runs of the budget take together} */
    public Compute compute() {
        return Compute.flops(recipes.size() * budget.flops());
    }

    /** The same runs with models of other sizes, smallest first. */
    Curve withSizes(Iterable<ModelSize> sizes) {
        List<Recipe> changed = new ArrayList<>();
        for (ModelSize size : sizes) {
            changed.add(spending(budget, recipes.get(0), size.parameters()));
        }
        return new Curve(budget, changed);
    }

    /** A recipe of a size with the tokens that spend a budget; all else as another. */
    static Recipe spending(Compute budget, Recipe like, double parameters) {
        return like.with(Factor.PARAMETERS, parameters)
                .with(Factor.TOKENS, budget.flops() / (6 * parameters));
    }
}
