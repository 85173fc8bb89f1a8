package org.scalinglaws.problems;

import org.scalinglaws.fit.Fit;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.uncertainty.Bootstrap;
import org.scalinglaws.uncertainty.Ensemble;
import org.scalinglaws.uncertainty.Intervals;

/**
 * How far off could a fitted exponent and a plan be, by the laws of a bootstrap of pairs turned round
 * the estimate: what lies above it as far as laws lie below?
 */
public final class BasicBootstrap {
    private BasicBootstrap() {}

    static Intervals<ChinchillaLaw> of(Fit<ChinchillaLaw> fit) {
        Ensemble<ChinchillaLaw> pairs = Bootstrap.pairs(1000, 42).of(fit);
        return pairs::basic;
    }

    public static void main(String[] args) {
        TheSweep.ask(
                "pairs bootstrap of 1000 laws, basic",
                BasicBootstrap::of,
                """
                It assumes that runs are independent and that the estimate errs about the truth as the laws of
                the bootstrap err about the estimate, to the same sides.
                """);
    }
}
