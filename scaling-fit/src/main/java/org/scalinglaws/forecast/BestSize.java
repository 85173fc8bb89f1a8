package org.scalinglaws.forecast;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.plan.NoPlanException;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.select.FormFit;
import org.scalinglaws.select.RollOut;

/**
 * The best size at a budget as the forms see it, each with the error of its fit and what its best sizes
 * moved by from cut to cut.
 *
 * <pre>  variance of ln N* = se(f)^2 + h^2 max(0.1^2, mean over cuts and later tops of (move / decades)^2)</pre>
 */
final class BestSize {
    private static final double LEAST_MOVE = 0.1;
    private static final int STEPS = 120;

    /** How far around a square-root rule through the middle of the runs the best size is looked for. */
    private static final double DECADES = 2.5;

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
        double ratio = middleRatio(rollOut);
        double beyond = mixture.beyond(flops);
        for (int i = 0; i < mixture.fits().size(); i++) {
            FormFit<?> fit = mixture.fits().get(i);
            OptionalDouble best = best(fit.law(), flops, ratio);
            if (best.isPresent()) {
                double centre = best.getAsDouble();
                double error = fit.error(law -> best(law, flops, ratio).orElse(centre));
                double move = beyond * mixture.moves()[i];
                shares.add(mixture.weights()[i]);
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

    /** The geometric mean of D / N of the runs. */
    private static double middleRatio(RollOut rollOut) {
        double[] sizes = rollOut.evidence().runs().column(Factor.PARAMETERS);
        double[] tokens = rollOut.evidence().runs().column(Factor.TOKENS);
        double sum = 0;
        for (int row = 0; row < sizes.length; row++) {
            sum += Math.log(tokens[row] / sizes[row]) / sizes.length;
        }
        return Math.exp(sum);
    }

    /** ln N of least loss at the budget: the lowest point of a grid, and a parabola through its neighbours. */
    private static OptionalDouble best(LossLaw law, double flops, double ratio) {
        double middle = 0.5 * Math.log(flops / 6 / ratio);
        double step = DECADES * Math.log(10) / STEPS;
        double[] logs = new double[2 * STEPS + 1];
        int least = 0;
        for (int i = 0; i < logs.length; i++) {
            double size = Math.exp(middle + (i - STEPS) * step);
            logs[i] = Math.log(law.loss(Recipe.of(size, flops / 6 / size)));
            least = logs[i] < logs[least] ? i : least;
        }
        if (least == 0 || least == logs.length - 1) {
            return OptionalDouble.empty();
        }
        double bend = logs[least - 1] - 2 * logs[least] + logs[least + 1];
        double shift = bend > 0 ? 0.5 * (logs[least - 1] - logs[least + 1]) / bend : 0;
        return OptionalDouble.of(middle + (least - STEPS + shift) * step);
    }

    /** How far the best size at later tops moved for each decade, from each cut to all runs. */
    static double move(RollOut rollOut, FormFit<?> all) {
        double ratio = middleRatio(rollOut);
        double sum = 0;
        int count = 0;
        for (RollOut.Cut cut : rollOut.cuts()) {
            for (FormFit<?> fit : cut.fits()) {
                if (!fit.name().equals(all.name())) {
                    continue;
                }
                double from = rollOut.evidence().groups().top(cut.last());
                for (int g = cut.last() + 1; g < rollOut.evidence().groups().count(); g++) {
                    double flops = rollOut.evidence().groups().top(g);
                    OptionalDouble then = best(fit.law(), flops, ratio);
                    OptionalDouble now = best(all.law(), flops, ratio);
                    if (then.isPresent() && now.isPresent()) {
                        double moved = then.getAsDouble() - now.getAsDouble();
                        double slope = moved / Math.log10(flops / from);
                        sum += slope * slope;
                        count++;
                    }
                }
            }
        }
        double mean = count == 0 ? 1 : sum / count;
        return Math.sqrt(Math.max(LEAST_MOVE * LEAST_MOVE, mean));
    }

    double quantile(double share) {
        return logSize.quantile(share);
    }

    Interval interval(double level) {
        return logSize.interval(level);
    }
}
