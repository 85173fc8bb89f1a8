package org.scalinglaws.diagnose;

import java.util.Locale;
import java.util.Optional;
import org.scalinglaws.finding.Check;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.problem.Residual;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.uncertainty.NoiseModel;

/**
 * Do residuals, by their weights, grow or shrink over the runs? The {@link NoiseModel} tests it along N, D, C
 * and D/N, at one false alarm in a thousand over all of them, and says by which power of scale and what
 * stays.
 */
final class UnequalNoise implements Check<Fit<?>> {
    @Override
    public Optional<Finding> inspect(Fit<?> fit) {
        NoiseModel noise = NoiseModel.ofWeighed(fit);
        return noise.changes() ? Optional.of(finding(fit, noise)) : Optional.empty();
    }

    private static Finding finding(Fit<?> fit, NoiseModel noise) {
        Residual kind = fit.problem().objective().residual();
        Interval range = noise.range();
        Interval slope = noise.slope();
        String stays =
                noise.evaluation() > 0
                        ? String.format(
                                Locale.ROOT,
                                ", of which %s stays at every scale",
                                ResidualTrend.size(kind, noise.evaluation(), "%.2g"))
                        : "";
        return Finding.warning(
                CheckName.UNEQUAL_NOISE,
                String.format(
                        Locale.ROOT,
                        "noise is not of one size over %s: a deviation of %s at the least and of %s at"
                                + " the most%s; it goes as the power %+.2f of %s (95 %% interval %+.2f"
                                + " to %+.2f; Wald's test, %s); weigh the runs by their noise, or"
                                + " take errors from a bootstrap by pairs",
                        noise.direction(),
                        ResidualTrend.size(kind, noise.deviationAt(range.lower()), "%.2g"),
                        ResidualTrend.size(kind, noise.deviationAt(range.upper()), "%.2g"),
                        stays,
                        0.5 * (slope.lower() + slope.upper()),
                        noise.direction(),
                        slope.lower(),
                        slope.upper(),
                        AddedTerms.chance(noise.chance())));
    }
}
