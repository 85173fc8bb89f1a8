package org.scalinglaws.law.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalinglaws.law.LawFamilyContract;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.law.setup.VocabularyLaw.DataUnit;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

class VocabularyLawTest {
    /** The authors' optimal_Nv_predict.py, approach3_isoloss. */
    private static final VocabularyLaw PRINTED =
            new VocabularyLaw(
                    5.5327846803337435,
                    1.8313851559554126,
                    0.44660634152009615,
                    0.19584238398665638,
                    0.6707374679896795,
                    2.1241123120064955,
                    0.44660634152009615);

    @Nested
    class Family extends LawFamilyContract<VocabularyLaw> {
        Family() {
            super(
                    VocabularyLaw.FAMILY,
                    5.5327846803337435,
                    1.8313851559554126,
                    0.44660634152009615,
                    0.19584238398665638,
                    0.6707374679896795,
                    2.1241123120064955,
                    0.44660634152009615);
        }
    }

    private static Recipe recipe(double other, double vocabulary, double flops) {
        return Recipe.of(
                Map.of(
                        VocabularyLaw.OTHER_PARAMETERS,
                        other,
                        VocabularyLaw.VOCABULARY_PARAMETERS,
                        vocabulary,
                        Factor.TOKENS,
                        flops / (6 * (other + vocabulary))));
    }

    /** The authors' formula, in millions of parameters and 1e15 FLOP, in plain Python. */
    @ParameterizedTest
    @CsvSource({"33e6, 2.1e6, 1e18, -3.9701548178918675", "7e9, 9e8, 6e21, -5.251142145046269"})
    void lossAgreesWithTheAuthorsUnits(
            double other, double vocabulary, double flops, double expected) {
        assertThat(PRINTED.loss(recipe(other, vocabulary, flops)))
                .isCloseTo(expected, within(1e-13));
    }

    /**
     * The root of the derivative in the authors' approach3_isoloss, by bisection in plain Python, at
     * the budget of their flops_to_Nnvopt.
     */
    @ParameterizedTest
    @CsvSource({
        "33e6, 1.5673584560667728e17, 2387113.804459693",
        "3e9, 1.295337566997333e21, 117273778.24105325",
        "70e9, 7.05239342031881e23, 1785539009.7767384"
    })
    void theBestVocabularyIsTheAuthors(double other, double flops, double expected) {
        double best = PRINTED.bestVocabulary(other, Compute.flops(flops));
        assertThat(best).isCloseTo(expected, withinPercentage(1e-9));
        assertThat(PRINTED.loss(recipe(other, best, flops)))
                .isLessThan(PRINTED.loss(recipe(other, best * 1.01, flops)))
                .isLessThan(PRINTED.loss(recipe(other, best / 1.01, flops)));
    }

    /** The paper: a width of 8192 wants a vocabulary of at least 216 thousand. */
    @Test
    void aModelOfSeventyBillionWantsMoreThanTwoHundredThousandTokens() {
        double best = PRINTED.bestVocabulary(70e9, Compute.flops(7.05239342031881e23));
        assertThat(best / 8192).isCloseTo(216e3, withinPercentage(1));
    }

    @Test
    void moreComputeWantsALargerVocabulary() {
        assertThat(PRINTED.bestVocabulary(3e9, Compute.flops(1e22)))
                .isGreaterThan(PRINTED.bestVocabulary(3e9, Compute.flops(1e21)));
    }

    @Test
    void withoutACostOrAGainThereIsNoBestVocabulary() {
        VocabularyLaw free = new VocabularyLaw(5, 2, 0.4, 0.2, 0.6, 0, 0.4);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> free.bestVocabulary(1e9, Compute.flops(1e21)))
                .withMessage(
                        "a best vocabulary needs A2, alpha2, B and beta above 0, got"
                                + " VocabularyLaw[e=5, a1=2, alpha1=0.4, a2=0.2, alpha2=0.6,"
                                + " b=0, beta=0.4, unit=TOKENS]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PRINTED.bestVocabulary(-1, Compute.flops(1e21)))
                .withMessage("non_vocab_params must be positive and finite, got -1");
    }

