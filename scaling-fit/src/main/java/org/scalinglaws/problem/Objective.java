package org.scalinglaws.problem;

import java.util.List;

/**
 * What a fit makes small: the sum over runs of weight times rho(residual). Three things decide it:
 * what residuals are of, what one costs, and whether their scale is fitted too.
 *
 * <p>Weights are frequencies: a weight of 2 is the same run twice. One of your own is {@code
 * Objective.of(Residual.LOG, rho)} with a {@link Rho} of your own.
 */
public interface Objective {
    /**
     * What residuals are of.
     *
     * @return L, ln L or ln(L + offset)
     */
    Residual residual();

    /**
     * What a residual costs.
     *
     * @return rho
     */
    Rho rho();

    /**
     * Says whether a scale s of the residuals is fitted too. Then rho is minus the log of a density of
     * r/s, a run costs {@code rho(r/s) + ln s}, and the sum is minus the log-likelihood (for residuals
     * of ln L, of ln L). The scale is kept above 1e-12.
     *
     * @return false unless the objective is a likelihood
     */
    default boolean fitsScale() {
        return false;
    }

    /**
     * Whether it is a sum of squares, whose cost is a {@link org.scalinglaws.solve.SquaresCost}.
     *
     * @return true for half the square of each residual, without a scale
     */
    default boolean isSquares() {
        return !fitsScale() && rho().equals(Rho.squares());
    }

    /**
     * The name, with the numbers that belong to it.
     *
     * @return such as {@code log-huber:0.001}
     */
    default String name() {
        return residual().prefix() + rho().name();
    }

    /**
     * A way from an easy objective to this one: each is solved from the optimum of the one before.
     *
     * @param spread a typical size of the residuals
     * @return smooth objectives, the last one this or as near to it as matters
     */
    default List<Objective> path(double spread) {
        return rho().path(spread).stream()
                .<Objective>map(rho -> new MEstimator(residual(), rho, fitsScale()))
                .toList();
    }

    /**
     * Any rho of any residual.
     *
     * @param residual what residuals are of
     * @param rho what one costs
     * @return the objective
     */
    static Objective of(Residual residual, Rho rho) {
        return new MEstimator(residual, rho, false);
    }

    /**
     * Minus the log-likelihood of residuals whose scale is fitted.
     *
     * @param residual what residuals are of
     * @param rho minus the logarithm of a density, its normaliser included
     * @return the objective
     */
    static Objective likelihood(Residual residual, Rho rho) {
        return new MEstimator(residual, rho, true);
    }

    /**
     * Huber's function of residuals of ln L: r^2/2 up to delta, delta(|r| - delta/2) beyond. With
     * delta = 1e-3 it is the default, and what the field uses.
     *
     * @param delta where squares turn into absolute values, in units of ln L
     * @return the objective {@code log-huber:delta}
     * @see <a href="https://arxiv.org/abs/2203.15556">Hoffmann et al. (2022), section 3.3</a>
     */
    static Objective logHuber(double delta) {
        return of(Residual.LOG, Rho.huber(delta));
    }

    /**
     * Half the squares of residuals of ln L.
     *
     * @return the objective {@code log-squares}
     */
    static Objective logSquares() {
        return of(Residual.LOG, Rho.squares());
    }

    /**
     * Half the squares of residuals of ln(L + 1), which also takes losses of zero. Broken power laws
     * are fitted so.
     *
     * @return the objective {@code log1p-squares}
     * @see <a href="https://arxiv.org/abs/2210.14891">Caballero et al. (2023), Broken Neural Scaling
     *     Laws</a>
     */
    static Objective log1pSquares() {
        return of(Residual.LOG1P, Rho.squares());
    }

    /**
     * The absolute residuals of ln L.
     *
     * @return the objective {@code log-absolute}
     */
    static Objective logAbsolute() {
        return of(Residual.LOG, Rho.absolute());
    }

    /**
     * Minus the log-likelihood of residuals of ln L under Huber's density with a fitted scale s.
     *
     * <pre>  p(r) = exp(-huber(r/s)) / (s Z),  Z = sqrt(2 pi) (2 Phi(delta) - 1) + 2 exp(-delta^2/2) / delta</pre>
     *
     * @param delta where squares turn into absolute values, in units of s
     * @return the objective {@code log-huber-likelihood:delta}
     * @see <a href="https://arxiv.org/abs/2404.10102">Besiroglu et al. (2024), appendix</a>
     */
    static Objective logHuberLikelihood(double delta) {
        return likelihood(Residual.LOG, Rho.huberDensity(delta));
    }

    /**
     * Huber's function of residuals of L.
     *
     * @param delta where squares turn into absolute values, nats per token
     * @return the objective {@code huber:delta}
     */
    static Objective huber(double delta) {
        return of(Residual.PLAIN, Rho.huber(delta));
    }

    /**
     * Half the squares of residuals of L.
     *
     * @return the objective {@code squares}
     */
    static Objective squares() {
        return of(Residual.PLAIN, Rho.squares());
    }

    /**
     * The absolute residuals of L.
     *
     * @return the objective {@code absolute}
     */
    static Objective absolute() {
        return of(Residual.PLAIN, Rho.absolute());
    }

    /**
     * The names that {@link #parse} reads.
     *
     * @return such as {@code log-huber:DELTA} and {@code log-squares}, the default first
     */
    static List<String> names() {
        return NamedObjective.names();
    }

    /**
     * Reads the name of an objective of this library; the inverse of {@link #name()}.
     *
     * @param text such as {@code log-huber:1e-3}; without a number delta is 1e-3
     * @return the objective
     * @throws IllegalArgumentException when there is no such objective
     */
    static Objective parse(String text) {
        return NamedObjective.parse(text);
    }
}
