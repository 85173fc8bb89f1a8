package org.scalinglaws.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.scalinglaws.data.Dataset;

/** Data that is no part of the project: a test that reads it skips where it is absent. */
public final class SharedData {
    private SharedData() {}

    /**
     * A set of runs.
     *
     * @param name the file without its ending
     * @param rows {@code 240} or {@code clean} leaves outliers out as the source does; else all
     * @return the runs
     */
    public static Dataset runs(String name, String rows) {
        Dataset all = Dataset.readCsv(file(name + ".csv"));
        return switch (rows) {
            case "240" -> all.withoutHighestLoss(5);
            case "clean" -> all.where("outlier", "0");
            default -> all;
        };
    }

    /**
     * A file of the folder shared/data beside the project, looked for from here upwards.
     *
     * @param name its path in that folder
     * @return where it is
     */
    public static Path file(String name) {
        return beside("data", name);
    }

    /**
     * A file of the folder shared/cases beside the project.
     *
     * @param name its path in that folder
     * @return where it is
     */
    public static Path caseFile(String name) {
        return beside("cases", name);
    }

    private static Path beside(String folder, String name) {
        Path here = Path.of(System.getProperty("user.dir")).toAbsolutePath();
        Optional<Path> found =
                Stream.iterate(here, path -> path.getParent() != null, Path::getParent)
                        .map(path -> path.resolveSibling(Path.of("shared", folder, name)))
                        .filter(Files::isRegularFile)
                        .findFirst();
        assumeTrue(
                found.isPresent(),
                "needs shared/"
                        + folder
                        + "/"
                        + name
                        + " beside the project, which is no part of it");
        return found.orElseThrow();
    }
}
