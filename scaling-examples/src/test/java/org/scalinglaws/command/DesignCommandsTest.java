package org.scalinglaws.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.scalinglaws.command.Answer.call;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.design.NextRuns;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.ChinchillaLaw;
import tools.jackson.databind.JsonNode;

/** What to train next: single runs, one of several recipes, a whole sweep. */
class DesignCommandsTest {
    @TempDir private Path folder;
    private String runs = "";

    @BeforeEach
    void aSweepIsThere() {
        runs = folder.resolve("runs.csv").toString();
        assertThat(
                        call(
                                        "simulate",
                                        runs,
                                        "--budget",
                                        "1e18",
                                        "--budget",
                                        "1e19",
                                        "--budget",
                                        "1e20")
                                .code())
                .isZero();
    }

    private static Answer typed(String line) {
        return call(line.split(" "));
    }

    @Test
    void theNextRunsAreThoseOfJava() {
        Fit<ChinchillaLaw> fit =
                Fitter.of(ChinchillaLaw.FAMILY).fit(Dataset.readCsv(Path.of(runs)));
        org.scalinglaws.design.ChosenRuns expected =
                NextRuns.after(fit).choose(ChinchillaLaw::alpha, 4, 1e20);
        JsonNode json =
                typed("next-runs " + runs + " --of alpha --runs 4 --total 1e20 --json").json();
        assertThat(json.get("errorBefore").asDouble()).isEqualTo(expected.errorBefore());
        assertThat(json.get("errorAfter").asDouble()).isEqualTo(expected.errorAfter());
        assertThat(json.get("flops").asDouble()).isEqualTo(expected.price());
        assertThat(json.get("runs").valueStream().mapToInt(run -> run.get("times").asInt()).sum())
                .isEqualTo(expected.runs().size());
    }

    @Test
    void peopleReadWhatTheNextRunsAreFor() {
        Answer answer = typed("next-runs " + runs + " --runs 3 --total 2e20");
        assertThat(answer.code()).isZero();
        assertThat(answer.out())
                .matches(
                        "(?s)[1-3] runs to train next, after 27 runs and for [0-9.e]+ FLOP\\R"
                                + "  times         params         tokens          flops\\R.*")
                .containsPattern(
                        "  the standard error of the best model size at 1e21 FLOP falls from"
                                + " [0-9.]+ % to [0-9.]+ %");
    }

