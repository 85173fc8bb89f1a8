package org.scalinglaws.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.law.curve.MultiPowerLaw;
import org.scalinglaws.law.curve.Schedule;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.recipe.Recipe;

/** What fits of the multi-power law cost on 45 checkpoints of runs of 24,000 and 48,000 steps. */
class LongCurveTimesStudyTest {
    private static final int CHECKPOINTS = 45;
    private static final double NOISE = 0.002;
    private static final double PEAK = 3e-4;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private static final Schedule COSINE =
            Schedule.cosine(PEAK, 0.1 * PEAK, 21_840).withWarmUp(2160);
    private static final Schedule STABLE =
            Schedule.stableThenDecay(PEAK, 0.1 * PEAK, 16_000, 5840, Schedule.Shape.EXPONENTIAL)
                    .withWarmUp(2160);
    private static final Schedule STAGES =
            Schedule.constant(PEAK, 8000)
                    .then(Schedule.constant(0.3 * PEAK, 13_840))
                    .withWarmUp(2160);
    private static final Schedule LONG = Schedule.linear(PEAK, 0, 45_000).withWarmUp(3000);

    private static Dataset runs(MultiPowerLaw law, List<Schedule> schedules, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < CHECKPOINTS; i++) {
            int which = i % schedules.size();
            Schedule schedule = schedules.get(which);
            double share = 0.1 + 0.9 * (i + 1) / CHECKPOINTS;
            int step = (int) Math.round(share * schedule.steps());
            double loss = law.loss(schedule, step) * Math.exp(NOISE * random.nextGaussian());
            Recipe at =
                    Recipe.of(
                            Map.of(
                                    MultiPowerLaw.STEP,
                                    (double) step,
                                    MultiPowerLaw.SCHEDULE,
                                    (double) which));
            runs.add(Run.of(at, Loss.nats(loss)));
        }
        return Dataset.of(runs);
    }

    @ParameterizedTest
    @Tag("study")
    @ValueSource(strings = {"luo-2025-25m", "luo-2025-100m", "luo-2025-400m"})
    void theTimeOfAFitIsPrinted(String name) {
        MultiPowerLaw law = ((MultiPowerLaw.Curves) PublishedLaws.named(name).law()).law();
        Map<String, List<Schedule>> cases =
                Map.of(
                        "cosine", List.of(COSINE),
                        "long linear", List.of(LONG),
                        "three schedules", List.of(COSINE, STABLE, STAGES));
        cases.forEach((of, schedules) -> print(name + ", " + of, law, schedules));
    }

    private static void print(String name, MultiPowerLaw law, List<Schedule> schedules) {
        Fitter<?> fitter = Fitter.of(MultiPowerLaw.family(schedules));
        Dataset data = runs(law, schedules, 1);
        double[] times = new double[3];
        Fit<?> fit = fitter.fit(data);
        for (int i = 0; i < times.length; i++) {
            long before = THREADS.getCurrentThreadCpuTime();
            fit = fitter.fit(data);
            times[i] = 1e-9 * (THREADS.getCurrentThreadCpuTime() - before);
        }
        Arrays.sort(times);
        System.out.println(
                String.format(
                        Locale.ROOT,
                        "%-32s %6.2f s %.10e %s",
                        name,
                        times[1],
                        fit.objective(),
                        fit.solution()));
        assertThat(fit.objective()).isFinite();
    }
}
