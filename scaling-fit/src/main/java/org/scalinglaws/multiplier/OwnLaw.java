package org.scalinglaws.multiplier;

import java.util.Optional;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.uncertainty.Covariance;

/** The law of the runs of one recipe alone, and the compute that it asks for a loss. */
record OwnLaw(Fit<ChinchillaLaw> fit, Covariance<ChinchillaLaw> errors) {
    static OwnLaw of(Dataset runs, Fitter<ChinchillaLaw> fitter) {
        Fit<ChinchillaLaw> fit = fitter.fit(runs);
        return new OwnLaw(fit, Covariance.of(fit));
    }

    double logCompute(Loss loss) {
        return AtLoss.logCompute(fit.law(), loss);
    }

    Optional<Compute> compute(Loss loss) {
        return AtLoss.compute(logCompute(loss));
    }

    /** The standard error of that logarithm; NaN where the runs do not determine it. */
    double error(Loss loss) {
        return errors.standardError(law -> AtLoss.logCompute(law, loss));
    }

    /** The degrees of freedom of that error. */
    double degreesOfFreedom(Loss loss) {
        return errors.degreesOfFreedom(law -> AtLoss.logCompute(law, loss));
    }
}
