package org.scalinglaws.isoflop;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.plan.NoPlanException;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Require;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.sweep.Curve;
import org.scalinglaws.sweep.IsoFlopSweep;

/**
 * How far Approach 2 of Hoffmann et al. is off, without noise: it fits loss over ln N by a parabola
 * at each budget, and ln N of the vertices over ln C by a straight line.
 *
 * <pre>
 *  with sizes in equal ratios to both sides of the optimum of a law of two powers, w = log10 (N / N*):
 *  l = (beta / alpha) 10^(-alpha w) + 10^(beta w)
 *  a1 = sum(w l) / sum(w^2)
 *  a2 = (n sum(w^2 l) - sum(w^2) sum(l)) / (n sum(w^4) - sum(w^2)^2)
 *  N is off by the factor 10^(-a1 / (2 a2)), the exponent by nothing
 * </pre>
 *
 * <p>Here the parabolas are fitted to the sizes that the sweep really has, so that the closed form
 * is a special case.
 *
 * @param modelPercent error of N* at the target, per cent of the true one
 * @param tokensPercent error of D* at the target, per cent of the true one
 * @param exponent error of the exponent of N* over C
 * @see <a href="https://arxiv.org/abs/2603.22339">Problems with Chinchilla Approach 2 (2026)</a>
 */
public record ParabolaBias(double modelPercent, double tokensPercent, double exponent) {
    private static final int FEWEST_SIZES = 3;
    private static final int MOST_SIZES = 10_000;

    /** Refuses what is not finite. */
    public ParabolaBias {
        Decimal.finite("error of N* in per cent", modelPercent);
        Decimal.finite("error of D* in per cent", tokensPercent);
        Decimal.finite("error of the exponent", exponent);
    }

    /**
     * The closed form: the bias of a law of two powers where sizes lie in equal ratios to both sides of
     * each budget's optimum. It does not depend on E, A, B or the budgets.
     *
     * @param alpha exponent of model size, positive
     * @param beta exponent of data, positive
     * @param reach how many times larger and smaller than the best the outermost sizes are, above 1
     * @param sizes how many sizes, 3 or more
     * @return the error at any budget; the exponent is off by nothing
     * @throws IllegalArgumentException when a number is out of its range
     */
    public static ParabolaBias centred(double alpha, double beta, double reach, int sizes) {
        Decimal.positive("exponent alpha", alpha);
        Decimal.positive("exponent beta", beta);
        if (!(reach > 1 && reach < Double.POSITIVE_INFINITY && sizes >= FEWEST_SIZES)) {
            throw new IllegalArgumentException(
                    String.format(
                            "a parabola needs a reach above 1 and %d sizes or more, got %s and %d",
                            FEWEST_SIZES, Decimal.format(reach), sizes));
        }
        Require.count("number of sizes", sizes, FEWEST_SIZES, MOST_SIZES);

        double[] x = new double[sizes];
        double[] loss = new double[sizes];
        for (int i = 0; i < sizes; i++) {
            x[i] = Math.log(reach) * (2.0 * i / (sizes - 1) - 1);
            loss[i] = Math.exp(-alpha * x[i]) / alpha + Math.exp(beta * x[i]) / beta;
        }

        double factor = Math.exp(Polynomial.fit(2, x, loss).vertex());
        if (factor > 0 && factor < Double.POSITIVE_INFINITY) {
            return new ParabolaBias(100 * (factor - 1), 100 * (1 / factor - 1), 0);
        }
        throw new IllegalArgumentException(
                String.format(
                        "losses at exponents %s and %s overflow within a reach of %s",
                        Decimal.format(alpha), Decimal.format(beta), Decimal.format(reach)));
    }

    /**
     * What a parabola for each budget and a straight line through their vertices would get wrong if
     * a law were true and there were no noise.
     *
     * @param sweep the runs to train
     * @param law the law, of N and D
     * @param target the budget to extrapolate to
     * @return the errors of the optimum at the target and of the exponent
     * @throws IllegalArgumentException when a budget has fewer than 3 sizes, or there are fewer than 2
     * @throws NoPlanException when a parabola has no least loss, or the law no optimum
     */
    public static ParabolaBias of(IsoFlopSweep sweep, LossLaw law, Compute target) {
        requireNonNull(sweep, "sweep");
        requireNonNull(law, "law");
        requireNonNull(target, "target");
        List<Curve> curves = sweep.curves();
        ComputeOptimal planner = ComputeOptimal.of(law);

        double[] budgets = new double[curves.size()];
        double[] vertices = new double[budgets.length];
        double[] optima = new double[budgets.length];
        for (int i = 0; i < budgets.length; i++) {
            Curve curve = curves.get(i);
            budgets[i] = Math.log(curve.budget().flops() / target.flops());
            vertices[i] = vertex(curve, law);
            optima[i] = Math.log(planner.plan(curve.budget()).model().parameters());
        }

        Polynomial found = line(budgets, vertices);
        double truth = planner.plan(target).model().parameters();
        double factor = Math.exp(found.at(0) - Math.log(truth));
        return new ParabolaBias(
                100 * (factor - 1),
                100 * (1 / factor - 1),
                found.leading() - line(budgets, optima).leading());
    }

    /** ln N where the parabola through the losses of a budget is least, by least squares. */
    static double vertex(Curve curve, LossLaw law) {
        int count = curve.recipes().size();
        if (count < FEWEST_SIZES) {
            throw new IllegalArgumentException(
                    "a parabola needs "
                            + FEWEST_SIZES
                            + " sizes or more, got "
                            + count
                            + " at "
                            + curve.budget()
                            + " FLOP");
        }

        double middle = Math.log(curve.centre().parameters());
        double[] x = new double[count];
        double[] loss = new double[count];
        for (int i = 0; i < count; i++) {
            Recipe recipe = curve.recipes().get(i);
            x[i] = Math.log(recipe.model().parameters()) - middle;
            loss[i] = law.loss(recipe);
        }

        Polynomial parabola = Polynomial.fit(2, x, loss);
        if (!(parabola.leading() > 0)) {
            throw new NoPlanException(
                    "the parabola of the budget of "
                            + curve.budget()
                            + " FLOP has no least loss: its curvature is "
                            + Digits.four(parabola.leading()));
        }

        return middle + parabola.vertex();
    }

    private static Polynomial line(double[] budgets, double[] heights) {
        if (Arrays.stream(budgets).distinct().count() < 2) {
            throw new IllegalArgumentException(
                    "a line over budgets needs 2 different ones or more, got " + budgets.length);
        }
        return Polynomial.fit(1, budgets, heights);
    }

    /**
     * Writes the errors to three digits.
     *
     * @return such as {@code N* is 1.32 % too large and D* 1.3 % too small; the exponent is off by 0}
     */
    @Override
    public String toString() {
        return "N* is "
                + side(modelPercent)
                + " and D* "
                + side(tokensPercent)
                + "; the exponent is off by "
                + Digits.three(exponent);
    }

    private static String side(double percent) {
        return Digits.three(Math.abs(percent)) + " % too " + (percent > 0 ? "large" : "small");
    }
}
