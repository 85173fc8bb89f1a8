package org.scalinglaws.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.scalinglaws.command.Answer.call;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What the options of the command {@code fit} do, on a file made for them. */
class FitOptionsTest {
    @TempDir private Path folder;
    private String runs = "";

    /** Without noise: loss = 2 + 3/x^0.5 + 5/params^0.5, y = -2 + 4/x^0.5, and a broken column. */
    @BeforeEach
    void writeRuns() throws IOException {
        StringBuilder text = new StringBuilder("params,x,loss,y,router,flops\n");
        for (int i = 1; i <= 12; i++) {
            double n = 100 * (1 + i % 4);
            text.append(
                    String.format(
                            Locale.ROOT,
                            "%s,%d,%s,%s,%s,%d%n",
                            n,
                            i,
                            2 + 3 / Math.sqrt(i) + 5 / Math.sqrt(n),
                            -2 + 4 / Math.sqrt(i),
                            i % 3 == 0 ? "Dense" : i % 3 == 1 ? "S-Base" : "Hash",
                            i == 7 ? -1 : i));
        }
        runs = Files.writeString(folder.resolve("runs.csv"), text).toString();
    }

    private Answer fit(String... options) {
        return call(with(new String[] {"fit", runs, "--ignore-column", "flops"}, options));
    }

    private static String[] with(String[] options, String... more) {
        return Stream.of(options, more).flatMap(Arrays::stream).toArray(String[]::new);
    }

    @Test
    void theLossMayStandInAnotherColumnAndBeNegative() throws IOException {
        String[] question = {
            "--loss-column", "y", "--law", "additive:x", "--objective", "squares", "--at", "x=4"
        };
        Files.writeString(Path.of(runs), Files.readString(Path.of(runs)).replace(",y,", ",Y,"));
        Answer answer = fit(with(question, "--json"));
        assertThat(answer.err()).isEmpty();
        JsonNode json = answer.json();
        assertThat(json.get("lossColumn").asString()).isEqualTo("Y");
        assertThat(json.get("rows").asInt()).isEqualTo(12);
        assertThat(json.get("parameters").get("E").asDouble()).isZero();
        assertThat(fit(question).out()).containsPattern("  x=4: Y -?\\d");
    }

    @Test
    void theColumnLossMayThenBeAFactor() {
        String[] question = {
            "--loss-column",
            "params",
            "--law",
            "power:loss",
            "--objective",
            "squares",
            "--at",
            "loss=3"
        };
        JsonNode prediction = fit(with(question, "--json")).json().get("predictions").get(0);
        assertThat(List.copyOf(prediction.propertyNames())).containsExactly("loss", "params");
        assertThat(prediction.get("loss").asDouble()).isEqualTo(3);
        assertThat(fit(question).out()).containsPattern("(?m)^  loss=3: params [0-9.]+, 95 % ");
    }

