package org.scalinglaws.diagnose;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.finding.Check;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.recipe.Factor;

/** Do sizes and tokens reach far enough to show an exponent each? */
final class Span implements Check<Fit<?>> {
    private static final double DECADES = 2;
    private static final double ROUNDING = 1e-6;

    @Override
    public Optional<Finding> inspect(Fit<?> fit) {
        if (!Directions.readsSizeAndData(fit)) {
            return Optional.empty();
        }
        Dataset runs = fit.problem().runs();
        List<String> narrow = new ArrayList<>();
        for (Factor factor : List.of(Factor.PARAMETERS, Factor.TOKENS)) {
            double decades = Directions.decades(Directions.logarithms(runs, factor));
            if (decades < DECADES - ROUNDING) {
                narrow.add(String.format(Locale.ROOT, "%s %.1f decades", factor.name(), decades));
            }
        }
        return narrow.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        Finding.warning(
                                CheckName.SHORT,
                                "the runs span in "
                                        + String.join(" and in ", narrow)
                                        + "; an exponent needs 2 or more: train smaller or larger"
                                        + " runs before it is extended"));
    }
}
