package org.scalinglaws.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.scalinglaws.command.Answer.call;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scalinglaws.isoflop.Allocation;
import org.scalinglaws.json.JsonPlace;
import org.scalinglaws.json.JsonReader;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Recipe;
import tools.jackson.databind.JsonNode;

class IsoFlopCommandTest {
    private static final ChinchillaLaw LAW =
            (ChinchillaLaw) PublishedLaws.named("besiroglu-2024").law();
    private static final double[] BUDGETS = {1e18, 1e19, 1e20, 1e21};

    @TempDir private Path folder = Path.of("");
    private Path sweep = Path.of("");

    /** Runs without noise at sizes from an eighth of the best to eight times it, and one bad run. */
    @BeforeEach
    void writeSweep() throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("params,tokens,loss,flops_budget,set");
        for (double budget : BUDGETS) {
            double best = ComputeOptimal.of(LAW).plan(Compute.flops(budget)).model().parameters();
            for (int i = 0; i < 9; i++) {
                double size = best * Math.pow(8, i / 4.0 - 1);
                double tokens = budget / (6 * size);
                double loss = LAW.loss(Recipe.of(ModelSize.of(size), Tokens.of(tokens)));
                lines.add(size + "," + tokens + "," + loss + "," + budget + ",good");
            }
        }
        lines.add("1e8,1e10,9.9,6e18,bad");
        sweep = folder.resolve("sweep.csv");
        Files.write(sweep, lines);
    }

    private Answer isoflop(String... more) {
        List<String> all = new ArrayList<>(List.of("isoflop", sweep.toString()));
        all.addAll(List.of(more));
        return call(all.toArray(String[]::new));
    }

    @Test
    void everyApproachReadsBack() {
        String text = isoflop("--where", "set=good", "--json").out();
        JsonPlace answer = JsonPlace.of(JsonReader.parse(text));
        for (String approach : List.of("approach2", "approach2Corrected", "approach3")) {
            Allocation allocation = Allocation.json().read(answer.get(approach));
            JsonPlace power = answer.get(approach).get("N");
            assertThat(allocation.size().exponent()).isEqualTo(power.get("exponent").number());
            assertThat(power.get("exponentInterval").items()).hasSize(2);
            assertThat(Allocation.json().parse(Allocation.json().text(allocation)))
                    .isEqualTo(allocation);
        }
    }

    @Test
    void jsonHoldsEveryRowAndEveryApproach() {
        JsonNode json = isoflop("--where", "set=good", "--target", "1e23", "--json").json();
        assertThat(json.propertyNames())
                .containsExactly(
                        "rows",
                        "approach2",
                        "approach2Corrected",
                        "approach3",
                        "target",
                        "findings");
        assertThat(json.get("rows")).hasSize(36);
        assertThat(json.get("rows").get(35).get("row").asInt()).isEqualTo(36);
        assertThat(json.get("rows").get(8).get("reason").asString()).isEqualTo("none");
        assertThat(json.get("rows").get(8).get("outlier").asBoolean()).isFalse();
        JsonNode first = json.get("approach2").get("budgets").get(0);
        assertThat(first.propertyNames())
                .containsExactly(
                        "flops",
                        "params",
                        "tokens",
                        "loss",
                        "rows",
                        "paramsInterval",
                        "tokensInterval");
        assertThat(first.get("flops").asDouble()).isEqualTo(1e18);
        assertThat(first.get("rows").asInt()).isEqualTo(9);
        double a = LAW.modelExponent();
        JsonNode size = json.get("approach2").get("N");
        assertThat(size.get("exponent").asDouble()).isCloseTo(a, within(1e-9));
        JsonNode data = json.get("approach2Corrected").get("D");
        assertThat(data.get("exponent").asDouble()).isCloseTo(1 - a, within(1e-6));
        JsonNode law = json.get("approach3");
        assertThat(law.get("parameters").get("alpha").asDouble())
                .isCloseTo(LAW.alpha(), within(1e-6));
        double best = ComputeOptimal.of(LAW).plan(Compute.flops(1e23)).model().parameters();
        assertThat(json.get("target").get("approach3").get("params").asDouble())
                .isCloseTo(best, withinPercentage(1e-3));
        assertThat(json.get("target").get("approach2Corrected").get("params").asDouble())
                .isCloseTo(best, withinPercentage(1e-3));
        assertThat(json.get("target").get("bias").get("paramsPercent").asDouble())
                .isCloseTo(
                        100
                                * (json.get("target").get("approach2").get("params").asDouble()
                                                / best
                                        - 1),
                        within(1e-3));
        assertThat(json.get("target").get("differences")).hasSize(3);
    }

    @Test
    void aBudgetThatCannotAnswerSaysWhyAndIsKeptInTheList() {
        JsonNode json = isoflop("--quality-control", "keep", "--bootstrap", "50", "--json").json();
        JsonNode alone = json.get("approach2").get("budgets").get(1);
        assertThat(alone.get("flops").asDouble()).isEqualTo(6e18);
        assertThat(alone.get("params").isNull()).isTrue();
        assertThat(alone.get("refusal").asString())
                .isEqualTo("a parabola needs 3 different sizes, got 1");
        assertThat(json.get("rows").get(36).get("outlier").asBoolean()).isTrue();
        assertThat(json.get("rows").get(36).get("reason").asString()).isEqualTo("too_few_points");
    }

    @Test
    void flaggedRowsAreDroppedUnlessTheyAreToBeKept() {
        JsonNode kept = isoflop("--quality-control", "keep", "--bootstrap", "50", "--json").json();
        JsonNode dropped =
                isoflop("--quality-control", "drop", "--bootstrap", "50", "--json").json();
        assertThat(dropped.get("rows")).isEqualTo(kept.get("rows"));
        double alpha = dropped.get("approach3").get("parameters").get("alpha").asDouble();
        assertThat(alpha).isCloseTo(LAW.alpha(), within(1e-6));
        assertThat(dropped.get("approach2").get("budgets")).hasSize(4);
        assertThat(kept.get("approach2").get("budgets")).hasSize(5);
        assertThat(isoflop("--bootstrap", "50", "--json").json()).isEqualTo(dropped);
        assertThat(kept.get("findings").get(0).get("message").asString())
                .isEqualTo("1 of 37 runs is flagged, and analysed all the same: 1 too_few_points");
        assertThat(dropped.get("findings").get(0).get("message").asString())
                .isEqualTo("1 of 37 runs is left out: 1 too_few_points");
    }

    @Test
    void rowsKeepTheirPlaceInTheFile() {
        JsonNode json =
                isoflop("--where", "flops_budget=1e20|1e21", "--bootstrap", "50", "--json").json();
        assertThat(json.get("rows")).hasSize(18);
        assertThat(json.get("rows").get(0).get("row").asInt()).isEqualTo(19);
    }

    @Test
    void peopleReadTablesAMoneyLineAndAnAudit() {
        Answer answer =
                isoflop(
                        "--where",
                        "set=good",
                        "--bootstrap",
                        "50",
                        "--audit",
                        "--cluster",
                        "1024xH100",
                        "--target",
                        "1e23");
        assertThat(answer.code()).isZero();
        assertThat(answer.out())
                .contains(
                        "sweep.csv: 36 runs at 4 budgets, 1e18 to 1e21 FLOP, 9 at each",
                        "  approach 2 corrected ",
                        "  intervals: pairs bootstrap of 50 replicates, seed 42",
                        "  at 1.0000e+23 FLOP ",
                        "the bias of parabolas alone wastes ",
                        "N* at 1e23 FLOP, times what it is without the change")
                .doesNotContain("quality");
    }

    @Test
    void trainingCurvesBringApproach1() throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("run,params,tokens,loss,flops_budget");
        for (int size = 0; size < 12; size++) {
            double parameters = 2e7 * Math.pow(2, size / 1.5);
            for (int step = 0; step < 30; step++) {
                double tokens = parameters * Math.pow(100, step / 29.0) * 2;
                double loss = LAW.loss(Recipe.of(ModelSize.of(parameters), Tokens.of(tokens)));
                lines.add("r" + size + "," + parameters + "," + tokens + "," + loss + ",");
            }
        }
        Files.readAllLines(sweep).stream()
                .skip(1)
                .limit(36)
                .map(line -> "s" + line.hashCode() + "," + line.replace(",good", ""))
                .forEach(lines::add);
        Files.write(sweep, lines);
        JsonNode json = isoflop("--bootstrap", "50", "--target", "1e22", "--json").json();
        assertThat(json.get("approach1").get("N").get("exponent").asDouble())
                .isCloseTo(LAW.modelExponent(), within(0.02));
        assertThat(json.get("approach3").get("parameters").get("alpha").asDouble())
                .isCloseTo(LAW.alpha(), within(1e-6));
        assertThat(json.get("target").get("differences")).hasSize(6);
    }

    @Test
    void badArgumentsAreOneSentence() {
        assertThat(isoflop("--quality-control", "maybe").err())
                .isEqualTo("scaling: --quality-control must be keep or drop, got 'maybe'\n");
        assertThat(isoflop("--estimator", "cubic").err())
                .isEqualTo("scaling: --estimator must be parabola, robust or akima, got 'cubic'\n");
        assertThat(isoflop("--level", "2").err())
                .isEqualTo("scaling: --level must lie between 0 and 1, got 2\n");
        assertThat(isoflop("--budget-column", "cost").err())
                .isEqualTo("scaling: sweep.csv has no column of numbers 'cost' to group by\n");
        assertThat(isoflop("--run-column", "cost").code()).isEqualTo(2);
        assertThat(isoflop("--where", "flops_budget=6e18").err())
                .isEqualTo(
                        "scaling: sweep.csv is no IsoFLOP sweep: no budget has 3 model sizes, which a parabola needs; 'scaling fit' fits a law to any runs\n");
        assertThat(isoflop("--where", "flops_budget=6e18").code()).isEqualTo(1);
    }

    @Test
    void runsThatAreNoSweepAreSentToFit() throws IOException {
        StringBuilder text = new StringBuilder("params,tokens,loss\n");
        for (int i = 0; i < 12; i++) {
            double n = 1e7 * Math.pow(1.7, i);
            double d = 3e9 * Math.pow(1.4, (7 * i) % 12);
            double loss = 1.8 + 480 / Math.pow(n, 0.35) + 2100 / Math.pow(d, 0.37);
            text.append(String.format(Locale.ROOT, "%.6g,%.6g,%.6f%n", n, d, loss));
        }
        Path file = Files.writeString(folder.resolve("grid.csv"), text);
        Answer answer = call("isoflop", file.toString());
        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err().strip())
                .isEqualTo(
                        "scaling: grid.csv is no IsoFLOP sweep: no budget has 3 model sizes,"
                                + " which a parabola needs; 'scaling fit' fits a law to any runs");
    }
}
