package org.scalinglaws.law.curve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalinglaws.data.DataException;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.law.Columns;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LawFamilyContract;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.law.curve.MultiPowerLaw.Curves;
import org.scalinglaws.law.curve.Schedule.Shape;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

class MultiPowerLawTest {
    private static final double PEAK = 3e-4;

    /** thu-yao-01-luo/MultiPowerLaw, src/config.py. */
    private static final MultiPowerLaw SMALL =
            new MultiPowerLaw(
                    3.04045406,
                    0.52468604,
                    0.50786857,
                    363.78751622,
                    2.06560812,
                    0.58279013,
                    0.64142257);

    private static final MultiPowerLaw MIDDLE =
            new MultiPowerLaw(
                    2.6514477,
                    0.60115152,
                    0.45295811,
                    437.9464276,
                    2.13245612,
                    0.59785199,
                    0.65523644);

    private static final MultiPowerLaw LARGE =
            new MultiPowerLaw(
                    2.37474466,
                    0.65421216,
                    0.42878731,
                    523.42464371,
                    2.02462735,
                    0.59350493,
                    0.63472457);

    private abstract static class OfSteps extends LawFamilyContract<Curves> {
        OfSteps(List<Schedule> schedules) {
            super(MultiPowerLaw.family(schedules), 2.4, 0.65, 0.43, 52, 2, 0.6, 0.63);
        }

        @Override
        protected Interval range(Factor factor) {
            return new Interval(0, factor.equals(MultiPowerLaw.STEP) ? 100 : 10);
        }

        @Override
        protected boolean lossFallsWith(Factor factor) {
            return false;
        }
    }

    private static Schedule decay(Shape shape, int stable) {
        return Schedule.stableThenDecay(3e-3, 3e-4, stable, 110 - stable, shape).after(10);
    }

    @Nested
    class FamilyOfManySchedules extends OfSteps {
        FamilyOfManySchedules() {
            super(many());
        }
    }

    private static List<Schedule> many() {
        List<Schedule> schedules = new ArrayList<>();
        schedules.add(Schedule.constant(3e-3, 110).after(10));
        schedules.add(Schedule.constant(3e-3, 100).withWarmUp(20).after(20));
        schedules.add(Schedule.constant(3e-3, 100).withWarmUp(20).after(10));
        schedules.add(
                Schedule.constant(3e-3, 50)
                        .then(Schedule.constant(1e-3, 30))
                        .then(Schedule.constant(2e-3, 30))
                        .after(10));
        schedules.add(Schedule.linear(3e-3, 0, 109).then(Schedule.constant(0, 1)).after(10));
        schedules.add(
                Schedule.constant(3e-3, 60)
                        .then(Schedule.constant(0, 10))
                        .then(Schedule.constant(1e-3, 40))
                        .after(10));
        for (Shape shape : Shape.values()) {
            schedules.add(decay(shape, 40));
        }
        schedules.add(decay(Shape.COSINE, 1));
        return schedules;
    }

    @Nested
    class FamilyOfOneSchedule extends OfSteps {
        FamilyOfOneSchedule() {
            super(List.of(decay(Shape.COSINE, 20)));
        }
    }

    @ParameterizedTest
    @CsvFileSource(resources = "loss-curves.csv", numLinesToSkip = 1)
    void lossAgreesWithPython(
            String form, String law, String name, int skipped, int step, double expected) {
        MultiPowerLaw of = Map.of("25M", SMALL, "100M", MIDDLE, "400M", LARGE).get(law);
        if (form.equals("multi-power")) {
            Schedule schedule = LossCurves.schedule(name).after(skipped);
            assertThat(of.loss(schedule, step - skipped)).isCloseTo(expected, within(1e-13));
            assertThat(of.along(schedule).loss(at(step - skipped)))
                    .isCloseTo(expected, within(1e-13));
        }
    }

    private static Recipe at(double step) {
        return Recipe.of(Map.of(MultiPowerLaw.STEP, step));
    }

