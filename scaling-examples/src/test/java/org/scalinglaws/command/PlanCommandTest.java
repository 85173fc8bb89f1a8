package org.scalinglaws.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.scalinglaws.command.Answer.call;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class PlanCommandTest {
    private static final String[] EVERYTHING = {
        "plan",
        "--law",
        "hoffmann-2022",
        "--budget",
        "1e25",
        "--days",
        "30",
        "--cluster",
        "1024xH100",
        "--utilisation",
        "0.4",
        "--money",
        "3M",
        "--price",
        "2",
        "--max-params",
        "7B",
        "--served-tokens",
        "3T",
        "--unique-tokens",
        "2T"
    };

    @TempDir private Path folder = Path.of("");

    private static String[] and(String... more) {
        String[] all = java.util.Arrays.copyOf(EVERYTHING, EVERYTHING.length + more.length);
        System.arraycopy(more, 0, all, EVERYTHING.length, more.length);
        return all;
    }

    @Test
    void everyLimitIsKeptAndThoseThatBindHaveAPrice() {
        JsonNode json = call(and("--json")).json();
        assertThat(json.get("params").asDouble()).isEqualTo(7e9);
        assertThat(json.get("days").asDouble()).isCloseTo(30, within(1e-9));
        assertThat(json.get("epochs").asDouble()).isGreaterThan(12);
        assertThat(json.get("uniqueTokens").asDouble()).isEqualTo(2e12);
        assertThat(json.get("servingFlops").asDouble()).isEqualTo(2 * 7e9 * 3e12);
        assertThat(json.get("binding").valueStream().map(JsonNode::asString))
                .containsExactly("days", "params", "uniqueTokens");
        JsonNode prices = json.get("shadowPrices");
        assertThat(List.copyOf(prices.propertyNames()))
                .containsExactly(
                        "days",
                        "money",
                        "params",
                        "memory",
                        "compute",
                        "uniqueTokens",
                        "servedTokens");
        assertThat(prices.get("money").asDouble()).isZero();
        assertThat(prices.get("days").asDouble()).isPositive();
        double hours = json.get("money").asDouble() / 2;
        assertThat(json.get("energyKWh").asDouble())
                .isCloseTo(hours * 0.7 * 1.1, withinPercentage(1e-9));
    }

    @Test
    void aTargetLossIsReachedAtTheLeastMoney() {
        JsonNode json = call(and("--target-loss", "2", "--json")).json();
        assertThat(json.get("loss").asDouble()).isCloseTo(2, within(1e-12));
        double money = json.get("money").asDouble();
        Answer poorer = call(and("--target-loss", "2", "--json", "--energy", "10000"));
        assertThat(poorer.code()).isEqualTo(1);
        assertThat(money).isLessThan(3e6);
        assertThat(poorer.err())
                .startsWith("scaling: a target loss of 2 nats and the limit on energy conflict: ");
    }

    @Test
    void peopleReadWhatOnePerCentMoreDoes() {
        Answer answer = call(EVERYTHING);
        assertThat(answer.code()).isZero();
        assertThat(answer.out().lines())
                .contains(
                        "  2.000T distinct tokens, seen 12.505 times",
                        "  limit                  used           of",
                        "  days                 30.000       30.000",
                        "  money                1.534M       3.000M",
                        "  1 % more time lowers the loss by 0.000127 nats",
                        "  on 1024xH100-SXM at 40 % of 989.4 TFLOP/s in BF16: 30.00 days, 590.4K kWh,"
                                + " 1.534M of money");
    }

    @Test
    void moneyCarriesTheNameOfItsCurrency() {
        String[] asked = and("--currency", "EUR");
        assertThat(call(asked).out())
                .contains("  money                1.534M       3.000M  EUR")
                .contains(" 590.4K kWh, 1.534M EUR")
                .doesNotContain("of money");
        Answer least =
                call(
                        ("plan --law besiroglu-2024 --target-loss 2.2 --cluster 256xH100 --price 2"
                                        + " --currency EUR")
                                .split(" "));
        assertThat(least.out())
                .contains("  the least cost is 5.450K EUR")
                .contains("  a target loss 1 % higher saves 1.755K EUR");
    }

    @Test
    void aPlaceOfUnknownPowerSaysWhyItNamesNoEnergy() {
        Answer answer = call("plan --law hoffmann-2022 --cluster 256xTPU-v5p --days 14".split(" "));
        assertThat(answer.out())
                .contains("14.00 days, energy unknown, since TPU-v5p has no published power")
                .doesNotContain("NaN");
    }

    @Test
    void aDecisionSpeaksTheUnitOfTheLosses() throws IOException {
        String runs = folder.resolve("runs.csv").toString();
        call("simulate", runs, "--budget=1e18", "--budget=1e19", "--budget=1e20");
        String[] asked = ("plan --fit " + runs + " --budget 1e22 --max-params 1B").split(" ");
        String[] spoken =
                ("plan --fit "
                                + runs
                                + " --budget 1e22 --max-params 1B --loss-unit bits-per-byte:4.3")
                        .split(" ");
        assertThat(call(asked).out()).contains("loss (nats)").contains("lowers the loss by");
        assertThat(call(spoken).out())
                .contains("bits a byte")
                .containsPattern("  1 % more parameters lowers the loss by [0-9.e-]+ bits per byte")
                .doesNotContain("nats");
    }

    @Test
    void aLawFittedToRunsComesWithIntervals() throws IOException {
        String runs = folder.resolve("runs.csv").toString();
        call("simulate", runs, "--budget=1e18", "--budget=1e19", "--budget=1e20");
        JsonNode answer = call("plan", "--fit", runs, "--budget", "1e22", "--json").json();
        JsonNode several = answer.get("intervals");
        JsonNode drawn =
                call(
                                "plan",
                                "--fit",
                                runs,
                                "--budget",
                                "1e22",
                                "--json",
                                "--bootstrap",
                                "400",
                                "--level",
                                "0.95")
                        .json()
                        .get("intervals");
        for (String name : List.of("params", "tokens", "loss")) {
            double width = drawn.get(name).get(1).asDouble() - drawn.get(name).get(0).asDouble();
            assertThat(width).isPositive();
            assertThat(several.get(name).get(0).asDouble())
                    .isLessThan(drawn.get(name).get(0).asDouble());
            assertThat(several.get(name).get(1).asDouble())
                    .isGreaterThan(drawn.get(name).get(1).asDouble());
        }
        assertThat(answer.get("formDoubt").asBoolean()).isTrue();
        assertThat(answer.get("intervalsAbout").asString())
                .isEqualTo(
                        "the intervals have the doubt about the form in them, by over-training,"
                                + " chinchilla, coupled, farseer");
        assertThat(drawn.get("flops").get(0).asDouble()).isCloseTo(1e22, withinPercentage(1e-6));
    }

    /** Runs too few and too noisy for their law: a symmetric interval would hold sizes below zero. */
    @Test
    void noIntervalOfASizeReachesBelowZero() throws IOException {
        String runs = folder.resolve("few.csv").toString();
        call("simulate", runs, "--budget=1e19", "--budget=3e19", "--noise=0.01");
        JsonNode json = call("plan", "--fit", runs, "--budget", "1e24", "--force", "--json").json();
        for (String name : List.of("params", "tokens")) {
            JsonNode ends = json.get("intervals").get(name);
            assertThat(ends.get(0).asDouble()).as("%s", ends).isPositive();
            assertThat(ends.get(1).asDouble() / ends.get(0).asDouble()).isGreaterThan(4);
        }
        JsonNode flops = json.get("intervals").get("flops");
        assertThat(flops.get(0).asDouble())
                .isCloseTo(flops.get(1).asDouble(), withinPercentage(1e-9));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--max-params 1B | a forecast shares out compute, and here a limit on params binds",
                "--bootstrap 20 | without --bootstrap several forms together say how far off it could"
                        + " be",
            })
    void intervalsOfOneFormSaySo(String option, String reason) throws IOException {
        String runs = folder.resolve("runs.csv").toString();
        call("simulate", runs, "--budget=1e18", "--budget=1e19", "--budget=1e20");
        String text = "plan --fit RUNS --budget 1e22 " + option;
        Answer answer = call(text.replace("RUNS", runs).split(" "));
        assertThat(answer.out())
                .contains("the intervals take the form of the law for true: " + reason);
    }

    @Test
    void aLawOfRepeatedDataTakesTheDistinctTokens() {
        JsonNode json =
                call(
                                "plan",
                                "--law",
                                "muennighoff-2023",
                                "--budget",
                                "1e22",
                                "--unique-tokens",
                                "25B",
                                "--json")
                        .json();
        assertThat(json.get("loss").asDouble()).isLessThanOrEqualTo(2.2221292749);
        assertThat(json.get("epochs").asDouble()).isCloseTo(9.48835, within(5e-6));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "plan --law hoffmann-2022 | 2 | plan needs --budget, --target-loss, --days, --money"
                        + " or --energy",
                "plan --budget 1e21 | 2 | plan needs --law NAME, --fit RUNS.csv or --fit-file FILE.fit.json",
                "plan --law hoffmann-2022 --days 3 | 2 | --days needs --cluster, such as 1024xH100",
                "plan --law hoffmann-2022 --money 3 | 2 | --money needs --cluster, such as"
                        + " 1024xH100",
                "plan --law hoffmann-2022 --budget 1e21 --epochs 2 | 2 | --epochs needs"
                        + " --unique-tokens",
                "plan --law hoffmann-2022 --target-loss 1.8 --days 10 --cluster 64xH100 | 1 | a"
                        + " target loss of 1.8 nats and the limit on days conflict: it takes 32.94K"
                        + " days, 3.294K times the 10 days allowed"
            })
    void whatCannotBePlannedIsOneSentence(String arguments, int code, String message) {
        Answer answer = call(arguments.trim().split(" ", -1));
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.err().strip()).isEqualTo("scaling: " + message);
    }

    @Test
    void aPriceThatNobodyGaveIsSaid() {
        Answer answer =
                call(
                        "plan",
                        "--law",
                        "besiroglu-2024",
                        "--days",
                        "1",
                        "--cluster",
                        "8xH100",
                        "--json");
        assertThat(answer.err().toLowerCase(Locale.ROOT))
                .contains("note price: an accelerator-hour is taken to cost 2; --price says what");
    }

    /** Runs on one count of tokens: nothing tells what more of them would do. */
    private Path oneTokenCount() throws IOException {
        StringBuilder rows = new StringBuilder("params,tokens,loss\n");
        for (double size = 1e8; size < 2e9; size *= 1.6) {
            double loss = 1.8 + 400 * Math.pow(size, -0.34) + 410 * Math.pow(2e10, -0.28);
            rows.append(size).append(",2e10,").append(loss).append('\n');
        }
        return java.nio.file.Files.writeString(folder.resolve("one.csv"), rows);
    }

    @Test
    void aFitThatTheRunsDoNotDetermineGetsNoPlanUnlessForced() throws IOException {
        String file = oneTokenCount().toString();
        Answer refused = call("plan", "--fit", file, "--budget", "1e21");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("no plan by this fit, unless with --force: ");
        assertThat(refused.out()).isEmpty();
        assertThat(call("plan", "--fit", file, "--budget", "1e21", "--force").code()).isZero();
    }

    @Test
    void aRefusedPlanLeavesTheFitPrinted() throws IOException {
        String file = oneTokenCount().toString();
        Answer refused = call("fit", file, "--budget", "1e21");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("no plan by this fit, unless with --force: ");
        assertThat(refused.out()).contains("alpha").doesNotContain("1.00e+21");
        assertThat(call("fit", file).code()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "besiroglu-2024 | no intervals: the paper prints standard errors, but not how they go"
                        + " together, and a plan hangs on that",
                "hoffmann-2022 | no intervals: no errors of these numbers are known here"
            })
    void aPublishedLawSaysWhyItsPlanHasNoInterval(String law, String reason) {
        String[] question = {"plan", "--law", law, "--budget", "1e22", "--json"};
        assertThat(call("plan", "--law", law, "--budget", "1e22").out()).contains(reason + "\n");
        assertThat(call(question).json().get("law").get("doubt").asString()).isEqualTo(reason);
    }
}
