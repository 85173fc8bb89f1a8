package org.scalinglaws.law.joint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LawFamilyContract;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

class OverTrainingLawTest {
    @Nested
    class Family extends LawFamilyContract<OverTrainingLaw> {
        Family() {
            super(OverTrainingLaw.FAMILY, 1.837, 212.2, 366.7, 0.1364);
        }
    }

    /** The authors' code: p N^k + q 6^(k/2) (M N)^k + E; eta = -k/2, a = p 6^eta and b = q. */
    private static OverTrainingLaw fromCode(double p, double q, double k, double e) {
        return new OverTrainingLaw(e, p * Math.pow(6, -k / 2), q, -k / 2);
    }

    /**
     * Their fits for RedPajama and C4, made again with SciPy from their data, and what those predict
     * for the 1B model at 640 tokens a parameter and the 7B model at 20.
     */
    @ParameterizedTest
    @CsvSource({
        "166.2110, 366.6872, -0.2728507, 1.8366484, 1439795200, 640, 2.51983",
        "166.2110, 366.6872, -0.2728507, 1.8366484, 6889410560, 20, 2.44275",
        "113.6926, 189.5155, -0.24247224, 1.5082605, 6889410560, 20, 2.27990"
    })
    void predictionsAgreeWithTheAuthors(
            double p, double q, double k, double e, double n, double m, double expected) {
        Recipe recipe = Recipe.of(ModelSize.of(n), Tokens.of(m * n));
        assertThat(fromCode(p, q, k, e).loss(recipe)).isCloseTo(expected, within(1e-5));
    }

    @Test
    void itIsAChinchillaLawWithEqualExponents() {
        ChinchillaLaw chinchilla = new ChinchillaLaw(1.869, 520.8, 0.3526596, 1487.7, 0.3526596);
        OverTrainingLaw law = OverTrainingLaw.of(chinchilla);
        assertThat(law.eta()).isEqualTo(0.3526596 / 2);
        ChinchillaLaw back = law.toChinchilla();
        assertThat(back.a()).isCloseTo(520.8, within(1e-10));
        assertThat(back.b()).isCloseTo(1487.7, within(1e-10));
        assertThat(back.alpha()).isEqualTo(0.3526596);
        assertThat(back.beta()).isEqualTo(0.3526596);
        Recipe recipe = Recipe.of(ModelSize.of(3e9), Tokens.of(5e11));
        assertThat(law.loss(recipe)).isCloseTo(chinchilla.loss(recipe), within(1e-14));
        assertThat(back.loss(recipe)).isCloseTo(chinchilla.loss(recipe), within(1e-14));
    }

    /** 20^eta has no double, yet both terms of so steep a law are nothing. */
    @Test
    void aSteepLawEndsAtItsFloorInsteadOfOverflowing() {
        Recipe recipe = Recipe.of(ModelSize.of(1e8), Tokens.of(2e9));
        assertThat(new OverTrainingLaw(1.7, 70, 0.5, 2e10).loss(recipe)).isEqualTo(1.7);
        assertThat(new OverTrainingLaw(1.7, 70, 0.5, 400).loss(recipe)).isEqualTo(1.7);
    }

    @Test
    void computeIsSixNDWhateverTheRecipeStates() {
        OverTrainingLaw law = new OverTrainingLaw(1.8, 200, 300, 0.13);
        Recipe recipe = Recipe.of(ModelSize.of(1e9), Tokens.of(2e10));
        assertThat(law.loss(recipe.with(Factor.FLOPS, 1e25))).isEqualTo(law.loss(recipe));
    }

    @Test
    void unequalExponentsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> OverTrainingLaw.of(new ChinchillaLaw(1.69, 406.4, 0.34, 410.7, 0.28)))
                .withMessage("exponents alpha and beta must be equal, got 0.34 and 0.28");
    }

    @Test
    void theFamilyNamesItsParameters() {
        LawFamily<OverTrainingLaw> family = OverTrainingLaw.FAMILY;
        assertThat(family).hasToString("over-training");
        assertThat(family.formula())
                .isEqualTo(
                        "loss = E + (a * (tokens / params)^eta + b / (tokens / params)^eta)"
                                + " / (6 * params * tokens)^eta");
        assertThat(family.parameters())
                .extracting(Parameter::name)
                .containsExactly("E", "a", "b", "eta");
        assertThat(family.coefficients()).containsExactly(0, 1, 2);
    }

    @ParameterizedTest
    @CsvSource({
        "0, -1, 'irreducible loss E must be zero or more and finite, got -1'",
        "1, -1, 'coefficient a must be zero or more and finite, got -1'",
        "2, NaN, 'coefficient b must be zero or more and finite, got NaN'",
        "3, -0.5, 'exponent eta must be zero or more and finite, got -0.5'"
    })
    void noNumberMayBeNegative(int place, double bad, String message) {
        double[] values = {1.8, 200, 300, 0.13};
        values[place] = bad;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OverTrainingLaw.FAMILY.at(values))
                .withMessage(message);
    }
}
