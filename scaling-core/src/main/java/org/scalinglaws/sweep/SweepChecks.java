package org.scalinglaws.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.plan.Planner;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.sweep.IsoFlopSweep.Curve;

/** What is amiss with a sweep before any run is trained. */
final class SweepChecks {
    private static final int FEW_SIZES = 5;
    private static final int FEW_BUDGETS = 3;
    private static final double WIDE = 8;
    private static final double SHORT = 2;
    private static final double OFF = 1.5;
    private static final double ROUNDING = 1e-9;

    private SweepChecks() {}

    static List<Finding> ofDesign(IsoFlopSweep sweep) {
        List<Finding> findings = new ArrayList<>();
        List<Curve> curves = sweep.curves();
        if (curves.stream().map(Curve::budget).distinct().count() < FEW_BUDGETS) {
            findings.add(
                    Finding.warning(
                            CheckName.FEW_BUDGETS,
                            "a straight line over fewer than 3 budgets leaves nothing to check it"
                                    + " by"));
        }

        int fewest = curves.stream().mapToInt(curve -> curve.recipes().size()).min().orElse(0);
        if (fewest < FEW_SIZES) {
            findings.add(
                    Finding.warning(
                            CheckName.FEW_SIZES,
                            "a budget has "
                                    + fewest
                                    + " sizes; a parabola has 3 numbers, and"
                                    + " fewer than 5 sizes hardly show its noise"));
        }

        double widest = curves.stream().mapToDouble(Curve::reach).max().orElse(1);
        if (widest > WIDE * (1 + ROUNDING)) {
            findings.add(
                    Finding.warning(
                            CheckName.WIDE,
                            "sizes reach to "
                                    + Digits.three(widest)
                                    + " times their middle;"
                                    + " beyond 8 a parabola does not follow a law that is not"
                                    + " symmetric, and ParabolaBias says how far it is off"));
        }

        addShort(findings, sweep, "sizes", recipe -> recipe.model().parameters());
        addShort(findings, sweep, "tokens", recipe -> recipe.tokens().count());
        return List.copyOf(findings);
    }

    private static void addShort(
            List<Finding> findings,
            IsoFlopSweep sweep,
            String what,
            ToDoubleFunction<Recipe> number) {
        List<Recipe> recipes = sweep.recipes();
        double most = recipes.stream().mapToDouble(number).max().orElse(1);
        double least = recipes.stream().mapToDouble(number).min().orElse(1);
        double decades = Math.log10(most / least);

        if (decades < SHORT - ROUNDING) {
            findings.add(
                    Finding.warning(
                            CheckName.SHORT,
                            String.format(
                                    Locale.ROOT,
                                    "%s span %.1f decades; an exponent needs 2 or more",
                                    what,
                                    decades)));
        }
    }

    static List<Finding> ofCentres(IsoFlopSweep sweep, Planner truth) {
        List<Finding> findings = new ArrayList<>();
        double least = Double.POSITIVE_INFINITY;
        double most = 0;

        for (Curve curve : sweep.curves()) {
            double best = truth.plan(curve.budget()).model().parameters();
            double off = curve.centre().parameters() / best;
            least = Math.min(least, off);
            most = Math.max(most, off);
            if (outside(curve, best)) {
                findings.add(edge(curve, best));
            }
        }

        if (most > OFF || least < 1 / OFF) {
            findings.add(
                    Finding.warning(
                            CheckName.OFF_CENTRE,
                            "the middle of the sizes is "
                                    + Digits.three(least)
                                    + " to "
                                    + Digits.three(most)
                                    + " times the best size; a parabola is off for it"));
        }

        // A middle that is off alike at every budget shifts N* and leaves its exponent alone.
        if (most > OFF * least) {
            findings.add(
                    Finding.warning(
                            CheckName.DRIFT,
                            "the middle of the sizes drifts against the best size by a factor of "
                                    + Digits.three(most / least)
                                    + " over the budgets; the exponent is off for it"));
        }
        return List.copyOf(findings);
    }

    private static Finding edge(Curve curve, double best) {
        return Finding.error(
                CheckName.EDGE,
                "at "
                        + Digits.four(curve.budget().flops())
                        + " FLOP the best size of "
                        + Digits.four(best)
                        + " is not between the second and the last but one, "
                        + Digits.four(size(curve, 1))
                        + " to "
                        + Digits.four(size(curve, curve.recipes().size() - 2)));
    }

    private static boolean outside(Curve curve, double best) {
        return best < size(curve, 1) * (1 - ROUNDING)
                || best > size(curve, curve.recipes().size() - 2) * (1 + ROUNDING);
    }

    private static double size(Curve curve, int index) {
        return curve.recipes().get(index).model().parameters();
    }
}
