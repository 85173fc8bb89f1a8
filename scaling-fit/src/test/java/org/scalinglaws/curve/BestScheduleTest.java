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
        BestSchedule best = BestSchedule.of(law::finalLoss, 100 * PEAK, 240, 21);
        assertThat(best.usual()).allMatch(usual -> best.loss() <= usual.loss());
        assertThat(law.finalLoss(best.schedule())).isEqualTo(best.loss());

        double[] rates = new double[best.schedule().steps()];
        for (int i = 0; i < rates.length; i++) {
            rates[i] = best.schedule().rate(i + 1);
        }
        SplittableRandom random = new SplittableRandom(20261130);
        double most = 0;
        for (int i = 0; i < 200; i++) {
            double[] changed =
                    ScheduleSearch.bumped(
                            rates,
                            21,
                            100 * PEAK,
                            21 + 219 * random.nextDouble(),
                            1 + 110 * random.nextDouble(),
                            0.2 * (random.nextDouble() - 0.5));
            double loss = law.finalLoss(Schedule.of(changed));
            most = Math.max(most, 1 - loss / best.loss());
        }
        assertThat(most).isLessThan(1e-7);
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
