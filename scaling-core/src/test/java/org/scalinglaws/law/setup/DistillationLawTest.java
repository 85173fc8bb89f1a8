package org.scalinglaws.law.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LawFamilyContract;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.law.joint.CoupledLaw;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

class DistillationLawTest {
    /** Busbridge et al. (2025), the supervised law. */
    private static final CoupledLaw ALONE = new CoupledLaw(1.220, 3355, 0.408, 18186, 0.431, 0.452);

    /** The paper's own numbers of the students were not seen; these are of their order. */
    private static final DistillationLaw LAW =
            new DistillationLaw(ALONE, 2.5, 1.3, 1.2, 0.1, 3000, 0.4, 20000, 0.44, 0.7);

    @Nested
    class Family extends LawFamilyContract<DistillationLaw> {
        Family() {
            super(DistillationLaw.family(ALONE), 2.5, 1.3, 1.2, 0.1, 3000, 0.4, 20000, 0.44, 0.7);
        }

        @Override
        protected Interval range(Factor factor) {
            return factor.equals(DistillationLaw.TEACHER_LOSS)
                    ? new Interval(1.9, 2.8)
                    : super.range(factor);
        }

        @Override
        protected double spread() {
            return 0.3;
        }

        /** A better teacher may make a worse student. */
        @Override
        protected boolean lossFallsWith(Factor factor) {
            return !factor.equals(DistillationLaw.TEACHER_LOSS);
        }
    }

    private static Recipe recipe(double model, double tokens, double teacher) {
        return Recipe.of(ModelSize.of(model), Tokens.of(tokens))
                .with(DistillationLaw.TEACHER_LOSS, teacher);
    }

    /** Equation 8 as it is printed, in plain Python. */
    @ParameterizedTest
    @CsvSource({
        "1e9, 2e10, 2.0, 2.216219016544826",
        "1e8, 1e12, 2.6, 2.7457533774756056",
        "7e9, 5e11, 1.9, 2.0197833775937624"
    })
    void lossAgreesWithPython(double n, double d, double teacher, double expected) {
        assertThat(LAW.loss(recipe(n, d, teacher))).isCloseTo(expected, within(1e-13));
    }

    @Test
    void theSupervisedLawAgreesWithPython() {
        assertThat(ALONE.loss(1e9, 2e10)).isCloseTo(2.3746922483534956, within(1e-14));
        assertThat(ALONE.loss(1e80, 1e80)).isCloseTo(1.22, within(1e-12));
    }

    @Test
    void withoutExponentsOfTheTeacherTheStudentsTermStandsAlone() {
        DistillationLaw plain =
                new DistillationLaw(ALONE, 0, 0, 1.2, 0.1, 3000, 0.4, 20000, 0.44, 0.7);
        double own = 3000 / Math.pow(1e9, 0.4) + 20000 / Math.pow(2e10, 0.44);
        assertThat(plain.loss(recipe(1e9, 2e10, 2)))
                .isCloseTo(2 + Math.pow(own, 0.7), within(1e-14));
    }

    @Test
    void aStudentWithoutLimitsReachesItsTeacher() {
        assertThat(LAW.loss(recipe(1e40, 1e40, 2))).isCloseTo(2, within(1e-9));
    }

    /** r^(1/f1) would overflow at r = 2 and f1 = 1/2000; the limit is min(1, r^-c1). */
    @Test
    void aSuddenChangeDoesNotOverflow() {
        double alone = ALONE.loss(1e9, 2e10);
        double own = 3000 / Math.pow(1e9, 0.4) + 20000 / Math.pow(2e10, 0.44);
        double term = Math.pow(2, -2.5) * Math.pow(own, 0.7);
        for (double ratio : new double[] {0.5, 2}) {
            DistillationLaw sudden =
                    new DistillationLaw(
                            ALONE,
                            2.5,
                            1.3,
                            2 / (alone * ratio),
                            5e-4,
                            3000,
                            0.4,
                            20000,
                            0.44,
                            0.7);
            assertThat(sudden.loss(recipe(1e9, 2e10, 2)))
                    .isCloseTo(2 + term * Math.min(1, Math.pow(ratio, -1.3)), within(1e-12));
        }
    }

