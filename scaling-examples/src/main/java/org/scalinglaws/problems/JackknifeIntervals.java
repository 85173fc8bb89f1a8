package org.scalinglaws.problems;

import org.scalinglaws.fit.Fit;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.uncertainty.Intervals;
import org.scalinglaws.uncertainty.Jackknife;

/**
 * How far off could a fitted exponent and a plan be, by the jackknife: how much do they move when each
 * run in turn is left out?
 */
public final class JackknifeIntervals {
    private JackknifeIntervals() {}

    static Intervals<ChinchillaLaw> of(Fit<ChinchillaLaw> fit) {
        return Jackknife.one().of(fit);
    }

    public static void main(String[] args) {
        TheSweep.ask(
                "jackknife",
                JackknifeIntervals::of,
                """
                It assumes that runs are independent and that a number changes smoothly when one is left out; it
                lets each run scatter by its own amount.
                """);
    }
}
