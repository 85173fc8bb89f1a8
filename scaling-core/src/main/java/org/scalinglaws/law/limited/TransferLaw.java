package org.scalinglaws.law.limited;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.scalinglaws.law.ExpressionFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

/**
 * The law of transfer: what a pretrained model brings along is worth so much data of the task on
 * which it is tuned.
 *
 * <pre>
 *   L(N, D_F) = ((N_c / N)^(a_N / a_D) + D_c / D_E)^a_D
 *
 *   D_E = D_F + D_T      D_T = k D_F^alpha N^beta</pre>
 *
 * <p>The authors' equation 6.1 is the limit where transfer outweighs the tuning data: D_E = D_T.
 * Data is counted in characters, not tokens. N leaves out the embeddings of vocabulary and
 * positions.
 *
 * @param nC N_c: model size at which its term is 1, parameters
 * @param aN a_N: exponent of model size where data is plenty
 * @param dC D_c: data at which its term is 1, characters
 * @param aD a_D: exponent of data where the model is large
 * @param k how much is transferred: D_T in characters for a D_F and an N of 1
 * @param alpha exponent of the tuning data in what is transferred
 * @param beta exponent of model size in what is transferred
 * @see <a href="https://arxiv.org/abs/2102.01293">Hernandez et al. (2021), equations 1.1 and 6.1</a>
 */
public record TransferLaw(
        double nC, double aN, double dC, double aD, double k, double alpha, double beta)
        implements LossLaw {
    /** The data on which the model is tuned: D_F, in characters. */
    public static final Factor TUNING_CHARACTERS = new Factor("tuning_characters", "characters");

    private static final double FLATTEST = 1e-3;
    private static final double STEEPEST = 20;

    /** All laws of this form. Their parameters are N_c, a_N, D_c, a_D, k, alpha, beta. */
    public static final ExpressionFamily<TransferLaw> FAMILY =
            ExpressionFamily.of(
                            "transfer",
                            TransferLaw.class,
                            List.of(Factor.PARAMETERS, TUNING_CHARACTERS),
                            List.of(
                                    Parameter.positive(
                                                    "N_c",
                                                    "model size at which its term is 1, parameters")
                                            .called("model size N_c"),
                                    Parameter.exponent("a_N", "exponent of params"),
                                    Parameter.positive(
                                                    "D_c",
                                                    "data at which its term is 1, characters")
                                            .called("data D_c"),
                                    Parameter.exponent("a_D", "exponent of effective data")
                                            .within(FLATTEST, STEEPEST),
                                    Parameter.positive("k", "scale of the transferred data")
                                            .called("transfer k"),
                                    Parameter.exponent(
                                            "alpha", "exponent of tuning_characters in transfer"),
                                    Parameter.exponent("beta", "exponent of params in transfer")),
                            "((N_c / params)^(a_N / a_D) + D_c / (tuning_characters + D_T))^a_D,"
                                    + " D_T = k * tuning_characters^alpha * params^beta")
                    .withUnits("N_c", "N_c / params")
                    .withUnits("D_c", "D_c / tuning_characters")
                    .withUnits("k", "k * (tuning_characters^(alpha - 1) * params^beta)");

    /** Refuses a negative number, and an a_D of zero. */
    public TransferLaw {
        FAMILY.check(nC, aN, dC, aD, k, alpha, beta);
    }

    @Override
    public double loss(Recipe recipe) {
        requireNonNull(recipe, "recipe");
        double model = Math.pow(nC / recipe.value(Factor.PARAMETERS), aN / aD);
        return Math.pow(model + dC / effectiveData(recipe), aD);
    }

    private static double tuning(Recipe recipe) {
        return Decimal.positive(TUNING_CHARACTERS.name(), recipe.value(TUNING_CHARACTERS));
    }

    /**
     * How much more data of the task the pretraining is worth.
     *
     * @param recipe what is trained; with tuning characters
     * @return D_T, in characters
     */
    public double transferredData(Recipe recipe) {
        requireNonNull(recipe, "recipe");
        double n = recipe.value(Factor.PARAMETERS);
        return k * Math.pow(tuning(recipe), alpha) * Math.pow(n, beta);
    }

    /**
     * How much data of the task would do as well without any pretraining.
     *
     * @param recipe what is trained; with tuning characters
     * @return D_E = D_F + D_T, in characters
     */
    public double effectiveData(Recipe recipe) {
        requireNonNull(recipe, "recipe");
        return tuning(recipe) + transferredData(recipe);
    }

    @Override
    public String toString() {
        return Digits.six(this);
    }
}
