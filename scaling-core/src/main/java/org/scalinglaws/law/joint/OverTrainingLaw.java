package org.scalinglaws.law.joint;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.Expression;
import org.scalinglaws.law.ExpressionFamily;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

/**
 * The law of training beyond the best amount of data: how loss depends on compute when the tokens
 * for each parameter are held.
 *
 * <pre>  L(C, M) = E + (a M^eta + b M^-eta) C^-eta,   M = D / N,   C = 6 N D</pre>
 *
 * <p>It is the Chinchilla law with alpha = beta = 2 eta, A = a / 6^eta and B = b / 6^eta.
 *
 * @param e irreducible loss, nats per token
 * @param a scale of the model-size term
 * @param b scale of the data term
 * @param eta exponent of compute
 * @see <a href="https://arxiv.org/abs/2403.08540">Gadre et al. (2024), equation 4</a>
 */
public record OverTrainingLaw(double e, double a, double b, double eta) implements LossLaw {
    /** All laws of this form. Their parameters are E, a, b, eta. */
    public static final LawFamily<OverTrainingLaw> FAMILY =
            ExpressionFamily.of(
                            "over-training",
                            List.of(Factor.PARAMETERS, Factor.TOKENS),
                            List.of(
                                    Parameter.floor(),
                                    Parameter.positive("a", "scale of the params term"),
                                    Parameter.positive("b", "scale of the tokens term"),
                                    Parameter.exponent("eta", "exponent of compute")),
                            OverTrainingLaw::formula,
                            v -> new OverTrainingLaw(v[0], v[1], v[2], v[3]),
                            law -> new double[] {law.e, law.a, law.b, law.eta})
                    .withUnits(OverTrainingLaw::inUnits);

    /**
     * Refuses a negative number: loss would grow with scale.
     *
     * @param e irreducible loss, nats per token
     * @param a scale of the model-size term
     * @param b scale of the data term
     * @param eta exponent of compute
     */
    public OverTrainingLaw {
        Decimal.nonNegative("irreducible loss E", e);
        Decimal.nonNegative("coefficient a", a);
        Decimal.nonNegative("coefficient b", b);
        Decimal.nonNegative("exponent eta", eta);
    }

    /**
     * The same surface as a Chinchilla law whose exponents are equal.
     *
     * @param law a law with alpha = beta
     * @return the law of over-training
     * @throws IllegalArgumentException when the exponents differ
     */
    public static OverTrainingLaw of(ChinchillaLaw law) {
        requireNonNull(law, "law");
        if (law.alpha() != law.beta()) {
            throw new IllegalArgumentException(
                    String.format(
                            "exponents alpha and beta must be equal, got %s and %s",
                            Decimal.format(law.alpha()), Decimal.format(law.beta())));
        }
        double eta = law.alpha() / 2;
        double six = Math.pow(6, eta);
        return new OverTrainingLaw(law.e(), law.a() * six, law.b() * six, eta);
    }

    private static Expression formula(Expression[] v, Expression[] x) {
        Expression ratio = x[1].over(x[0]).power(v[3]);
        Expression compute = Expression.number(6).times(x[0]).times(x[1]).power(v[3]);
        return v[0].plus(v[1].times(ratio).plus(v[2].over(ratio)).over(compute));
    }

    private static double[] inUnits(double[] values, double[] units) {
        values[1] *= Math.pow(units[0], -2 * values[3]);
        values[2] *= Math.pow(units[1], -2 * values[3]);
        return values;
    }

    /**
     * The same surface as a Chinchilla law.
     *
     * @return the law with alpha = beta = 2 eta
     */
    public ChinchillaLaw toChinchilla() {
        double six = Math.pow(6, -eta);
        return new ChinchillaLaw(e, a * six, 2 * eta, b * six, 2 * eta);
    }

    /** Compute is 6ND here even where a recipe states other FLOPs: the form rests on it. */
    @Override
    public double loss(Recipe recipe) {
        requireNonNull(recipe, "recipe");
        double n = recipe.value(Factor.PARAMETERS);
        double d = recipe.value(Factor.TOKENS);
        double m = Math.pow(d / n, eta);
        return e + (a * m + b / m) * Math.pow(6 * n * d, -eta);
    }
}