    @Test
    void aDefaultObjectiveThatCannotTakeTheLossSaysSo() {
        Answer answer = fit("--loss-column", "y", "--law", "power:x", "--drop-highest-loss", "1");
        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err().strip())
                .isEqualTo(
                        "scaling: objective 'log-huber:0.001' needs positive losses; run 3 has"
                                + " 0 nats");
    }

    @Test
    void aFactorMayStandInItsOwnOption() {
        String[] same = {"--objective", "log-squares", "--json"};
        String colon = fit(with(same, "--law", "power:x")).out();
        String option = fit(with(same, "--law", "power", "--factor", "x")).out();
        assertThat(colon).contains("\"law\": \"power\"");
        assertThat(option).isEqualTo(colon);
        Answer two = fit("--law", "additive", "--factor", "x", "--factor", "params", "--json");
        assertThat(two.json().get("parameters").get("alpha_x").asDouble())
                .isEqualTo(0.5, within(1e-6));
    }

    @Test
    void fixedAndTiedParametersShow() {
        String[] options = {
            "--law", "additive:x,params", "--fix", "E=2", "--tie", "alpha_params=alpha_x"
        };
        Answer text = fit(options);
        assertThat(text.err()).isEmpty();
        assertThat(text.out())
                .containsPattern("(?m)^  fixed {10}E = 2$")
                .containsPattern("(?m)^  tied {11}alpha_params = alpha_x$");
        JsonNode json = fit(with(options, "--json")).json();
        JsonNode parameters = json.get("parameters");
        assertThat(parameters.get("E").asDouble()).isEqualTo(2);
        assertThat(parameters.get("alpha_x").asDouble())
                .isEqualTo(parameters.get("alpha_params").asDouble())
                .isEqualTo(0.5, within(1e-9));
        assertThat(parameters.get("A_x").asDouble()).isEqualTo(3, within(1e-8));
        assertThat(json.get("fixed").toString()).isEqualTo("{\"E\":2.0}");
        assertThat(json.get("tied").toString()).isEqualTo("{\"alpha_params\":\"alpha_x\"}");
        assertThat(json.get("standardErrors").get("E").isNull()).isTrue();
    }

    @Test
    void withoutFixedAndTiedParametersTheAnswerSaysNone() {
        assertThat(fit("--law", "power:x").out()).doesNotContain("fixed", "tied");
        JsonNode json = fit("--law", "power:x", "--json").json();
        assertThat(json.get("fixed").toString()).isEqualTo("{}");
        assertThat(json.get("tied").toString()).isEqualTo("{}");
        assertThat(json.get("lossColumn").asString()).isEqualTo("loss");
    }

    @Test
    void severalOptionsOfOneKindAreAllObeyed() {
        JsonNode json =
                fit(
                                "--law",
                                "additive:x,params",
                                "--fix",
                                "E=2",
                                "--fix",
                                "alpha_x=0.5",
                                "--fix",
                                "A_x=3",
                                "--json")
                        .json();
        assertThat(List.copyOf(json.get("fixed").propertyNames()))
                .containsExactly("E", "alpha_x", "A_x");
        assertThat(json.get("parameters").get("A_params").asDouble()).isEqualTo(5, within(1e-6));
    }

    @ParameterizedTest
    @CsvSource({
        "router=Dense, 4",
        "router=Dense|S-Base, 8",
        "router = Dense | S-Base, 8",
        "router=Hash|Hash, 4",
        "N=100|300.0, 6",
        "x=1|2|3|4, 4"
    })
    void aConditionMayGiveSeveralValues(String condition, int rows) {
        JsonNode json = fit("--law", "power:x", "--where", condition, "--json").json();
        assertThat(json.get("rows").asInt()).isEqualTo(rows);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "--where router | a condition must be COLUMN=VALUE, or with != < <= > >= ~ in place of"
                        + " =, got 'router'",
                "--where router=dense | no run of runs.csv has router=dense; it has S-Base, Hash, Dense",
                "\"--where router=Dense|SBase\" | no run of runs.csv has router=SBase; it has S-Base, Hash, Dense",
                "--where depth=3 | runs.csv:1: no column 'depth'; the columns are params, x, loss, y,"
                        + " router, flops",
                "--loss-column z | runs.csv:1: no column 'z'; the columns are params, x, loss, y,"
                        + " router, flops",
                "--loss-column x --bad-rows mend | bad rows must be stop or skip, got 'mend'",
                "--ignore-column z | runs.csv:1: no column 'z'; the columns are params, x, loss, y,"
                        + " router, flops",
                "--ignore-column loss | the loss column must be read, got 'loss' to ignore",
                "--law chinchilla | law 'chinchilla' needs tokens; no run has any",
                "--law power:depth | law 'power' needs depth; no run has any",
                "--law power --factor depth | law 'power' needs depth; no run has any",
                "--law power | law 'power' is written power:FACTOR or power with --factor FACTOR,"
                        + " got 'power'",
                "--law chinchilla --factor x | law 'chinchilla' takes no factor, got"
                        + " 'chinchilla:x'",
                "--law power:x --fix gamma=1 | law 'power' has no parameter 'gamma'; it has E, A,"
                        + " alpha",
                "--law power:x --fix alpha | --fix takes NAME=VALUE, got 'alpha'",
                "--law power:x --fix =1 | --fix takes NAME=VALUE, got '=1'",
                "--law power:x --fix alpha=half | fixed alpha must be a number such as 70B, 1.4T or"
                        + " 3e11, got 'half'",
                "--law power:x --fix alpha=-1 | parameter alpha must lie between 0 and 20, got -1",
                "--law power:x --fix E=1 --fix E=2 | --fix must name E once, got it twice",
                "--law power:x --tie alpha | --tie takes NAME=NAME, got 'alpha'",
                "--law power:x --tie alpha=beta | law 'power' has no parameter 'beta'; it has E, A,"
                        + " alpha",
                "--law power:x --tie beta=alpha | law 'power' has no parameter 'beta'; it has E, A,"
                        + " alpha",
                "--law power:x --tie A=E --tie A=alpha | --tie must name A once, got it twice",
                "--law power:x --tie A=A | parameter A is tied to itself",
                "--law power:x --counting all | --counting must be total, non-embedding,"
                        + " without-input-embedding or active, got 'all'",
                "--law power:x --indicators depth | runs.csv has no column 'depth'; it has params,"
                        + " x, y, router, loss"
            })
    void badOptionsAreOneSentence(String options, String message) {
        Answer answer = fit(options.trim().split(" ", -1));
        assertThat(answer.err().strip()).isEqualTo("scaling: " + message);
        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.out()).isEmpty();
    }

    @Test
    void helpListsTheLaws() {
        String help = call("fit", "--help").out();
        assertThat(help).contains("Laws:");
        assertThat(help.replace("\r", "")).endsWith(LawHelp.text() + "\n");
    }

    @Test
    void aRunWithoutAFactorIsNamed() throws IOException {
        Path file = folder.resolve("repeated.csv");
        Files.writeString(
                file,
                """
                params,tokens,unique_tokens,loss
                1e8,1e9,1e9,3
                2e8,1e9,1e9,2.9
                3e8,1e9,,2.8
                4e8,1e9,1e9,2.7
                """);
        Answer answer = call("fit", file.toString(), "--law", "data-constrained");
        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err().strip())
                .isEqualTo("scaling: law 'data-constrained' needs unique_tokens; run 3 has none");
    }

    @Test
    void textsBecomeFactors() {
        Answer answer = fit("--law", "additive:x", "--factor", "router_Dense", "--json");
        assertThat(answer.err().strip())
                .isEqualTo("scaling: law 'additive' needs router_Dense; no run has any");
        Answer read =
                fit(
                        "--law",
                        "exponential:router_Dense",
                        "--indicators",
                        "router",
                        "--fix",
                        "rate=1",
                        "--objective",
                        "squares",
                        "--at",
                        "router_Dense=0",
                        "--at",
                        "router_Dense=1",
                        "--json");
        assertThat(read.err()).isEmpty();
        JsonNode losses = read.json().get("predictions");
        assertThat(losses.get(0).get("loss").asDouble()).isEqualTo(mean(false), within(1e-9));
        assertThat(losses.get(1).get("loss").asDouble()).isEqualTo(mean(true), within(1e-9));
    }

    /** Two levels fitted by squares are the means of their runs. */
    private static double mean(boolean dense) {
        return IntStream.rangeClosed(1, 12)
                .filter(i -> (i % 3 == 0) == dense)
                .mapToDouble(i -> 2 + 3 / Math.sqrt(i) + 5 / Math.sqrt(100 * (1 + i % 4)))
                .average()
                .orElseThrow();
    }

    @Test
    void aCountingRuleGoesFromTheRunsToPredictions() {
        String[] question = {
            "--law", "additive:params,x", "--counting", "non-embedding", "--at", "params=200,x=3"
        };
        Answer text = fit(question);
        assertThat(text.err()).isEmpty();
        assertThat(text.out())
                .contains("range          non-embedding params 100 to 400")
                .contains("params=200 x=3 (non-embedding): loss ")
                .doesNotContain("ERROR counting");
        JsonNode json = fit(with(question, "--json")).json();
        assertThat(json.get("counting").asString()).isEqualTo("non-embedding");
    }
}
