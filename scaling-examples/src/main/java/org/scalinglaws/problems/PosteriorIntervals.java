package org.scalinglaws.problems;

import org.scalinglaws.fit.Fit;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.uncertainty.Intervals;
import org.scalinglaws.uncertainty.Posterior;

/**
 * What should be believed of an exponent and a plan once the runs are seen, if nothing was known before:
 * where do laws drawn from the posterior lie?
 */
public final class PosteriorIntervals {
    private PosteriorIntervals() {}

    static Intervals<ChinchillaLaw> of(Fit<ChinchillaLaw> fit) {
        return Posterior.sample(1000, 42).of(fit);
    }

    public static void main(String[] args) {
        TheSweep.ask(
                "posterior, 1000 draws",
                PosteriorIntervals::of,
                """
                It assumes that the law is right, the noise normal and of one size, and every value of a parameter
                (of the logarithm of A and B) as likely as any other before the runs were seen.
                """);
    }
}
