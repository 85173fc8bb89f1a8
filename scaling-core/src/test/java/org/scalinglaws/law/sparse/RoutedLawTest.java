package org.scalinglaws.law.sparse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalinglaws.data.DataException;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.law.Columns;
import org.scalinglaws.law.LawFamilyContract;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

class RoutedLawTest {
    private static final ExpertSaturation EXPERTS = ExpertSaturation.between(1.847, 314.478);

    /** Clark et al. (2022), table 3, S-Base. */
    private static final RoutedLaw S_BASE = new RoutedLaw(-0.082, -0.108, 0.009, 1.104, EXPERTS);

    @Nested
    class Family extends LawFamilyContract<RoutedLaw> {
        Family() {
            super(RoutedLaw.FAMILY, -0.082, -0.108, 0.009, 1.104, EXPERTS.shift(), 314.478);
        }

        @Override
        protected Interval range(Factor factor) {
            return factor.equals(ExpertSaturation.EXPERTS)
                    ? new Interval(1, 512)
                    : new Interval(1e7, 1e11);
        }
    }

    private static Recipe recipe(double model, double experts) {
        return Recipe.of(Map.of(Factor.PARAMETERS, model, ExpertSaturation.EXPERTS, experts));
    }

    /** The formula with table 3 in plain Python. */
    @ParameterizedTest
    @CsvSource({
        "15e6, 1, 3.191477660887758",
        "15e6, 64, 2.756952471984476",
        "1.3e9, 1, 2.2373570568867955",
        "1.3e9, 512, 1.98233693766096"
    })
    void lossAgreesWithPython(double model, double experts, double expected) {
        assertThat(S_BASE.loss(recipe(model, experts))).isCloseTo(expected, within(1e-13));
    }

    /** The paper's law of its dense models alone: (3.568e13 / N)^0.078. */
    @ParameterizedTest
    @CsvSource({"55e6", "1e9", "1.3e9"})
    void oneExpertIsThePapersDenseLaw(double model) {
        assertThat(S_BASE.loss(recipe(model, 1)))
                .isCloseTo(Math.pow(3.568e13 / model, 0.078), withinPercentage(1.4));
    }

    /** A dense law: at one expert it is a power law of N with the exponent a + c log10 E_start. */
    @Test
    void atOneExpertItIsAPowerLawOfModelSize() {
        double power = -0.082 + 0.009 * Math.log10(1.847);
        assertThat(S_BASE.modelPower(1)).isCloseTo(power, within(1e-15));
        assertThat(S_BASE.loss(recipe(1e10, 1)) / S_BASE.loss(recipe(1e9, 1)))
                .isCloseTo(Math.pow(10, power), within(1e-14));
    }

    /** The paper prints 937B; c is rounded to 0.009, and 0.00902 would give it. */
    @Test
    void expertsStopHelpingAtTheCutoff() {
        double cutoff = S_BASE.cutoff();
        assertThat(cutoff).isCloseTo(1e12, withinPercentage(1e-9));
        assertThat(new RoutedLaw(-0.082, -0.108, 0.009022, 1.104, EXPERTS).cutoff())
                .isCloseTo(937e9, withinPercentage(1));
        assertThat(S_BASE.loss(recipe(cutoff, 512)))
                .isCloseTo(S_BASE.loss(recipe(cutoff, 1)), within(1e-13));
        assertThat(S_BASE.loss(recipe(1.1e12, 512))).isGreaterThan(S_BASE.loss(recipe(1.1e12, 1)));
        assertThat(new RoutedLaw(-0.082, -0.108, 0, 1.104, EXPERTS).cutoff()).isInfinite();
        assertThat(new RoutedLaw(-0.082, -0.108, -0.1, 1.104, EXPERTS).cutoff()).isInfinite();
    }

    @Test
    void itSaysWhereLossFallsWithBoth() {
        Interval models = new Interval(1e7, 1e11);
        Interval numbers = new Interval(1, 512);
        assertThat(S_BASE.fallsWithin(models, numbers)).isTrue();
        assertThat(S_BASE.fallsWithin(new Interval(1e7, 2e12), numbers)).isFalse();
        RoutedLaw steep = new RoutedLaw(-0.01, -0.5, 0.03, 1, EXPERTS);
        assertThat(steep.modelPower(1)).isNegative();
        assertThat(steep.modelPower(512)).isPositive();
        assertThat(steep.fallsWithin(models, numbers)).isFalse();
        assertThat(steep.fallsWithin(models, new Interval(1, 1))).isTrue();
        RoutedLaw helpful = new RoutedLaw(-0.01, 0, -0.03, 1, EXPERTS);
        assertThat(helpful.fallsWithin(models, numbers)).isTrue();
        assertThat(helpful.fallsWithin(new Interval(0.5, 1e11), numbers)).isFalse();
    }

    @Test
    void theFamilySaysWhatItReads() {
        assertThat(RoutedLaw.FAMILY).hasToString("routed");
        assertThat(RoutedLaw.FAMILY.coefficients()).isEmpty();
        assertThat(RoutedLaw.FAMILY.parameters())
                .extracting(Parameter::name)
                .containsExactly("a", "b", "c", "d", "E_shift", "E_max");
        assertThat(RoutedLaw.FAMILY.derived()).containsOnlyKeys("E_start", "N_cutoff");
        assertThat(RoutedLaw.FAMILY.derived().get("E_start").applyAsDouble(S_BASE))
                .isCloseTo(1.847, within(1e-14));
    }

    @Test
    void aFitRefusesRunsWithoutExperts() {
        Dataset runs = Dataset.of(List.of(Run.of(recipe(1e9, 0), Loss.nats(2))));
        Columns columns = RoutedLaw.FAMILY.columns(runs);
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> RoutedLaw.FAMILY.evaluator(columns))
                .withMessage("run 1: experts must be one or more and finite, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> S_BASE.loss(recipe(1e9, 0)))
                .withMessage("experts must be one or more and finite, got 0");
    }

    @ParameterizedTest
    @CsvSource({
        "0.1, 0, 0, 0, 'power a of model size must be zero or less and finite, got 0.1'",
        "0, 0.2, 0, 0, 'power b of experts must be zero or less and finite, got 0.2'",
        "NaN, 0, 0, 0, 'power a of model size must be zero or less and finite, got NaN'",
        "0, -Infinity, 0, 0, 'power b of experts must be zero or less and finite, got -Infinity'",
        "0, 0, NaN, 0, 'interaction c must be finite, got NaN'",
        "0, 0, 0, Infinity, 'log10 loss d must be finite, got Infinity'"
    })
    void lossMayNotGrow(double a, double b, double c, double d, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RoutedLaw(a, b, c, d, EXPERTS))
                .withMessage(message);
    }

    @Test
    void expertsAreSaid() {
        assertThatNullPointerException()
                .isThrownBy(() -> new RoutedLaw(0, 0, 0, 0, null))
                .withMessage("experts");
    }
}
