package org.scalinglaws.command;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Files of shared/cases beside the project, which are no part of it. */
final class SharedCases {
    private SharedCases() {}

    /** Where a file stands; the test that asks for it is skipped where it is absent. */
    static String file(String name) {
        Optional<Path> found =
                Stream.iterate(
                                Path.of("").toAbsolutePath(),
                                path -> path.getParent() != null,
                                Path::getParent)
                        .map(path -> path.resolveSibling(Path.of("shared", "cases", name)))
                        .filter(Files::isRegularFile)
                        .findFirst();
        assumeTrue(found.isPresent(), "needs shared/cases/" + name + " beside the project");
        return found.orElseThrow().toString();
    }
}
