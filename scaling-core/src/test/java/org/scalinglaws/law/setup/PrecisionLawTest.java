package org.scalinglaws.law.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.LawFamilyContract;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.law.setup.PrecisionLaw.Part;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

class PrecisionLawTest {
    private static final Part WEIGHTS = new Part(2.6745, 0.3037);
    private static final Part ACTIVATIONS = new Part(2.2102, 1.4072);
    private static final Part CACHE = new Part(0.9578, 2.4185);

    /** Kumar et al. (2024), table 2. */
    private static final PrecisionLaw PRINTED =
            new PrecisionLaw(2.7648, 4.299e3, 0.4965, 1.806e4, 0.4965, WEIGHTS, ACTIVATIONS, CACHE);

    @Nested
    class Family extends LawFamilyContract<PrecisionLaw> {
        Family() {
            super(
                    PrecisionLaw.FAMILY,
                    2.7648,
                    4.299e3,
                    0.4965,
                    1.806e4,
                    0.4965,
                    2.6745,
                    0.3037,
                    2.2102,
                    1.4072,
                    0.9578,
                    2.4185);
        }

        /** Steep powers of large numbers leave the differences of the contract few digits. */
        @Override
        protected Interval range(Factor factor) {
            return factor.unit().equals("bits") ? new Interval(7, 16) : new Interval(1e5, 1e10);
        }

        /** Far from the printed numbers the law does not hold at 7 bits. */
        @Override
        protected double spread() {
            return 0.3;
        }
    }

    private static Recipe recipe(double model, double tokens, double w, double a, double kv) {
        return Recipe.of(
                Map.of(
                        Factor.PARAMETERS,
                        model,
                        Factor.TOKENS,
                        tokens,
                        PrecisionLaw.WEIGHT_BITS,
                        w,
                        PrecisionLaw.ACTIVATION_BITS,
                        a,
                        PrecisionLaw.KV_BITS,
                        kv));
    }

    /** The formula with table 2 in plain Python. */
    @ParameterizedTest
    @CsvSource({
        "220e6, 26e9, 16, 16, 16, 3.197585661315021",
        "30e6, 1.5e9, 4, 8, 8, 4.325113565246241",
        "220e6, 26e9, 4, 4, 4, 3.5918467575295496"
    })
    void lossAgreesWithPython(double n, double d, double w, double a, double kv, double expected) {
        assertThat(PRINTED.loss(recipe(n, d, w, a, kv))).isCloseTo(expected, within(1e-13));
    }

    /** Appendix L calls activations the most fragile; the shares at 4 bits from plain Python. */
    @Test
    void activationsAreTheMostFragilePart() {
        assertThat(ACTIVATIONS.share(4)).isCloseTo(0.3314144844917366, within(1e-14));
        assertThat(WEIGHTS.share(4)).isCloseTo(0.6963582284424885, within(1e-14));
        assertThat(CACHE.share(4)).isCloseTo(0.8275653940406472, within(1e-14));
    }

    /** The paper says 7 to 8 bits. A plain search of product(share) / P in Python gives 7.0021. */
    @Test
    void theBestBitsAreSeven() {
        assertThat(PRINTED.bestBits()).isCloseTo(7.0021, within(1e-4));
        double best = PRINTED.bestBits();
        assertThat(effect(best) / best)
                .isGreaterThan(effect(best - 0.01) / (best - 0.01))
                .isGreaterThan(effect(best + 0.01) / (best + 0.01));
    }

    private static double effect(double bits) {
        return PRINTED.effectiveParameters(recipe(1, 1, bits, bits, bits));
    }

    /** Without the offset, which the fit of table 2 has, the same search gives 3.47. */
    @Test
    void withoutOffsetsTheBestBitsAreTooFew() {
        PrecisionLaw without =
                new PrecisionLaw(
                        2.7648,
                        4.299e3,
                        0.4965,
                        1.806e4,
                        0.4965,
                        new Part(2.6745, 0),
                        new Part(2.2102, 0),
                        new Part(0.9578, 0));
        assertThat(without.bestBits()).isCloseTo(3.4688, within(1e-4));
    }

    /** The best bits of a budget hold for other exponents too: a search over N and P. */
    @Test
    void theBestBitsAreBestForABudget() {
        PrecisionLaw uneven =
                new PrecisionLaw(1.7, 400, 0.34, 2000, 0.37, WEIGHTS, ACTIVATIONS, CACHE);
        double best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (double bits = 6.5; bits < 7.5; bits += 0.02) {
            for (double log = 7; log < 11; log += 0.005) {
                double model = Math.pow(10, log);
                Recipe recipe = recipe(model, 1e20 / (model * bits), bits, bits, bits);
                if (uneven.loss(recipe) < least) {
                    least = uneven.loss(recipe);
                    best = bits;
                }
            }
        }
        assertThat(best).isCloseTo(uneven.bestBits(), within(0.06));
    }

