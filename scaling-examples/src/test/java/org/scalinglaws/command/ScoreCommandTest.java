package org.scalinglaws.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.scalinglaws.command.Answer.call;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.StringJoiner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalinglaws.law.ChinchillaLaw;
import tools.jackson.databind.JsonNode;

/** Accuracies of runs whose loss follows a law, and whose accuracy a sigmoid of the loss. */
class ScoreCommandTest {
    private static final ChinchillaLaw LAW =
            new ChinchillaLaw(1.8172, 482.01, 0.3478, 2085.43, 0.3658);

    @TempDir private Path folder;
    private String runs = "";

    private static double accuracy(double loss, double middle) {
        return 0.25 + 0.7 / (1 + Math.exp(10 * (loss / middle - 1)));
    }

    @BeforeEach
    void write() throws IOException {
        StringJoiner csv = new StringJoiner("\n").add("params,tokens,loss,accuracy,other");
        int row = 0;
        for (double params : new double[] {5e7, 1e8, 3e8, 1e9}) {
            for (double ratio : new double[] {10, 20, 50, 150}) {
                double ripple = 1 + 0.002 * Math.sin(7 * ++row);
                double loss = LAW.loss(params, ratio * params) * ripple;
                double noise = 0.004 * Math.cos(5 * row);
                csv.add(
                        String.join(
                                ",",
                                Double.toString(params),
                                Double.toString(ratio * params),
                                Double.toString(loss),
                                Double.toString(accuracy(loss, 2.75) + noise),
                                Double.toString(accuracy(loss, 2.9) - noise)));
            }
        }
        Path file = folder.resolve("runs.csv");
        Files.writeString(file, csv.toString());
        runs = file.toString();
    }

    @Test
    void aScoreIsForetoldByItsLossAndByComputeAlone() {
        Answer answer =
                call(
                        "score",
                        runs,
                        "--choices",
                        "4",
                        "--items",
                        "5000",
                        "--at",
                        "params=3B,tokens=60B");
        assertThat(answer.code()).isZero();
        assertThat(answer.out())
                .contains("  loss    chinchilla fit of 16 runs: ")
                .contains("  score   sigmoid fit of 16 runs: floor=0.25 ")
                .contains("  direct  saturating-rise fit of 16 runs: ")
                .contains("params N   tokens D     loss    95 % of a new run    score ")
                .contains("  kept out of the fit\n")
                .contains("WARNING score-range: the loss of ")
                .doesNotContain("score-weights");
    }

    @Test
    void theAnswerAsJsonHasBothStepsAndTheRunsThatWereKeptOut() {
        JsonNode json =
                call("score", runs, "--choices", "4", "--at", "params=3B,tokens=60B", "--json")
                        .json();
        JsonNode forecast = json.get("forecasts").get(0);
        double truth = accuracy(LAW.loss(3e9, 6e10), 2.75);
        assertThat(forecast.get("score").get("newRun").get(0).asDouble()).isLessThan(truth);
        assertThat(forecast.get("score").get("newRun").get(1).asDouble()).isGreaterThan(truth);
        assertThat(forecast.get("gap").isNumber()).isTrue();
        assertThat(json.get("withheld").size()).isEqualTo(4);
        assertThat(json.get("score").get("parameters").get("floor").asDouble()).isEqualTo(0.25);
        assertThat(json.get("findings").toString()).contains("\"score-weights\"");
    }

    @Test
    void severalScoresAreToldApartByHowWellTheyAreForetold() {
        Answer answer =
                call(
                        "score",
                        runs,
                        "--score",
                        "accuracy,other",
                        "--floor",
                        "25%",
                        "--ceiling",
                        "0.95");
        assertThat(answer.out())
                .contains(
                        "  score                withheld      error  no change   held predictable")
                .contains("  one steepness for all: ")
                .contains("; F(1, ");
    }

    @Test
    void aTableForAPlotHoldsEveryRun() {
        String csv = call("score", runs, "--withhold", "0", "--format", "csv").out();
        assertThat(
                        csv.lines()
                                .filter(
                                        line ->
                                                line.startsWith(
                                                        "params N,tokens D,loss,score,curve")))
                .hasSize(1);
        assertThat(csv.lines().count()).isGreaterThan(17);
    }

    @Test
    void exactMatchOverManyTokensIsHeldAgainstItsLoss() {
        Answer answer = call("score", runs, "--tokens-per-answer", "10", "--items", "100");
        assertThat(answer.out())
                .contains("  jump not explained by this metric")
                .contains("WARNING emergence: the greatest step of the score, ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--choices 4 --floor 0.2 | --choices says the floor, and cannot go with --floor",
                "--floor 0.9 --ceiling 0.5 | the floor of a score must lie below its ceiling, got 0.9 and 0.5",
                "--items -1 | items must be positive and finite, got -1",
                "--choices 1 | choices",
                "--score loss | score 'loss' must lie between 0 and 1, or be in percent with its sign",
                "--form hill | hill",
                "--withhold -1 | --withhold must be 0 or more, got -1",
                "--score accuracy,other --at params=1B,tokens=20B | --at foretells one score",
            })
    void aBadArgumentIsOneSentence(String options, String message) {
        String[] words = ("score " + runs + " " + options).split(" ", -1);
        Answer answer = call(words);
        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err()).startsWith("scaling: ").contains(message);
    }
}
