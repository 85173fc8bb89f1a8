package org.scalinglaws.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What several forms say against a recipe goes with the intervals that are printed for it. */
class FormDoubtTest {
    private static final Pattern PRINTED = Pattern.compile("a new run \\[(\\S+), (\\S+)\\]");
    private static final Pattern TOLD = Pattern.compile("a new run is wide, (\\S+) to (\\S+):");

    private static double number(String text, Pattern pattern, int group) {
        MatchResult found = pattern.matcher(text).results().findFirst().orElseThrow();
        return Double.parseDouble(found.group(group));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.8", "0.9", "0.95"})
    void aWideIntervalIsToldAtTheLevelThatWasAskedFor(String level, @TempDir Path folder) {
        Path runs = folder.resolve("runs.csv");
        FiveBudgets.writeCsv(runs);
        String at = "params=1e15,tokens=1e17";
        Answer answer = Answer.call("fit", runs.toString(), "--at", at, "--level", level);
        for (int end = 1; end <= 2; end++) {
            double printed = number(answer.out(), PRINTED, end);
            assertThat(number(answer.out(), TOLD, end)).isCloseTo(printed, within(1e-3 * printed));
        }
    }
}
