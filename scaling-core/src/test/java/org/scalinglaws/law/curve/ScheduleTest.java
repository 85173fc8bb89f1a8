package org.scalinglaws.law.curve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.scalinglaws.law.curve.Schedule.Shape;

class ScheduleTest {
    private static double[] rates(Schedule schedule) {
        return IntStream.rangeClosed(1, schedule.steps()).mapToDouble(schedule::rate).toArray();
    }

    @Test
    void stepsCountFromOneAndStepZeroHasTheRateOfTheFirst() {
        Schedule schedule = Schedule.of(0.5, 0.25, 1);
        assertThat(schedule.steps()).isEqualTo(3);
        assertThat(rates(schedule)).containsExactly(0.5, 0.25, 1);
        assertThat(schedule.rate(0)).isEqualTo(0.5);
        assertThat(schedule.area(0)).isZero();
        assertThat(schedule.area(1)).isEqualTo(0.5);
        assertThat(schedule.area(3)).isEqualTo(1.75);
    }

    @Test
    void theRatesAreCopied() {
        double[] rates = {0.5, 0.25};
        Schedule schedule = Schedule.of(rates);
        rates[0] = 7;
        assertThat(rates(schedule)).containsExactly(0.5, 0.25);
    }

    /** Halfway: 0.5, (1 + cos 90) / 2, sqrt(1 * 0.25), 1 - 0.75 / sqrt 2. */
    @ParameterizedTest
    @CsvSource({
        "LINEAR, 0.625",
        "COSINE, 0.625",
        "EXPONENTIAL, 0.5",
        "SQUARE_ROOT, 0.46966991411008935"
    })
    void aDecayStartsAtItsFirstRateAndStopsShortOfItsLast(Shape shape, double halfway) {
        Schedule schedule = Schedule.decay(shape, 1, 0.25, 4);
        assertThat(schedule.rate(1)).isEqualTo(1);
        assertThat(schedule.rate(3)).isCloseTo(halfway, within(1e-15));
        assertThat(schedule.rate(4)).isGreaterThan(0.25).isLessThan(halfway);
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void aLongDecayComesCloseToItsLastRateWithoutEverRising(Shape shape) {
        double[] rates = rates(Schedule.decay(shape, 3e-4, 3e-5, 10000));
        assertThat(rates[9999]).isCloseTo(3e-5, within(1e-7));
        for (int i = 1; i < rates.length; i++) {
            assertThat(rates[i]).isLessThanOrEqualTo(rates[i - 1]);
        }
    }

    @Test
    void shorthandsAreDecays() {
        assertThat(Schedule.cosine(3, 1, 9)).isEqualTo(Schedule.decay(Shape.COSINE, 3, 1, 9));
        assertThat(Schedule.linear(3, 1, 9)).isEqualTo(Schedule.decay(Shape.LINEAR, 3, 1, 9));
        assertThat(Schedule.constant(3, 2)).isEqualTo(Schedule.of(3, 3));
        assertThat(Schedule.stableThenDecay(4, 0, 2, 4, Shape.LINEAR))
                .isEqualTo(Schedule.of(4, 4, 4, 3, 2, 1));
    }

    @Test
    void aWarmUpRisesInALineToTheFirstRate() {
        assertThat(Schedule.of(2, 1).withWarmUp(4)).isEqualTo(Schedule.of(0.5, 1, 1.5, 2, 2, 1));
    }

    @Test
    void piecesFollowOneAnother() {
        Schedule both = Schedule.of(2, 3).then(Schedule.of(5));
        assertThat(both).isEqualTo(Schedule.of(2, 3, 5)).hasSameHashCodeAs(Schedule.of(2, 3, 5));
        assertThat(both.area(3)).isEqualTo(10);
        assertThat(both).isNotEqualTo(Schedule.of(2, 3)).isNotEqualTo("2, 3, 5");
    }

    @Test
    void whatIsLeftOutKeepsItsAreaAndItsLastRate() {
        Schedule rest = Schedule.of(1, 2, 4, 4).after(2);
        assertThat(rest.steps()).isEqualTo(2);
        assertThat(rates(rest)).containsExactly(4, 4);
        assertThat(rest.rate(0)).isEqualTo(2);
        assertThat(rest.area(0)).isEqualTo(3);
        assertThat(rest.area(2)).isEqualTo(11);
        assertThat(rest).isNotEqualTo(Schedule.of(4, 4));
        assertThat(rest.then(Schedule.of(1)).area(3)).isEqualTo(12);
        assertThat(Schedule.of(1, 2).after(0)).isEqualTo(Schedule.of(1, 2));
    }

    /** m = 0, 1, 0.5, 1.25 and their sums. */
    @Test
    void annealingAddsUpAFadingMomentum() {
        Schedule schedule = Schedule.of(3, 2, 2, 1);
        assertThat(schedule.annealing(0, 0.5)).isZero();
        assertThat(schedule.annealing(1, 0.5)).isZero();
        assertThat(schedule.annealing(2, 0.5)).isEqualTo(1);
        assertThat(schedule.annealing(4, 0.5)).isEqualTo(2.75);
        assertThat(schedule.annealing(4, 0)).isEqualTo(2);
        assertThat(Schedule.of(1, 2).annealing(2, 0.5)).isEqualTo(-1);
    }

    @Test
    void onlyTheStepsThatChangeTheRateAreChanges() {
        assertThat(Schedule.of(1, 1, 2, 2, 0.5).changes()).containsExactly(3, 5);
        assertThat(Schedule.of(1, 1, 2, 2, 0.5).after(2).changes()).containsExactly(1, 3);
        assertThat(Schedule.constant(1, 100).changes()).isEmpty();
    }

    @Test
    void textShowsTheLengthAndTheRates() {
        assertThat(Schedule.of(2e-4, 4e-4, 1e-4))
                .hasToString("3 steps, learning rate from 2e-4 to 1e-4, at most 4e-4");
        assertThat(Schedule.of(0.5, 0.5, 0.25).after(1))
                .hasToString(
                        "2 steps, learning rate from 0.5 to 0.25, at most 0.5, after an area of"
                                + " 0.5");
    }

    @Test
    void stepsMustExist() {
        Schedule schedule = Schedule.of(1, 2);
        for (int bad : new int[] {-1, 3}) {
            String message = "step must be from 0 to 2, got " + bad;
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> schedule.rate(bad))
                    .withMessage(message);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> schedule.area(bad))
                    .withMessage(message);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> schedule.annealing(bad, 0.5))
                    .withMessage(message);
        }
        for (int bad : new int[] {-1, 2}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> schedule.after(bad))
                    .withMessage("steps to leave out must be from 0 to 1, got " + bad);
        }
    }

    @Test
    void aScheduleNeedsStepsAndRatesThatAreNotNegative() {
        assertThatIllegalArgumentException()
                .isThrownBy(Schedule::of)
                .withMessage("a schedule needs one or more steps, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Schedule.constant(1, -2))
                .withMessage("a schedule needs one or more steps, got -2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Schedule.of(1).withWarmUp(0))
                .withMessage("a warm-up needs one or more steps, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Schedule.of(1, -0.5))
                .withMessage("learning rate of step 2 must be zero or more and finite, got -0.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Schedule.linear(Double.NaN, 0, 3))
                .withMessage("learning rate at the start must be zero or more and finite, got NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Schedule.cosine(1, -1, 3))
                .withMessage("learning rate at the end must be zero or more and finite, got -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Schedule.decay(Shape.EXPONENTIAL, 1, 0, 3))
                .withMessage(
                        "learning rate at the end of an exponential decay must be positive and"
                                + " finite, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Schedule.decay(Shape.EXPONENTIAL, 0, 1, 3))
                .withMessage(
                        "learning rate at the start of an exponential decay must be positive and"
                                + " finite, got 0");
    }

    @Test
    void momentumIsBelowOne() {
        for (double bad : new double[] {-0.5, 1, Double.NaN}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Schedule.of(1).annealing(1, bad))
                    .withMessageMatching(
                            "momentum lambda must be from 0 up to 1, not including 1, got"
                                    + " (-0.5|1|NaN)");
        }
    }
}
