package org.scalinglaws.score;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.problem.Linearisation;
import org.scalinglaws.problem.NoFitException;

/**
 * One fitted equation by least squares, linear about its optimum: how its residuals move a number that
 * is read off the law. With rho the residuals times the roots of their weights, a number moves by the
 * sum of c rho, and where rho has one variance its own is that times the sum of c squared.
 *
 * @param <L> the type of the law
 */
final class Step<L extends LossLaw> {
    private final Fit<L> fit;
    private final Linearisation<L> optimum;
    private final int[] free;
    private final double[] sizes;
    private final double[] weights;
    private final double[] residuals;
    private final double[] lengths;
    private final SingularValueDecomposition parts;

    private Step(Fit<L> fit, boolean isBound) {
        this.fit = fit;
        this.optimum = fit.problem().at(fit.solution().point());
        this.free = isBound ? optimum.free() : moving(optimum);
        double[] all = optimum.sizes();
        this.sizes = Arrays.stream(free).mapToDouble(a -> all[a] > 0 ? all[a] : 1).toArray();
        this.weights = fit.problem().weights().toArray();
        this.residuals = optimum.residuals();
        int rows = residuals.length;
        double[] jacobian = optimum.jacobian();
        if (free.length == 0 || rows <= free.length) {
            throw new NoFitException(
                    String.format(
                            "errors of a law with %d free numbers need more runs than that, got %d",
                            free.length, rows));
        }

        // columns of one length, so that the units of the parameters do not matter
        this.lengths = new double[free.length];
        double[][] scaled = new double[rows][free.length];
        for (int a = 0; a < free.length; a++) {
            for (int row = 0; row < rows; row++) {
                scaled[row][a] = Math.sqrt(weights[row]) * jacobian[free[a] * rows + row];
                lengths[a] = Math.hypot(lengths[a], scaled[row][a]);
            }
            for (int row = 0; row < rows; row++) {
                scaled[row][a] /= lengths[a];
            }
        }
        this.parts = new SingularValueDecomposition(new Array2DRowRealMatrix(scaled, false));
    }

    /** A number on its bound has no error. */
    static <L extends LossLaw> Step<L> of(Fit<L> fit) {
        return new Step<>(fit, true);
    }

    /** A number on its bound has the error that it would have inside: a ceiling of 1 is no knowledge. */
    static <L extends LossLaw> Step<L> ofScore(Fit<L> fit) {
        return new Step<>(fit, false);
    }

    /** The coordinates that move any residual. */
    private static int[] moving(Linearisation<?> optimum) {
        int rows = optimum.residuals().length;
        double[] jacobian = optimum.jacobian();
        return IntStream.range(0, jacobian.length / rows)
                .filter(
                        a ->
                                IntStream.range(0, rows)
                                        .anyMatch(row -> jacobian[a * rows + row] != 0))
                .toArray();
    }

    Fit<L> fit() {
        return fit;
    }

    double of(ToDoubleFunction<? super L> quantity) {
        return quantity.applyAsDouble(fit.law());
    }

    int spare() {
        return residuals.length - free.length;
    }

    /** Residuals times the roots of their weights. */
    double[] residuals() {
        double[] scaled = new double[residuals.length];
        Arrays.setAll(scaled, row -> Math.sqrt(weights[row]) * residuals[row]);
        return scaled;
    }

    /** The variance of a residual of weight 1. */
    double variance() {
        return Arrays.stream(residuals()).map(r -> r * r).sum() / spare();
    }

    /** The weight in the fit of what has a weight of so much in the data. */
    double weight(double inData) {
        return inData * weights[0] / fit.problem().runs().weights()[0];
    }

    /** How a number moves with each scaled residual; NaN where the runs do not determine it. */
    double[] pulls(ToDoubleFunction<? super L> quantity) {
        double[] gradient = optimum.gradient(quantity, free, sizes);
        double[] values = parts.getSingularValues();
        double[] pulls = new double[residuals.length];
        for (int k = 0; k < values.length; k++) {
            double along = 0;
            for (int a = 0; a < free.length; a++) {
                along += parts.getV().getEntry(a, k) * gradient[a] / lengths[a];
            }
            for (int row = 0; row < pulls.length; row++) {
                pulls[row] -= parts.getU().getEntry(row, k) * along / values[k];
            }
        }
        return pulls;
    }
}
