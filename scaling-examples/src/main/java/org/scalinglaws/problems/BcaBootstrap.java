package org.scalinglaws.problems;

import org.scalinglaws.fit.Fit;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.uncertainty.Bootstrap;
import org.scalinglaws.uncertainty.Ensemble;
import org.scalinglaws.uncertainty.Intervals;
import org.scalinglaws.uncertainty.Jackknife;

/**
 * How far off could a fitted exponent and a plan be, by the laws of a bootstrap of pairs, with the ends
 * moved where the laws are off centre or scatter more on one side (BCa)?
 *
 * @see <a href="https://doi.org/10.1080/01621459.1987.10478410">Efron (1987), Better bootstrap
 *     confidence intervals</a>
 */
public final class BcaBootstrap {
    private BcaBootstrap() {}

    static Intervals<ChinchillaLaw> of(Fit<ChinchillaLaw> fit) {
        Ensemble<ChinchillaLaw> pairs = Bootstrap.pairs(1000, 42).of(fit);
        Ensemble<ChinchillaLaw> jackknife = Jackknife.one().of(fit);
        return (level, quantity) -> pairs.bca(level, quantity, jackknife);
    }

    public static void main(String[] args) {
        TheSweep.ask(
                "pairs bootstrap of 1000 laws, BCa",
                BcaBootstrap::of,
                """
                It assumes that runs are independent and that on some other scale the estimate is normal, with a
                bias and a spread that changes evenly; which scale need not be known.
                """);
    }
}