    /** The authors' approach2_derivative in plain Python. */
    @ParameterizedTest
    @CsvSource({"33e6, 3145728", "302e6, 19996313.008354153", "7e9, 276276206.6124353"})
    void theRuleIsTheAuthors(double other, double expected) {
        assertThat(VocabularyLaw.vocabularyRule(other))
                .isCloseTo(expected, withinPercentage(1e-11));
    }

    /** Four of the authors' runs: utils.py, H_to_D, with V / 1000, by hand in Python. */
    @ParameterizedTest
    @CsvSource({
        "84834176, 3145728, 1.8e9, 5394628917.113318",
        "150834176, 4718592, 4.77e9, 14357179872.542356",
        "316445568, 66060288, 1.17e10, 32335532347.755516",
        "1129891136, 50331648, 3.288e10, 96773139981.57874"
    })
    void tokensBecomeTheDataOfTheAuthorsFit(
            double other, double vocabulary, double tokens, double counted) {
        VocabularyLaw ofFit = inUnit(DataUnit.TAO_2024);
        double flops = 6 * (other + vocabulary);
        assertThat(ofFit.loss(recipe(other, vocabulary, flops * tokens)))
                .isCloseTo(PRINTED.loss(recipe(other, vocabulary, flops * counted)), within(1e-12));
    }

    private static VocabularyLaw inUnit(DataUnit unit) {
        return new VocabularyLaw(
                PRINTED.e(),
                PRINTED.a1(),
                PRINTED.alpha1(),
                PRINTED.a2(),
                PRINTED.alpha2(),
                PRINTED.b(),
                PRINTED.beta(),
                unit);
    }

    @Test
    void theFamilyCountsTokensAndRefusesAnotherUnit() {
        assertThat(VocabularyLaw.FAMILY.at(VocabularyLaw.FAMILY.values(PRINTED)))
                .isEqualTo(inUnit(DataUnit.TOKENS));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VocabularyLaw.FAMILY.values(inUnit(DataUnit.TAO_2024)))
                .withMessage(
                        "laws of the family vocabulary count data in tokens, got a law in"
                                + " TAO_2024");
    }

    @Test
    void theFamilyKnowsItsLinearPart() {
        assertThat(VocabularyLaw.FAMILY).hasToString("vocabulary");
        assertThat(VocabularyLaw.FAMILY.coefficients()).containsExactly(0, 1, 3, 5);
        assertThat(VocabularyLaw.FAMILY.parameters())
                .extracting(Parameter::name)
                .containsExactly("E", "A1", "alpha1", "A2", "alpha2", "B", "beta");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, 'non_vocab_params must be positive and finite, got 0'",
        "1, -2, 'vocab_params must be positive and finite, got -2'"
    })
    void bothCountsArePositive(double other, double vocabulary, String message) {
        Recipe recipe =
                Recipe.of(
                        Map.of(
                                VocabularyLaw.OTHER_PARAMETERS,
                                other,
                                VocabularyLaw.VOCABULARY_PARAMETERS,
                                vocabulary,
                                Factor.TOKENS,
                                1e9));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PRINTED.loss(recipe))
                .withMessage(message);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 'depth E must be zero or more and finite, got -1'",
        "1, 'coefficient A1 must be zero or more and finite, got -1'",
        "2, 'exponent alpha1 must be zero or more and finite, got -1'",
        "3, 'coefficient A2 must be zero or more and finite, got -1'",
        "4, 'exponent alpha2 must be zero or more and finite, got -1'",
        "5, 'coefficient B must be zero or more and finite, got -1'",
        "6, 'exponent beta must be zero or more and finite, got -1'"
    })
    void noNumberMayBeNegative(int place, String message) {
        double[] values = {1, 1, 1, 1, 1, 1, 1};
        values[place] = -1;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VocabularyLaw.FAMILY.at(values))
                .withMessage(message);
    }
}
