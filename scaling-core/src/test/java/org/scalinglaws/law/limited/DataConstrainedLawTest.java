package org.scalinglaws.law.limited;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalinglaws.data.DataException;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.LawFamilyContract;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

class DataConstrainedLawTest {
    /** Fitted to C4 by Muennighoff et al. (2023): huggingface/datablations, README. */
    private static final DataConstrainedLaw C4 =
            new DataConstrainedLaw(
                    Math.exp(0.6254804),
                    Math.exp(6.255414),
                    0.3526596,
                    Math.exp(7.3049974),
                    0.3526596,
                    15.387756,
                    5.309743);

    private static final ChinchillaLaw WITHOUT_REPETITION =
            new ChinchillaLaw(C4.e(), C4.a(), C4.alpha(), C4.b(), C4.beta());

    /** Counted in billions, where differences of so entangled numbers are sharp enough. */
    @Nested
    class Family extends LawFamilyContract<DataConstrainedLaw> {
        Family() {
            super(DataConstrainedLaw.FAMILY, 1.87, 0.37, 0.35, 0.86, 0.36, 15.4, 5.3);
        }

        /** No model is about as large as its data can use: there second derivatives jump. */
        @Override
        protected Interval range(Factor factor) {
            if (factor.equals(Factor.PARAMETERS)) {
                return new Interval(1e-4, 1e4);
            }
            return factor.equals(Factor.TOKENS) ? new Interval(1, 1000) : new Interval(4, 10);
        }
    }

    private static Recipe recipe(double n, double d, double unique) {
        return Recipe.of(ModelSize.of(n), Tokens.of(d)).with(Factor.UNIQUE_TOKENS, unique);
    }

    private static DataConstrainedLaw withRepetitions(double rD, double rN) {
        return new DataConstrainedLaw(C4.e(), C4.a(), C4.alpha(), C4.b(), C4.beta(), rD, rN);
    }

    /** Predictions that the README of huggingface/datablations gets from the same constants. */
    @ParameterizedTest
    @CsvSource({"6.34e9, 242e9, 2.2256440889984477", "8.67e9, 178e9, 2.2269634075087867"})
    void lossAgreesWithTheAuthors(double n, double d, double expected) {
        assertThat(C4.loss(recipe(n, d, 25e9))).isCloseTo(expected, within(1e-14));
    }

    @ParameterizedTest
    @CsvSource({"1e8, 5e9, 5e9", "1e8, 5e9, 1e13", "3e9, 1.2e11, 1.3e11"})
    void withoutRepetitionItIsChinchilla(double n, double d, double unique) {
        Recipe recipe = recipe(n, d, unique);
        assertThat(C4.loss(recipe)).isEqualTo(WITHOUT_REPETITION.loss(recipe));
        assertThat(C4.effectiveTokens(recipe)).isEqualTo(d);
        assertThat(C4.effectiveParameters(recipe)).isEqualTo(n);
        assertThat(C4.epochs(recipe)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"1e8, 5e10, 1e9", "1e12, 5e9, 5e9", "1e11, 4e11, 1e9"})
    void withoutDecayRepeatedTokensAreAsGoodAsNewOnes(double n, double d, double unique) {
        Recipe recipe = recipe(n, d, unique);
        DataConstrainedLaw plain = withRepetitions(1e18, 1e18);
        assertThat(plain.effectiveTokens(recipe)).isCloseTo(d, within(1e-12 * d));
        assertThat(plain.effectiveParameters(recipe)).isCloseTo(n, within(1e-12 * n));
        assertThat(plain.loss(recipe)).isCloseTo(WITHOUT_REPETITION.loss(recipe), within(1e-13));
    }

    /** With unit repetitions, 1 - e^-1 of a second epoch is new. */
    @Test
    void aSecondEpochIsWorthLessThanTheFirst() {
        assertThat(withRepetitions(1, 1).effectiveTokens(recipe(1e8, 2e9, 1e9)))
                .isCloseTo(1e9 * (2 - 1 / Math.E), within(1e-6));
        assertThat(C4.epochs(recipe(1e8, 2e9, 1e9))).isEqualTo(2);
        assertThat(C4.epochs(recipe(1e8, 2.5e8, 1e9))).isEqualTo(1);
    }

