package org.scalinglaws.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.simulate.SimulatedRuns;
import tools.jackson.databind.JsonNode;

class ForecastCommandTest {
    private static final ChinchillaLaw TRUTH = new ChinchillaLaw(1.8, 480, 0.35, 2100, 0.37);

    @TempDir private Path folder = Path.of("");
    private String runs = "";

    @BeforeEach
    void simulate() {
        Path file = folder.resolve("runs.csv");
        SimulatedRuns.isoFlop(
                        TRUTH,
                        Arrays.stream(new double[] {1e18, 4e18, 1.6e19, 6.4e19, 2.56e20})
                                .mapToObj(Compute::flops)
                                .toList(),
                        7,
                        4)
                .withNoise(0.003)
                .dataset()
                .writeCsv(file);
        runs = file.toString();
    }

    private String table(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    @Test
    void rowsAreForecastInTheirOrderAndBudgetsAfterThem() throws IOException {
        String rows = table("rows.csv", "tokens,params\n4e10,2e9\n2e10,1e9\n");
        JsonNode json =
                Answer.call(
                                "forecast",
                                runs,
                                "--at",
                                "params=3B,tokens=60B",
                                "--at",
                                rows,
                                "--budget",
                                "1e21",
                                "--json")
                        .json();
        assertThat(json.get("level").asDouble()).isEqualTo(0.9);
        JsonNode forecasts = json.get("forecasts");
        assertThat(forecasts).hasSize(4);
        assertThat(forecasts.get(0).get("params").asDouble()).isEqualTo(3e9);
        assertThat(forecasts.get(1).get("params").asDouble()).isEqualTo(2e9);
        assertThat(forecasts.get(2).get("tokens").asDouble()).isEqualTo(2e10);
        assertThat(forecasts.get(2).has("plan")).isFalse();
        assertThat(forecasts.get(3).get("plan").get("params")).hasSize(2);
        assertThat(forecasts.get(3).get("plan").get("tokens")).hasSize(2);

        for (JsonNode each : forecasts) {
            assertThat(each.get("mean").get(0).asDouble())
                    .isGreaterThan(each.get("newRun").get(0).asDouble());
            double truth = TRUTH.loss(each.get("params").asDouble(), each.get("tokens").asDouble());
            assertThat(truth)
                    .isBetween(
                            each.get("newRun").get(0).asDouble(),
                            each.get("newRun").get(1).asDouble());
            assertThat(each.get("distance").has("leverage")).isTrue();
            assertThat(each.get("trusted").asBoolean()).isFalse();
        }
        assertThat(json.get("checklist")).hasSize(4);
        assertThat(json.get("forms").get(0).get("name").asString()).isEqualTo("over-training");
        assertThat(json.get("forms").get(0).has("rollOutError")).isTrue();
    }

    @Test
    void rowsMayHaveALossWithoutANumberOrFlopsInPlaceOfTokens() throws IOException {
        String blank = table("blank.csv", "params,tokens,loss\n1e9,2e10,\n");
        String flops = table("flops.csv", "params;flops\n1e9;1.2e20\n");
        JsonNode json =
                Answer.call("forecast", runs, "--at", blank, "--at", flops, "--json").json();
        assertThat(json.get("forecasts").get(0)).isEqualTo(json.get("forecasts").get(1));
    }

    @Test
    void runsWithAnErrorPlanNoBudgetUnlessForced() throws IOException {
        StringBuilder rows = new StringBuilder("params,tokens,loss\n");
        for (double params = 1e7; params < 1e10; params *= 1.7) {
            double loss = TRUTH.loss(params, 20 * params);
            rows.append(params).append(',').append(20 * params).append(',').append(loss);
            rows.append('\n');
        }
        String line = table("line.csv", rows.toString());
        Answer refused = Answer.call("forecast", line, "--budget", "1e22");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err())
                .startsWith(
                        "scaling: no plan by these runs, unless with --force: params and tokens of the"
                                + " runs lie on one line");

        // What is no plan is forecast all the same, and the reason stands beside it.
        Answer both =
                Answer.call(
                        "forecast", line, "--at", "params=2e10,tokens=4e11", "--budget", "1e22");
        assertThat(both.code()).isEqualTo(1);
        assertThat(both.out()).contains("a new run");
        assertThat(Answer.call("forecast", line, "--budget", "1e22", "--force").code()).isZero();
    }

    @Test
    void theTableSaysWhatIsTrustedAndWhy() {
        Answer answer =
                Answer.call(
                        "forecast",
                        runs,
                        "--at",
                        "params=3B,tokens=60B",
                        "--state",
                        "held-out,same-setup");
        assertThat(answer.code()).isZero();
        assertThat(answer.out())
                .contains("  90 % intervals, with the doubt about the form")
                .contains("error a decade beyond")
                .contains("[x] held-out: stated")
                .contains("[x] same-setup: stated");
    }

