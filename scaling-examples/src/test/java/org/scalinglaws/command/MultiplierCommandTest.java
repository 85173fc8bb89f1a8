package org.scalinglaws.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.scalinglaws.command.Answer.call;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scalinglaws.law.ChinchillaLaw;
import tools.jackson.databind.JsonNode;

/** Recipes whose runs follow laws of a known ratio, with a ripple of 0.1 %. */
class MultiplierCommandTest {
    private static final double ALPHA = 0.35;
    private static final double BETA = 0.37;

    @TempDir private Path folder;

    /** A law in which a parameter and a token count so many times. */
    private static ChinchillaLaw worth(double times) {
        return new ChinchillaLaw(
                1.8, 480 * Math.pow(times, -ALPHA), ALPHA, 2080 * Math.pow(times, -BETA), BETA);
    }

    /** A file with so many runs of each recipe, which is worth so many times the first. */
    private String file(Map<String, Double> recipes, Map<String, Integer> runs) throws IOException {
        StringJoiner csv = new StringJoiner("\n").add("params,tokens,loss,recipe");
        for (String recipe : recipes.keySet().stream().sorted().toList()) {
            int row = 0;
            for (double params : new double[] {2e7, 5e7, 1e8, 3e8, 1e9}) {
                for (double tokens : new double[] {5e8, 2e9, 1e10, 4e10}) {
                    double ripple = 1 + 0.001 * Math.sin(7 * ++row + recipe.charAt(0));
                    double loss = worth(recipes.get(recipe)).loss(params, tokens) * ripple;
                    if (row <= runs.getOrDefault(recipe, Integer.MAX_VALUE)) {
                        csv.add(params + "," + tokens + "," + loss + "," + recipe);
                    }
                }
            }
        }
        Path file = folder.resolve("runs.csv");
        Files.writeString(file, csv.toString());
        return file.toString();
    }

    private String file(Map<String, Double> recipes) throws IOException {
        return file(recipes, Map.of());
    }

    private static Answer compare(String file, String... options) {
        String[] all = new String[options.length + 4];
        System.arraycopy(new String[] {"compare", file, "--group", "recipe"}, 0, all, 0, 4);
        System.arraycopy(options, 0, all, 4, options.length);
        return call(all);
    }

    @Test
    void threeRecipesAreHeldAgainstTheFirstAlsoInOneLaw() throws IOException {
        Answer answer = compare(file(Map.of("a", 1.0, "b", 1.3, "c", 1.6)));
        assertThat(answer.code()).isZero();
        assertThat(answer.out())
                .contains("b against a")
                .contains("c against a")
                .contains("all recipes in one law, against a")
                .contains("the most that recipes may share at 5 %: exponents and E");
        JsonNode json = compare(file(Map.of("a", 1.0, "b", 1.3, "c", 1.6)), "--json").json();
        JsonNode interval = json.get("multipliers").get(0).get("compute").get("interval");
        assertThat(interval.get(0).asDouble()).isLessThan(1.69);
        assertThat(interval.get(1).asDouble()).isGreaterThan(1.69);
        assertThat(json.get("sharing").get("most").asString()).isEqualTo("exponents and E");
        assertThat(json.get("sharing").get("exponents").get("numbers").asInt()).isEqualTo(11);
    }

    @Test
    void anotherReferenceTurnsTheRatioOver() throws IOException {
        Answer answer = compare(file(Map.of("a", 1.0, "b", 1.3)), "--against", "b", "--json");
        JsonNode row = answer.json().get("multipliers").get(0);
        assertThat(row.get("recipe").asString()).isEqualTo("a");
        assertThat(row.get("compute").get("estimate").asDouble()).isBetween(0.57, 0.61);
    }

    @Test
    void whatCannotBeComparedIsOneSentence() throws IOException {
        String two = file(Map.of("a", 1.0, "b", 1.3));
        Answer unknown = call("compare", two, "--group", "colour");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err())
                .isEqualToIgnoringNewLines(
                        "scaling: runs.csv has no column 'colour'; it has params, tokens, recipe,"
                                + " loss");
        assertThat(compare(two, "--against", "x").err())
                .isEqualToIgnoringNewLines(
                        "scaling: column 'recipe' has no recipe 'x'; it has [a, b]");
        assertThat(compare(two, "--at-loss", "-1").err())
                .isEqualToIgnoringNewLines(
                        "scaling: --at-loss must be positive and finite, got -1");
        Answer one = compare(file(Map.of("a", 1.0)));
        assertThat(one.code()).isEqualTo(2);
        assertThat(one.err())
                .isEqualToIgnoringNewLines(
                        "scaling: a comparison needs two recipes or more, and column 'recipe' of"
                                + " runs.csv has [a]");
    }

    @Test
    void aRecipeOfTwoRunsHasNoAnswer() throws IOException {
        Answer answer = compare(file(Map.of("a", 1.0, "b", 1.3), Map.of("b", 2)));
        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.err())
                .isEqualToIgnoringNewLines(
                        "scaling: recipe 'b' has runs at 2 pairs of size and tokens, a multiplier"
                                + " needs 3");
    }

    @Test
    void aRecipeOfFourRunsLeansOnTheLawOfBothAndSaysSo() throws IOException {
        Answer answer = compare(file(Map.of("a", 1.0, "b", 1.3), Map.of("b", 4)));
        assertThat(answer.code()).isZero();
        assertThat(answer.out())
                .contains("b has too few runs for a law of its own: exponents and floor are those")
                .contains("the runs are too few to tell what the recipes share");
    }

    @Test
    void aLossBelowBothFloorsIsARowOfDashes() throws IOException {
        Answer answer = compare(file(Map.of("a", 1.0, "b", 1.3)), "--at-loss", "1.5");
        assertThat(answer.out()).containsPattern(" 1\\.5000 +- +- +- +- +-");
    }

    @Test
    void atABudgetTheReferenceHasThatCompute() throws IOException {
        Answer answer = compare(file(Map.of("a", 1.0, "b", 1.3)), "--at-budget", "1e19", "--json");
        JsonNode row = answer.json().get("multipliers").get(0).get("byLoss").get(0);
        assertThat(row.get("referenceFlops").asDouble()).isEqualTo(1e19);
        assertThat(row.get("recipeFlops").asDouble()).isBetween(5.5e18, 6.3e18);
    }

    @Test
    void whatLiesBeyondTheRunsOfBothIsSaid() throws IOException {
        String file = file(Map.of("a", 1.0, "b", 1.3));
        assertThat(compare(file).out()).doesNotContain("extrapolation");
        assertThat(compare(file, "--at-budget", "1e23").out())
                .contains("WARNING extrapolation: runs of both b and a have losses of ");
    }

    @Test
    void equalRecipesCrossByChance() throws IOException {
        Answer answer = compare(file(Map.of("a", 1.0, "b", 1.0)));
        assertThat(answer.out())
                .contains("one law for all recipes is not refused at 5 %")
                .doesNotContainPattern("same compute at [0-9.]+ nats\\R");
    }
}
