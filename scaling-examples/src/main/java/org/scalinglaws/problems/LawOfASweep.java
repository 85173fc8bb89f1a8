package org.scalinglaws.problems;

import java.util.Locale;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.Parameter;

/**
 * Approach 3: which law of loss in size and data fits all runs of a sweep at once, and what would it
 * train?
 *
 * @see <a href="https://arxiv.org/abs/2203.15556">Hoffmann et al. (2022), section 3.3</a>
 */
public final class LawOfASweep {
    private LawOfASweep() {}

    public static void main(String[] args) {
        LawFamily<ChinchillaLaw> family = ChinchillaLaw.FAMILY;
        Fit<ChinchillaLaw> fit = TheSweep.fit();
        double[] fitted = family.values(fit.law());
        double[] truth = family.values(TheSweep.TRUTH);
        System.out.println(family.formula() + "\n          fitted      truth");
        int place = 0;
        for (Parameter parameter : family.parameters()) {
            System.out.printf(
                    Locale.ROOT,
                    "%-6s %9.4g %10.4g%n",
                    parameter.name(),
                    fitted[place],
                    truth[place]);
            place++;
        }

        System.out.println();
        PlanTable.header("at 1e22 FLOP");
        PlanTable.row("fitted", TheSweep.plan(fit.law()));
        PlanTable.row("truth", TheSweep.plan(TheSweep.TRUTH));
        System.out.print(
                """

                A and B are known far less well than the plan that they lead to, for the numbers of a law lean
                on each other. This approach uses every run, and is as right as the form of the law.
                """);
    }
}
