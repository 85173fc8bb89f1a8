package org.scalinglaws.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.simulate.SimulatedRuns;
import org.scalinglaws.uncertainty.Ensemble;

/** A fit to repeat, and the processes of Spark that this one started. */
final class Studies {
    static final Fit<ChinchillaLaw> FIT =
            Fitter.of(ChinchillaLaw.FAMILY)
                    .fit(
                            SimulatedRuns.isoFlop(
                                            PublishedLaws.BESIROGLU_2024.law(),
                                            Compute.budgets(1e18, 1e19, 1e20),
                                            9,
                                            8)
                                    .withNoise(0.01)
                                    .dataset());

    private static final String EXECUTOR = "CoarseGrainedExecutorBackend";

    private Studies() {}

    static void assertSame(Ensemble<?> found, Ensemble<?> expected) {
        assertThat(found.replicates()).isEqualTo(expected.replicates());
        assertThat(found.failures()).isEqualTo(expected.failures());
        assertThat(found.toString()).isEqualTo(expected.toString());
    }

    /** Executors that this process started and that still run. */
    static Stream<ProcessHandle> executors() {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.isAlive() && commandLine(child).contains(EXECUTOR));
    }

    /** What a process says of itself may be cut short: a long class path is not. */
    private static String commandLine(ProcessHandle process) {
        try {
            byte[] line = Files.readAllBytes(Path.of("/proc/" + process.pid() + "/cmdline"));
            return new String(line, java.nio.charset.StandardCharsets.UTF_8);
        } catch (IOException | UncheckedIOException absent) {
            return process.info().commandLine().orElse("");
        }
    }

    /** The class path of this process, for another one. */
    static String classPath() {
        return Stream.of("surefire.test.class.path", "java.class.path")
                .map(name -> System.getProperty(name, ""))
                .filter(path -> !path.isEmpty())
                .findFirst()
                .stream()
                .collect(Collectors.joining());
    }
}
