package org.scalinglaws.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.scalinglaws.command.Answer.call;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class FormatTest {
    @TempDir private static Path folder;
    private static String runs = "";
    private static String curve = "";
    private static String tuned = "";
    private static String text = "";

    @BeforeAll
    static void simulate() throws IOException {
        curve = folder.resolve("curve.csv").toString();
        Files.writeString(Path.of(curve), "step,loss,accuracy\n1,5.0,10%\n5,3.2,25%\n10,2.5,40%\n");
        tuned = TuningSweep.write(folder.resolve("tuned.csv"), 5).toString();
        text = folder.resolve("text.txt").toString();
        Files.writeString(Path.of(text), Paragraphs.of(2000));
        runs = folder.resolve("runs.csv").toString();
        call("simulate", runs, "--budget", "1e18", "--budget", "1e19", "--noise", "0.01");
    }

    private static Answer ask(String command, String... options) {
        String named =
                command.replace("RUNS", runs)
                        .replace("CURVE", curve)
                        .replace("TUNED", tuned)
                        .replace("TEXT", text)
                        .replace("FOLDER", folder.resolve("text").toString());
        Stream<String> words = Stream.of(named.split(" "));
        return call(Stream.concat(words, Stream.of(options)).toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fit RUNS --budget 1e21 --at params=1e9,tokens=2e10 --residuals",
                "plan --fit RUNS --budget 1e21",
                "plan --law besiroglu-2024 --budget 1e21 --tokens 1e11",
                "laws",
                "laws besiroglu-2024",
                "findings outlier",
                "choose RUNS --budget 1e20 --bootstrap 20",
                "next-runs RUNS --runs 2",
                "sweep --budget 1e19 --budget 1e20 --cluster 8xH100",
                "shape 1B",
                "tune --params 1B --tokens 20B",
                "tune TUNED --params 1B --tokens 20B",
                "cost --params 1B --tokens 20B --cluster 8xH100",
                "lab-text TEXT --out FOLDER --vocabulary 300",
                "units",
                "select RUNS",
                "health RUNS",
                "watch CURVE --once",
                "trend --doubling 2.3y --money 1e6 --years 3",
                "forecast RUNS --at params=1e9,tokens=2e10"
            })
    void everyRowOfATableHasTheColumnsOfItsHead(String command) {
        String markdown = ask(command, "--format", "markdown").out().strip();
        for (String table : markdown.split("\n\n", -1)) {
            if (table.startsWith("|")) {
                assertThat(table.lines().map(FormatTest::columns).distinct()).hasSize(1);
                assertThat(table.lines().skip(1).findFirst().orElseThrow()).startsWith("| ---");
            }
        }
        String csv = ask(command, "--format", "csv").out();
        assertThat(csv.lines().filter(line -> line.startsWith("|"))).isEmpty();
        assertThat(ask(command, "--format", "json")).isEqualTo(ask(command, "--json"));
        assertThat(ask(command, "--format", "text")).isEqualTo(ask(command));
    }

    private static long columns(String line) {
        return line.replace("\\|", "").chars().filter(each -> each == '|').count();
    }

    @Test
    void residualsAreEveryRunInEveryFormat() {
        String csv = ask("fit RUNS --residuals", "--format", "csv").out();
        int head = csv.indexOf("run,observed,predicted,residual,leverage,influence");
        assertThat(csv.substring(head).strip().lines()).hasSize(1 + 18);
        JsonNode json = ask("fit RUNS --residuals --json").json().get("leverages");
        assertThat(json.size()).isEqualTo(18);
        double sum = json.valueStream().mapToDouble(run -> run.get("leverage").asDouble()).sum();
        assertThat(sum).isBetween(4.99, 5.01);
        assertThat(ask("fit RUNS --residuals").out()).contains("predicted     residual");
    }

    @Test
    void anotherWordIsRefused() {
        assertThat(ask("findings", "--format", "xml").err())
                .contains("--format must be text, markdown, csv or json, got 'xml'");
        assertThat(ask("findings --json", "--format", "csv").err())
                .contains("--json cannot go with --format csv");
        assertThat(ask("laws --budget 1e21", "--format", "csv").code()).isEqualTo(2);
    }
}
