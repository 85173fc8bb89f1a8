package org.scalinglaws.isoflop;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.problem.Linearisation;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Digits;

/**
 * Why a fitted law is not to be believed when it says how far parabolas are off: what it gets wrong by
 * itself it would take for their bias.
 */
final class LawDoubt {
    /** How many times the residuals of the parabolas those of the law may be. */
    static final double MOST = 3;

    /** How far ln D may scatter about a curve over ln N of its budget. */
    private static final double SCATTER = 0.1;

    private static final double ROUNDING = 1e-9;

    private LawDoubt() {}

    /** The first reason that holds; empty where none does. */
    static String of(Sweep sweep, Fit<ChinchillaLaw> fit) {
        String onEdge = onEdge(fit);
        if (!onEdge.isEmpty()) {
            return onEdge;
        }
        String scattered = scattered(sweep);
        return scattered.isEmpty() ? misfit(sweep, fit.law()) : scattered;
    }

    private static String onEdge(Fit<ChinchillaLaw> fit) {
        Linearisation<ChinchillaLaw> optimum = fit.problem().at(fit.solution().point());
        double[] values = optimum.values();
        List<Parameter> parameters = fit.problem().family().parameters();
        for (int j = 0; j < values.length; j++) {
            if (optimum.isOnBound(j)) {
                return "the law of approach 3 has "
                        + parameters.get(j).name()
                        + " = "
                        + Digits.four(values[j])
                        + ", the edge of its range";
            }
        }
        return "";
    }

    /** Whether tokens follow from size and budget by any rule: what else they hang on is no curve. */
    private static String scattered(Sweep sweep) {
        for (BudgetRows rows : BudgetRows.of(sweep)) {
            double scatter = rows.scatterOfTokens();
            if (scatter > SCATTER) {
                return String.format(
                        "at %s FLOP tokens do not follow from sizes: they scatter by %s %%",
                        Digits.four(rows.budget().flops()), Digits.two(100 * scatter));
            }
        }
        return "";
    }

    /**
     * Sums of squared residuals over the same runs.
     *
     * @param ofParabolas about a parabola for each budget
     * @param ofLaw about the law
     * @param heaviness the sum of the weights
     * @param budgets how many parabolas there are
     */
    private record Squares(double ofParabolas, double ofLaw, double heaviness, int budgets) {}

    private static Squares squares(Sweep sweep, ChinchillaLaw law) {
        double[] sizes = sweep.logSizes();
        double[] losses = sweep.runs().losses();
        double[] weights = sweep.runs().weights();
        double ofParabolas = 0;
        double ofLaw = 0;
        double heaviness = 0;
        int budgets = 0;

        // Three sizes lie on a parabola whatever the noise: such a budget tells nothing.
        for (int place = 0; place < sweep.budgets().size(); place++) {
            int[] rows = Arrays.stream(sweep.rows(place)).filter(row -> weights[row] > 0).toArray();
            double[] x = pick(sizes, rows);
            if (Arrays.stream(x).distinct().count() > 3) {
                Polynomial parabola = Polynomial.fit(2, x, pick(losses, rows), pick(weights, rows));
                for (int row : rows) {
                    double off = losses[row] - parabola.at(sizes[row]);
                    double byLaw = losses[row] - law.loss(sweep.runs().run(row).recipe());
                    ofParabolas += weights[row] * off * off;
                    ofLaw += weights[row] * byLaw * byLaw;
                    heaviness += weights[row];
                }
                budgets++;
            }
        }

        return new Squares(ofParabolas, ofLaw, heaviness, budgets);
    }

    /** Compares mean squared residuals, each over the degrees of freedom that its model leaves. */
    private static String misfit(Sweep sweep, ChinchillaLaw law) {
        Squares squares = squares(sweep, law);

        // A parabola takes three numbers from each budget, the law five from all together.
        double spare = squares.heaviness - 3.0 * squares.budgets;
        double spareOfLaw = squares.heaviness - ChinchillaLaw.FAMILY.parameters().size();
        if (!(spare > 0 && spareOfLaw > 0)) {
            return "no budget has more sizes than a parabola needs, so that nothing tells whether the"
                    + " law of approach 3 fits";
        }

        // Exact losses leave nothing but rounding, which no law need beat.
        double[] losses = sweep.runs().losses();
        double parabolas = Math.sqrt(squares.ofParabolas / spare);
        double residual = Math.sqrt(squares.ofLaw / spareOfLaw);
        double rounding = ROUNDING * Arrays.stream(losses).map(Math::abs).max().orElse(0);
        return residual <= MOST * Math.max(parabolas, rounding)
                ? ""
                : String.format(
                        "the law of approach 3 does not fit: its residuals are %s, %s times the %s"
                                + " of the parabolas, where %s is allowed",
                        Digits.three(residual),
                        Digits.two(residual / Math.max(parabolas, rounding)),
                        Digits.three(parabolas),
                        Decimal.format(MOST));
    }

    private static double[] pick(double[] column, int[] rows) {
        return IntStream.of(rows).mapToDouble(row -> column[row]).toArray();
    }
}
