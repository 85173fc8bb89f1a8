package org.scalinglaws.problems;

import org.scalinglaws.fit.Fit;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.uncertainty.Bootstrap;
import org.scalinglaws.uncertainty.Intervals;

/**
 * How far off could a fitted exponent and a plan be, by a parametric bootstrap: how much do they differ
 * over runs that are simulated from the fitted law itself?
 */
public final class ParametricBootstrap {
    private ParametricBootstrap() {}

    static Intervals<ChinchillaLaw> of(Fit<ChinchillaLaw> fit) {
        return Bootstrap.parametric(1000, 42).of(fit);
    }

    public static void main(String[] args) {
        TheSweep.ask(
                "parametric bootstrap of 1000 laws",
                ParametricBootstrap::of,
                """
                It assumes that the law is right and the noise is normal, of one size for all runs: the most that
                any of the bootstraps believes.
                """);
    }
}
