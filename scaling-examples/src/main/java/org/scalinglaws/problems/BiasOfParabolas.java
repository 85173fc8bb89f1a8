package org.scalinglaws.problems;

import java.util.List;
import java.util.Locale;
import org.scalinglaws.isoflop.ParabolaBias;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.sweep.IsoFlopSweep;

/**
 * Losses over size are no parabolas. What does Approach 2 get wrong before there is any noise, when the
 * exponents of size and data differ?
 *
 * @see <a href="https://arxiv.org/abs/2603.22339">Problems with Chinchilla Approach 2 (2026)</a>
 */
public final class BiasOfParabolas {
    private BiasOfParabolas() {}

    public static void main(String[] args) {
        ChinchillaLaw lopsided = new ChinchillaLaw(1.7, 8000, 0.465, 41, 0.155);
        ComputeOptimal planner = ComputeOptimal.of(lopsided);
        List<Compute> budgets = Compute.budgets(1e18, 1e19, 1e20, 1e21);
        System.out.println(
                "sizes                   N* at 1e24 FLOP   D* at 1e24 FLOP   exponent a");
        for (double reach : new double[] {2, 4, 8, 16}) {
            show(
                    String.format(Locale.ROOT, "to %.0f times, centred", reach),
                    IsoFlopSweep.around(planner, budgets, 11, reach),
                    lopsided);
        }
        show("to 8 times D / N = 20", IsoFlopSweep.aroundRatio(20, budgets, 11, 8), lopsided);
        System.out.print(
                """

                Nothing but the shape of the fitted curve is to blame. A narrower sweep has less of it, and
                more of the noise; where the middle of the sizes drifts, the exponent is off too.
                """);
    }

    /** To three decimals; adding 0 takes the sign off a zero. */
    private static double withoutSign(double exponent) {
        return Math.rint(1000 * exponent) / 1000 + 0.0;
    }

    private static void show(String sizes, IsoFlopSweep sweep, ChinchillaLaw law) {
        ParabolaBias bias = ParabolaBias.of(sweep, law, Compute.flops(1e24));
        System.out.printf(
                Locale.ROOT,
                "%-22s %+15.1f %% %+15.1f %% %+12.3f%n",
                sizes,
                bias.modelPercent(),
                bias.tokensPercent(),
                withoutSign(bias.exponent()));
    }
}
