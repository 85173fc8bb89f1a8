package org.scalinglaws.problem;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.scalinglaws.quantity.Decimal;

/**
 * Huber's function for every threshold: squares where it is infinite, absolute values where it is
 * zero; also minus the logarithm of the density that goes with it.
 *
 * @see <a href="https://doi.org/10.1214/aoms/1177703732">Huber (1964), Robust Estimation of a Location
 *     Parameter</a>
 */
final class Huber implements Rho {
    static final Rho SQUARES = new Huber(Double.POSITIVE_INFINITY, false);
    static final Rho ABSOLUTE = new Huber(0, false);

    /** The threshold at which absolute values are smoothed, as a share of a typical residual. */
    private static final double SHARPEST = 1e-12;

    /**
     * How much the threshold shrinks from one function of the path to the next, in units of the
     * residuals. Where a scale is fitted it is about the threshold times a typical residual, so the
     * threshold shrinks by the root.
     */
    private static final double EASING = 4;

    /** Makes more than one of the least difference of two numbers. */
    private static final double STEEP = 0x1p1000;

    private final double delta;
    private final boolean density;
    private final double logNormaliser;

    private Huber(double delta, boolean density) {
        this.delta = delta;
        this.density = density;
        this.logNormaliser = density ? logNormaliser(delta) : 0;
    }

    static Huber of(double delta) {
        return new Huber(Decimal.positive("Huber delta", delta), false);
    }

    static Huber density(double delta) {
        return new Huber(Decimal.positive("Huber delta", delta), true);
    }

    /** ln Z of the density exp(-huber(q)) / Z. */
    private static double logNormaliser(double delta) {
        double middle = 2 * new NormalDistribution(null, 0, 1).cumulativeProbability(delta) - 1;
        return Math.log(
                Math.sqrt(2 * Math.PI) * middle + 2 * Math.exp(-0.5 * delta * delta) / delta);
    }

    @Override
    public String name() {
        if (delta == 0) {
            return "absolute";
        }
        return delta == Double.POSITIVE_INFINITY
                ? "squares"
                : (density ? "huber-likelihood:" : "huber:") + Decimal.format(delta);
    }

    @Override
    public double loss(double residual) {
        double size = Math.abs(residual);
        if (delta == 0) {
            return size;
        }
        return logNormaliser + (size <= delta ? 0.5 * size * size : delta * (size - 0.5 * delta));
    }

    @Override
    public double slope(double residual) {
        if (delta == 0) {
            return Math.signum(residual);
        }
        return Math.max(-delta, Math.min(delta, residual));
    }

    @Override
    public double curvature(double residual) {
        return Math.abs(residual) <= delta && delta > 0 ? 1 : 0;
    }

    /** Writes what every residual costs, with the first two derivatives. */
    static void ofAll(
            Rho rho,
            double[] residuals,
            int rows,
            double[] losses,
            double[] slopes,
            double[] curvatures) {
        if (rho instanceof Huber huber && huber.delta > 0 && Double.isFinite(huber.delta)) {
            huber.ofAll(residuals, rows, losses, slopes, curvatures);
            return;
        }
        for (int row = 0; row < rows; row++) {
            losses[row] = rho.loss(residuals[row]);
            slopes[row] = rho.slope(residuals[row]);
            curvatures[row] = rho.curvature(residuals[row]);
        }
    }

    /** In loops without a branch, which a compiler takes several rows at once of. */
    private void ofAll(
            double[] residuals, int rows, double[] losses, double[] slopes, double[] curvatures) {
        for (int row = 0; row < rows; row++) {
            double size = Math.abs(residuals[row]);
            double inner = Math.min(size, delta);
            losses[row] = logNormaliser + inner * (size - 0.5 * inner);
        }
        for (int row = 0; row < rows; row++) {
            slopes[row] = Math.max(-delta, Math.min(delta, residuals[row]));
        }

        // 1 up to the threshold and 0 beyond.
        double beyond = Math.nextUp(delta);
        for (int row = 0; row < rows; row++) {
            double inside = Math.max(0, (beyond - Math.abs(residuals[row])) * STEEP);
            curvatures[row] = Math.min(1, inside);
        }
    }

    /** Huber's density is uniform times a bell between -delta and delta, exponential beyond. */
    @Override
    public double draw(SplittableRandom random) {
        requireNonNull(random, "random");
        if (!density) {
            return random.nextGaussian();
        }
        double beyond = 2 * Math.exp(-0.5 * delta * delta - logNormaliser) / delta;
        if (random.nextDouble() < beyond) {
            double size = delta - Math.log1p(-random.nextDouble()) / delta;
            return random.nextBoolean() ? size : -size;
        }

        // rejection: from the uniform where the middle is narrow, else from the bell
        double inside;
        do {
            inside =
                    delta < 1
                            ? accepted(delta * (2 * random.nextDouble() - 1), random)
                            : random.nextGaussian();
        } while (!(Math.abs(inside) <= delta));
        return inside;
    }

    private static double accepted(double residual, SplittableRandom random) {
        boolean kept = random.nextDouble() < Math.exp(-0.5 * residual * residual);
        return kept ? residual : Double.NaN;
    }

    /** Through ever smaller thresholds, each a fixed multiple of the next, to this one. */
    @Override
    public List<Rho> path(double spread) {
        if (delta == Double.POSITIVE_INFINITY) {
            return List.of(this);
        }
        double last = delta == 0 ? SHARPEST * spread : delta;
        double widest = density ? 2 : EASING * spread;
        double easing = density ? Math.sqrt(EASING) : EASING;
        List<Rho> path = new ArrayList<>();
        for (double eased = last; eased < widest; eased *= easing) {
            path.add(0, new Huber(eased, density));
        }
        return path.isEmpty() ? List.of(density ? this : new Huber(last, false)) : path;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Huber that && that.delta == delta && that.density == density;
    }

    @Override
    public int hashCode() {
        return Double.hashCode(delta) + Boolean.hashCode(density);
    }

    @Override
    public String toString() {
        return name();
    }
}
