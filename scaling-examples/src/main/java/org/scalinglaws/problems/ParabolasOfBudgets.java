package org.scalinglaws.problems;

import java.util.Locale;
import org.scalinglaws.isoflop.Allocation;
import org.scalinglaws.isoflop.IsoFlop;
import org.scalinglaws.isoflop.Optimum;
import org.scalinglaws.isoflop.Parabolas;
import org.scalinglaws.isoflop.Sweep;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.quantity.Digits;

/**
 * Approach 2: where is the lowest point of a parabola through the losses of each budget, and how do
 * these points grow with the budget?
 *
 * @see <a href="https://arxiv.org/abs/2203.15556">Hoffmann et al. (2022), section 3.2</a>
 */
public final class ParabolasOfBudgets {
    private ParabolasOfBudgets() {}

    public static void main(String[] args) {
        Allocation answer = IsoFlop.approach2(Sweep.of(TheSweep.runs()), Parabolas.DEFAULT);
        ComputeOptimal truth = ComputeOptimal.of(TheSweep.TRUTH);
        System.out.println("budget, FLOP   vertex N*        from   to (95 %)    true N*");
        for (Optimum optimum : answer.optima()) {
            System.out.printf(
                    Locale.ROOT,
                    "%-12s %11s %11s %11s %10s%n",
                    Digits.two(optimum.budget().flops()),
                    Digits.three(optimum.parameters()),
                    Digits.three(optimum.parametersInterval().lower()),
                    Digits.three(optimum.parametersInterval().upper()),
                    Digits.three(truth.plan(optimum.budget()).model().parameters()));
        }
        System.out.printf(
                Locale.ROOT,
                """

                A line through the logarithms of these vertices: N* grows as C^%.3f, in truth as C^%.3f, and
                is %s at 1e22 FLOP, in truth %s. No law of loss was needed.
                """,
                answer.size().exponent(),
                TheSweep.TRUTH.modelExponent(),
                Digits.three(answer.size().at(TheSweep.TARGET)),
                Digits.three(TheSweep.size(TheSweep.TRUTH)));
    }
}
