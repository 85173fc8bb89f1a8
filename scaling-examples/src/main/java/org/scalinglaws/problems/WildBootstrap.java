package org.scalinglaws.problems;

import org.scalinglaws.fit.Fit;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.uncertainty.Bootstrap;
import org.scalinglaws.uncertainty.Intervals;

/**
 * How far off could a fitted exponent and a plan be, by a wild bootstrap: how much do they differ when
 * each run keeps the size of its residual and draws the sign?
 */
public final class WildBootstrap {
    private WildBootstrap() {}

    static Intervals<ChinchillaLaw> of(Fit<ChinchillaLaw> fit) {
        return Bootstrap.wild(1000, 42).of(fit);
    }

    public static void main(String[] args) {
        TheSweep.ask(
                "wild bootstrap of 1000 laws",
                WildBootstrap::of,
                """
                It assumes that the law is right and noise is as likely up as down, but lets each run scatter by
                its own amount; the recipes stay as they are.
                """);
    }
}
