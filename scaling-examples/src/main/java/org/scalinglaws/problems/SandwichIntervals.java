package org.scalinglaws.problems;

import org.scalinglaws.fit.Fit;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.uncertainty.Covariance;
import org.scalinglaws.uncertainty.Intervals;

/**
 * How far off could a fitted exponent and a plan be, by the sandwich of Huber and White: from how
 * steep the objective is at the optimum, and how much its slopes really scatter from run to run?
 */
public final class SandwichIntervals {
    private SandwichIntervals() {}

    static Intervals<ChinchillaLaw> of(Fit<ChinchillaLaw> fit) {
        return Covariance.sandwich(fit);
    }

    public static void main(String[] args) {
        TheSweep.ask(
                "sandwich",
                SandwichIntervals::of,
                """
                It assumes that runs are independent and that the number is a straight line of the parameters
                as far as the errors reach, but lets each run scatter by its own amount.
                """);
    }
}
