package org.scalinglaws.spark;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.spark.api.java.JavaSparkContext;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.solve.Engine;
import org.scalinglaws.uncertainty.Bootstrap;

/** What replicates cost on threads of this machine, and by Spark on as many threads of it. */
public final class EngineTimes {
    private static final int[] REPLICATES = {1_000, 10_000, 100_000};

    private EngineTimes() {}

    /**
     * Prints a table.
     *
     * @param arguments a file of runs, and the number of threads
     */
    public static void main(String[] arguments) {
        Locale.setDefault(Locale.ROOT);
        SparkSource.quieten();
        Fit<ChinchillaLaw> fit =
                Fitter.of(ChinchillaLaw.FAMILY).fit(Dataset.readCsv(Path.of(arguments[0])));
        int threads = Integer.parseInt(arguments[1]);

        // Both are warm before anything is timed, but for the start of Spark itself.
        time(Engine.threads(), threads, 10_000, fit);
        double began = processor();
        try (JavaSparkContext context = SparkSource.context("local[" + threads + "]")) {
            Engine spark = SparkEngine.of(context);
            time(spark, threads, 1, fit);
            System.out.printf("Spark is up after %.1f s of processor time%n", processor() - began);
            time(spark, threads, 10_000, fit);
            System.out.printf("%10s %12s %12s%n", "replicates", "threads, s", "Spark, s");
            for (int replicates : REPLICATES) {
                System.out.printf(
                        "%10d %12.2f %12.2f%n",
                        replicates,
                        time(Engine.threads(), threads, replicates, fit),
                        time(spark, threads, replicates, fit));
            }
        }
    }

    /** Seconds of all processors, which a busy machine does not change. */
    private static double time(Engine engine, int threads, int replicates, Fit<ChinchillaLaw> fit) {
        double began = processor();
        Bootstrap.pairs(replicates, 42).withThreads(threads).withEngine(engine).of(fit);
        return processor() - began;
    }

    static double processor() {
        OperatingSystemMXBean system =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return 1e-9 * system.getProcessCpuTime();
    }
}
