package org.scalinglaws.forecast;

import java.util.OptionalDouble;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.select.FormFit;
import org.scalinglaws.select.RollOut;

/**
 * Where a law has its best size, by a grid about a square-root rule through the middle of the runs, and
 * how far that place moved from cut to cut.
 *
 * @param rollOut the fits of all runs, and of those before each cut
 * @param ratio D / N in the middle of the runs
 */
record SizeScan(RollOut rollOut, double ratio) {
    /** No best size is surer than this, in ln N a decade beyond the runs. */
    private static final double LEAST_MOVE = 0.1;

    /** What it is taken to move where no roll-out can tell. */
    private static final double UNTRIED = 0.3;

    private static final int STEPS = 120;

    /** How far around a square-root rule through the middle of the runs the best size is looked for. */
    private static final double DECADES = 2.5;

    static SizeScan of(RollOut rollOut) {
        return new SizeScan(rollOut, middleRatio(rollOut));
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

    /** ln N of least loss at the budget: the lowest valley of a grid, and a parabola through its sides. */
    OptionalDouble best(LossLaw law, double flops) {
        double middle = 0.5 * Math.log(flops / 6 / ratio);
        double step = DECADES * Math.log(10) / STEPS;
        double[] logs = new double[2 * STEPS + 1];
        for (int i = 0; i < logs.length; i++) {
            double size = Math.exp(middle + (i - STEPS) * step);
            logs[i] = Math.log(law.loss(Recipe.of(size, flops / 6 / size)));
        }

        // Where a form falls towards an edge it was never seen: only a valley is a best size.
        int least = 0;
        for (int i = 1; i < logs.length - 1; i++) {
            boolean isValley = logs[i] <= logs[i - 1] && logs[i] < logs[i + 1];
            least = isValley && (least == 0 || logs[i] < logs[least]) ? i : least;
        }
        if (least == 0) {
            return OptionalDouble.empty();
        }
        double bend = logs[least - 1] - 2 * logs[least] + logs[least + 1];
        double shift = bend > 0 ? 0.5 * (logs[least - 1] - logs[least + 1]) / bend : 0;
        return OptionalDouble.of(middle + (least - STEPS + shift) * step);
    }

    /** How far the best size at later tops moved for each decade, from each cut to all runs. */
    double move(FormFit<?> all) {
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
                    OptionalDouble then = best(fit.law(), flops);
                    OptionalDouble now = best(all.law(), flops);
                    if (then.isPresent() && now.isPresent()) {
                        double moved = then.getAsDouble() - now.getAsDouble();
                        double slope = moved / Math.log10(flops / from);
                        sum += slope * slope;
                        count++;
                    }
                }
            }
        }
        double mean = count == 0 ? UNTRIED * UNTRIED : sum / count;
        return Math.sqrt(Math.max(LEAST_MOVE * LEAST_MOVE, mean));
    }
}
