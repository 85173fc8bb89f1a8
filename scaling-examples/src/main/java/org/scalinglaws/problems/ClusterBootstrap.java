package org.scalinglaws.problems;

import java.util.Locale;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.uncertainty.Bootstrap;

/**
 * The thirty checkpoints of a training run are too high or too low together. What does a bootstrap say
 * that draws single checkpoints, and what one that draws whole runs?
 */
public final class ClusterBootstrap {
    private ClusterBootstrap() {}

    static Fit<ChinchillaLaw> fit() {
        return TheSweep.fitter().fit(LearningCurves.withNoise(0.005, 0.001));
    }

    static Interval drawing(Bootstrap bootstrap) {
        return bootstrap.of(fit()).interval(TheSweep.LEVEL, ChinchillaLaw::alpha);
    }

    public static void main(String[] args) {
        show("single checkpoints", drawing(Bootstrap.pairs(200, 42)));
        show("whole runs", drawing(Bootstrap.cluster(LearningCurves.RUN, 200, 42)));
        System.out.printf(
                Locale.ROOT,
                """
                in truth alpha is %.3f

                It assumes only that groups are independent of each other. The checkpoints of a run are not:
                360 of them say little more than the twelve runs that they come from.
                """,
                TheSweep.TRUTH.alpha());
    }

    private static void show(String drawn, Interval alpha) {
        System.out.printf(
                Locale.ROOT,
                "drawing %-19s alpha 95 %% from %.3f to %.3f%n",
                drawn + ":",
                alpha.lower(),
                alpha.upper());
    }
}
