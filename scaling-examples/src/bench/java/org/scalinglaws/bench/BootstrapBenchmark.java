package org.scalinglaws.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.DoubleStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.simulate.SimulatedRuns;
import org.scalinglaws.uncertainty.Bootstrap;
import org.scalinglaws.uncertainty.Ensemble;

/**
 * 4,000 pairs replicates of the log-Huber fit of 240 runs, here and by SciPy. Of SciPy the time that
 * its script prints is what counts: that of the process also holds its start and its own fit. The
 * script is looked for from the project's folder; {@code -Dscript=FILE.py} names another.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3)
@Measurement(iterations = 5)
@Fork(1)
public class BootstrapBenchmark {
    private static final int REPLICATES = 4000;

    private final Dataset runs = sweep();
    private final Fit<ChinchillaLaw> fit = Fitter.of(ChinchillaLaw.FAMILY).fit(runs);
    private Path file = Path.of("");

    private static Dataset sweep() {
        List<Compute> budgets =
                DoubleStream.iterate(1e18, flops -> flops * 2)
                        .limit(12)
                        .mapToObj(Compute::flops)
                        .toList();
        return SimulatedRuns.isoFlop(PublishedLaws.BESIROGLU_2024.law(), budgets, 20, 8)
                .withNoise(0.01)
                .dataset();
    }

    /** How many replicates are fitted at once. */
    @State(Scope.Thread)
    public static class Threads {
        @Param({"1", "2"})
        public int threads;
    }

    @Setup
    public void writeRuns() throws IOException {
        file = Files.createTempFile("scaling-bench", ".csv");
        runs.writeCsv(file);
    }

    @TearDown
    public void deleteRuns() throws IOException {
        Files.delete(file);
    }

    /** The bootstrap of this library. */
    @Benchmark
    @Warmup(iterations = 10)
    public Ensemble<ChinchillaLaw> here(Threads chosen) {
        return Bootstrap.pairs(REPLICATES, 42).withThreads(chosen.threads).of(fit);
    }

    /** The script's, after a fit from 20 starts; it prints the seconds of each. */
    @Benchmark
    @Warmup(iterations = 1)
    public String scipy() throws IOException, InterruptedException {
        String script = System.getProperty("script", "scaling-examples/peers/scipy_baseline.py");
        ProcessBuilder builder =
                new ProcessBuilder(
                                "python3",
                                script,
                                file.toString(),
                                "--starts",
                                "20",
                                "--bootstrap",
                                Integer.toString(REPLICATES))
                        .redirectError(ProcessBuilder.Redirect.INHERIT);
        // Its matrices are tiny: further threads of the linear algebra only wait for each other.
        builder.environment().putIfAbsent("OMP_NUM_THREADS", "1");
        Process process = builder.start();
        String printed =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(script + " ended with code " + process.exitValue());
        }
        printed.lines()
                .filter(line -> line.contains("bootstrap_seconds"))
                .forEach(System.out::print);
        return printed;
    }
}