    @Test
    void afterManyEpochsTheTermsLevelOff() {
        Recipe endless = recipe(1e30, 1e16, 1e9);
        double optimal = C4.optimalParameters(1e9);
        assertThat(C4.effectiveTokens(endless)).isCloseTo(1e9 * (1 + C4.rD()), within(1e-4));
        assertThat(C4.effectiveParameters(endless))
                .isCloseTo(optimal * (1 + C4.rN()), within(1e-12 * optimal));
        assertThat(C4.loss(endless)).isEqualTo(C4.loss(recipe(1e31, 1e17, 1e9)));
    }

    /** The slopes meet as well: to first order a second epoch is as good as new data. */
    @Test
    void lossHasNoJumpWhereRepetitionOrExcessBegins() {
        double step = 1e-6;
        double optimal = C4.optimalParameters(1e10);
        for (Recipe kink : List.of(recipe(1e8, 1e10, 1e10), recipe(optimal, 1e10, 1e10))) {
            Factor moved =
                    kink.value(Factor.PARAMETERS) == optimal ? Factor.PARAMETERS : Factor.TOKENS;
            double x = kink.value(moved);
            double below = C4.loss(kink.with(moved, x * (1 - step)));
            double at = C4.loss(kink);
            double above = C4.loss(kink.with(moved, x * (1 + step)));
            assertThat(above).isLessThan(at);
            assertThat(below - at).isCloseTo(at - above, within(1e-3 * (at - above)));
        }
    }

    /** Its own data makes a model compute-optimal: Chinchilla's optimum for C = 6 N D. */
    @Test
    void theModelThatTokensCanUseIsComputeOptimal() {
        double n = C4.optimalParameters(1e10);
        Recipe optimal = recipe(n, 1e10, 1e10);
        double model = C4.alpha() * WITHOUT_REPETITION.modelTerm(optimal);
        assertThat(model)
                .isCloseTo(C4.beta() * WITHOUT_REPETITION.dataTerm(optimal), within(1e-14));
    }

    @Test
    void theFamilyNamesItsParameters() {
        assertThat(DataConstrainedLaw.FAMILY.name()).isEqualTo("data-constrained");
        assertThat(DataConstrainedLaw.FAMILY.factors())
                .containsExactly(Factor.PARAMETERS, Factor.TOKENS, Factor.UNIQUE_TOKENS);
        assertThat(DataConstrainedLaw.FAMILY.parameters())
                .extracting(Parameter::name)
                .containsExactly("E", "A", "alpha", "B", "beta", "R_D", "R_N");
        assertThat(DataConstrainedLaw.FAMILY.coefficients()).containsExactly(0);
    }

    @Test
    void aRunThatDoesNotSayItsUniqueTokensIsNamed() {
        Run whole = Run.of(recipe(1e8, 1e9, 1e9), Loss.nats(3));
        Run part = Run.of(Recipe.of(ModelSize.of(1e8), Tokens.of(1e9)), Loss.nats(3));
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(
                        () ->
                                DataConstrainedLaw.FAMILY.columns(
                                        Dataset.of(List.of(whole, whole, part, whole))))
                .withMessage("law 'data-constrained' needs unique_tokens; run 3 has none");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> C4.loss(part.recipe()))
                .withMessage("the recipe params=100M tokens=1B has no unique_tokens");
    }

    @Test
    void uniqueTokensMustBePositive() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> C4.loss(recipe(1e8, 1e9, 0)))
                .withMessage("unique_tokens must be positive and finite, got 0");
    }

    @ParameterizedTest
    @CsvSource({
        "0, irreducible loss E, zero or more",
        "1, coefficient A, positive",
        "2, exponent alpha, positive",
        "3, coefficient B, positive",
        "4, exponent beta, positive",
        "5, repetitions R_D, positive",
        "6, repetitions R_N, positive"
    })
    void noNumberMayBeNegative(int place, String name, String rule) {
        for (double bad : new double[] {-0.5, Double.NaN, Double.POSITIVE_INFINITY}) {
            double[] values = DataConstrainedLaw.FAMILY.values(C4);
            values[place] = bad;
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> DataConstrainedLaw.FAMILY.at(values))
                    .withMessage(name + " must be " + rule + " and finite, got " + bad);
        }
    }
}
