package org.scalinglaws.problems;

import java.util.Locale;
import org.scalinglaws.design.ChosenRuns;
import org.scalinglaws.design.NextRuns;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Digits;

/**
 * Nothing was run yet. How many runs, none above 1e20 FLOP, does it take until the exponent a of N* is
 * known to a standard error of 0.02, of 0.01 and of 0.005?
 */
public final class HowManyRuns {
    private HowManyRuns() {}

    static ChosenRuns reaching(double error) {
        return NextRuns.from(TheSweep.TRUTH, ChinchillaLaw.FAMILY, 0.005)
                .withGrid(Compute.flops(1e18), Compute.flops(1e20))
                .howMany(ChinchillaLaw::modelExponent, error, 60);
    }

    public static void main(String[] args) {
        System.out.println("error of a   runs   FLOP in all");
        for (double error : new double[] {0.02, 0.01, 0.005}) {
            ChosenRuns chosen = reaching(error);
            System.out.printf(
                    Locale.ROOT,
                    "%10.3f %6d %13s%n",
                    error,
                    chosen.runs().size(),
                    Digits.three(chosen.price()));
        }
        System.out.print(
                """

                Half the error takes some four times the compute. Before any run a law must be believed, such as
                a published one, and by how much a run scatters, here 0.5 %.
                """);
    }
}
