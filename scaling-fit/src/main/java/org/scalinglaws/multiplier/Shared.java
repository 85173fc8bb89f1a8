package org.scalinglaws.multiplier;

import java.util.ArrayList;
import java.util.List;
import org.scalinglaws.law.FormulaLaw;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.recipe.Factor;

/**
 * What several recipes have in common of the Chinchilla law, from everything to nothing. Each of these
 * laws but two is a smaller one of the next: own floors and own factors are no part of one another.
 */
public enum Shared {
    /** One law for all. */
    EVERYTHING("everything", false, false),

    /** A floor E of its own for each recipe, such as that of its data. */
    ALL_BUT_FLOOR("all but E", true, false),

    /** Own A and B, that is, a factor for parameters and one for tokens. */
    EXPONENTS_AND_FLOOR("exponents and E", false, true),

    /** Own E, A and B. */
    EXPONENTS("exponents", true, true),

    /** A law of its own for each recipe. */
    NOTHING("nothing", true, true);

    private static final int NUMBERS = 5;

    private final String title;
    private final boolean ownFloor;
    private final boolean ownScales;

    Shared(String title, boolean ownFloor, boolean ownScales) {
        this.title = title;
        this.ownFloor = ownFloor;
        this.ownScales = ownScales;
    }

    /**
     * How many numbers such a law has.
     *
     * @param recipes how many recipes, two or more
     * @return those of the Chinchilla law, and the own ones of each further recipe
     */
    public int numbers(int recipes) {
        if (this == NOTHING) {
            return NUMBERS * recipes;
        }
        return NUMBERS + (recipes - 1) * ((ownFloor ? 1 : 0) + (ownScales ? 2 : 0));
    }

    /** 1 in the runs of a recipe and 0 in others; recipes count from 1, the reference. */
    static Factor indicator(int recipe) {
        return Factor.named("recipe_" + recipe);
    }

    /** The name of a number of a recipe, such as A_2. */
    static String own(String name, int recipe) {
        return recipe == 1 ? name : name + "_" + recipe;
    }

    /**
     * The laws of all recipes in one formula. It is linear in all but the exponents, so that its search
     * is over two numbers however many recipes there are.
     */
    LawFamily<FormulaLaw> family(int recipes) {
        List<Parameter> parameters =
                new ArrayList<>(
                        List.of(
                                Parameter.floor(),
                                scale("A"),
                                Parameter.exponent("alpha", "exponent of params"),
                                scale("B"),
                                Parameter.exponent("beta", "exponent of tokens")));

        // Each further recipe adds the numbers that are its own.
        List<Factor> factors = new ArrayList<>(List.of(Factor.PARAMETERS, Factor.TOKENS));
        for (int recipe = 2; recipe <= recipes; recipe++) {
            if (ownFloor) {
                parameters.add(Parameter.floor(own("E", recipe)));
            }
            if (ownScales) {
                parameters.add(scale(own("A", recipe)));
                parameters.add(scale(own("B", recipe)));
            }
            factors.add(indicator(recipe));
        }

        String formula =
                sum("E", ownFloor, recipes)
                        + " + "
                        + sum("A", ownScales, recipes)
                        + " / params^alpha + "
                        + sum("B", ownScales, recipes)
                        + " / tokens^beta";
        return LawFamily.ofExpression("several-recipes", factors, parameters, formula);
    }

    private static Parameter scale(String name) {
        return Parameter.positive(name, "scale of its term, nats per token");
    }

    /** The number of each run's own recipe. */
    private static String sum(String name, boolean own, int recipes) {
        if (!own) {
            return name;
        }
        StringBuilder reference = new StringBuilder("1");
        StringBuilder others = new StringBuilder();
        for (int recipe = 2; recipe <= recipes; recipe++) {
            String indicator = indicator(recipe).name();
            reference.append(" - ").append(indicator);
            others.append(" + ").append(own(name, recipe)).append(" * ").append(indicator);
        }
        return "(" + name + " * (" + reference + ")" + others + ")";
    }

    /**
     * What is shared, in words.
     *
     * @return such as {@code all but E}
     */
    @Override
    public String toString() {
        return title;
    }
}