    @Test
    void newRunsAreHeldAgainstASavedForecast() throws IOException {
        String saved = folder.resolve("forecast.json").toString();
        Answer.call("forecast", runs, "--at", "params=3B,tokens=60B", "--save", saved);
        double truth = TRUTH.loss(3e9, 6e10);
        String right = table("right.csv", "params,tokens,loss\n3e9,6e10," + truth + "\n");
        String wrong = table("wrong.csv", "params,tokens,loss\n3e9,6e10," + truth * 2 + "\n");
        String other = table("other.csv", "params,tokens,loss\n4e9,6e10," + truth + "\n");

        assertThat(Answer.call("confirm", saved, "--against", right).out())
                .contains("1 of 1 new runs lie inside their 90 % intervals: the law survives them");
        String once = table("two.csv", "params,tokens,loss\n3e9,6e10,9\n3e9,6e10,9\n");
        Answer refuted = Answer.call("confirm", saved, "--against", once, "--fail-on", "warning");
        assertThat(refuted.code()).isEqualTo(3);
        assertThat(refuted.out())
                .contains(
                        "0 of 2 new runs lie inside their 90 % intervals, which happens once in 100"
                                + " times where the forecast is right: the law does not survive"
                                + " them; refit");
        assertThat(
                        Answer.call("confirm", saved, "--against", wrong, "--json")
                                .json()
                                .get("inside")
                                .asInt())
                .isZero();
        assertThat(Answer.call("confirm", saved, "--against", other).err())
                .contains("has params and tokens of a forecast in");
    }

    @Test
    void aSavedLawIsCarriedOverByOneNewRun() throws IOException {
        String saved = folder.resolve("old.fit.json").toString();
        Answer.call("fit", runs, "--save", saved);
        double loss = 1.2 * TRUTH.loss(1e9, 2e10);
        String fresh = table("fresh.csv", "params,tokens,loss\n1e9,2e10," + loss + "\n");
        String[] asked = {
            "calibrate", saved, "--runs", fresh, "--at", "params=1B,tokens=20B", "--budget", "1e21"
        };
        Answer text = Answer.call(asked);
        assertThat(text.code()).isZero();
        assertThat(text.out()).contains("1 new run moves E by +", "a new run", "params N");

        String[] machine = Arrays.copyOf(asked, asked.length + 1);
        machine[asked.length] = "--json";
        JsonNode json = Answer.call(machine).json();
        JsonNode there = json.get("predictions").get(0);
        assertThat(there.get("loss").asDouble() / loss).isBetween(0.99, 1.01);
        assertThat(loss)
                .isBetween(
                        there.get("newRun").get(0).asDouble(),
                        there.get("newRun").get(1).asDouble());
        assertThat(json.get("plans")).hasSize(1);

        Answer.call("fit", runs, "--law", "coupled", "--save", saved);
        assertThat(Answer.call(asked).err())
                .startsWith("scaling: calibrate needs a fit of the law chinchilla, and ")
                .contains(" holds coupled");
    }

    @Test
    void tablesOfAPlanSayWhoseDoubtItsIntervalsHave() {
        for (String format : new String[] {"csv", "markdown"}) {
            Answer answer =
                    Answer.call("plan", "--fit", runs, "--budget", "1e21", "--format", format);
            assertThat(answer.out())
                    .contains(
                            "the intervals have the doubt about the form in them, by over-training");
        }
    }

    @Test
    void formsAreComparedSideBySide() {
        JsonNode json = Answer.call("select", runs, "--json").json();
        assertThat(json.get("forms")).hasSize(4);
        assertThat(json.get("forms").get(1).get("name").asString()).isEqualTo("chinchilla");
        assertThat(json.get("candidates")).isNotEmpty();
        assertThat(json.get("leftOut").get("by").asString()).isEqualTo("5 folds");
        assertThat(json.get("tests").get(0).get("claim").asString()).isEqualTo("E = 0");
        assertThat(
                        Answer.call("select", runs, "--leave-out", "compute", "--simulations", "19")
                                .out())
                .contains("leave-one-out", "compute", "behind", "gamma = 1");
        assertThat(Answer.call("select", runs, "--folds", "1").err())
                .contains("independent runs can be dealt into 2 to");
    }

    @Test
    void whatCannotBeForecastIsRefusedInASentence() throws IOException {
        assertThat(Answer.call("forecast", runs).err())
                .startsWith("scaling: forecast needs --at or --budget");
        assertThat(
                        Answer.call(
                                        "forecast",
                                        runs,
                                        "--at",
                                        "params=3B,tokens=60B",
                                        "--level",
                                        "1")
                                .err())
                .startsWith("scaling: --level must lie between 0 and 1, got 1");
        assertThat(Answer.call("forecast", runs, "--at", "params=3B").err())
                .startsWith("scaling: ")
                .doesNotContain("Exception");
        assertThat(Answer.call("forecast", runs, "--budget", "1e21", "--state", "perfect").err())
                .startsWith(
                        "scaling: no statement is called 'perfect'; there are held-out, same-setup");
        String few = table("few.csv", "params,tokens,loss\n1e9,2e10,3\n2e9,4e10,2.9\n");
        Answer answer = Answer.call("forecast", few, "--budget", "1e21");
        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.err())
                .startsWith("scaling: a forecast needs six independent runs or more, got 2");
    }
}
