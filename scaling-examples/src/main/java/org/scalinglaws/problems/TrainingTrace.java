package org.scalinglaws.problems;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.diagnose.Checks;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.PowerLaw;
import org.scalinglaws.law.single.ExponentialLaw;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.uncertainty.ProfileLikelihood;

/**
 * A training run shows losses of 5.0, 3.2, 2.5, 2.1 and 1.9 nats after 1, 5, 10, 15 and 20 epochs.
 * What will it be after 40?
 */
public final class TrainingTrace {
    private static final Factor EPOCH = new Factor("epoch", "");
    private static final Dataset TRACE =
            Dataset.of(List.of(at(1, 5.0), at(5, 3.2), at(10, 2.5), at(15, 2.1), at(20, 1.9)));

    private TrainingTrace() {}

    private static Run at(double epoch, double loss) {
        return Run.of(epoch(epoch), Loss.nats(loss));
    }

    static Recipe epoch(double epoch) {
        return Recipe.of(Map.of(EPOCH, epoch));
    }

    static Fit<PowerLaw> power() {
        return fit(PowerLaw.family(EPOCH));
    }

    static Fit<ExponentialLaw> exponential() {
        return fit(ExponentialLaw.family(EPOCH));
    }

    private static <L extends LossLaw> Fit<L> fit(LawFamily<L> family) {
        return Fitter.of(family).withObjective(Objective.logSquares()).fit(TRACE);
    }

    private static <L extends LossLaw> void print(
            String law, Fit<L> fit, ToDoubleFunction<L> floor) {
        Interval range = ProfileLikelihood.of(fit).interval(0.95, l -> l.loss(epoch(40)));
        System.out.printf(
                Locale.ROOT,
                "  %-12s  %11.2f  %20.2f  %.2f to %.2f%n",
                law,
                floor.applyAsDouble(fit.law()),
                fit.law().loss(epoch(40)),
                range.lower(),
                range.upper());
    }

    public static void main(String[] args) {
        System.out.println("  decay         floor, nats  forecast of epoch 40  95 %");
        print("power", power(), PowerLaw::e);
        print("exponential", exponential(), ExponentialLaw::e);
        System.out.println("What the library says of the power law:");
        Finding.lines(Checks.inspect(power())).forEach(line -> System.out.println("  " + line));
        Finding.lines(power().scope().findings(epoch(40)))
                .forEach(line -> System.out.println("  " + line));
        System.out.println(
                """
                Five points for three numbers, no more: they fit a trace that falls on and one that has
                all but reached its floor. Two more points, at epochs 30 and 40, would tell.""");
    }
}
