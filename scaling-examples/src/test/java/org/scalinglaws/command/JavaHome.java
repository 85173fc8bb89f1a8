package org.scalinglaws.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A Java that tests start programs with: the running one, and one of version 25 where it is installed
 * beside it.
 *
 * @param home its folder
 */
record JavaHome(Path home) {
    private static final Path RUNNING = Path.of(System.getProperty("java.home"));

    /** The running one first. */
    static List<JavaHome> all() {
        List<JavaHome> homes = new ArrayList<>(List.of(running()));
        if (Runtime.version().feature() < 25) {
            try (Stream<Path> beside = Files.list(RUNNING.resolveSibling(""))) {
                beside.sorted()
                        .filter(home -> Files.isExecutable(home.resolve("bin/javac")))
                        .filter(home -> release(home).contains("JAVA_VERSION=\"25"))
                        .limit(1)
                        .forEach(home -> homes.add(new JavaHome(home)));
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
        return homes;
    }

    static JavaHome running() {
        return new JavaHome(RUNNING);
    }

    private static String release(Path home) {
        try {
            return Files.readString(home.resolve("release"));
        } catch (IOException absent) {
            return "";
        }
    }

    /** What a program of this Java prints, errors among it; it must end well. */
    String run(Path folder, List<String> command) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(command);
        words.set(0, home.resolve("bin").resolve(command.get(0)).toString());
        Process process =
                new ProcessBuilder(words)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();
        process.getOutputStream().close();
        String printed =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError(words + " failed:\n" + printed);
        }
        return printed;
    }

    @Override
    public String toString() {
        return home.getFileName().toString();
    }
}