    /**
     * The curve constant_24000.csv of the 25M model in the authors' repository: loss 3.4388 and
     * 3.3473 at its steps 12032 and 23936, counted from 0, after a warm-up from 0 in 2160 steps.
     */
    @Test
    void thePublishedNumbersBelongToSchedulesWithTheirWarmUp() {
        double[] rates = new double[24000];
        for (int i = 0; i < rates.length; i++) {
            rates[i] = PEAK * Math.min(1, i / 2159.0);
        }
        Schedule whole = Schedule.of(rates);
        Schedule rest = whole.after(2160);
        assertThat(SMALL.loss(whole, 12033)).isCloseTo(3.4388, within(0.004));
        assertThat(SMALL.loss(whole, 23937)).isCloseTo(3.3473, within(0.004));
        assertThat(SMALL.loss(rest, 23937 - 2160)).isCloseTo(3.3473 - 0.11, within(0.004));
        assertThat(SMALL.finalLoss(whole) - SMALL.finalLoss(rest))
                .isCloseTo(SMALL.b() * PEAK, within(0.002));
    }

    @Test
    void atAConstantRateItIsAPowerOfTheArea() {
        Schedule schedule = Schedule.constant(PEAK, 1000);
        assertThat(LARGE.loss(schedule, 400))
                .isCloseTo(2.37474466 + 0.65421216 * Math.pow(0.12, -0.42878731), within(1e-13));
        assertThat(LARGE.finalLoss(schedule)).isEqualTo(LARGE.loss(schedule, 1000));
    }

    /** With beta and gamma of 1, a drop by d to a rate of r saves B d C S / (r + C S). */
    @Test
    void aDropSavesMoreAsTrainingGoesOn() {
        MultiPowerLaw law = new MultiPowerLaw(0, 0, 0, 2, 3, 1, 1);
        Schedule schedule = Schedule.of(1, 0.5, 0.5);
        assertThat(law.loss(schedule, 1)).isZero();
        assertThat(law.loss(schedule, 2)).isCloseTo(-2 * 0.5 * 1.5 / 2, within(1e-15));
        assertThat(law.loss(schedule, 3)).isCloseTo(-2 * 0.5 * 3 / 3.5, within(1e-15));
    }

    /** Where C S is small G is beta C S, with beta 1 C S / r as above: no digit is lost to a one. */
    @ParameterizedTest
    @CsvSource({"1e-9", "1e-13", "1e-18", "1e-25"})
    void littleThatIsSavedKeepsItsDigits(double c) {
        Schedule schedule = Schedule.of(1, 0.5, 0.5);
        MultiPowerLaw slow = new MultiPowerLaw(0, 0, 0, 2 / c, c, 1, 1);
        MultiPowerLaw flat = new MultiPowerLaw(0, 0, 0, 2 / c, 3, c, 1);
        double first = -2 / (0.5 + c);
        assertThat(slow.loss(schedule, 3)).isCloseTo(first * 0.5, withinPercentage(1e-12));
        assertThat(flat.loss(schedule, 3))
                .isCloseTo(-Math.log(7), withinPercentage(100 * c + 1e-12));
        LawFamily<Curves> family = MultiPowerLaw.family(List.of(schedule));
        Dataset runs =
                Dataset.of(
                        List.of(Run.of(Recipe.of(Map.of(MultiPowerLaw.STEP, 3.0)), Loss.nats(1))));
        double[] predictions = new double[1];
        for (MultiPowerLaw law : List.of(slow, flat)) {
            family.evaluator(family.columns(runs))
                    .predict(family.values(law.along(schedule)), predictions);
            assertThat(predictions[0]).isCloseTo(law.loss(schedule, 3), withinPercentage(1e-12));
        }
    }

    @Test
    void aRateOfZeroHasSavedNothingUntilItRisesAgain() {
        MultiPowerLaw law = new MultiPowerLaw(1, 0, 1, 2, 3, 1, 0.5);
        Schedule schedule = Schedule.of(1, 0, 0, 0.25);
        assertThat(law.loss(schedule, 2)).isEqualTo(1);
        assertThat(law.loss(schedule, 3)).isEqualTo(1);
        assertThat(law.loss(schedule, 4))
                .isCloseTo(1 - 2 + 2 * 0.25 * (1 - 1 / 2.5), within(1e-15));
    }

