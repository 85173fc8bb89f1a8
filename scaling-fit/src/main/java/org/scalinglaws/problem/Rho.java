package org.scalinglaws.problem;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.SplittableRandom;

/**
 * What a residual costs, as robust statistics writes it: rho(r), with its first derivative, called
 * psi or the score, and its second. It is least at zero.
 *
 * <p>One of your own needs a name and the three functions, and is fitted by {@link
 * Objective#of(Residual, Rho)}.
 *
 * @see <a href="https://doi.org/10.1002/9780470434697">Huber and Ronchetti (2009), Robust Statistics,
 *     chapter 3</a>
 */
public interface Rho {
    /**
     * The name, with the numbers that belong to it.
     *
     * @return such as {@code huber:0.001}
     */
    String name();

    /**
     * What a residual costs.
     *
     * @param residual observed minus predicted
     * @return rho(residual)
     */
    double loss(double residual);

    /**
     * The first derivative, psi: how much a residual pulls.
     *
     * @param residual observed minus predicted
     * @return rho'(residual)
     */
    double slope(double residual);

    /**
     * The second derivative.
     *
     * @param residual observed minus predicted
     * @return rho''(residual)
     */
    double curvature(double residual);

    /**
     * A random residual of the density exp(-rho) where that is a density. The normal density stands in
     * where it is none.
     *
     * @param random decides the residual
     * @return a residual over its scale
     */
    default double draw(SplittableRandom random) {
        requireNonNull(random, "random");
        return random.nextGaussian();
    }

    /**
     * A way from an easy rho to this one, for graduated non-convexity: each is solved from the optimum
     * of the one before.
     *
     * @param spread a typical size of the residuals
     * @return smooth functions, the last one this or as near to it as matters
     */
    default List<Rho> path(double spread) {
        return List.of(this);
    }

    /**
     * Half the square.
     *
     * @return r^2/2
     */
    static Rho squares() {
        return Huber.SQUARES;
    }

    /**
     * The size.
     *
     * @return |r|
     */
    static Rho absolute() {
        return Huber.ABSOLUTE;
    }

    /**
     * Huber's function: r^2/2 up to delta, delta(|r| - delta/2) beyond.
     *
     * @param delta where squares turn into absolute values, in units of the residual
     * @return {@code huber:delta}
     * @throws IllegalArgumentException unless delta is positive and finite
     */
    static Rho huber(double delta) {
        return Huber.of(delta);
    }

    /**
     * Minus the logarithm of Huber's density, for a likelihood.
     *
     * <pre>  huber(r) + ln Z,  Z = sqrt(2 pi) (2 Phi(delta) - 1) + 2 exp(-delta^2/2) / delta</pre>
     *
     * @param delta where squares turn into absolute values, in units of the scale
     * @return {@code huber-likelihood:delta}
     * @throws IllegalArgumentException unless delta is positive and finite
     */
    static Rho huberDensity(double delta) {
        return Huber.density(delta);
    }
}
