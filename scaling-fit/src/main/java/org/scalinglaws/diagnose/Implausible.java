package org.scalinglaws.diagnose;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.scalinglaws.finding.Check;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.quantity.Digits;

/**
 * Is an exponent such as no published law has? Those of size and data lie below 0.8, and the exponent of
 * the best size between 0.15 and 0.85: a fit beyond 2.5, or outside of these, says more of its runs than
 * of scaling.
 */
final class Implausible implements Check<Fit<?>> {
    /** No exponent of size or data that was published comes near. */
    static final double STEEPEST = 2.5;

    /** The exponents of the best size with compute that were published lie between these. */
    static final double LEAST_SHARE = 0.15;

    static final double GREATEST_SHARE = 0.85;

    @Override
    public Optional<Finding> inspect(Fit<?> fit) {
        return Directions.readsSizeAndData(fit) ? inspectOf(fit) : Optional.empty();
    }

    private static <L extends LossLaw> Optional<Finding> inspectOf(Fit<L> fit) {
        List<String> strange = new ArrayList<>();
        double[] values = fit.problem().family().values(fit.law());
        for (int place : Widths.exponents(fit.problem().family())) {
            if (values[place] > STEEPEST) {
                strange.add(
                        fit.problem().family().parameters().get(place).name()
                                + " = "
                                + Digits.three(values[place])
                                + " (published ones of size and data lie below 0.8)");
            }
        }

        // Not every family has an exponent of the best size.
        for (Map.Entry<String, ToDoubleFunction<L>> derived :
                fit.problem().family().derived().entrySet()) {
            double share = derived.getValue().applyAsDouble(fit.law());
            if (derived.getKey().equals("a")
                    && !(share >= LEAST_SHARE && share <= GREATEST_SHARE)) {
                strange.add(
                        "a = " + Digits.three(share) + " (published ones lie within 0.15 to 0.85)");
            }
        }

        return strange.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        Finding.warning(
                                CheckName.IMPLAUSIBLE,
                                String.join(" and ", strange)
                                        + ": more likely these runs do not determine it; add runs"
                                        + " at other sizes and tokens before a plan is read off"));
    }
}
