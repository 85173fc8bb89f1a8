package org.scalinglaws.forecast;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.scalinglaws.numeric.StudentMixture;
import org.scalinglaws.plan.NoPlanException;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.select.FormFit;
import org.scalinglaws.select.RollOut;

/**
 * The best size at a budget as the forms see it, each with the error of its fit and what its best sizes
 * moved by from cut to cut.
 *
 * <pre>
 *  weight            ~ 1 / risk(f)^2
 *  variance of ln N* = se(f)^2 + h^2 max(0.1^2, mean over cuts and later tops of (move / decades)^2)</pre>
 *
 * <p>A form that foretold losses badly has its optimum in a wrong place: weights are squared, which on
 * simulated sweeps of other forms held the same share of sizes at less width.
 */
final class BestSize {
    private final StudentMixture logSize;

    private BestSize(StudentMixture logSize) {
        this.logSize = logSize;
    }

    static BestSize of(RollOut rollOut, Mixture mixture, double flops) {
        return find(rollOut, mixture, flops)
                .orElseThrow(
                        () ->
                                new NoPlanException(
                                        "no form of the law has a best size at "
                                                + Digits.six(flops)
                                                + " FLOPs"));
    }

    /** Nothing where no form has a best size. */
    static Optional<BestSize> find(RollOut rollOut, Mixture mixture, double flops) {
        List<Double> shares = new ArrayList<>();
        List<double[]> parts = new ArrayList<>();
        SizeScan scan = SizeScan.of(rollOut);
        double beyond = mixture.beyond(flops);

        // A form whose best size lies nowhere in the window says nothing of the plan.
        for (int i = 0; i < mixture.fits().size(); i++) {
            FormFit<?> fit = mixture.fits().get(i);
            OptionalDouble best = scan.best(fit.law(), flops);
            if (best.isPresent()) {
                double centre = best.getAsDouble();
                double error = fit.error(law -> scan.best(law, flops).orElse(centre));
                double move = beyond * mixture.moves()[i];
                shares.add(mixture.weights()[i] * mixture.weights()[i]);
                parts.add(new double[] {centre, Math.hypot(error, move), fit.degreesOfFreedom()});
            }
        }

        if (parts.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new BestSize(
                        new StudentMixture(
                                Mixture.shared(shares.stream().mapToDouble(s -> s).toArray()),
                                parts.stream().mapToDouble(part -> part[0]).toArray(),
                                parts.stream()
                                        .mapToDouble(part -> Math.max(1e-9, part[1]))
                                        .toArray(),
                                parts.stream().mapToDouble(part -> part[2]).toArray())));
    }

    double quantile(double share) {
        return logSize.quantile(share);
    }

    Interval interval(double level) {
        return logSize.interval(level);
    }
}
