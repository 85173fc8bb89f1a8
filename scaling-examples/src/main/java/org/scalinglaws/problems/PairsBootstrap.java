package org.scalinglaws.problems;

import org.scalinglaws.fit.Fit;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.uncertainty.Bootstrap;
import org.scalinglaws.uncertainty.Intervals;

/**
 * How far off could a fitted exponent and a plan be, by a bootstrap of pairs: how much do they differ
 * over a thousand sets of runs, drawn with replacement from those at hand?
 */
public final class PairsBootstrap {
    private PairsBootstrap() {}

    static Intervals<ChinchillaLaw> of(Fit<ChinchillaLaw> fit) {
        return Bootstrap.pairs(1000, 42).of(fit);
    }

    public static void main(String[] args) {
        TheSweep.ask(
                "pairs bootstrap of 1000 laws",
                PairsBootstrap::of,
                """
                It assumes only that runs are independent: recipes and losses are drawn together, so that neither
                the law nor the noise need be of the right kind.
                """);
    }
}
