package org.scalinglaws.law.joint;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.ExpressionFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Digits;
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
    public static final ExpressionFamily<OverTrainingLaw> FAMILY =
            ExpressionFamily.of(
                            "over-training",
                            OverTrainingLaw.class,
                            List.of(Factor.PARAMETERS, Factor.TOKENS),
                            List.of(
                                    Parameter.floor(),
                                    Parameter.positive("a", "scale of the params term"),
                                    Parameter.positive("b", "scale of the tokens term"),
                                    Parameter.exponent("eta", "exponent of compute")),
                            "E + (a * (tokens / params)^eta + b / (tokens / params)^eta)"
                                    + " / (6 * params * tokens)^eta")
                    .withUnits("a", "a * params^(-2 * eta)")
                    .withUnits("b", "b * tokens^(-2 * eta)");

    /** Refuses a negative number: loss would grow with scale. */
    public OverTrainingLaw {
        FAMILY.check(e, a, b, eta);
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

    /**
     * The same surface as a Chinchilla law.
     *
     * @return the law with alpha = beta = 2 eta
     */
    public ChinchillaLaw toChinchilla() {
        double six = Math.pow(6, -eta);
        return new ChinchillaLaw(e, a * six, 2 * eta, b * six, 2 * eta);
    }

    /**
     * {@inheritDoc}
     *
     * <p>Compute is 6ND here even where a recipe states other FLOPs: the form rests on it. Reckoned as
     * E + a (6 N^2)^-eta + b (6 D^2)^-eta, which is the same and has no M^eta to overflow.
     */
    @Override
    public double loss(Recipe recipe) {
        requireNonNull(recipe, "recipe");
        double n = recipe.value(Factor.PARAMETERS);
        double d = recipe.value(Factor.TOKENS);
        return e + a * Math.pow(6 * n * n, -eta) + b * Math.pow(6 * d * d, -eta);
    }

    @Override
    public String toString() {
        return Digits.six(this);
    }
}
