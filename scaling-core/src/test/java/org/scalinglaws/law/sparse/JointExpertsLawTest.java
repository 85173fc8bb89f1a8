package org.scalinglaws.law.sparse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.LawFamilyContract;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

class JointExpertsLawTest {
    private static final ExpertSaturation EXPERTS = ExpertSaturation.between(2.0732, 290.4521);

    /** Ludziejewski et al. (2025), table 3. */
    private static final JointExpertsLaw PRINTED =
            new JointExpertsLaw(
                    35.91, -0.1889, -0.2285, 0.0098, 35.98, -0.1775, 0.5529, -0.0259, 1.3637,
                    EXPERTS);

    @Nested
    class Family extends LawFamilyContract<JointExpertsLaw> {
        Family() {
            super(
                    JointExpertsLaw.FAMILY,
                    35.91,
                    -0.1889,
                    -0.2285,
                    0.0098,
                    35.98,
                    -0.1775,
                    0.5529,
                    -0.0259,
                    1.3637,
                    EXPERTS.shift(),
                    290.4521);
        }

        @Override
        protected Interval range(Factor factor) {
            return factor.equals(ExpertSaturation.EXPERTS)
                    ? new Interval(1, 32)
                    : new Interval(1e8, 1e12);
        }

        /** With few tokens, more experts cost more data than they save in size. */
        @Override
        protected boolean lossFallsWith(Factor factor) {
            return !factor.equals(ExpertSaturation.EXPERTS);
        }
    }

    private static Recipe recipe(double model, double tokens, double experts) {
        return Recipe.of(ModelSize.of(model), Tokens.of(tokens))
                .with(ExpertSaturation.EXPERTS, experts);
    }

    /** Equations 4 and 6 with table 3 in plain Python. */
    @ParameterizedTest
    @CsvSource({
        "1e9, 2e10, 1, 2.5776000430230206",
        "1e9, 2e10, 8, 2.5087772821025838",
        "2.7e9, 80e9, 32, 2.2269454412640997"
    })
    void lossAgreesWithPython(double n, double d, double experts, double expected) {
        assertThat(PRINTED.loss(recipe(n, d, experts))).isCloseTo(expected, within(1e-13));
    }

    /** The paper's table 4; its inputs have four figures, which moves n by up to 0.3 %. */
    @ParameterizedTest
    @CsvSource({
        "1, 30.364, -0.1818, 53.98",
        "2, 27.798, -0.1780, NaN",
        "4, 24.846, -0.1731, NaN",
        "8, 21.833, -0.1676, NaN",
        "16, 19.016, -0.1616, NaN",
        "32, 16.542, -0.1557, 234.67"
    })
    void theLawOfEachNumberOfExpertsIsTheOneOfTableFour(
            double experts, double m, double mu, double n) {
        ChinchillaLaw law = PRINTED.at(experts);
        assertThat(law.a()).isCloseTo(m, withinPercentage(0.12));
        assertThat(law.alpha()).isCloseTo(-mu, within(5.1e-5));
        if (!Double.isNaN(n)) {
            assertThat(law.b()).isCloseTo(n, withinPercentage(0.3));
        }
        assertThat(law.loss(recipe(1e9, 2e10, experts)))
                .isCloseTo(PRINTED.loss(recipe(1e9, 2e10, experts)), within(1e-14));
    }

    /** The paper's table 1, in billions; the printed budgets are 6 N D. */
    @ParameterizedTest
    @CsvSource({
        "1e20, 1, 1.7, 9.7",
        "1e20, 8, 0.990, 17",
        "1e20, 32, 0.669, 24.9",
        "1e22, 1, 18.8, 88.6",
        "1e22, 32, 12.2, 136.9"
    })
    void theBestModelOfABudgetIsTheOneOfTableOne(
            double flops, double experts, double model, double tokens) {
        double best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int step = 0; step <= 30_000; step++) {
            double n = Math.pow(10, 8 + step * 1e-4);
            double loss = PRINTED.loss(recipe(n, flops / (6 * n), experts));
            if (loss < least) {
                least = loss;
                best = n;
            }
        }
        assertThat(best / 1e9).isCloseTo(model, withinPercentage(1.7));
        assertThat(flops / (6 * best) / 1e9).isCloseTo(tokens, withinPercentage(1));
    }

    @Test
    void aDenseModelIsNotOneEffectiveExpert() {
        assertThat(PRINTED.at(1).a()).isCloseTo(35.91 * Math.pow(2.0732, -0.2285), within(1e-12));
        assertThat(PRINTED.at(1).a()).isLessThan(35.91);
    }

    @Test
    void atManyExpertsTheLossMayGrowWithModelSize() {
        JointExpertsLaw steep =
                new JointExpertsLaw(35.91, -0.02, 0, 0.0098, 35.98, -0.1775, 0, 0, 1.3637, EXPERTS);
        assertThat(steep.at(1).alpha()).isPositive();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> steep.at(512))
                .withMessageStartingWith(
                        "exponent alpha must be zero or more and finite, got -0.03");
    }

    @Test
    void theFamilyKnowsItsLinearPart() {
        assertThat(JointExpertsLaw.FAMILY).hasToString("joint-experts");
        assertThat(JointExpertsLaw.FAMILY.coefficients()).containsExactly(0, 4, 8);
        assertThat(JointExpertsLaw.FAMILY.derived().get("E_start").applyAsDouble(PRINTED))
                .isCloseTo(2.0732, within(1e-14));
    }

    @Test
    void thereIsAtLeastOneExpert() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PRINTED.loss(recipe(1e9, 2e10, 0)))
                .withMessage("experts must be one or more and finite, got 0");
    }

    @ParameterizedTest
    @CsvSource({
        "0, -1, 'coefficient a must be zero or more and finite, got -1'",
        "1, 0.1, 'power alpha of model size must be zero or less and finite, got 0.1'",
        "2, NaN, 'power delta of experts must be finite, got NaN'",
        "3, Infinity, 'interaction gamma must be finite, got Infinity'",
        "4, -1, 'coefficient b must be zero or more and finite, got -1'",
        "5, 0.1, 'power beta of data must be zero or less and finite, got 0.1'",
        "6, NaN, 'power omega of experts must be finite, got NaN'",
        "7, NaN, 'interaction zeta must be finite, got NaN'",
        "8, -1, 'irreducible loss c must be zero or more and finite, got -1'",
        "9, 0, 'expert shift must be positive and finite, got 0'",
        "10, -1, 'most experts E_max must be positive and finite, got -1'"
    })
    void lossMayNotGrow(int place, double value, String message) {
        double[] values = JointExpertsLaw.FAMILY.values(PRINTED);
        values[place] = value;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JointExpertsLaw.FAMILY.at(values))
                .withMessage(message);
    }

    @Test
    void expertsAreSaid() {
        assertThatNullPointerException()
                .isThrownBy(() -> new JointExpertsLaw(1, 0, 0, 0, 1, 0, 0, 0, 0, null))
                .withMessage("experts");
    }
}
