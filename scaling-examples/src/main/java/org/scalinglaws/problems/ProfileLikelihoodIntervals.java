package org.scalinglaws.problems;

import org.scalinglaws.fit.Fit;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.uncertainty.Intervals;
import org.scalinglaws.uncertainty.ProfileLikelihood;

/**
 * How far off could a fitted exponent and a plan be, by profiles: which values can be forced on the
 * law so that the rest of it, fitted anew, still fits the runs nearly as well?
 */
public final class ProfileLikelihoodIntervals {
    private ProfileLikelihoodIntervals() {}

    static Intervals<ChinchillaLaw> of(Fit<ChinchillaLaw> fit) {
        return ProfileLikelihood.of(fit);
    }

    public static void main(String[] args) {
        TheSweep.ask(
                "profile likelihood",
                ProfileLikelihoodIntervals::of,
                """
                It assumes that runs are independent and scatter alike, but follows a curved law: the ends need
                not be equally far from the estimate.
                """);
    }
}
