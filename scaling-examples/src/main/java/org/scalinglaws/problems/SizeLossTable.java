package org.scalinglaws.problems;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.diagnose.Checks;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.PowerLaw;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.uncertainty.ProfileLikelihood;

/**
 * Models of 0.1, 1, 10 and 100 billion parameters reach 3.5, 2.8, 2.1 and 1.6 nats. What will one of
 * 1000 billion reach? And had the fourth stopped at 2.5, would scaling have gone on or broken?
 */
public final class SizeLossTable {
    private static final List<Run> TABLE =
            List.of(run(0.1, 3.5), run(1, 2.8), run(10, 2.1), run(100, 1.6));

    private SizeLossTable() {}

    private static Run run(double billions, double loss) {
        return Run.of(at(billions), Loss.nats(loss));
    }

    private static Recipe at(double billions) {
        double parameters = ModelSize.billions(billions).parameters();
        return Recipe.of(Map.of(Factor.PARAMETERS, parameters));
    }

    private static Fit<PowerLaw> fit(List<Run> runs) {
        return Fitter.of(PowerLaw.family(Factor.PARAMETERS))
                .withObjective(Objective.logSquares())
                .fit(Dataset.of(runs));
    }

    static Fit<PowerLaw> ofThree() {
        return fit(TABLE.subList(0, 3));
    }

    static Fit<PowerLaw> ofFour() {
        return fit(TABLE);
    }

    static double forecast(Fit<PowerLaw> fit, double billions) {
        return fit.law().loss(at(billions));
    }

    private static void print(Fit<PowerLaw> fit, double billions) {
        ProfileLikelihood<PowerLaw> profile = ProfileLikelihood.of(fit);
        Interval floor = profile.interval(0.95, PowerLaw::e);
        Interval loss = profile.interval(0.95, law -> law.loss(at(billions)));
        System.out.printf(
                Locale.ROOT,
                """
                %d models: L = %.2f + %.1f / N^%.4f, with a floor anywhere in %.2f to %.2f nats (95 %%)
                  forecast at %.0f B: %.3f nats, %.2f to %.2f
                """,
                fit.problem().runs().size(),
                fit.law().e(),
                fit.law().a(),
                fit.law().alpha(),
                floor.lower(),
                floor.upper(),
                billions,
                forecast(fit, billions),
                loss.lower(),
                loss.upper());
    }

    public static void main(String[] args) {
        print(ofFour(), 1000);
        Finding.lines(Checks.inspect(ofFour())).forEach(line -> System.out.println("  " + line));
        Finding.lines(ofFour().scope().findings(at(1000)))
                .forEach(line -> System.out.println("  " + line));

        double measured = 2.5;
        System.out.printf(Locale.ROOT, "%nHad the fourth model reached %.1f:%n", measured);
        print(ofThree(), 100);
        double expected = forecast(ofThree(), 100);
        System.out.printf(
                Locale.ROOT,
                """
                  measured %.2f nats, %.2f above the forecast, %.0f %%: the scaling broke.
                Three models leave a wide interval, but this loss is above that of the model of 10 B,
                and no law that falls with size allows that: look for a fault in the run or its data.
                """,
                measured,
                measured - expected,
                100 * (measured / expected - 1));
    }
}
