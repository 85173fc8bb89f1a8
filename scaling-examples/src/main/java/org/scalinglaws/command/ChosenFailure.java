package org.scalinglaws.command;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.finding.Severity;
import picocli.CommandLine.Option;

/** From which finding on a script should not act on an answer. */
final class ChosenFailure {
    static final int CODE = 3;

    @Option(
            names = "--fail-on",
            paramLabel = "warning|error",
            description =
                    "End with exit code 3 where a finding is as serious as this; the answer prints all"
                            + " the same.")
    private @Nullable String severity;

    /** Refuses another word before anything is computed. */
    void check() {
        if (severity != null && !severity.matches("warning|error")) {
            throw new IllegalArgumentException(
                    "--fail-on must be warning or error, got '" + severity + "'");
        }
    }

    /** The exit code of an answer with these findings. */
    int code(Collection<Finding> findings) {
        if (severity == null) {
            return 0;
        }
        Severity least = Severity.valueOf(severity.toUpperCase(Locale.ROOT));
        boolean fails =
                findings.stream().anyMatch(finding -> finding.severity().compareTo(least) >= 0);
        return fails ? CODE : 0;
    }
}