    @Test
    void aPrecisionAsksForAsManyRunsAsItTakes() {
        JsonNode json = typed("next-runs " + runs + " --of beta --error 0.014 --json").json();
        assertThat(json.get("errorBefore").asDouble()).isGreaterThan(0.014);
        assertThat(json.get("errorAfter").asDouble()).isLessThanOrEqualTo(0.014 * (1 + 1e-6));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--of gamma | unknown number 'gamma'; there are size, loss, all, E, A, alpha, B, beta,"
                        + " a, b",
                "--error 0.1 --total 1e20 | --error asks for as many runs as it takes, and cannot go"
                        + " with --total",
                "--error 0.1 --of all | --error needs a number: --of size, for one",
                "--total 1e10 | total price must be at least that of the cheapest candidate",
            })
    void whatCannotBeChosenIsRefused(String options, String message) {
        Answer answer = typed("next-runs " + runs + " " + options);
        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err()).startsWith("scaling: " + message);
    }

    @Test
    void aChoiceWeighsEveryCandidateByTheSameLaws() {
        JsonNode json =
                typed(
                                "choose "
                                        + runs
                                        + " --at large:params=16B,tokens=104B --at"
                                        + " params=1B,tokens=1.7T --bootstrap 50 --json")
                        .json();
        assertThat(json.get("candidates").valueStream().map(each -> each.get("name").asString()))
                .containsExactly("large", "1B on 1.7T");
        double shares =
                json.get("candidates")
                        .valueStream()
                        .mapToDouble(each -> each.get("probabilityOfBest").asDouble())
                        .sum();
        assertThat(shares).isEqualTo(1, within(1e-12));
        assertThat(json.get("leastMeanRegret").asString()).isEqualTo("large");
    }

    @Test
    void aBudgetAloneIsAnsweredBySizesAboutItsPlan() {
        Answer answer = typed("choose " + runs + " --budget 1e21 --bootstrap 50");
        assertThat(answer.code()).isZero();
        List<String> lines = answer.out().lines().toList();
        assertThat(lines.get(0))
                .isEqualTo(
                        "50 laws that the runs could as well have led to; regret against each law's own"
                                + " plan of 1e21 FLOP; losses in nats");
        assertThat(lines.subList(2, 7)).allMatch(line -> line.matches("  \\S+ on \\S+ .*"));
        assertThat(answer.out())
                .contains(" has the least mean regret, and the least in 95 % of the laws")
                .contains("extrapolation: ");
    }

    @Test
    void aChoiceSpeaksTheUnitOfTheLosses() {
        String asked = "choose " + runs + " --budget 1e21 --bootstrap 20";
        assertThat(typed(asked + " --loss-unit bits").out().lines().findFirst().orElseThrow())
                .endsWith("; losses in bits");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                " | choose needs --at for each candidate, or --budget for sizes about its plan",
                "--at params=1B,tokens=2B --at params=1B,tokens=2B | --at must name each candidate"
                        + " once, got '1B on 2B' twice",
                "--at large:params | --at takes NAME=VALUE, got 'params'",
            })
    void aWrongCandidateIsRefused(String options, String message) {
        String more = options == null ? "" : " " + options;
        Answer answer = typed("choose " + runs + more);
        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err()).isEqualToIgnoringNewLines("scaling: " + message);
    }

    @Test
    void aSweepSpendsItsTotalAndIsPriced() {
        JsonNode json =
                typed("sweep --total 1e21 --cluster 64xH100 --price 2 --currency EUR --json")
                        .json();
        double flops =
                json.get("runs")
                        .valueStream()
                        .mapToDouble(run -> run.get("flops").asDouble())
                        .sum();
        assertThat(json.get("runs").size()).isEqualTo(45);
        assertThat(flops).isCloseTo(1e21, withinPercentage(1e-9));
        double hours = 1e21 / (0.4 * 989.4e12) / 3600;
        JsonNode cost = json.get("cost");
        assertThat(cost.get("money").asDouble()).isCloseTo(2 * hours, withinPercentage(1e-9));
        assertThat(cost.get("currency").asString()).isEqualTo("EUR");
        assertThat(cost.get("energyKWh").asDouble())
                .isCloseTo(0.7 * 1.1 * hours, withinPercentage(1e-9));

        // The same from the other end: what the money buys.
        JsonNode bought =
                typed("sweep --money " + 2 * hours + " --cluster 64xH100 --price 2 --json").json();
        assertThat(bought.get("flops").asDouble()).isCloseTo(1e21, withinPercentage(1e-9));
    }

    @Test
    void aSweepOfShapesIsWrittenAsATable() throws IOException {
        Path file = folder.resolve("design.csv");
        Answer answer =
                typed(
                        "sweep --budget 1e19 --budget 1e20 --ratio 20 --sizes 5 --shapes --cluster"
                                + " 8xTPU-v5p --price 2 --save "
                                + file);
        assertThat(answer.code()).isZero();
        assertThat(Files.readAllLines(file)).hasSize(11).startsWith("params,tokens,flops");
        assertThat(answer.out())
                .contains("layers  width  heads")
                .contains("  energy unknown, since TPU-v5p has no published power")
                .contains("  WARNING few-budgets: ")
                .doesNotContain("NaN");
        assertThat(typed("sweep --budget 1e19 --fail-on warning").code()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sweep | sweep needs --budget, --total, --days or --money",
                "sweep --budget 1e20 --total 1e21 | --budget names each budget, and cannot go with"
                        + " --total, --days or --money",
                "sweep --days 3 | --days needs --cluster, such as 1024xH100",
                "sweep --total 1e21 --sizes 1 | a sweep needs 2 sizes or more and a reach above 1, got 1"
                        + " and 4",
            })
    void aSweepWithoutMeansIsRefused(String line, String message) {
        Answer answer = typed(line);
        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err()).isEqualToIgnoringNewLines("scaling: " + message);
    }
}
