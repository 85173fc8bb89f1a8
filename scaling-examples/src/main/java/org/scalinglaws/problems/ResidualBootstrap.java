package org.scalinglaws.problems;

import org.scalinglaws.fit.Fit;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.uncertainty.Bootstrap;
import org.scalinglaws.uncertainty.Intervals;

/**
 * How far off could a fitted exponent and a plan be, by a bootstrap of residuals: how much do they
 * differ when each prediction gets the residual of any run?
 */
public final class ResidualBootstrap {
    private ResidualBootstrap() {}

    static Intervals<ChinchillaLaw> of(Fit<ChinchillaLaw> fit) {
        return Bootstrap.residual(1000, 42).of(fit);
    }

    public static void main(String[] args) {
        TheSweep.ask(
                "residual bootstrap of 1000 laws",
                ResidualBootstrap::of,
                """
                It assumes that the law is right and that all runs scatter alike, in whatever shape the residuals
                show; the recipes stay as they are.
                """);
    }
}
