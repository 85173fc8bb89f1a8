package org.scalinglaws.law.curve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LawFamilyContract;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

class AnnealingLawTest {
    private static final LawFamily<AnnealingLaw> FAMILY = AnnealingLaw.family(0.9);
    private static final AnnealingLaw FAST = new AnnealingLaw(2.5, 0.5, 0.5, 0.3, 0.9);
    private static final AnnealingLaw SLOW = new AnnealingLaw(2.5, 0.5, 0.5, 0.3, 0.999);

    @Nested
    class Family extends LawFamilyContract<AnnealingLaw> {
        Family() {
            super(FAMILY, 2.5, 0.5, 0.5, 0.3);
        }

        @Override
        protected Interval range(Factor factor) {
            return factor.equals(AnnealingLaw.LR_AREA)
                    ? new Interval(0.1, 30)
                    : new Interval(-0.1, 0.5);
        }

        /** Where the rate rose, a larger number is a more negative one. */
        @Override
        protected boolean lossFallsWith(Factor factor) {
            return factor.equals(AnnealingLaw.LR_AREA);
        }
    }

    @ParameterizedTest
    @CsvFileSource(resources = "loss-curves.csv", numLinesToSkip = 1)
    void lossAgreesWithPython(
            String form, String law, String name, int skipped, int step, double expected) {
        if (form.equals("annealing")) {
            Schedule schedule = LossCurves.schedule(name).after(skipped);
            AnnealingLaw of = law.equals("fast") ? FAST : SLOW;
            assertThat(of.loss(schedule, step - skipped)).isCloseTo(expected, within(1e-13));
            assertThat(of.loss(AnnealingLaw.recipe(schedule, step - skipped, of.lambda())))
                    .isEqualTo(of.loss(schedule, step - skipped));
        }
    }

    @Test
    void atAConstantRateItIsAPowerOfTheArea() {
        Schedule schedule = Schedule.constant(0.25, 16);
        assertThat(FAST.finalLoss(schedule)).isEqualTo(2.5 + 0.5 / 2);
        assertThat(FAST.loss(schedule, 4)).isEqualTo(2.5 + 0.5);
    }

    @Test
    void annealingSavesCForEachUnit() {
        Recipe flat = Recipe.of(Map.of(AnnealingLaw.LR_AREA, 4.0, AnnealingLaw.LR_ANNEALING, 0.0));
        assertThat(FAST.loss(flat.with(AnnealingLaw.LR_ANNEALING, 0.5)))
                .isCloseTo(FAST.loss(flat) - 0.15, within(1e-15));
        assertThat(FAST.loss(flat.with(AnnealingLaw.LR_ANNEALING, -0.5)))
                .isCloseTo(FAST.loss(flat) + 0.15, within(1e-15));
    }

    @Test
    void endlessTrainingComesToItsLimit() {
        Schedule constant = Schedule.constant(3e-4, 10);
        Schedule dropped = constant.then(Schedule.constant(1e-4, 10));
        assertThat(SLOW.endlessLoss(constant)).isEqualTo(2.5);
        assertThat(SLOW.endlessLoss(dropped)).isCloseTo(2.5 - 0.3 * 0.2, within(1e-12));
        for (Schedule start : List.of(constant, dropped, constant.withWarmUp(5))) {
            double rate = start.rate(start.steps());
            Schedule endless = start.then(Schedule.constant(rate, 100_000));
            double area = 0.5 / Math.sqrt(endless.area(endless.steps()));
            assertThat(SLOW.finalLoss(endless) - area)
                    .isCloseTo(SLOW.endlessLoss(start), within(1e-12));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SLOW.endlessLoss(Schedule.of(1, 0)))
                .withMessage("the last learning rate must be positive and finite, got 0");
    }

    @Test
    void theFamilyNamesItsParameters() {
        assertThat(FAMILY).hasToString("annealing");
        assertThat(FAMILY.formula()).isEqualTo("loss = L0 + A / lr_area^alpha - C * lr_annealing");
        assertThat(FAMILY.factors())
                .containsExactly(AnnealingLaw.LR_AREA, AnnealingLaw.LR_ANNEALING);
        assertThat(FAMILY.parameters())
                .extracting(Parameter::name)
                .containsExactly("L0", "A", "alpha", "C");
        assertThat(FAMILY.coefficients()).containsExactly(0, 1, 3);
        assertThat(FAMILY.at(2.5, 0.5, 0.5, 0.3)).isEqualTo(FAST);
    }

    @Test
    void theAreaMustBePositive() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FAST.loss(Schedule.of(1), 0))
                .withMessage("lr_area must be positive and finite, got 0");
    }

    @Test
    void momentumIsBelowOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AnnealingLaw.family(1))
                .withMessage("momentum lambda must be from 0 up to 1, not including 1, got 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AnnealingLaw(1, 1, 1, 1, -0.1))
                .withMessage("momentum lambda must be from 0 up to 1, not including 1, got -0.1");
    }

    @ParameterizedTest
    @CsvSource({"0, limit L0", "1, coefficient A", "2, exponent alpha", "3, coefficient C"})
    void noNumberMayBeNegative(int place, String name) {
        for (double bad : new double[] {-0.5, Double.NaN, Double.POSITIVE_INFINITY}) {
            double[] values = FAMILY.values(FAST);
            values[place] = bad;
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> FAMILY.at(values))
                    .withMessage(name + " must be zero or more and finite, got " + bad);
        }
    }
}