    @Test
    void endlessTrainingComesToItsLimit() {
        MultiPowerLaw law = new MultiPowerLaw(2, 0.5, 0.5, 300, 2, 0.6, 0.6);
        Schedule constant = Schedule.constant(PEAK, 10);
        Schedule dropped = constant.then(Schedule.constant(1e-4, 10));
        assertThat(law.endlessLoss(constant)).isEqualTo(2);
        assertThat(law.endlessLoss(dropped)).isCloseTo(2 - 300 * 2e-4, within(1e-15));
        for (Schedule start : List.of(constant, dropped, constant.withWarmUp(5))) {
            double limit = law.endlessLoss(start);
            double rate = start.rate(start.steps());
            double nearer = law.finalLoss(start.then(Schedule.constant(rate, 100_000)));
            double near = law.finalLoss(start.then(Schedule.constant(rate, 10_000)));
            assertThat(nearer - limit).isBetween(0.0, 0.5 * (near - limit));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> law.endlessLoss(Schedule.of(1, 0)))
                .withMessage("the last learning rate must be positive and finite, got 0");
    }

    @Test
    void aCurveReadsTheStepAndWithSeveralSchedulesAlsoWhichOne() {
        Schedule first = Schedule.constant(PEAK, 10);
        Schedule second = Schedule.linear(PEAK, 0, 10);
        LawFamily<Curves> one = MultiPowerLaw.family(List.of(first));
        LawFamily<Curves> two = MultiPowerLaw.family(List.of(first, second));
        assertThat(one.factors()).containsExactly(MultiPowerLaw.STEP);
        assertThat(two.factors()).containsExactly(MultiPowerLaw.STEP, MultiPowerLaw.SCHEDULE);
        assertThat(
                        new Curves(SMALL, List.of(first, second))
                                .loss(at(7).with(MultiPowerLaw.SCHEDULE, 1)))
                .isEqualTo(SMALL.loss(second, 7));
        assertThat(two.at(two.values(SMALL.along(first))).law()).isEqualTo(SMALL);
    }

    @Test
    void theFamilyNamesItsParameters() {
        LawFamily<Curves> family = MultiPowerLaw.family(List.of(Schedule.constant(PEAK, 10)));
        assertThat(family).hasToString("multi-power");
        assertThat(family.formula())
                .isEqualTo(
                        "loss = L0 + A / S^alpha - B * sum_k (rate_k-1 - rate_k) * (1 - (1 + C *"
                                + " S_k / rate_k^gamma)^(-beta))");
        assertThat(family.parameters())
                .extracting(Parameter::name)
                .containsExactly("L0", "A", "alpha", "B", "C", "beta", "gamma");
        assertThat(family.coefficients()).containsExactly(0, 1, 3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> family.at(1, 2))
                .withMessage("law 'multi-power' has 7 parameters, got 2 numbers");
    }

    /** Blocks of steps are summed over at a few of them; the law itself sums over every step. */
    @Test
    void aLongScheduleIsSummedOverAsExactlyAsStepByStep() {
        double[] logged = new double[6000];
        SplittableRandom random = new SplittableRandom(7);
        Arrays.setAll(logged, i -> PEAK * (1 + 0.1 * random.nextDouble()));
        List<Schedule> schedules =
                List.of(
                        Schedule.cosine(PEAK, 0.1 * PEAK, 21_840).withWarmUp(2160),
                        Schedule.linear(PEAK, 0, 9_000).withWarmUp(1000),
                        Schedule.stableThenDecay(PEAK, 1e-6, 5000, 4000, Shape.EXPONENTIAL),
                        Schedule.stableThenDecay(PEAK, 0, 5000, 4000, Shape.SQUARE_ROOT),
                        Schedule.of(logged).then(Schedule.cosine(PEAK, 0, 4000)).after(500));
        LawFamily<Curves> family = MultiPowerLaw.family(schedules);
        for (double[] shape : new double[][] {{2, 0.6, 0.63}, {200, 2, 0.2}, {1e-6, 3, 4}}) {
            MultiPowerLaw law =
                    new MultiPowerLaw(2.4, 0.65, 0.43, 52, shape[0], shape[1], shape[2]);
            for (int which = 0; which < schedules.size(); which++) {
                for (double share : new double[] {0.01, 0.3, 0.77, 1}) {
                    int step = (int) (share * schedules.get(which).steps());
                    Recipe at = at(step).with(MultiPowerLaw.SCHEDULE, which);
                    double expected = law.loss(schedules.get(which), step);
                    assertThat(predicted(family, law, at)).isCloseTo(expected, within(1e-12));
                    assertThat(predicted(family.forSearch(), law, at))
                            .isCloseTo(expected, within(1e-3));
                }
            }
        }
    }

