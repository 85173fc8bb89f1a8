package org.scalinglaws.law.sparse;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.ExpressionFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

/**
 * The law of mixtures of experts and dense models together.
 *
 * <pre>
 *   L(N, D, E) = a Eh^delta N^(alpha + gamma ln Eh) + b Eh^omega D^(beta + zeta ln Eh) + c
 *   1/Eh = 1/(E - 1 + 1/(1/E_start - 1/E_max)) + 1/E_max</pre>
 *
 * <p>N counts the parameters that are active for one token. Powers carry their sign, so alpha and
 * beta are zero or less. A dense model has Eh = E_start, not 1. At each E it is a law of N and D as
 * {@link #at} gives it.
 *
 * @param a scale of the model-size term, nats per token
 * @param alpha power of model size where Eh is 1, zero or less
 * @param delta power of experts in the model-size term, any sign
 * @param gamma how the power of model size changes with ln Eh, any sign
 * @param b scale of the data term, nats per token
 * @param beta power of data where Eh is 1, zero or less
 * @param omega power of experts in the data term, any sign
 * @param zeta how the power of data changes with ln Eh, any sign
 * @param c irreducible loss, nats per token
 * @param experts how many experts count
 * @see <a href="https://arxiv.org/abs/2502.05172">Ludziejewski et al. (2025), equations 4 and 6</a>
 */
public record JointExpertsLaw(
        double a,
        double alpha,
        double delta,
        double gamma,
        double b,
        double beta,
        double omega,
        double zeta,
        double c,
        ExpertSaturation experts)
        implements LossLaw {
    /**
     * All laws of this form. Their parameters are a, alpha, delta, gamma, b, beta, omega, zeta, c,
     * E_shift and E_max.
     */
    public static final ExpressionFamily<JointExpertsLaw> FAMILY =
            ExpressionFamily.of(
                            "joint-experts",
                            JointExpertsLaw.class,
                            List.of(Factor.PARAMETERS, Factor.TOKENS, ExpertSaturation.EXPERTS),
                            parameters(),
                            "a * Eh^delta * params^(alpha + gamma * log(Eh))"
                                    + " + b * Eh^omega * tokens^(beta + zeta * log(Eh)) + c, "
                                    + ExpertSaturation.EFFECTIVE)
                    .withFormula(
                            "loss = a * Eh^delta * params^(alpha + gamma * ln Eh) + b * Eh^omega *"
                                    + " tokens^(beta + zeta * ln Eh) + c, "
                                    + ExpertSaturation.FORMULA)
                    .withDomain(ExpertSaturation.EXPERTS, ExpertSaturation::checked)
                    .withDerived("E_start", law -> law.experts.start());

    /** Refuses a scale or floor below zero, and alpha or beta above: loss would grow with scale. */
    public JointExpertsLaw {
        FAMILY.check(a, alpha, delta, gamma, b, beta, omega, zeta, c);
        requireNonNull(experts, "experts");
    }

    private static List<Parameter> parameters() {
        return List.of(
                Parameter.positive("a", "scale of the params term, nats per token"),
                Parameter.fallingPower("alpha", "power of params where Eh is 1")
                        .called("power alpha of model size"),
                experts("delta", "power of experts in the params term"),
                interaction("gamma", "change of the power of params with ln Eh"),
                Parameter.positive("b", "scale of the tokens term, nats per token"),
                Parameter.fallingPower("beta", "power of tokens where Eh is 1")
                        .called("power beta of data"),
                experts("omega", "power of experts in the tokens term"),
                interaction("zeta", "change of the power of tokens with ln Eh"),
                Parameter.floor("c"),
                ExpertSaturation.shiftParameter(),
                ExpertSaturation.mostParameter());
    }

    private static Parameter experts(String name, String meaning) {
        return Parameter.real(name, meaning).within(-3, 3).called("power " + name + " of experts");
    }

    private static Parameter interaction(String name, String meaning) {
        return Parameter.real(name, meaning).within(-0.5, 0.5).called("interaction " + name);
    }

    @Override
    public double loss(Recipe recipe) {
        requireNonNull(recipe, "recipe");
        double counted = experts.effective(recipe.value(ExpertSaturation.EXPERTS));
        double log = Math.log(counted);
        double model =
                a
                        * Math.pow(counted, delta)
                        * Math.pow(recipe.value(Factor.PARAMETERS), alpha + gamma * log);
        double data =
                b
                        * Math.pow(counted, omega)
                        * Math.pow(recipe.value(Factor.TOKENS), beta + zeta * log);
        return model + data + c;
    }

    /**
     * The law of model size and data at a number of experts.
     *
     * @param number E, one or more
     * @return the law, with A = a Eh^delta, an exponent -(alpha + gamma ln Eh), and so for data
     * @throws IllegalArgumentException when loss grows with model size or data at that many experts
     */
    public ChinchillaLaw at(double number) {
        double counted = experts.effective(number);
        double log = Math.log(counted);
        return new ChinchillaLaw(
                c,
                a * Math.pow(counted, delta),
                -(alpha + gamma * log),
                b * Math.pow(counted, omega),
                -(beta + zeta * log));
    }

    @Override
    public String toString() {
        return Digits.six(this);
    }
}
