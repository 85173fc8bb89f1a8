package org.scalinglaws.diagnose;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.ToDoubleFunction;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.law.Scale;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.uncertainty.Covariance;

/** What a law becomes when other runs, or other losses of the same runs, are fitted. */
final class Changed {
    private Changed() {}

    /** The same law, objective and restrictions on other runs. */
    static <L extends LossLaw> Fit<L> fitted(Fit<L> fit, Dataset runs) {
        return new Fitter<>(
                        fit.problem().family(),
                        fit.problem().objective(),
                        fit.problem().restrictions(),
                        fit.solver(),
                        List.of())
                .fit(runs);
    }

    /** The law's numbers but for its scales, and what follows from them, without and with the rows. */
    static <L extends LossLaw> String numbers(Fit<L> fit, Fit<L> without) {
        LawFamily<L> family = fit.problem().family();
        StringJoiner changes = new StringJoiner(", ");
        double[] before = family.values(fit.law());
        double[] after = family.values(without.law());
        for (int j = 0; j < before.length; j++) {
            Parameter parameter = family.parameters().get(j);
            if (parameter.scale() == Scale.LINEAR && fit.problem().coordinates().place(j) >= 0) {
                changes.add(change(parameter.name(), before[j], after[j]));
            }
        }
        for (Map.Entry<String, ToDoubleFunction<L>> derived : family.derived().entrySet()) {
            ToDoubleFunction<L> number = derived.getValue();
            changes.add(
                    change(
                            derived.getKey(),
                            number.applyAsDouble(fit.law()),
                            number.applyAsDouble(without.law())));
        }
        return changes.toString();
    }

    private static String change(String name, double before, double after) {
        String now = name + " is " + Digits.four(after);
        String was = Digits.four(before);
        return was.equals(Digits.four(after)) ? now + " as now" : now + " instead of " + was;
    }

    /** Whether a number moves by more than its own standard error. */
    static <L extends LossLaw> boolean moved(Fit<L> fit, Fit<L> without) {
        double[] before = fit.problem().family().values(fit.law());
        double[] after = fit.problem().family().values(without.law());
        double[] errors =
                Covariance.ofRows(without).standardErrors().values().stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray();
        for (int j = 0; j < before.length; j++) {
            if (Math.abs(after[j] - before[j]) > errors[j]) {
                return true;
            }
        }
        return !Arrays.equals(before, after) && Arrays.stream(errors).allMatch(Double::isNaN);
    }
}
