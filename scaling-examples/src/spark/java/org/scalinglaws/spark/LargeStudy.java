package org.scalinglaws.spark;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.uncertainty.Covariance;

/**
 * Simulates runs by the million into Parquet files, fits a law to all of them by Spark, and holds it
 * against a fit to a million of them here. The files are deleted at the end.
 */
public final class LargeStudy {
    private static final int SAMPLE = 1_000_000;
    private static final int FILES = 64;
    private static final double NOISE = 0.01;
    private static final double GIB = 1 << 30;

    private LargeStudy() {}

    /**
     * Runs the study.
     *
     * @param arguments the number of runs, such as 1e8; a folder for the files; the number of threads
     * @throws IOException when a file cannot be deleted
     */
    public static void main(String[] arguments) throws IOException {
        Locale.setDefault(Locale.ROOT);
        long rows = (long) Double.parseDouble(arguments[0]);
        Path folder = Path.of(arguments[1], "large-study.parquet");
        SparkSource.quieten();
        try (SparkSession session =
                SparkSession.builder()
                        .sparkContext(SparkSource.context("local[" + arguments[2] + "]").sc())
                        .getOrCreate()) {
            long began = System.nanoTime();
            simulate(session, rows, folder);
            System.out.printf(
                    "%d runs written to Parquet in %.0f s: %.2f GiB%n",
                    rows, seconds(began), size(folder) / GIB);
            study(session, folder);
        } finally {
            delete(folder);
        }
    }

    /** Runs of any size and tokens by a known law, with noise of one percent. */
    private static void simulate(SparkSession session, long rows, Path folder) {
        session.range(0, rows, 1, FILES)
                .select(
                        functions.pow(10.0, functions.rand(1).multiply(4).plus(6)).as("params"),
                        functions.pow(10.0, functions.rand(2).multiply(4).plus(8)).as("tokens"),
                        functions.randn(3).multiply(NOISE).as("noise"))
                .selectExpr(
                        "params",
                        "tokens",
                        "(1.8172 + 482.01 / pow(params, 0.3478) + 2085.43 / pow(tokens, 0.3658))"
                                + " * exp(noise) as loss")
                .write()
                .mode(SaveMode.Overwrite)
                .parquet(folder.toString());
    }

    private static void study(SparkSession session, Path folder) {
        Fitter<ChinchillaLaw> fitter = Fitter.of(ChinchillaLaw.FAMILY);
        long began = System.nanoTime();
        SparkFit<ChinchillaLaw> all;
        Dataset million;
        try (SparkRuns runs =
                SparkRuns.of(
                        SparkRuns.table(session, folder.toString()),
                        fitter.family(),
                        "loss",
                        StorageLevel.DISK_ONLY())) {
            System.out.printf("read in %.0f s: %s%n", seconds(began), runs);
            all = SparkFit.of(fitter, runs);
            System.out.printf("fitted after %.0f s: %s%n", seconds(began), all);
            System.out.printf(
                    "of the processors %.0f s since the start%n", EngineTimes.processor());
            System.out.printf("peak heap %.2f GiB of %.2f%n", peak() / GIB, most() / GIB);
            million = runs.sample(SAMPLE);
        }
        compare(all.law(), fitter.fit(million));
    }

    /** The law of all runs beside that of a million, which was fitted on this machine alone. */
    private static void compare(ChinchillaLaw law, Fit<ChinchillaLaw> some) {
        Map<String, Double> errors = Covariance.sandwich(some).standardErrors();
        double[] values = ChinchillaLaw.FAMILY.values(law);
        double[] others = ChinchillaLaw.FAMILY.values(some.law());
        System.out.printf("%-6s %12s %12s %10s %8s%n", "", "all", "sample", "error", "apart");
        for (int j = 0; j < values.length; j++) {
            String name = ChinchillaLaw.FAMILY.parameters().get(j).name();
            double error = requireNonNull(errors.get(name));
            System.out.printf(
                    "%-6s %12.7g %12.7g %10.2g %8.2f%n",
                    name, values[j], others[j], error, (values[j] - others[j]) / error);
        }
    }

    private static double seconds(long began) {
        return 1e-9 * (System.nanoTime() - began);
    }

    private static double peak() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToDouble(pool -> pool.getPeakUsage().getUsed())
                .sum();
    }

    private static double most() {
        return Runtime.getRuntime().maxMemory();
    }

    private static double size(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.mapToDouble(file -> file.toFile().length()).sum();
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
