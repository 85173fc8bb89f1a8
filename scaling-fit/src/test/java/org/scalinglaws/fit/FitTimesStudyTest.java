package org.scalinglaws.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.PowerLaw;
import org.scalinglaws.law.joint.FarseerLaw;
import org.scalinglaws.law.single.BrokenPowerLaw;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.testing.FamilyCase;

/** What a fit of each family costs: a table to hold one version of the search against another. */
class FitTimesStudyTest {
    private static final int[] ROWS = {24, 80, 240};
    private static final double NOISE = 0.01;
    private static final int REPEATS = 3;
    private static final Factor X = Factor.named("x");

    /** The time that this thread was given, which a busy machine lengthens little. */
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** What fits of the same runs came to. */
    private record Row(String family, int runs, double milliseconds, double objective) {
        String line() {
            return String.format(
                    Locale.ROOT, "%s,%d,%.1f,%s", family, runs, milliseconds, objective);
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%-28s %3d runs %8.1f ms %.10e",
                    family,
                    runs,
                    milliseconds,
                    objective);
        }
    }

    private static Stream<FamilyCase> everyFamily() {
        Stream<FamilyCase> more =
                Stream.of(
                        new FamilyCase(PowerLaw.family(X), 1.5, 3, 0.4),
                        new FamilyCase(ChinchillaLaw.FAMILY, 1.8, 480, 0.35, 2080, 0.37),
                        new FamilyCase(
                                BrokenPowerLaw.family(X, 2),
                                0.4,
                                2.3,
                                0.05,
                                0.9,
                                30,
                                0.3,
                                -0.6,
                                1000,
                                0.2),
                        new FamilyCase(
                                FarseerLaw.FAMILY,
                                -0.0214,
                                0.1249,
                                -1.287,
                                88.01,
                                -0.1,
                                -4.03,
                                -0.3,
                                0.08,
                                -0.2));
        return Stream.concat(FamilyCase.all(), more);
    }

    /** The median time of a few fits after one that warms the machine up. */
    private static Row row(FamilyCase given, int runs) {
        Dataset data = given.runs(runs, NOISE, 1);
        boolean positive = Arrays.stream(data.losses()).allMatch(loss -> loss > 0);
        Objective objective = positive ? Objective.logHuber(1e-3) : Objective.squares();
        Fitter<?> fitter = Fitter.of(given.family()).withObjective(objective);
        double least = fitter.fit(data).objective();

        double[] times = new double[REPEATS];
        for (int i = 0; i < REPEATS; i++) {
            long before = THREADS.getCurrentThreadCpuTime();
            least = Math.min(least, fitter.fit(data).objective());
            times[i] = 1e-6 * (THREADS.getCurrentThreadCpuTime() - before);
        }
        Arrays.sort(times);
        return new Row(given.family().name(), runs, times[REPEATS / 2], least);
    }

    @Test
    @Tag("study")
    void theTimeOfAFitIsPrintedFamilyByFamily() throws IOException {
        List<String> lines = new ArrayList<>(List.of("family,runs,milliseconds,objective"));
        everyFamily()
                .forEach(
                        given -> {
                            for (int runs : ROWS) {
                                Row row = row(given, runs);
                                System.out.println(row);
                                assertThat(row.objective()).isFinite();
                                lines.add(row.line());
                            }
                        });
        Path table = Path.of("target", "fit-times.csv");
        Files.createDirectories(table.toAbsolutePath().getParent());
        Files.write(table, lines);
    }
}
