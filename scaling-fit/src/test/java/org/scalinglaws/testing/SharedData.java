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
        Dataset all = Dataset.readCsv(folder().resolve(name + ".csv"));
        return switch (rows) {
            case "240" -> all.withoutHighestLoss(5);
            case "clean" -> all.where("outlier", "0");
            default -> all;
        };
    }

    /** The folder shared/data beside the project, which is looked for from here upwards. */
    private static Path folder() {
        Path here = Path.of(System.getProperty("user.dir")).toAbsolutePath();
        Optional<Path> found =
                Stream.iterate(here, path -> path != null, Path::getParent)
                        .map(path -> path.resolveSibling("shared").resolve("data"))
                        .filter(Files::isDirectory)
                        .findFirst();
        assumeTrue(found.isPresent(), "needs ../shared/data, which lies beside the project");
        return found.orElseThrow();
    }
}
