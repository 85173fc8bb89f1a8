package org.scalinglaws.problems;

import java.util.Locale;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.uncertainty.Bootstrap;
import org.scalinglaws.uncertainty.Ensemble;

/**
 * Where does the law lie at a recipe that was not run, and where would one run of it be measured, which
 * scatters about the law as the others do?
 */
public final class ANewRun {
    private ANewRun() {}

    public static void main(String[] args) {
        Fit<ChinchillaLaw> fit = TheSweep.fit();
        Ensemble<ChinchillaLaw> laws = Bootstrap.pairs(1000, 42).of(fit);
        Recipe recipe = Recipe.of(ModelSize.billions(1), Tokens.billions(20));
        show("the law", laws.interval(TheSweep.LEVEL, law -> law.loss(recipe)));
        show("one new run", laws.newRunInterval(TheSweep.LEVEL, recipe, fit));
        System.out.printf(
                Locale.ROOT,
                """

                A billion parameters on 20 billion tokens: the law says %.4f nats, the truth is %.4f.
                More runs narrow the first interval down to nothing, the second only down to the noise.
                """,
                fit.law().loss(recipe),
                TheSweep.TRUTH.loss(recipe));
    }

    private static void show(String what, Interval loss) {
        System.out.printf(
                Locale.ROOT,
                "%-12s 95 %% from %.3f to %.3f nats%n",
                what,
                loss.lower(),
                loss.upper());
    }
}
