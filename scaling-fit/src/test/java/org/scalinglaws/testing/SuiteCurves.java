package org.scalinglaws.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.scalinglaws.curve.Curve;

/**
 * The training curves of model suites that Choshen et al. (2024) gathered, forecast from their
 * beginnings. Families at odd places of the alphabet were looked at when the forecast was made; the
 * others are judged.
 */
public final class SuiteCurves {
    /** The columns of a row. */
    public static final String COLUMNS =
            "half,metric,from,forecasts,held_at_90,width,median_error,power_error,last_error";

    private static final int LEAST = 20;

    private SuiteCurves() {}

    /** One run: what it is of, and its losses. */
    public record Suite(String family, String metric, Curve curve) {}

    /** The runs of twenty checkpoints or more; perplexities as their logarithms, duplicates merged. */
    public static List<Suite> read() throws IOException {
        Optional<Path> file =
                Stream.iterate(
                                Path.of("").toAbsolutePath(),
                                Objects::nonNull,
                                path -> path.getParent())
                        .map(path -> path.resolve("shared/data/hitchhiker_curves_suites.csv"))
                        .filter(Files::exists)
                        .findFirst();
        assumeTrue(file.isPresent(), "needs shared/data beside the project, no part of it");

        Map<List<String>, Map<Double, List<Double>>> runs = new LinkedHashMap<>();
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(file.get())) {
            for (NamedCsvRecord row : rows) {
                String metric = row.getField("metric");
                double loss = Double.parseDouble(row.getField("loss"));
                runs.computeIfAbsent(
                                List.of(row.getField("family"), metric, row.getField("run")),
                                absent -> new TreeMap<>())
                        .computeIfAbsent(
                                Double.parseDouble(row.getField("tokens")),
                                absent -> new ArrayList<>())
                        .add(metric.equals("perplexity") ? Math.log(loss) : loss);
            }
        }
        List<Suite> suites = new ArrayList<>();
        runs.forEach(
                (key, points) -> {
                    double[] steps = points.keySet().stream().mapToDouble(s -> s).toArray();
                    double[] losses =
                            points.values().stream().mapToDouble(SuiteCurves::mean).toArray();
                    if (steps.length >= LEAST) {
                        suites.add(new Suite(key.get(0), key.get(1), Curve.of(steps, losses)));
                    }
                });
        return suites;
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(v -> v).average().orElseThrow();
    }

    /** Whether a family was kept out of every choice. */
    public static Predicate<Suite> kept(List<Suite> suites) {
        List<String> families =
                new ArrayList<>(new TreeSet<>(suites.stream().map(Suite::family).toList()));
        return suite -> families.indexOf(suite.family()) % 2 == 1;
    }

    /** A row for each half, metric and share, and one for all of each half. */
    public static List<String> rows(List<Suite> suites) {
        Predicate<Suite> kept = kept(suites);
        List<String> rows = new ArrayList<>();
        for (String half : List.of("chosen", "kept")) {
            List<Suite> of =
                    suites.stream().filter(s -> kept.test(s) == half.equals("kept")).toList();
            for (String metric : new TreeSet<>(of.stream().map(Suite::metric).toList())) {
                List<Suite> by = of.stream().filter(s -> s.metric().equals(metric)).toList();
                for (double from : new double[] {0.2, 0.4, 0.6}) {
                    rows.add(row(half, metric, from + "", by, from));
                }
            }
            for (double from : new double[] {0.2, 0.4, 0.6}) {
                rows.add(row(half, "all", from + "", of, from));
            }
            rows.add(row(half, "all", "all", of, 0.2, 0.4, 0.6));
        }
        return rows;
    }

    private static String row(
            String half, String metric, String name, List<Suite> suites, double... shares) {
        List<JudgedForecast> all = new ArrayList<>();
        for (Suite suite : suites) {
            for (double from : shares) {
                double[] steps = suite.curve().steps();
                double end = steps[steps.length - 1];
                Curve begun = suite.curve().upTo(steps[0] + from * (end - steps[0]));
                if (begun.size() >= 3) {
                    all.add(JudgedForecast.of(suite.curve().last(), begun));
                }
            }
        }
        return String.join(",", half, metric, name, JudgedForecast.summary(all));
    }
}
