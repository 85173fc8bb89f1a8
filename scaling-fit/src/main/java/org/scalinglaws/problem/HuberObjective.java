package org.scalinglaws.problem;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.scalinglaws.quantity.Decimal;

/**
 * Huber's function for every threshold: squares where it is infinite, absolute values where it is
 * zero, and the density that goes with it where the scale is fitted.
 */
final class HuberObjective implements Objective {
    /** The threshold at which absolute values are smoothed, as a share of a typical residual. */
    private static final double SHARPEST = 1e-12;

    /**
     * How much the threshold shrinks from one objective of the path to the next, in units of the
     * residuals. Where a scale is fitted it is about the threshold times a typical residual, so the
     * threshold shrinks by the root.
     */
    private static final double EASING = 4;

    private final String form;
    private final boolean logarithmic;
    private final double offset;
    private final double delta;
    private final boolean fitsScale;
    private final double logNormaliser;

    private HuberObjective(
            String form, boolean logarithmic, double offset, double delta, boolean fitsScale) {
        this.form = form;
        this.logarithmic = logarithmic;
        this.offset = offset;
        this.delta = delta;
        this.fitsScale = fitsScale;
        this.logNormaliser = fitsScale ? logNormaliser(delta) : 0;
    }

    static HuberObjective of(boolean logarithmic, double delta) {
        String form =
                delta == 0 ? "absolute" : delta < Double.POSITIVE_INFINITY ? "huber" : "squares";
        return new HuberObjective(logarithmic ? "log-" + form : form, logarithmic, 0, delta, false);
    }

    /** Half the squares of residuals of L or ln(L + offset). */
    static HuberObjective squares(boolean logarithmic, double offset) {
        if (!logarithmic || offset == 0) {
            return of(logarithmic, Double.POSITIVE_INFINITY);
        }
        String form = offset == 1 ? "log1p-squares" : "log-squares+" + Decimal.format(offset);
        return new HuberObjective(form, true, offset, Double.POSITIVE_INFINITY, false);
    }

    boolean isSquares() {
        return delta == Double.POSITIVE_INFINITY && !fitsScale;
    }

    static HuberObjective likelihood(double delta) {
        return new HuberObjective("log-huber-likelihood", true, 0, delta, true);
    }

    /** ln Z of the density exp(-huber(q)) / Z. */
    private static double logNormaliser(double delta) {
        double middle = 2 * new NormalDistribution(null, 0, 1).cumulativeProbability(delta) - 1;
        return Math.log(
                Math.sqrt(2 * Math.PI) * middle + 2 * Math.exp(-0.5 * delta * delta) / delta);
    }

    @Override
    public String name() {
        boolean plain = delta == 0 || delta == Double.POSITIVE_INFINITY;
        return plain ? form : form + ":" + Decimal.format(delta);
    }

    @Override
    public boolean logarithmic() {
        return logarithmic;
    }

    @Override
    public double offset() {
        return offset;
    }

    @Override
    public boolean fitsScale() {
        return fitsScale;
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

    /** Huber's density is uniform times a bell between -delta and delta, exponential beyond. */
    @Override
    public double draw(SplittableRandom random) {
        if (!fitsScale) {
            return Objective.super.draw(random);
        }
        double beyond = 2 * Math.exp(-0.5 * delta * delta - logNormaliser) / delta;
        if (random.nextDouble() < beyond) {
            double size = delta - Math.log1p(-random.nextDouble()) / delta;
            return random.nextBoolean() ? size : -size;
        }
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
    public List<Objective> path(double spread) {
        if (delta == Double.POSITIVE_INFINITY) {
            return List.of(this);
        }
        double last = delta == 0 ? SHARPEST * spread : delta;
        double widest = fitsScale ? 2 : EASING * spread;
        double easing = fitsScale ? Math.sqrt(EASING) : EASING;
        List<Objective> path = new ArrayList<>();
        for (double eased = last; eased < widest; eased *= easing) {
            path.add(0, fitsScale ? likelihood(eased) : of(logarithmic, eased));
        }
        return path.isEmpty() ? List.of(fitsScale ? this : of(logarithmic, last)) : path;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HuberObjective that && that.name().equals(name());
    }

    @Override
    public int hashCode() {
        return name().hashCode();
    }

    @Override
    public String toString() {
        return name();
    }
}
