package org.scalinglaws.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.law.curve.MultiPowerLaw;
import org.scalinglaws.law.curve.Schedule;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.recipe.Recipe;

/**
 * Where fits of the multi-power law end, beside where they ended when the table was made: no change of the search may
 * end higher. Writes target/multi-power-ends.csv, which becomes the table.
 */
class MultiPowerEndsStudyTest {
    private static final double SAME = 1e-10;

    /** An objective below it is rounding. */
    private static final double NOTHING = 1e-20;

    private static final double PEAK = 3e-4;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private static final List<List<Schedule>> SCHEDULES =
            List.of(
                    List.of(cosine()),
                    List.of(Schedule.linear(PEAK, 0, 45_000).withWarmUp(3000)),
                    List.of(cosine(), stages()),
                    List.of(cosine(), decaying(), stages()));

    private static final double[] NOISES = {0, 0.002, 0.01};
    private static final int[] POINTS = {20, 45, 90, 200};

    private record Case(String name, double noise, int set, int points) {
        String key() {
            return String.format(Locale.ROOT, "%s,%s,%d,%d", name, noise, set, points);
        }

        Dataset runs(MultiPowerLaw law) {
            SplittableRandom random = new SplittableRandom(key().hashCode());
            List<Schedule> schedules = SCHEDULES.get(set);
            List<Run> runs = new ArrayList<>();
            for (int i = 0; i < points; i++) {
                int which = i % schedules.size();
                Schedule schedule = schedules.get(which);
                double share = 0.1 + 0.9 * (i + 1) / points;
                int step = (int) Math.round(share * schedule.steps());
                double loss = law.loss(schedule, step) * Math.exp(noise * random.nextGaussian());
                Map<org.scalinglaws.recipe.Factor, Double> at =
                        Map.of(
                                MultiPowerLaw.STEP,
                                (double) step,
                                MultiPowerLaw.SCHEDULE,
                                (double) which);
                runs.add(Run.of(Recipe.of(at), Loss.nats(loss)));
            }
            return Dataset.of(runs);
        }
    }

    private static Schedule cosine() {
        return Schedule.cosine(PEAK, 0.1 * PEAK, 21_840).withWarmUp(2160);
    }

    private static Schedule decaying() {
        return Schedule.stableThenDecay(PEAK, 0.1 * PEAK, 16_000, 5840, Schedule.Shape.EXPONENTIAL)
                .withWarmUp(2160);
    }

    private static Schedule stages() {
        return Schedule.constant(PEAK, 8000)
                .then(Schedule.constant(0.3 * PEAK, 13_840))
                .withWarmUp(2160);
    }

    /** Each preset, noise and set of schedules, with the numbers of points in turn. */
    private static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (int set = 0; set < SCHEDULES.size(); set++) {
            for (double noise : NOISES) {
                for (String name : List.of("luo-2025-25m", "luo-2025-100m", "luo-2025-400m")) {
                    int points = POINTS[cases.size() % POINTS.length];
                    cases.add(new Case(name, noise, set, points));
                }
            }
        }
        return cases;
    }

    @Test
    @Tag("study")
    void noFitEndsHigherThanItDid() throws IOException {
        Map<String, Double> before = before();
        List<String> higher = new ArrayList<>();
        Path file = Path.of("target", "multi-power-ends.csv");
        try (PrintWriter table =
                new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8))) {
            table.println("preset,noise,schedules,points,objective,evaluations,seconds,agree,stop");
            for (Case one : cases()) {
                MultiPowerLaw law =
                        ((MultiPowerLaw.Curves) PublishedLaws.named(one.name()).law()).law();
                Dataset runs = one.runs(law);
                long start = THREADS.getCurrentThreadCpuTime();
                Fit<?> fit = Fitter.of(MultiPowerLaw.family(SCHEDULES.get(one.set()))).fit(runs);
                double seconds = 1e-9 * (THREADS.getCurrentThreadCpuTime() - start);
                String row =
                        String.format(
                                Locale.ROOT,
                                "%s,%.14e,%d,%.2f,%d,%s",
                                one.key(),
                                fit.objective(),
                                fit.solution().evaluations(),
                                seconds,
                                fit.solution().basins().get(0).starts(),
                                fit.solution().stop());
                table.println(row);
                table.flush();
                double was = before.getOrDefault(one.key(), Double.POSITIVE_INFINITY);
                System.out.printf(Locale.ROOT, "%s  %.3e%n", row, Math.log(fit.objective() / was));
                if (fit.objective() > was * (1 + SAME) + NOTHING) {
                    higher.add(row);
                }
            }
        }
        assertThat(higher).isEmpty();
    }

    private static Map<String, Double> before() throws IOException {
        Map<String, Double> before = new java.util.HashMap<>();
        try (var table =
                MultiPowerEndsStudyTest.class.getResourceAsStream("/multi-power-ends.csv")) {
            if (table != null) {
                String text = new String(table.readAllBytes(), StandardCharsets.UTF_8);
                for (String line : text.lines().skip(1).toList()) {
                    String[] cells = line.split(",", 6);
                    String key = String.join(",", cells[0], cells[1], cells[2], cells[3]);
                    before.put(key, Double.valueOf(Objects.requireNonNull(cells[4])));
                }
            }
        }
        return before;
    }
}
