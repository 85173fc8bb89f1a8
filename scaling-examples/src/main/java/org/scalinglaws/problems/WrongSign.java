package org.scalinglaws.problems;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.diagnose.Checks;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.PowerLaw;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

/**
 * Somebody writes a law as L = 10 N^0.3, with a positive exponent. What is wrong with it, and what
 * comes of losses that really do grow with size?
 */
public final class WrongSign {
    private WrongSign() {}

    /** L = A N^power; the library writes A / N^alpha, so that alpha = -power. */
    static PowerLaw law(double power) {
        return new PowerLaw(Factor.PARAMETERS, 0, 10, -power);
    }

    private static Run run(double parameters, double loss) {
        return Run.of(Recipe.of(Map.of(Factor.PARAMETERS, parameters)), Loss.nats(loss));
    }

    static Fit<PowerLaw> ofLossesThatGrow() {
        Dataset growing = Dataset.of(List.of(run(1e7, 2.8), run(1e8, 3.0), run(1e9, 3.3)));
        return Fitter.of(PowerLaw.familyWithoutFloor(Factor.PARAMETERS)).fit(growing);
    }

    public static void main(String[] args) {
        try {
            law(0.3);
        } catch (IllegalArgumentException refused) {
            System.out.println("N^0.3 is refused: " + refused.getMessage());
        }
        System.out.println("With it a larger model would be worse. The sign belongs to the law:");
        for (double size : new double[] {1e8, 1e9, 1e10}) {
            Recipe recipe = Recipe.of(Map.of(Factor.PARAMETERS, size));
            System.out.printf(
                    Locale.ROOT, "  10 N^-0.3 at N = %.0e: %.4f%n", size, law(-0.3).loss(recipe));
        }
        Fit<PowerLaw> fit = ofLossesThatGrow();
        System.out.printf(
                Locale.ROOT,
                "Losses of 2.8, 3.0 and 3.3 at growing N fit best without N: L = %.2f, alpha = %.0f.%n",
                fit.law().a(),
                fit.law().alpha());
        Checks.inspect(fit).forEach(System.out::println);
    }
}
