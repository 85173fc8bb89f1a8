package org.scalinglaws.diagnose;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.scalinglaws.finding.Check;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.problem.FitProblem;
import org.scalinglaws.problem.Linearisation;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.recipe.Factor;

/** Does a parameter lie on the edge of its range? */
final class OnBound implements Check<Fit<?>> {
    @Override
    public Optional<Finding> inspect(Fit<?> fit) {
        FitProblem<?> problem = fit.problem();
        Linearisation<?> optimum = problem.at(fit.solution().point());
        double[] values = optimum.values();
        List<Parameter> parameters = problem.family().parameters();
        List<String> stuck = new ArrayList<>();
        List<String> lower = new ArrayList<>();
        boolean atZero = false;
        for (int j = 0; j < parameters.size(); j++) {
            if (optimum.isOnBound(j)) {
                atZero |= values[j] == 0;
                String name = parameters.get(j).name();
                String number = name + " = " + Digits.six(values[j]);
                Optional<Beyond> beyond = Beyond.of(fit, j);
                beyond.ifPresent(better -> lower.add(lower(number, name, better, fit)));
                if (beyond.isEmpty()) {
                    stuck.add(number);
                }
            }
        }

        // Those with nothing better beyond the bound share one sentence.
        if (!stuck.isEmpty()) {
            lower.add(
                    String.join(", ", stuck)
                            + " on the edge of the allowed range: the runs do not determine it,"
                            + " and its error is not known");
        }
        return lower.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        Finding.warning(
                                CheckName.BOUND,
                                String.join("; ", lower) + (atZero ? flat(fit) : "")));
    }

    private static String lower(String number, String name, Beyond beyond, Fit<?> fit) {
        return String.format(
                Locale.ROOT,
                "%s on the edge of the allowed range, and a lower objective lies beyond it: %.4g at"
                        + " %s = %.4g in place of %.4g; the error of %s is not known",
                number,
                beyond.objective(),
                name,
                beyond.number(),
                fit.objective(),
                name);
    }

    /** What a coefficient or an exponent of zero means for a reader. */
    private static String flat(Fit<?> fit) {
        List<String> names = WrongDirection.withoutEffect(fit).stream().map(Factor::name).toList();
        return names.isEmpty()
                ? ""
                : "; the "
                        + fit.problem().runs().lossColumn()
                        + " of these runs does not fall with "
                        + String.join(" or ", names);
    }
}
