package org.scalinglaws.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.scalinglaws.command.Answer.call;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.published.PublishedLaw;
import org.scalinglaws.published.PublishedLaws;
import tools.jackson.databind.JsonNode;

class CommandLineTest {
    @TempDir private Path folder;

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("runs.csv"), text).toString();
    }

    private String sweep() {
        String runs = folder.resolve("sweep.csv").toString();
        Answer answer =
                call("simulate", runs, "--budget", "1e18", "--budget", "1e20", "--noise", "0");
        assertThat(answer.code()).isZero();
        return runs;
    }

    @Test
    void aSimulatedSweepIsFittedBackToItsTruth() {
        Answer answer =
                call(
                        "fit",
                        sweep(),
                        "--budget",
                        "5.76e23",
                        "--at",
                        "params=7e10,tokens=1.4T",
                        "--json");
        assertThat(answer.code()).isZero();
        assertThat(answer.err()).isEmpty();
        JsonNode json = answer.json();
        assertThat(json.get("law").asString()).isEqualTo("chinchilla");
        assertThat(json.get("rows").asInt()).isEqualTo(18);
        assertThat(json.get("objective").get("name").asString()).isEqualTo("log-huber:0.001");
        assertThat(json.get("objective").get("sum").asDouble()).isLessThan(1e-25);
        JsonNode parameters = json.get("parameters");
        assertThat(List.copyOf(parameters.propertyNames()))
                .containsExactly("E", "A", "alpha", "B", "beta");
        assertThat(parameters.get("alpha").asDouble()).isEqualTo(0.34781, within(1e-9));
        assertThat(parameters.get("beta").asDouble()).isEqualTo(0.36585, within(1e-9));
        assertThat(List.copyOf(json.get("standardErrors").propertyNames()))
                .containsExactly("E", "A", "alpha", "B", "beta");
        assertThat(json.get("startsAgreeing").get("tried").asInt()).isGreaterThanOrEqualTo(4);
        JsonNode plan = json.get("plans").get(0);
        assertThat(List.copyOf(plan.propertyNames()))
                .contains("flops", "params", "counting", "tokens", "loss", "recipe", "findings");
        assertThat(plan.get("params").asDouble()).isEqualTo(7.235274e10, within(1e5));
        JsonNode prediction = json.get("predictions").get(0);
        assertThat(List.copyOf(prediction.propertyNames()))
                .containsExactly("params", "tokens", "loss");
        assertThat(json.get("findings").valueStream().map(each -> each.get("check").asString()))
                .contains("extrapolation");
    }

    @Test
    void aLikelihoodReportsItselfTwice() {
        JsonNode objective =
                call("fit", sweep(), "--objective", "log-huber-likelihood:1e-3", "--json")
                        .json()
                        .get("objective");
        assertThat(objective.get("logLikelihood").asDouble())
                .isEqualTo(-objective.get("sum").asDouble());
    }

    @Test
    void aPlanIsOneObjectOnStandardOutputAndItsFindingsGoToStandardError() {
        Answer answer = call("plan", "--law", "hoffmann-2022", "--budget", "5.76e23", "--json");
        assertThat(answer.code()).isZero();
        JsonNode json = answer.json();
        assertThat(List.copyOf(json.propertyNames()))
                .contains(
                        "params",
                        "tokens",
                        "uniqueTokens",
                        "epochs",
                        "flops",
                        "servingFlops",
                        "loss",
                        "days",
                        "money",
                        "energyKWh",
                        "counting",
                        "binding",
                        "shadowPrices",
                        "limits",
                        "law",
                        "findings");
        assertThat(json.get("binding").get(0).asString()).isEqualTo("compute");
        assertThat(json.get("days").isNull()).isTrue();
        assertThat(json.get("params").asDouble()).isEqualTo(4.036094e10, within(1e4));
        assertThat(json.get("loss").asDouble()).isEqualTo(1.918412, within(5e-7));
        assertThat(answer.err()).startsWith("scaling: WARNING refuted: ");
    }

    private static List<String> names() {
        return PublishedLaws.all().stream().map(PublishedLaw::name).toList();
    }

    @Test
    void lawsAreAnArrayWithNames() {
        JsonNode json = call("laws", "--json").json();
        assertThat(json.isArray()).isTrue();
        assertThat(json.valueStream().map(law -> law.get("name").asString()))
                .containsExactlyElementsOf(names().stream().sorted().toList())
                .contains("hoffmann-2022", "hoffmann-2022-rounded", "besiroglu-2024");
        assertThat(call("laws").out()).contains("besiroglu-2024  ", "name  ");
    }

    @Test
    void conditionsCompareTextAndNumbers() throws IOException {
        StringBuilder text = new StringBuilder("params,tokens,loss,set,outlier\n");
        for (int i = 1; i <= 8; i++) {
            text.append(String.format("%de8,%de10,%f,a,0.0%n", i, 9 - i, 3 - 0.1 * i));
        }
        text.append("1e9,1e10,9.9,a,1\n2e9,1e10,9.9,b,0\n");
        String runs = file(text.toString());
        Answer answer = call("fit", runs, "--where", "set=a", "--where", "outlier=0", "--json");
        assertThat(answer.json().get("rows").asInt()).isEqualTo(8);
        assertThat(
                        call("fit", runs, "--drop-highest-loss", "3", "--json")
                                .json()
                                .get("rows")
                                .asInt())
                .isEqualTo(7);
    }

    @Test
    void withoutArgumentsTheMainJobRuns() {
        Answer answer = call();
        assertThat(answer.code()).isZero();
        assertThat(answer.out())
                .contains("fitted to 88 runs", "CONVERGED", "entropy rate", "What to train")
                .contains("Your own runs: java -jar scaling.jar fit RUNS.csv --budget FLOPS");
    }

    @Test
    void whatHelpAndMessageSayOfObjectivesIsTheListOfTheLibrary() {
        String names = String.join(", ", Objective.names());
        assertThat(call("fit", "absent.csv", "--objective", "median").err().strip())
                .isEqualTo("scaling: unknown objective 'median'; there are " + names);
        assertThat(call("fit", "--help").out().replaceAll("\\s+", " "))
                .contains("What a fit makes small: " + names + "; log-huber:1e-3 unless said.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "plan --law hoffmann-2022 --budget -3 | 2 | compute in FLOP must be positive and"
                        + " finite, got -3",
                "plan --law hoffmann-2022 --budget abc | 2 | compute in FLOP must be a number such"
                        + " as 70B, 1.4T or 3e11, got 'abc'",
                "fit absent.csv | 2 | no file 'absent.csv'",
                "fit absent.csv --objective log-huber:0 | 2 | Huber delta must be positive and"
                        + " finite, got 0",
                "fit absent.csv --at params | 2 | --at takes NAME=VALUE, got 'params'",
            })
    void badArgumentsAreOneSentence(String arguments, int code, String message) {
        Answer answer = call(arguments.trim().split(" ", -1));
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err().strip()).isEqualTo("scaling: " + message);
    }

    @Test
    void anUnknownFamilyIsRefusedWithTheOnesThereAre() {
        Answer answer = call("fit", "absent.csv", "--law", "gpt");
        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err().strip())
                .startsWith("scaling: unknown law 'gpt'; there are chinchilla, power:FACTOR, ")
                .matches("(?s).*, [a-zA-Z:,.-]+ and [0-9]+ more");
    }

    @Test
    void anUnknownPublishedLawIsRefusedWithTheOnesThereAre() {
        Answer answer = call("plan", "--law", "gpt", "--budget", "1e20");
        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err().strip())
                .startsWith("scaling: unknown law 'gpt'; there are " + names().get(0) + ", ")
                .matches(".*, " + names().get(20) + ", .* and [0-9]+ more");
    }

    @Test
    void badDataAndNoAnswerHaveCodesOfTheirOwn() throws IOException {
        Answer four =
                call("fit", file("n,d,loss\n1e8,1e9,3\n2e8,1e9,2.9\n1e8,2e9,2.8\n3e8,3e9,2.7\n"));
        assertThat(four.code()).isEqualTo(1);
        assertThat(four.err().strip())
                .isEqualTo("scaling: 5 parameters cannot be fitted to 4 runs");
        Answer text = call("fit", file("n,d,loss\n1e8,1e9,3\n2e8,1e9,-\n"), "--json");
        assertThat(text.code()).isEqualTo(2);
        assertThat(text.out()).isEmpty();
        assertThat(text.err().strip())
                .isEqualTo("scaling: runs.csv:3: column 'loss': '-' is not a number");
        Answer none = call("fit", file("n,d,loss,set\n1e8,1e9,3,a\n"), "--where", "set=b");
        assertThat(none.code()).isEqualTo(2);
        assertThat(none.err().strip()).isEqualTo("scaling: no run of runs.csv has set=b; it has a");
        Answer flat = call("fit", sweep(), "--law", "power:tokens", "--budget", "1e22");
        assertThat(flat.code()).isEqualTo(1);
        assertThat(flat.err()).startsWith("scaling: ");
    }
}
