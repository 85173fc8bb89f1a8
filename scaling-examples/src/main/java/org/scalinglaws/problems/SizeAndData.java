package org.scalinglaws.problems;

import java.util.Locale;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Recipe;

/**
 * The reducible loss is N^-0.5 + D^-0.3. How high is it for 1000 parameters and 10000 tokens, and
 * which of the two holds it up?
 */
public final class SizeAndData {
    private static final ChinchillaLaw LAW = new ChinchillaLaw(0, 1, 0.5, 1, 0.3);

    private SizeAndData() {}

    static double loss(double parameters, double tokens) {
        return LAW.loss(recipe(parameters, tokens));
    }

    private static Recipe recipe(double parameters, double tokens) {
        return Recipe.of(ModelSize.of(parameters), Tokens.of(tokens));
    }

    public static void main(String[] args) {
        Recipe recipe = recipe(1000, 10_000);
        System.out.printf(
                Locale.ROOT,
                """
                L(1000, 10000) = %.4f nats: %.4f for the finite model and %.4f for the finite data.
                Twice the parameters: %.4f. Twice the tokens: %.4f. Data is what holds it up.
                """,
                LAW.loss(recipe),
                LAW.modelTerm(recipe),
                LAW.dataTerm(recipe),
                loss(2000, 10_000),
                loss(1000, 20_000));
    }
}
