package org.scalinglaws.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.scalinglaws.command.Answer.call;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What a shell sees of the program before a command does anything. */
class ShellTest {
    @TempDir private Path folder;

    static Stream<String> commands() {
        Set<String> own = Set.of("help", "generate-completion");
        return Main.commandLine().getSubcommands().keySet().stream()
                .filter(name -> !own.contains(name));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyHelpEndsWithExamplesThatCanBeTyped(String command) {
        List<String> examples = Examples.of(command);
        assertThat(examples).isNotEmpty();
        String help = call(command, "--help").out();
        for (String example : examples) {
            assertThat(help).contains("\n  " + example + "\n");
            List<String> words = List.of(example.split(" ", -1));
            assertThat(words.get(0)).isEqualTo("scaling");
            assertThatCode(
                            () ->
                                    Main.commandLine()
                                            .parseArgs(
                                                    words.subList(1, words.size())
                                                            .toArray(String[]::new)))
                    .doesNotThrowAnyException();
        }
        assertThat(call("help", command).out()).isEqualTo(help);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aCommandReadAloneSaysWhatItSaysAmongAll(String command) {
        CommandLine alone = Main.commandLine(command, "--help");
        assertThat(alone.getSubcommands()).containsOnlyKeys(command);
        assertThat(alone.getSubcommands().get(command).getUsageMessage())
                .isEqualTo(call(command, "--help").out());
    }

    @Test
    void filesAreFittedAndHelpKnowsAllCommands() {
        assertThat(Main.commandLine("runs.csv").getSubcommands()).containsOnlyKeys("fit");
        assertThat(Main.commandLine(new String[0]).getSubcommands()).isEmpty();
        for (String all : List.of("help", "--help", "generate-completion", "fitt")) {
            assertThat(Main.commandLine(all).getSubcommands())
                    .containsKeys("fit", "plan", "units", "help");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fit runs.csv --budgets 1e22 | Unknown options: '--budgets', '1e22'; did you mean"
                        + " --budget? (see scaling fit --help)",
                "fit | Missing required parameter: 'RUNS.csv' (see scaling fit --help)",
                "fit runs.csv --bootstrap many | Invalid value for option '--bootstrap': 'many' is"
                        + " not an int (see scaling fit --help)",
                "fitt | Unmatched argument at index 0: 'fitt'; did you mean fit, units or confirm?"
                        + " (see scaling --help)",
            })
    void aWrongCallIsAnsweredByOneLine(String arguments, String message) {
        Answer answer = call(arguments.split(" "));
        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err().strip()).isEqualTo("scaling: " + message);
    }

    @Test
    void aFileWithoutACommandIsFitted() throws IOException {
        String runs = folder.resolve("sweep.csv").toString();
        call("simulate", runs, "--budget", "1e18", "--budget", "1e20", "--noise", "0");
        assertThat(call(runs, "--budget", "1e22")).isEqualTo(call("fit", runs, "--budget", "1e22"));
        Path plain = Files.copy(Path.of(runs), folder.resolve("sweep"));
        assertThat(call(plain.toString()).code()).isZero();
        assertThat(call("absent.csv").err())
                .isEqualToIgnoringNewLines("scaling: no file 'absent.csv'");
    }

    @ParameterizedTest
    @CsvSource({"0.4, 40%", "0.4, '40 %'", "0.125, 12.5%"})
    void aPartMayBeSaidInPercent(String part, String percent) {
        String[] plain = "cost --params 7B --tokens 2T --cluster 256xH100".split(" ");
        assertThat(call(with(plain, "--utilisation", percent)))
                .isEqualTo(call(with(plain, "--utilisation", part)));
        assertThat(call(with(plain, "--utilisation", "half")).err())
                .isEqualToIgnoringNewLines(
                        "scaling: Invalid value for option '--utilisation': 'half' is not a"
                                + " number (see scaling cost --help)");
    }

    private static String[] with(String[] arguments, String... further) {
        return Stream.concat(Stream.of(arguments), Stream.of(further)).toArray(String[]::new);
    }

    @Test
    void aShellCanCompleteEveryCommand() {
        String script = call("generate-completion").out();
        assertThat(script)
                .startsWith("#!/usr/bin/env bash")
                .contains("complete -F _complete_scaling");
        commands()
                .forEach(
                        command ->
                                assertThat(script)
                                        .contains("_picocli_scaling_" + command.replace("-", "")));
    }
}