    @Test
    void manyBitsLeaveTheLawOfModelSizeAndData() {
        Recipe exact = recipe(1e9, 2e10, 1000, 1000, 1000);
        assertThat(PRINTED.effectiveParameters(exact)).isEqualTo(1e9);
        assertThat(PRINTED.loss(exact))
                .isCloseTo(
                        new ChinchillaLaw(2.7648, 4.299e3, 0.4965, 1.806e4, 0.4965).loss(exact),
                        within(1e-14));
    }

    /** Where a part needs endless bits, its share is bits / gamma: no digit is lost to a one. */
    @Test
    void aSmallShareKeepsItsDigits() {
        double gamma = 1e18;
        assertThat(new PrecisionLaw.Part(gamma, 0).share(8)).isCloseTo(8e-18, within(1e-32));
        Recipe recipe = recipe(1e9, 2e10, 8, 1000, 1000);
        PrecisionLaw law =
                new PrecisionLaw(
                        0, 1, 1, 0, 1, new PrecisionLaw.Part(gamma, 0), ACTIVATIONS, CACHE);
        double[] predictions = new double[1];
        Dataset run = Dataset.of(List.of(Run.of(recipe, Loss.nats(3))));
        PrecisionLaw.FAMILY
                .evaluator(PrecisionLaw.FAMILY.columns(run))
                .predict(PrecisionLaw.FAMILY.values(law), predictions);
        assertThat(law.loss(recipe)).isCloseTo(1 / (1e9 * 8e-18), within(1e-6));
        assertThat(predictions[0]).isCloseTo(law.loss(recipe), within(1e-6));
    }

    @ParameterizedTest
    @CsvSource({
        "0.8, 8, 8, 'weight_bits must be above gamma n = 0.81224565, got 0.8'",
        "8, 3, 8, 'activation_bits must be above gamma n = 3.1101934399999998, got 3'",
        "8, 8, 2, 'kv_bits must be above gamma n = 2.3164393, got 2'",
        "8, 3, 2, 'activation_bits must be above gamma n = 3.1101934399999998, got 3'"
    })
    void tooFewBitsAreRefused(double w, double a, double kv, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PRINTED.loss(recipe(1e9, 2e10, w, a, kv)))
                .withMessage(message.replace("0.81224565,", WEIGHTS.leastBits() + ","));
    }

    /** At 3 bits the share of activations is -0.05; with the cache at 2 their product is positive. */
    @Test
    void anEvaluatorGivesNoNumberForTooFewBits() {
        assertThat(ACTIVATIONS.share(3)).isCloseTo(-0.0511205369030594, within(1e-14));
        assertThat(ACTIVATIONS.share(3) * CACHE.share(2)).isPositive();
        Dataset runs =
                Dataset.of(
                        List.of(
                                Run.of(recipe(1e9, 2e10, 8, 3, 8), Loss.nats(3)),
                                Run.of(recipe(1e9, 2e10, 8, 3, 2), Loss.nats(3)),
                                Run.of(recipe(1e9, 2e10, 8, 4, 8), Loss.nats(3))));
        double[] predictions = new double[3];
        PrecisionLaw.FAMILY
                .evaluator(PrecisionLaw.FAMILY.columns(runs))
                .predict(PrecisionLaw.FAMILY.values(PRINTED), predictions);
        assertThat(predictions[0]).isNaN();
        assertThat(predictions[1]).isNaN();
        assertThat(predictions[2]).isFinite();
    }

    @Test
    void theFamilyKnowsItsLinearPart() {
        assertThat(PrecisionLaw.FAMILY).hasToString("precision");
        assertThat(PrecisionLaw.FAMILY.coefficients()).containsExactly(0, 1, 3);
        assertThat(PrecisionLaw.FAMILY.parameters())
                .extracting(Parameter::name)
                .containsExactly(
                        "E",
                        "A",
                        "alpha",
                        "B",
                        "beta",
                        "gamma_w",
                        "n_w",
                        "gamma_a",
                        "n_a",
                        "gamma_kv",
                        "n_kv");
        assertThat(PrecisionLaw.FAMILY.derived()).containsOnlyKeys("P_best");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 'irreducible loss E must be zero or more and finite, got -1'",
        "1, 'coefficient A must be zero or more and finite, got -1'",
        "2, 'exponent alpha must be zero or more and finite, got -1'",
        "3, 'coefficient B must be zero or more and finite, got -1'",
        "4, 'exponent beta must be zero or more and finite, got -1'",
        "5, 'bits gamma must be positive and finite, got -1'",
        "8, 'offset n must be zero or more and finite, got -1'"
    })
    void noNumberMayBeNegative(int place, String message) {
        double[] values = PrecisionLaw.FAMILY.values(PRINTED);
        values[place] = -1;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PrecisionLaw.FAMILY.at(values))
                .withMessage(message);
    }

    @Test
    void everyPartIsSaid() {
        assertThatNullPointerException()
                .isThrownBy(() -> new PrecisionLaw(1, 1, 1, 1, 1, WEIGHTS, ACTIVATIONS, null))
                .withMessage("cache");
    }
}