    /** 6 1e9 1e11 + 2 7e9 1e11 + share 6 7e9 1.4e11 = 6e20 + 1.4e21 + share 5.88e21. */
    @ParameterizedTest
    @CsvSource({"0, 2e21", "0.5, 4.94e21", "1, 7.88e21"})
    void aDistillationCostsTheStudentTheOutputsAndAShareOfTheTeacher(
            double share, double expected) {
        Compute cost =
                DistillationLaw.cost(
                        ModelSize.billions(1),
                        Tokens.billions(100),
                        ModelSize.billions(7),
                        Tokens.billions(140),
                        share);
        assertThat(cost.flops()).isCloseTo(expected, within(1e7));
    }

    @ParameterizedTest
    @CsvSource({
        "-0.1, 'share of the teacher''s training must lie between 0 and 1, got -0.1'",
        "2, 'share of the teacher''s training must lie between 0 and 1, got 2'",
        "NaN, 'share of the teacher''s training must lie between 0 and 1, got NaN'"
    })
    void aShareIsAShare(double share, String message) {
        ModelSize size = ModelSize.billions(1);
        Tokens tokens = Tokens.billions(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DistillationLaw.cost(size, tokens, size, tokens, share))
                .withMessage(message);
    }

    @Test
    void theFamilyKeepsTheSupervisedLaw() {
        LawFamily<DistillationLaw> family = DistillationLaw.family(ALONE);
        assertThat(family).hasToString("distillation");
        assertThat(family.at(family.values(LAW))).isEqualTo(LAW);
        assertThat(family.coefficients()).isEmpty();
        assertThat(family.parameters())
                .extracting(Parameter::name)
                .containsExactly("c0", "c1", "d1", "f1", "A'", "alpha'", "B'", "beta'", "gamma'");
        assertThatNullPointerException()
                .isThrownBy(() -> DistillationLaw.family(null))
                .withMessage("supervised");
    }

    @Test
    void theTeachersLossIsPositive() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LAW.loss(recipe(1e9, 2e10, 0)))
                .withMessage("teacher_loss must be positive and finite, got 0");
    }

    @ParameterizedTest
    @CsvSource({
        "0, -1, 'exponent c0 must be zero or more and finite, got -1'",
        "1, -1, 'exponent c1 must be zero or more and finite, got -1'",
        "2, 0, 'ratio d1 must be positive and finite, got 0'",
        "3, 0, 'width f1 must be positive and finite, got 0'",
        "4, -1, 'coefficient A'' must be zero or more and finite, got -1'",
        "5, -1, 'exponent alpha'' must be zero or more and finite, got -1'",
        "6, -1, 'coefficient B'' must be zero or more and finite, got -1'",
        "7, -1, 'exponent beta'' must be zero or more and finite, got -1'",
        "8, NaN, 'exponent gamma'' must be zero or more and finite, got NaN'"
    })
    void lossMayNotGrow(int place, double value, String message) {
        LawFamily<DistillationLaw> family = DistillationLaw.family(ALONE);
        double[] values = family.values(LAW);
        values[place] = value;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> family.at(values))
                .withMessage(message);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 'irreducible loss E must be zero or more and finite, got -1'",
        "1, 'coefficient A must be zero or more and finite, got -1'",
        "2, 'exponent alpha must be zero or more and finite, got -1'",
        "3, 'coefficient B must be zero or more and finite, got -1'",
        "4, 'exponent beta must be zero or more and finite, got -1'",
        "5, 'exponent gamma must be positive and finite, got -1'"
    })
    void theSupervisedLossMayNotGrow(int place, String message) {
        double[] v = {1, 1, 1, 1, 1, 1};
        v[place] = -1;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CoupledLaw(v[0], v[1], v[2], v[3], v[4], v[5]))
                .withMessage(message);
    }
}
