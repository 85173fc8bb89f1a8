package org.scalinglaws.multiplier;

import java.util.Optional;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.plan.LossSurface;
import org.scalinglaws.plan.NoPlanException;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.uncertainty.Covariance;

/** The law of the runs of one recipe alone, and the compute that it asks for a loss. */
record OwnLaw(Fit<ChinchillaLaw> fit, Covariance<ChinchillaLaw> errors) {
    static OwnLaw of(Dataset runs, Fitter<ChinchillaLaw> fitter) {
        Fit<ChinchillaLaw> fit = fitter.fit(runs);
        return new OwnLaw(fit, Covariance.of(fit));
    }

    /** The ln of the least compute that reaches a loss; NaN at or below the floor. */
    private static double logCompute(ChinchillaLaw law, Loss loss) {
        try {
            LossSurface surface = LossSurface.of(law).despiteErrors();
            return Math.log(ComputeOptimal.of(surface).frontier().computeFor(loss).flops());
        } catch (NoPlanException never) {
            return Double.NaN;
        }
    }

    double logCompute(Loss loss) {
        return logCompute(fit.law(), loss);
    }

    Optional<Compute> compute(Loss loss) {
        double log = logCompute(loss);
        return Double.isFinite(log) ? Optional.of(Compute.flops(Math.exp(log))) : Optional.empty();
    }

    /** The standard error of that logarithm; NaN where the runs do not determine it. */
    double error(Loss loss) {
        return errors.standardError(law -> logCompute(law, loss));
    }

    /** The degrees of freedom of that error. */
    double degreesOfFreedom(Loss loss) {
        return errors.degreesOfFreedom(law -> logCompute(law, loss));
    }
}
