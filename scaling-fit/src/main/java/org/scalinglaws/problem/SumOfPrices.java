package org.scalinglaws.problem;

import static java.util.Objects.requireNonNull;

/** An objective by its three parts. */
record SumOfPrices(Residual residual, Rho rho, boolean fitsScale) implements Objective {
    SumOfPrices {
        requireNonNull(residual, "residual");
        requireNonNull(rho, "rho");
    }

    @Override
    public String toString() {
        return name();
    }
}
