package org.scalinglaws.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.scalinglaws.data.Dataset;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The same fit and bootstrap by a Python script, as its own process on this machine. */
record ScipyPeer(String python, Path script) {
    private static final String VERSIONS =
            "import platform, numpy, scipy; print(scipy.__version__, platform.python_version())";
    private static final String JOBS = "scipy_jobs.py";
    private static final Map<String, String> ERRORS =
            Map.of("ln E", "log_E", "ln A", "log_A", "ln B", "log_B");

    /** The script's matrices are tiny: further threads only wait for each other, for long if busy. */
    private static final List<String> THREADS = List.of("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS");

    /** What the script printed, and the versions that it ran on. */
    record Answer(String versions, JsonNode json) {
        double number(String name) {
            return json.get(name).asDouble();
        }

        double error(String name) {
            return json.get("standard_errors").get(ERRORS.getOrDefault(name, name)).asDouble();
        }
    }

    /** There is nothing to compare with. */
    static final class Absent extends RuntimeException {
        private static final long serialVersionUID = 1;

        Absent(String message) {
            super(message);
        }
    }

    ScipyPeer {
        if (!Files.isRegularFile(script)) {
            throw new IllegalArgumentException(
                    "no file '" + script + "'; --script names the script to compare with");
        }
    }

    /** The versions of SciPy and Python. */
    String versions() {
        String[] versions;
        try {
            versions = run(List.of("-c", VERSIONS)).strip().split(" ");
        } catch (Absent lacking) {
            throw new Absent(python + " has no SciPy to compare with: " + lacking.getMessage());
        }
        return "SciPy " + versions[0] + " on Python " + versions[1];
    }

    /** Fits the runs of a CSV file and repeats it. */
    Answer fit(Path runs, int starts, int replicates, long seed) {
        String versions = versions();
        String printed =
                run(
                        List.of(
                                script.toString(),
                                runs.toString(),
                                "--starts",
                                Integer.toString(starts),
                                "--bootstrap",
                                Integer.toString(replicates),
                                "--seed",
                                Long.toString(seed)));
        return new Answer(versions, parsed(script, printed));
    }

    /** One whole fit by the script of jobs beside this one. */
    WholeJob.Time time(String side, WholeJob job) {
        Path jobs = script.resolveSibling(JOBS);
        JsonNode json =
                withRuns(
                        job.runs(),
                        file ->
                                parsed(
                                        jobs,
                                        run(
                                                List.of(
                                                        jobs.toString(),
                                                        side,
                                                        file.toString(),
                                                        "--of",
                                                        job.residuals()))));
        return new WholeJob.Time(json.get("objective").asDouble(), json.get("seconds").asDouble());
    }

    /** A script reads the runs that were chosen from a file with the columns that it knows. */
    static <T> T withRuns(Dataset runs, Function<Path, T> reading) {
        try {
            Path file = Files.createTempFile("scaling-runs", ".csv");
            try {
                runs.writeCsv(file);
                return reading.apply(file);
            } finally {
                Files.delete(file);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static JsonNode parsed(Path script, String printed) {
        try {
            return JsonMapper.builder().build().readTree(printed);
        } catch (JacksonException broken) {
            throw new Absent(script + " printed something else than JSON");
        }
    }

    private String run(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(python));
        command.addAll(arguments);
        try {
            Path errors = Files.createTempFile("scaling-peer", ".txt");
            try {
                return run(command, errors);
            } finally {
                Files.delete(errors);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private String run(List<String> command, Path errors) throws IOException {
        Process process;
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
            THREADS.forEach(name -> builder.environment().putIfAbsent(name, "1"));
            process = builder.start();
        } catch (IOException none) {
            throw new Absent("there is no such program");
        }

        // What the script prints is read to its end first: a full pipe would stop it for ever.
        try {
            String printed =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() == 0) {
                return printed;
            }

            // The last line of a Python traceback is its message.
            List<String> lines = Files.readAllLines(errors);
            throw new Absent(
                    lines.isEmpty()
                            ? "it ended with code " + process.exitValue()
                            : lines.get(lines.size() - 1));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Absent("interrupted while " + script + " ran");
        } finally {
            process.destroy();
        }
    }
}
