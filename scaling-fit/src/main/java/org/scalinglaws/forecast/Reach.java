package org.scalinglaws.forecast;

import java.util.Arrays;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.select.Evidence;

/** The ranges of the runs, and how far beyond them a recipe lies. */
record Reach(Interval params, Interval tokens, double flops) {
    /** A share of a decade that rounding makes. */
    private static final double ROUNDING = 1e-9;

    static Reach of(Evidence evidence) {
        int last = evidence.groups().count() - 1;
        return new Reach(
                range(evidence.runs().column(Factor.PARAMETERS)),
                range(evidence.runs().column(Factor.TOKENS)),
                evidence.groups().top(last));
    }

    private static Interval range(double[] values) {
        return new Interval(
                Arrays.stream(values).min().orElseThrow(),
                Arrays.stream(values).max().orElseThrow());
    }

    Distance to(Recipe recipe, double leverage) {
        double size = recipe.model().parameters();
        double count = recipe.tokens().count();
        double above = Math.log10(6 * size * count / flops);
        return new Distance(
                outside(params, size),
                outside(tokens, count),
                above > ROUNDING ? above : 0,
                leverage);
    }

    private static double outside(Interval range, double value) {
        double decades =
                Math.max(Math.log10(value / range.upper()), Math.log10(range.lower() / value));
        return decades > ROUNDING ? decades : 0;
    }
}
