package org.scalinglaws.problem;

import static java.util.Objects.requireNonNull;

/**
 * An M-estimator: the sum over runs of rho of the residual, over a scale where one is fitted.
 *
 * @see <a href="https://doi.org/10.1002/9780470434697">Huber and Ronchetti (2009), Robust Statistics,
 *     chapters 3 and 7</a>
 */
record MEstimator(Residual residual, Rho rho, boolean fitsScale) implements Objective {
    MEstimator {
        requireNonNull(residual, "residual");
        requireNonNull(rho, "rho");
    }

    @Override
    public String toString() {
        return name();
    }
}
