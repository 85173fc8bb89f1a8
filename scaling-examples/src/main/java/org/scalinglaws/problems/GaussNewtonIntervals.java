package org.scalinglaws.problems;

import org.scalinglaws.fit.Fit;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.uncertainty.Covariance;
import org.scalinglaws.uncertainty.Intervals;

/**
 * How far off could a fitted exponent and a plan be, by the classical covariance of least squares:
 * from how steep the sum of squares is at the optimum, and one size of noise for all runs?
 */
public final class GaussNewtonIntervals {
    private GaussNewtonIntervals() {}

    static Intervals<ChinchillaLaw> of(Fit<ChinchillaLaw> fit) {
        return Covariance.gaussNewton(fit);
    }

    public static void main(String[] args) {
        TheSweep.ask(
                "Gauss-Newton",
                GaussNewtonIntervals::of,
                """
                It assumes that runs are independent and scatter alike, and that the number is a straight line of
                the parameters as far as the errors reach.
                """);
    }
}
