package org.scalinglaws.diagnose;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.numeric.LineMinimum;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

/** What follows when two terms of a law change places. */
final class Exchange {
    private static final double ROUNDING = 1e-9;

    private Exchange() {}

    /**
     * Whether the law of swapped terms has the same losses along y = exp(c) x^s: so it is for a sum
     * of terms, and not for every form that looks like one. Judged by a law of moderate numbers.
     */
    static <L extends LossLaw> boolean holds(
            LawFamily<L> family, PowerTerm one, PowerTerm other, double c, double s) {
        List<Parameter> parameters = family.parameters();
        double[] probe = new double[parameters.size()];
        for (int j = 0; j < probe.length; j++) {
            Parameter parameter = parameters.get(j);
            double wished = 0.4 + 0.0371 * j;
            probe[j] = Math.max(parameter.lower(), Math.min(parameter.upper(), wished));
        }

        // Numbers out of their range make no law to compare with.
        double[] swapped = one.swapped(probe, other, c, s);
        for (int j = 0; j < probe.length; j++) {
            Parameter parameter = parameters.get(j);
            if (!(swapped[j] >= parameter.lower() && swapped[j] <= parameter.upper())) {
                return false;
            }
        }

        // Three places on the curve: two forms may cross at one by chance.
        for (double x : new double[] {2, 10, 50}) {
            Map<Factor, Double> factors = new LinkedHashMap<>();
            family.factors().forEach(factor -> factors.put(factor, 3.0));
            factors.put(family.factors().get(one.factor()), x);
            factors.put(family.factors().get(other.factor()), Math.exp(c) * Math.pow(x, s));
            Recipe recipe = Recipe.of(factors);
            double loss = family.at(probe).loss(recipe);
            if (!(Math.abs(family.at(swapped).loss(recipe) - loss) <= ROUNDING * Math.abs(loss))) {
                return false;
            }
        }
        return true;
    }

    /** The best model of each law at the largest compute of the runs, for laws of N and D alone. */
    static String bestModels(Fit<?> fit, LossLaw other) {
        if (!Set.copyOf(fit.problem().family().factors())
                .equals(Set.of(Factor.PARAMETERS, Factor.TOKENS))) {
            return "";
        }
        double flops = Arrays.stream(fit.problem().runs().column(Factor.FLOPS)).max().orElseThrow();
        return String.format(
                "; at %s FLOPs the best model has %s or %s parameters",
                Digits.three(flops),
                Digits.three(bestModel(fit.law(), flops)),
                Digits.three(bestModel(other, flops)));
    }

    private static double bestModel(LossLaw law, double flops) {
        double highest = Math.log(flops / 6);
        return Math.exp(
                LineMinimum.brent(
                        size ->
                                law.loss(
                                        Recipe.of(
                                                ModelSize.of(Math.exp(size)),
                                                Tokens.of(Math.exp(highest - size)))),
                        0,
                        highest,
                        1e-8));
    }
}
