package org.scalinglaws.curve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalinglaws.law.curve.AnnealingLaw;
import org.scalinglaws.law.curve.MultiPowerLaw;
import org.scalinglaws.law.curve.Schedule;
import org.scalinglaws.published.PublishedLaws;

class BestScheduleTest {
    private static final double PEAK = 3e-4;
    private static final int WARM_UP = 21;

    /** The law of a run of 24,000 steps, told of every hundredth: each counts for a hundred. */
    private static MultiPowerLaw law(String name) {
        MultiPowerLaw law = ((MultiPowerLaw.Curves) PublishedLaws.named(name).law()).law();
        return new MultiPowerLaw(
                law.l0(),
                law.a(),
                law.alpha(),
                law.b() / 100,
                law.c() * Math.pow(100, law.gamma()),
                law.beta(),
                law.gamma());
    }

    @Test
    void itIsNoWorseThanTheUsualOnesNorUnderRandomChanges() {
        judge("luo-2025-400m");
    }

    @ParameterizedTest
    @Tag("slow")
    @ValueSource(strings = {"luo-2025-25m", "luo-2025-100m"})
    void norIsItUnderTheOtherPublishedLaws(String name) {
        judge(name);
    }

    private static void judge(String name) {
        MultiPowerLaw law = law(name);
        BestSchedule falling = BestSchedule.of(law::finalLoss, 100 * PEAK, 240, WARM_UP);
        BestSchedule any = BestSchedule.ofAnyShape(law::finalLoss, 100 * PEAK, 240, WARM_UP);
        judge(law, falling, true);
        judge(law, any, false);
        assertThat(any.loss()).isLessThan(falling.loss());
        for (int step = WARM_UP + 1; step < 240; step++) {
            Schedule schedule = falling.schedule();
            assertThat(schedule.rate(step + 1)).isLessThanOrEqualTo(schedule.rate(step));
        }
    }

    private static void judge(MultiPowerLaw law, BestSchedule best, boolean falling) {
        assertThat(best.usual()).allMatch(usual -> best.loss() <= usual.loss());
        assertThat(law.finalLoss(best.schedule())).isEqualTo(best.loss());

        double[] rates = new double[best.schedule().steps()];
        for (int i = 0; i < rates.length; i++) {
            rates[i] = best.schedule().rate(i + 1);
        }
        SplittableRandom random = new SplittableRandom(20261130);
        for (int i = 0; i < 200; i++) {
            double height = 0.2 * (random.nextDouble() - 0.5);
            double[] changed =
                    ScheduleSearch.bumped(
                            rates,
                            WARM_UP,
                            100 * PEAK,
                            WARM_UP + 219 * random.nextDouble(),
                            1 + 110 * random.nextDouble(),
                            height);
            if (falling) {
                ScheduleSearch.fall(changed, WARM_UP, height > 0);
            }
            assertThat(law.finalLoss(Schedule.of(changed))).isGreaterThanOrEqualTo(best.loss());
        }
    }

    @Test
    void aLawThatOnlyKnowsTheAreaKeepsThePeak() {
        AnnealingLaw law = new AnnealingLaw(2.5, 0.5, 0.5, 0, 0.9);
        BestSchedule best = BestSchedule.of(law::finalLoss, PEAK, 200, 0);
        for (int step = 1; step < 200; step++) {
            assertThat(best.schedule().rate(step)).isGreaterThan(0.99 * PEAK);
        }
    }

    @Test
    void aRunNeedsSteps() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BestSchedule.of(schedule -> 1, PEAK, 100, 90))
                .withMessageContaining("steps after the warm-up");
    }
}
