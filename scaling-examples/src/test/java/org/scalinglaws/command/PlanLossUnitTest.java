package org.scalinglaws.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.scalinglaws.command.Answer.call;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.LossUnit;
import org.scalinglaws.recipe.Recipe;
import tools.jackson.databind.JsonNode;

/** A target loss is a number of the unit of the runs, and so are the losses that are printed. */
class PlanLossUnitTest {
    private static final double TARGET = 2.4;

    @TempDir private Path folder;

    /** Thirty runs of a published law with a thousandth of noise, their losses in a unit. */
    private String runs(LossUnit unit) throws IOException {
        ChinchillaLaw law = PublishedLaws.BESIROGLU_2024.law();
        StringBuilder text = new StringBuilder("params,tokens,flops,loss\n");
        for (int row = 0; row < 30; row++) {
            double params = 5e7 * Math.pow(2, row % 6);
            Recipe recipe = Recipe.of(params, params * Math.pow(3, 1 + row / 6));
            double nats = law.loss(recipe) * (1 + 0.001 * Math.sin(7 * row));
            text.append(
                    String.format(
                            Locale.ROOT,
                            "%s,%s,%s,%s%n",
                            params,
                            recipe.tokens().count(),
                            recipe.compute().flops(),
                            unit.of(nats)));
        }
        Path file = folder.resolve(unit.kind() + ".csv");
        return Files.writeString(file, text).toString();
    }

    private Answer plan(LossUnit unit, String... more) throws IOException {
        List<String> call =
                List.of(
                        "plan",
                        "--fit",
                        runs(unit),
                        "--loss-unit",
                        unit.text(),
                        "--target-loss",
                        String.valueOf(unit.of(TARGET)));
        return call(Stream.concat(call.stream(), Stream.of(more)).toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bits", "perplexity", "bits-per-byte:4.3"})
    void theSameTargetInAnotherUnitIsTheSamePlan(String text) throws IOException {
        LossUnit unit = LossUnit.parse(text);
        JsonNode nats = plan(LossUnit.NATS, "--json").json();
        JsonNode other = plan(unit, "--json").json();
        assertThat(nats.get("loss").asDouble()).isCloseTo(TARGET, withinPercentage(1e-9));
        for (String number : List.of("params", "tokens", "loss")) {
            assertThat(other.get(number).asDouble())
                    .isCloseTo(nats.get(number).asDouble(), withinPercentage(0.01));
        }
    }

    @Test
    void everyTableSaysTheUnit() throws IOException {
        LossUnit bits = LossUnit.BITS;
        assertThat(plan(bits).out())
                .contains("loss (bits)")
                .containsPattern("targetLoss +3\\.462\\w* +3\\.462\\w* +bits");
        assertThat(plan(bits, "--format", "csv").out())
                .contains("loss (bits),3.46247,")
                .contains("targetLoss,bits,3.46247,3.46247,yes,");
        assertThat(plan(LossUnit.NATS, "--format", "csv").out()).contains("loss,2.4,");
    }

    /** A bit is 0.69 nats, and at a loss of 2.4 one more of perplexity is 1 / 11 nats. */
    @ParameterizedTest
    @CsvSource({"bits, 0.693147", "perplexity, 0.0907180", "bits-per-byte:4.3, 2.98053"})
    void aShadowPriceIsThatOfTheUnit(String text, double nats) throws IOException {
        double price = shadowPrice(LossUnit.parse(text));
        assertThat(price / shadowPrice(LossUnit.NATS)).isCloseTo(nats, withinPercentage(0.05));
    }

    private double shadowPrice(LossUnit unit) throws IOException {
        String row =
                plan(unit, "--format", "csv")
                        .out()
                        .lines()
                        .filter(line -> line.startsWith("targetLoss"))
                        .findFirst()
                        .orElseThrow();
        return Double.parseDouble(row.substring(row.lastIndexOf(',') + 1));
    }

    @Test
    void aLawOfOneFactorReadsTheTargetInTheUnitOfTheRuns() throws IOException {
        String[] law = {"--law", "power:flops", "--force"};
        assertThat(plan(LossUnit.PERPLEXITY, law).out())
                .contains("a loss of 11.0232 perplexity takes ");
    }

    @Test
    void aPerplexityIsAboveZero() throws IOException {
        String file = runs(LossUnit.PERPLEXITY);
        Answer answer =
                call("plan", "--fit", file, "--loss-unit", "perplexity", "--target-loss", "-2");
        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err().lines().findFirst())
                .contains(
                        "scaling: --target-loss, a perplexity, must be positive and finite, got -2");
    }
}
