package org.scalinglaws.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.forecast.FormError.Growth;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.select.ComputeGroups;
import org.scalinglaws.select.Evidence;
import org.scalinglaws.select.RollOut;
import org.scalinglaws.testing.ForecastStudy;

/**
 * Makes the table of coverage against width anew: the same sweeps and cuts as the study of forecasts, by
 * other powers and scales of the error of the form. It takes minutes, and has a profile of its own.
 */
class WidthStudyTest {
    private static final double LEVEL = 0.9;
    private static final double[] DISTANCES = {0.25, 0.75, 1.3, 2.6};
    private static final double[] POWERS = {1, 1.5, 2, 2.5};
    private static final double[] SCALES = {0.5, 0.65, 0.8, 1};

    /** One run above one cut, in ln L. */
    private record Case(String set, double decades, double observed, Interval interval) {
        boolean held() {
            return interval.contains(observed);
        }

        double score() {
            double below = Math.max(0, interval.lower() - observed);
            double above = Math.max(0, observed - interval.upper());
            return interval.width() + 2 / (1 - LEVEL) * (below + above);
        }
    }

    @Test
    @Tag("study")
    void theTableIsWritten() throws IOException {
        Map<Growth, List<Case>> cases = new LinkedHashMap<>();
        for (double power : POWERS) {
            for (double scale : SCALES) {
                cases.put(new Growth(power, FormError.USUAL.least(), scale), new ArrayList<>());
            }
        }
        ForecastStudy.sweeps().forEach((name, runs) -> add(name, runs, cases));

        List<String> lines = new ArrayList<>();
        lines.add("# made by: mvn test -Pstudy -Dtest=WidthStudyTest");
        lines.add("half,decades,power,scale,runs,held,meanOfSets,width,score");
        for (String half : List.of("chosen", "kept")) {
            for (int i = 0; i + 1 < DISTANCES.length; i++) {
                for (Map.Entry<Growth, List<Case>> each : cases.entrySet()) {
                    double from = DISTANCES[i];
                    double to = DISTANCES[i + 1];
                    List<Case> some =
                            each.getValue().stream()
                                    .filter(c -> c.set.startsWith(half))
                                    .filter(c -> c.decades >= from && c.decades < to)
                                    .toList();
                    lines.add(row(half + "," + from + " to " + to, each.getKey(), some));
                }
            }
        }
        Path table = Path.of("target", "widths.csv");
        Files.createDirectories(table.toAbsolutePath().getParent());
        Files.write(table, lines);
        assertThat(lines).hasSize(2 + 2 * 3 * POWERS.length * SCALES.length);
    }

    private static void add(String name, Dataset runs, Map<Growth, List<Case>> cases) {
        ComputeGroups groups = Evidence.of(runs).groups();
        for (int cut = 2; cut + 1 < groups.count(); cut += 2) {
            int last = cut;
            Dataset below = runs.whereRow(row -> groups.place(row) <= last);
            if (below.size() < 12) {
                continue;
            }
            RollOut rollOut = RollOut.of(Evidence.of(below));
            cases.forEach(
                    (growth, list) -> {
                        Mixture mixture = Mixture.of(rollOut, growth);
                        for (Run run : runs) {
                            double size = run.recipe().model().parameters();
                            double flops = 6 * size * run.recipe().tokens().count();
                            double decades = Math.log10(flops / groups.top(last));
                            if (decades >= DISTANCES[0] && decades < DISTANCES[3]) {
                                Interval interval =
                                        mixture.at(run.recipe()).newRun().interval(LEVEL);
                                double observed = Math.log(run.loss().nats());
                                list.add(new Case(name, decades, observed, interval));
                            }
                        }
                    });
        }
    }

    private static String row(String where, Growth growth, List<Case> cases) {
        Map<String, Double> sets =
                cases.stream()
                        .collect(
                                Collectors.groupingBy(
                                        Case::set,
                                        Collectors.averagingDouble(c -> c.held() ? 1 : 0)));
        double[] widths = cases.stream().mapToDouble(c -> c.interval.width()).sorted().toArray();
        return String.format(
                Locale.ROOT,
                "%s,%s,%s,%d,%.3f,%.3f,%.3f,%.3f",
                where,
                growth.power(),
                growth.scale(),
                cases.size(),
                cases.stream().filter(Case::held).count() / (double) cases.size(),
                sets.values().stream().mapToDouble(share -> share).average().orElseThrow(),
                widths[widths.length / 2],
                cases.stream().mapToDouble(Case::score).average().orElseThrow());
    }
}
