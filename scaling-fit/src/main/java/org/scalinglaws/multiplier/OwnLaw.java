package org.scalinglaws.multiplier;

import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.plan.LossSurface;
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

    /** The least loss for a compute. */
    static Loss best(LossLaw law, Compute budget) {
        return ComputeOptimal.of(LossSurface.of(law).despiteErrors()).plan(budget).loss();
    }

    /** The standard error of a number that is read off the law; NaN where the runs do not determine it. */
    double error(ToDoubleFunction<ChinchillaLaw> number) {
        return errors.standardError(number);
    }

    double degreesOfFreedom(ToDoubleFunction<ChinchillaLaw> number) {
        return errors.degreesOfFreedom(number);
    }
}
