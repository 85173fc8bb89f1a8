package org.scalinglaws.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.scalinglaws.command.Answer.call;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A script learns from the exit code that nobody should act on an answer. */
class FailOnTest {
    @TempDir private Path folder;

    private String sweep() {
        String runs = folder.resolve("sweep.csv").toString();
        call(
                ("simulate " + runs + " --budget 1e18 --budget 1e19 --budget 1e20 --noise 0.001")
                        .split(" "));
        return runs;
    }

    private static Answer called(String command, String... further) {
        return call(
                Stream.concat(Stream.of(command.split(" ")), Stream.of(further))
                        .toArray(String[]::new));
    }

    @Test
    void aWarningFailsWhereItIsAskedForAndTheAnswerPrintsAllTheSame() {
        String runs = sweep();
        for (String command :
                new String[] {
                    "fit " + runs + " --budget 1e24",
                    "plan --fit " + runs + " --budget 1e24",
                    "plan --law hoffmann-2022 --budget 1e28"
                }) {
            Answer plain = called(command);
            assertThat(plain.code()).as(command).isZero();
            assertThat(plain.out() + plain.err()).contains("WARNING extrapolation");
            Answer strict = called(command, "--fail-on", "warning");
            assertThat(strict.code()).as(command).isEqualTo(3);
            assertThat(strict.out()).isEqualTo(plain.out());
            assertThat(called(command, "--fail-on", "error").code()).isZero();
        }
        assertThat(called("fit " + runs + " --fail-on warning").code()).isZero();
        assertThat(called("isoflop " + runs + " --bootstrap 20 --fail-on error").code()).isZero();
    }

    @Test
    void anotherWordIsRefused() {
        assertThat(called("fit runs.csv --fail-on note").err())
                .isEqualToIgnoringNewLines(
                        "scaling: --fail-on must be warning or error, got 'note'");
    }
}