    @Test
    void aSearchLooksWhereDropsAtThePeakHaveSavedSomeOfTheirWorthWhateverGammaIs() {
        Schedule schedule = Schedule.cosine(PEAK, 0.1 * PEAK, 20_000);
        LawFamily<Curves> family = MultiPowerLaw.family(List.of(schedule));
        double area = schedule.area(schedule.steps());
        for (double gamma : new double[] {0, 0.5, 5}) {
            double[] placed = family.place(2.4, 0.65, 0.43, 52, 7, 0.6, gamma);
            assertThat(placed[4] * Math.pow(PEAK, -gamma) * area).isCloseTo(7, within(1e-9));
            assertThat(placed).containsSubsequence(2.4, 0.65, 0.43, 52).endsWith(0.6, gamma);
        }
    }

    private static double predicted(LawFamily<Curves> family, MultiPowerLaw law, Recipe at) {
        double[] predictions = new double[1];
        double[] values = {
            law.l0(), law.a(), law.alpha(), law.b(), law.c(), law.beta(), law.gamma()
        };
        family.evaluator(columns(family, at)).predict(values, predictions);
        return predictions[0];
    }

    private static Columns columns(LawFamily<Curves> family, Recipe... recipes) {
        List<Run> runs = new ArrayList<>();
        for (Recipe recipe : recipes) {
            runs.add(Run.of(recipe, Loss.nats(3)));
        }
        return family.columns(Dataset.of(runs));
    }

    @ParameterizedTest
    @CsvSource({
        "0.5, 0, 'run 2: step must be a whole number from 0 to 10, got 0.5'",
        "11, 0, 'run 2: step must be a whole number from 0 to 10, got 11'",
        "-1, 0, 'run 2: step must be a whole number from 0 to 10, got -1'",
        "1, 2, 'run 2: schedule must be a whole number from 0 to 1, got 2'",
        "0, 1, 'run 2: area of the schedule must be positive and finite, got 0'"
    })
    void aRunOutsideItsScheduleIsNamed(double step, double schedule, String message) {
        Schedule constant = Schedule.constant(PEAK, 10);
        LawFamily<Curves> family = MultiPowerLaw.family(List.of(constant, constant));
        Recipe good = at(3).with(MultiPowerLaw.SCHEDULE, 1);
        Recipe bad = at(step).with(MultiPowerLaw.SCHEDULE, schedule);
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> family.evaluator(columns(family, good, bad)))
                .withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Curves(SMALL, List.of(constant, constant)).loss(bad))
                .withMessage(message.substring("run 2: ".length()));
    }

    @Test
    void thereMustBeASchedule() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MultiPowerLaw.family(List.of()))
                .withMessage("a multi-power law needs one or more schedules, got none");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SMALL.loss(Schedule.of(1), 2))
                .withMessage("step must be from 0 to 1, got 2");
    }

    @ParameterizedTest
    @CsvSource({
        "0, limit L0",
        "1, coefficient A",
        "2, exponent alpha",
        "3, coefficient B",
        "4, coefficient C",
        "5, exponent beta",
        "6, exponent gamma"
    })
    void noNumberMayBeNegative(int place, String name) {
        LawFamily<Curves> family = MultiPowerLaw.family(List.of(Schedule.of(1)));
        for (double bad : new double[] {-0.5, Double.NaN, Double.POSITIVE_INFINITY}) {
            double[] values = family.values(SMALL.along(Schedule.of(1)));
            values[place] = bad;
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> family.at(values))
                    .withMessage(name + " must be zero or more and finite, got " + bad);
        }
    }
}
