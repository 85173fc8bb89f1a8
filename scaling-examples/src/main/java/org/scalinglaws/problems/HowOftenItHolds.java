package org.scalinglaws.problems;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.uncertainty.Coverage;
import org.scalinglaws.uncertainty.Intervals;

/**
 * An interval of 95 % should hold the truth in 95 of 100 studies. Does it, when the same sweep is run
 * fifty times with other noise?
 */
public final class HowOftenItHolds {
    private HowOftenItHolds() {}

    private static Map<String, Intervals<ChinchillaLaw>> methods(Fit<ChinchillaLaw> fit) {
        Map<String, Intervals<ChinchillaLaw>> methods = new LinkedHashMap<>();
        methods.put("Gauss-Newton", GaussNewtonIntervals.of(fit));
        methods.put("sandwich", SandwichIntervals.of(fit));
        return methods;
    }

    static List<Coverage.Row> rows() {
        return Coverage.of(50, 42)
                .withLevel(TheSweep.LEVEL)
                .of(
                        TheSweep.fitter(),
                        TheSweep.TRUTH,
                        TheSweep::runs,
                        (fit, seed) -> methods(fit),
                        Map.of("alpha", ChinchillaLaw::alpha));
    }

    public static void main(String[] args) {
        System.out.println("alpha, 95 %    held   too low   too high");
        for (Coverage.Row row : rows()) {
            System.out.printf(
                    Locale.ROOT,
                    "%-12s %6d %9d %10d%n",
                    row.method(),
                    row.held(),
                    row.below(),
                    row.above());
        }
        System.out.print(
                """

                Of 50 studies 47 or 48 should hold it, and 2 more or fewer are chance. Noise that is not normal,
                or a law of another form, can be tried in the same way.
                """);
    }
}
