package org.scalinglaws.problems;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.PowerLaw;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.uncertainty.ProfileLikelihood;

/**
 * Four losses fall as X grows, and theory says that none falls below 1.5 nats. What is the exponent
 * of the power law above that floor, and what does a fit say that has to find the floor too?
 */
public final class KnownFloor {
    private static final Factor X = new Factor("x", "");
    private static final double FLOOR = 1.5;

    private KnownFloor() {}

    private static Run run(double x, double loss) {
        return Run.of(Recipe.of(Map.of(X, x)), Loss.nats(loss));
    }

    private static Dataset runsAbove(double floor) {
        return Dataset.of(
                List.of(
                        run(1e2, 2.50 - floor),
                        run(1e3, 2.10 - floor),
                        run(1e4, 1.88 - floor),
                        run(1e5, 1.74 - floor)));
    }

    /** Least squares of ln(L - floor): a straight line over ln X. */
    static PowerLaw aboveTheFloor() {
        return Fitter.of(PowerLaw.familyWithoutFloor(X))
                .withObjective(Objective.logSquares())
                .fit(runsAbove(FLOOR))
                .law();
    }

    /** Least squares of ln L with all three numbers free. */
    static Fit<PowerLaw> withItsOwnFloor() {
        return Fitter.of(PowerLaw.family(X))
                .withObjective(Objective.logSquares())
                .fit(runsAbove(0));
    }

    public static void main(String[] args) {
        PowerLaw given = aboveTheFloor();
        System.out.printf(
                Locale.ROOT,
                """
                floor given: L = %.1f nats + %.4f / X^alpha, alpha = %.10f
                Ten times the X leaves %.1f %% of what is above the floor.
                """,
                FLOOR,
                given.a(),
                given.alpha(),
                100 * Math.pow(10, -given.alpha()));

        Fit<PowerLaw> free = withItsOwnFloor();
        Interval floor = ProfileLikelihood.of(free).interval(0.95, PowerLaw::e);
        Interval alpha = ProfileLikelihood.of(free).interval(0.95, PowerLaw::alpha);
        System.out.printf(
                Locale.ROOT,
                """
                floor free:  L = %.3f nats + %.3f / X^alpha, alpha = %.3f
                Four losses for three numbers: the floor is %.2f to %.2f nats, alpha %.2f to %.2f (95 %%).
                """,
                free.law().e(),
                free.law().a(),
                free.law().alpha(),
                floor.lower(),
                floor.upper(),
                alpha.lower(),
                alpha.upper());
    }
}
