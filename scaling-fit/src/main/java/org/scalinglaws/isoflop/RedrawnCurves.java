package org.scalinglaws.isoflop;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.problem.NoFitException;
import org.scalinglaws.problem.Objective;

/**
 * Approach 1 again by training curves as other runs of the same sizes would give them: a wild bootstrap by
 * runs. Sizes stay, for a size that is drawn away takes the neighbours from those beside it.
 *
 * <pre>
 *  ln L = ln M + o + e,  M a smooth law through all checkpoints, o the mean residual of a run
 *  ln L* = ln M + v o sqrt(n / (n - 3)) + w e(turned round),  v, w = +1 or -1 for each of n runs
 *  a* = a - (envelope of L* - envelope of M)</pre>
 *
 * <p>The envelope of M has no noise: what noise does to the reading on the average is taken off, and how far it
 * scatters remains. Signs go by runs, since the checkpoints of one run err together.
 *
 * @see <a href="https://doi.org/10.1162/rest.90.3.414">Cameron, Gelbach and Miller (2008), Bootstrap-Based
 *     Improvements for Inference with Clustered Errors, section 3</a>
 */
final class RedrawnCurves {
    /** Numbers of a law that go by size, and take as much from what runs are off by: E, A and alpha. */
    private static final int OF_SIZE = 3;

    private static final double[] UNKNOWN = {Double.NaN, Double.NaN, Double.NaN, Double.NaN};

    private final TrainingCurves curves;
    private final double[] powers;
    private final double[] smooth;
    private final double[] residuals;
    private final double widening;

    RedrawnCurves(Dataset checkpoints, String runColumn) {
        this.curves = TrainingCurves.of(checkpoints, runColumn);
        this.powers = powers(curves);
        double[] losses = curves.losses();
        this.smooth = smooth(checkpoints);
        this.residuals = new double[losses.length];
        Arrays.setAll(residuals, row -> Math.log(losses[row] / smooth[row]));
        this.widening = Math.sqrt(curves.count() / Math.max(1.0, curves.count() - OF_SIZE));
    }

    /** The losses of a law through all checkpoints; unknown where there is none. */
    private static double[] smooth(Dataset checkpoints) {
        double[] losses = new double[checkpoints.size()];
        try {
            Fit<ChinchillaLaw> fit =
                    Fitter.of(ChinchillaLaw.FAMILY)
                            .withObjective(Objective.logSquares())
                            .fit(checkpoints);
            Arrays.setAll(losses, row -> fit.law().loss(checkpoints.run(row).recipe()));
        } catch (NoFitException none) {
            Arrays.fill(losses, Double.NaN);
        }
        return losses;
    }

    private static double[] powers(TrainingCurves curves) {
        double[] drawn = Envelope.DEFAULT.estimate(curves, curves.weights());
        return new double[] {drawn[0], Math.log(drawn[1]), drawn[2], Math.log(drawn[3])};
    }

    /** Exponent and ln coefficient of N*, then of D*, as other runs would have given them. */
    List<double[]> powers(long seed, int count) {
        boolean known = Arrays.stream(smooth).allMatch(loss -> loss > 0);
        double[] centre = known ? powers(curves.withLosses(smooth)) : UNKNOWN;
        SplittableRandom root = new SplittableRandom(seed);
        List<double[]> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            SplittableRandom random = root.split();
            double[] there = known ? powers(curves.withLosses(drawn(random))) : UNKNOWN;
            double[] reflected = new double[there.length];
            Arrays.setAll(reflected, k -> powers[k] - (there[k] - centre[k]));
            all.add(reflected);
        }
        return all;
    }

    /**
     * The offset of a run keeps its size and draws its sign; what is left turns round within the run, as
     * far as chance says, so that neighbouring checkpoints still err alike.
     */
    private double[] drawn(SplittableRandom random) {
        double[] losses = new double[residuals.length];
        for (int run = 0; run < curves.count(); run++) {
            int[] rows = curves.rows(run);
            double offset =
                    Arrays.stream(rows).mapToDouble(row -> residuals[row]).average().orElse(0);
            double own = (random.nextBoolean() ? 1 : -1) * widening * offset;
            double sign = random.nextBoolean() ? 1 : -1;
            int turn = random.nextInt(rows.length);
            for (int i = 0; i < rows.length; i++) {
                double rest = residuals[rows[(i + turn) % rows.length]] - offset;
                losses[rows[i]] = smooth[rows[i]] * Math.exp(own + sign * rest);
            }
        }
        return losses;
    }
}
