package org.scalinglaws.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.scalinglaws.command.Answer.call;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The command {@code tune} with a file of one's own sweep. */
class TuneSweepTest {
    @TempDir private static Path folder;
    private static String both = "";
    private static String rates = "";

    @BeforeAll
    static void write() throws IOException {
        both = TuningSweep.write(folder.resolve("both.csv"), 5).toString();
        rates = TuningSweep.write(folder.resolve("rates.csv"), 1).toString();
    }

    private static Answer tune(String file, String... options) {
        String[] words = Arrays.copyOf(new String[] {"tune", file}, 2 + options.length);
        System.arraycopy(options, 0, words, 2, options.length);
        return call(words);
    }

    @Test
    void aSweepHasItsOptimaItsLawsAndHowFarTheRulesAreOff() {
        String said = tune(both).out();
        assertThat(said)
                .contains("best rate            95 % interval   best batch")
                .contains("  learning rate  of params ")
                .contains("  over the sizes and lengths of the sweep")
                .contains("  own sweep  ")
                .doesNotContain("by the law");
        assertThat(tune(rates).out()).doesNotContain("best batch").contains("best rate");
    }

    @Test
    void whatIsAskedOfTheLawsStandsBesideTheRules() {
        Answer answer = tune(both, "--params", "1B", "--tokens", "20B", "--level", "0.9");
        assertThat(answer.out())
                .contains("by the law            90 % interval    a new sweep's optimum")
                .contains("  step-law-2025 ")
                .contains("WARNING extrapolation (2): params of 1.00e+09 is 0.6 decades above");
        JsonNode json =
                tune(both, "--params", "1B", "--tokens", "20B", "--level", "0.9", "--json").json();
        JsonNode law = json.get("learningRate");
        double truth = 2.5 * Math.pow(1e9, -0.7) * Math.pow(2e10, 0.28);
        JsonNode asked = law.get("asked");
        assertThat(asked.get("value").asDouble()).isBetween(0.8 * truth, 1.2 * truth);
        assertThat(asked.get("interval").get(0).asDouble())
                .isGreaterThan(asked.get("newSweep").get(0).asDouble());
        assertThat(law.get("params").get("estimate").asDouble()).isBetween(-0.75, -0.65);
        assertThat(law.get("reason").isNull()).isTrue();
        assertThat(json.get("groups").size()).isEqualTo(12);
        assertThat(json.get("rules").get("step-law-2025").get("learningRate").asDouble())
                .isPositive();
        assertThat(json.get("offsets").get(0).get("rule").asString()).isEqualTo("own sweep");
    }

    @Test
    void aShapeIsCountedAsTheRunsAre() {
        JsonNode body =
                tune(
                                rates,
                                "--shape",
                                "llama-3-8b",
                                "--tokens",
                                "1T",
                                "--counting",
                                "non-embedding",
                                "--json")
                        .json();
        JsonNode whole = tune(rates, "--shape", "llama-3-8b", "--tokens", "1T", "--json").json();
        assertThat(value(body)).isGreaterThan(value(whole));
    }

    private static double value(JsonNode json) {
        return json.get("learningRate").get("asked").get("value").asDouble();
    }

    @Test
    void aBatchInSequencesIsBroughtToTokensByItsUnit() throws IOException {
        Path file = folder.resolve("sequences.csv");
        StringBuilder csv = new StringBuilder();
        for (String line : Files.readString(Path.of(both)).split("\n", -1)) {
            String[] cells = line.split(",", -1);
            if (cells.length == 5 && !cells[0].equals("params")) {
                cells[3] = "" + Double.parseDouble(cells[3]) / 2048;
            }
            csv.append(String.join(",", cells)).append('\n');
        }
        Files.writeString(file, csv);
        String brought = tune(file.toString(), "--unit", "batch=2048", "--json").out();
        JsonNode json = tune(both, "--json").json();
        double first = json.get("groups").get(0).get("batch").get("value").asDouble();
        assertThat(brought).contains(("" + first).substring(0, 8));
    }

    @Test
    void whatIsNoSweepIsRefusedInASentence() throws IOException {
        Path file = folder.resolve("bad.csv");
        Files.writeString(file, "params,tokens,loss\n1e7,1e9,3\n");
        assertThat(tune(file.toString()).err())
                .isEqualTo(
                        "scaling: bad.csv has no column of numbers lr or learning_rate or max_lr or"
                                + " peak_lr"
                                + System.lineSeparator());
        assertThat(tune(file.toString()).code()).isEqualTo(2);
        Files.writeString(file, "params,tokens,lr,loss\n1e7,1e9,1e-3,3\n1e7,1e9,-1e-3,3.1\n");
        assertThat(tune(file.toString()).err())
                .startsWith(
                        "scaling: bad.csv: lr must be positive in every run, got -0.001 in run 2");
        assertThat(tune(both, "--within", "0").err())
                .startsWith("scaling: share must be positive and finite, got 0");
    }

    @Test
    void aGroupLeftOutFailsAScriptThatAsksForIt() throws IOException {
        Path file = folder.resolve("few.csv");
        Files.writeString(file, Files.readString(Path.of(rates)) + "5e9,1e9,0.001,4096,2.5\n");
        Answer answer = tune(file.toString(), "--fail-on", "warning");
        assertThat(answer.code()).isEqualTo(3);
        assertThat(answer.out())
                .contains(
                        "WARNING group-left-out: 5B parameters on 1B tokens are left out: 1 learning"
                                + " rate tried, and a curve needs 3");
    }
}
