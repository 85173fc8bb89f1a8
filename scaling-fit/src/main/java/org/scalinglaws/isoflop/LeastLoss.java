package org.scalinglaws.isoflop;

import java.util.List;
import java.util.Optional;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.problem.RowWeights;

/**
 * The least loss of one budget: the height of the vertex of a parabola of ln loss over ln N.
 *
 * @param logFlops ln C
 * @param height ln of the least loss
 * @param share the variance of the height, as a share of that of a run
 * @param squares of the residuals about the parabola
 * @param spare how many runs there are beyond the three of a parabola
 */
record LeastLoss(double logFlops, double height, double share, double squares, double spare) {
    private static final Parabolas HOW = Parabolas.DEFAULT.withLogLoss();

    /** Of each budget whose vertex lies within its sizes, by ascending compute. */
    static List<LeastLoss> of(Sweep sweep) {
        double[] weights = RowWeights.of(sweep.runs(), Objective.logSquares()).toArray();
        return BudgetRows.of(sweep).stream().flatMap(rows -> of(rows, weights).stream()).toList();
    }

    private static Optional<LeastLoss> of(BudgetRows rows, double[] weights) {
        Minimum least = rows.leastOverSizes(HOW, weights);
        Polynomial parabola = least.curve();
        if (parabola == null) {
            return Optional.empty();
        }

        double[] sizes = least.distinct();
        boolean isInside = least.place() > sizes[0] && least.place() < sizes[sizes.length - 1];
        double spare = Math.max(0, parabola.degreesOfFreedom());
        return isInside
                ? Optional.of(
                        new LeastLoss(
                                Math.log(rows.budget().flops()),
                                least.height(),
                                parabola.share(least.place()),
                                spare > 0 ? spare * parabola.variance() : 0,
                                spare))
                : Optional.empty();
    }
}
