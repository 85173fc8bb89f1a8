package org.scalinglaws.diagnose;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.problem.Linearisation;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Require;

/**
 * A run beside what the fitted law says of it, and how much it had to say in the fit, by the law's
 * derivatives at the optimum and the weights of the runs, as least squares have it.
 *
 * <pre>
 *   h = w j (J^T W J)^-1 j^T      D = w r^2 h / (p s^2 (1 - h)^2)      s^2 = sum w r^2 / (n - p)
 * </pre>
 *
 * @param row its place among the runs, from 1
 * @param observed what was measured
 * @param predicted what the law says
 * @param residual observed minus predicted, as the objective takes them: of L or of ln(L + offset)
 * @param leverage h, from 0 to 1: near 1 the law must go through this run whatever it says
 * @param influence Cook's distance D: above 1 the fit hangs on this run; none where no run is to
 *     spare, or the law must go through this one
 * @see <a href="https://doi.org/10.1080/00401706.1977.10489493">Cook (1977), equation 5</a>
 */
public record Leverage(
        int row,
        double observed,
        double predicted,
        double residual,
        double leverage,
        Optional<Double> influence) {
    /** Refuses what is no number, and a leverage outside 0 to 1. */
    public Leverage {
        requireNonNull(influence, "influence");
        Require.count("row", row, 1, Integer.MAX_VALUE);
        Decimal.finite("observed", observed);
        Decimal.finite("predicted", predicted);
        Decimal.finite("residual", residual);
        if (!(leverage >= 0 && leverage <= 1)) {
            throw new IllegalArgumentException(
                    "leverage must be between 0 and 1, got " + Decimal.format(leverage));
        }
        influence.ifPresent(distance -> Decimal.nonNegative("influence", distance));
    }

    /** A direction with less than this share of the largest is not determined. */
    private static final double LOST = 1e-12;

    /**
     * Of every run of a fit.
     *
     * @param fit the fit
     * @return one for each run, in the order of the runs
     */
    public static List<Leverage> of(Fit<?> fit) {
        requireNonNull(fit, "fit");
        return of(fit, fit.problem().at(fit.solution().point()));
    }

    private static <L extends LossLaw> List<Leverage> of(Fit<L> fit, Linearisation<?> optimum) {
        Dataset runs = fit.problem().runs();
        double[] weights = fit.problem().weights().toArray();
        double[] residuals = optimum.residuals();
        Directions directions = Directions.of(optimum.jacobian(), weights);
        double spare = runs.size() - directions.rank();
        double squares = 0;
        for (int row = 0; row < weights.length; row++) {
            squares += weights[row] * residuals[row] * residuals[row];
        }

        // Cook's distance: how far the predictions move without the run, in standard errors.
        List<Leverage> all = new ArrayList<>();
        for (int row = 0; row < weights.length; row++) {
            double own = directions.leverage(row);
            double share = weights[row] * residuals[row] * residuals[row] * spare / squares;
            double distance = share * own / (directions.rank() * (1 - own) * (1 - own));
            all.add(
                    new Leverage(
                            row + 1,
                            runs.run(row).loss().nats(),
                            fit.law().loss(runs.run(row).recipe()),
                            residuals[row],
                            own,
                            Optional.of(distance).filter(Double::isFinite)));
        }
        return List.copyOf(all);
    }

    /** What the weighted derivatives span: an orthonormal column for each direction. */
    private record Directions(RealMatrix columns, int rank) {
        static Directions of(double[] jacobian, double[] weights) {
            int rows = weights.length;
            int numbers = jacobian.length / rows;

            // Filled up with zeros where there are fewer runs than numbers; columns of one length.
            RealMatrix matrix =
                    new Array2DRowRealMatrix(Math.max(rows, numbers), Math.max(1, numbers));
            for (int a = 0; a < numbers; a++) {
                double length = 0;
                for (int row = 0; row < rows; row++) {
                    double entry = Math.sqrt(weights[row]) * jacobian[a * rows + row];
                    length = Math.hypot(length, entry);
                    matrix.setEntry(row, a, entry);
                }
                for (int row = 0; row < rows && length > 0; row++) {
                    matrix.setEntry(row, a, matrix.getEntry(row, a) / length);
                }
            }
            SingularValueDecomposition svd = new SingularValueDecomposition(matrix);
            double[] values = svd.getSingularValues();
            int rank = 0;
            while (rank < values.length && values[rank] > LOST * values[0]) {
                rank++;
            }
            return new Directions(svd.getU(), rank);
        }

        double leverage(int row) {
            double sum = 0;
            for (int k = 0; k < rank; k++) {
                sum += columns.getEntry(row, k) * columns.getEntry(row, k);
            }
            return Math.min(1, sum);
        }
    }
}
