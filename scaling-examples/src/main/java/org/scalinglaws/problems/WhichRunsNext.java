package org.scalinglaws.problems;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.scalinglaws.design.ChosenRuns;
import org.scalinglaws.design.NextRuns;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.recipe.Recipe;

/**
 * There is compute for ten runs more, of 1e22 FLOP together. Which of them would tell most about the best
 * model size for ten times the compute of the largest?
 */
public final class WhichRunsNext {
    private WhichRunsNext() {}

    /** What should be known better: errors of ln N* are parts of N*. */
    static double target(ChinchillaLaw law) {
        return Math.log(TheSweep.size(law));
    }

    public static void main(String[] args) {
        NextRuns<ChinchillaLaw> after = NextRuns.after(TheSweep.fit());
        ChosenRuns chosen = after.choose(WhichRunsNext::target, 10, 1e22);
        List<Recipe> again = new ArrayList<>();
        TheSweep.runs()
                .where(run -> run.recipe().compute().flops() > 5e20)
                .forEach(run -> again.add(run.recipe()));

        System.out.println("times    params N    tokens D      FLOP C");
        chosen.counts()
                .forEach(
                        (recipe, times) ->
                                System.out.printf(Locale.ROOT, "%5d %s%n", times, numbers(recipe)));
        System.out.printf(
                Locale.ROOT,
                """

                They take the standard error of N* from %.1f to %.1f %%; the ten runs of the largest budget
                once more, for the same compute, to %.1f %%. Far to both sides of the optimum each term of the
                law shows by itself, if the law is of the right form there.
                """,
                100 * chosen.errorBefore(),
                100 * chosen.errorAfter(),
                100 * after.with(again).standardError(WhichRunsNext::target));
    }

    private static String numbers(Recipe recipe) {
        return String.format(
                Locale.ROOT,
                "%11s %11s %11s",
                Digits.three(recipe.model().parameters()),
                Digits.three(recipe.tokens().count()),
                Digits.three(recipe.compute().flops()));
    }
}
