package org.scalinglaws.design;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.testing.TuningStudy.Sweep;

/** Which sizes and lengths are left out, which laws the others carry, and what is found of them. */
class TuningGroupsTest {
    private static final Factor N = Factor.PARAMETERS;
    private static final Factor D = Factor.TOKENS;

    private static TuningFit of(List<Recipe> recipes, Sweep sweep) {
        SplittableRandom random = new SplittableRandom(11);
        List<Run> runs = new ArrayList<>();
        recipes.forEach(recipe -> runs.addAll(sweep.group(recipe, random)));
        return TuningFit.of(Dataset.of(runs));
    }

    private static List<Recipe> grid(double[] sizes, double[] lengths) {
        List<Recipe> recipes = new ArrayList<>();
        for (double size : sizes) {
            for (double length : lengths) {
                recipes.add(Recipe.of(size, length));
            }
        }
        return recipes;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.1 1 3;0.2 1 2.9 | 2 learning rates tried, and a curve needs 3",
                "0.1 1 3;0.2 2 2.9;0.4 4 3;0.2 1 2.9;0.1 2 3 | 5 runs, and a surface of rate and"
                        + " batch needs 6",
                "0.1 1 3;0.2 2 2.9;0.4 4 3.1;0.1 1 3;0.2 2 3;0.4 4 2.9 | the rates and batches tried"
                        + " do not tell a surface; try rates at every batch",
                "0.1 1 3;0.2 1 3;0.4 1 3 | its losses are all the same",
                "0.1 1 3;0.2 1 3.1;0.4 1 3 | its curve opens downwards, or is a saddle: no rate is"
                        + " the best",
                "0.1 1 3.2;0.2 1 3.1;0.4 1 3.05 | its best rate of 0.5856 lies outside of those tried,"
                        + " 0.1 to 0.4",
            })
    void aGroupWithoutAnOptimumIsLeftOutByName(String rows, String reason) {
        StringBuilder csv = new StringBuilder("params,tokens,lr,batch,loss\n");
        for (String row : rows.split(";", -1)) {
            csv.append("1e7,1e9,").append(row.replace(' ', ',')).append('\n');
        }
        csv.append("9e9,1e9,0.5,1,2\n");
        TuningFit fit =
                TuningFit.of(Dataset.readCsv("sweep.csv", new StringReader(csv.toString())));
        assertThat(fit.groups().get(0).refusal()).startsWith(reason.substring(0, 20));
        assertThat(fit.groups().get(0)).hasToString("10M parameters on 1B tokens: " + reason);
        assertThat(fit.findings().stream().map(Finding::toString))
                .contains(
                        "ERROR no-answer: no size and length has an optimum: every one is left out",
                        "WARNING group-left-out: 10M parameters on 1B tokens are left out: "
                                + reason);
        assertThat(fit.rate()).isEmpty();
        assertThat(fit.offsets()).isEmpty();
    }

    @Test
    void ofTwoBatchesThatOfTheLeastLossIsTaken() {
        String csv =
                """
                params,tokens,lr,batch,loss
                1e7,1e9,1,32,3.02
                1e7,1e9,2,32,3
                1e7,1e9,4,32,3.03
                1e7,1e9,1,64,3.3
                1e7,1e9,2,64,3.2
                1e7,1e9,8,64,3.4
                """;
        TuningFit fit = TuningFit.of(Dataset.readCsv("sweep.csv", new StringReader(csv)));
        TunedGroup group = fit.groups().get(0);
        assertThat(group.runs()).isEqualTo(3);
        assertThat(group.rate().orElseThrow().interval()).hasToString("from 0 up");
        assertThat(fit.findings().stream().map(Finding::message))
                .contains(
                        "10M parameters on 1B tokens: of two batches that of the least loss is taken,"
                                + " and the runs of batch 64 are left out");
    }

    @Test
    void wholeStepsOfOtherBatchesEndAtTheSameLength() {
        TuningFit fit =
                of(
                        List.of(Recipe.of(1e7, 1e9), Recipe.of(1e7, 1.01e9), Recipe.of(1e7, 1.2e9)),
                        Sweep.rates(0.001));
        assertThat(fit.groups()).hasSize(2);
        assertThat(fit.groups().get(0).runs()).isEqualTo(14);
        assertThat(fit.groups().get(0).tokens().count()).isEqualTo(1.005e9);
    }

    @Test
    void oneLengthCarriesALawInSize() {
        TuningFit fit =
                of(grid(new double[] {1e7, 3e7, 1e8, 3e8}, new double[] {1e9}), Sweep.rates(0));
        TuningLaw law = fit.rate().orElseThrow();
        assertThat(law.factors()).containsExactly(N);
        assertThat(law.exponent(N)).isBetween(-0.7131, -0.7129);
        assertThat(fit.rateReason())
                .isEqualTo(
                        "a law in size and length needs 3 sizes and 2 lengths or more and 4 groups,"
                                + " and there are 4, 1 and 4; the law in params is at 1B tokens");
        assertThat(law.findings(Recipe.of(1e8, 1e10)).toString())
                .contains("tokens of 1.00e+10 is 1.0 decades above");
    }

    @Test
    void twoSizesCarryALawInLengthAtOneOfThem() {
        List<Recipe> recipes =
                new ArrayList<>(grid(new double[] {1e7}, new double[] {1e9, 2e9, 4e9, 8e9}));
        recipes.addAll(grid(new double[] {1e8}, new double[] {1e9, 2e9}));
        TuningFit fit = of(recipes, Sweep.rates(0));
        assertThat(fit.rate().orElseThrow().factors()).containsExactly(D);
        assertThat(fit.rate().orElseThrow().exponent(D)).isBetween(0.3069, 0.3071);
        assertThat(fit.rateReason())
                .endsWith("and there are 2, 4 and 6; the law in tokens is at 10M params");
    }

    @Test
    void twoSizesAndTwoLengthsCarryNone() {
        TuningFit fit =
                of(grid(new double[] {1e7, 1e8}, new double[] {1e9, 1e10}), Sweep.rates(0.001));
        assertThat(fit.rate()).isEmpty();
        assertThat(fit.rateReason())
                .isEqualTo(
                        "a law in size and length needs 3 sizes and 2 lengths or more and 4 groups,"
                                + " and there are 2, 2 and 4; one in either needs 3 values with the"
                                + " other held");
        assertThat(fit.laws().text()).contains("no law of the learning rate: a law in size");
        assertThat(fit.batchReason()).isEqualTo("no size and length with three batches or more");
    }

    @Test
    void lengthsThatGoWithSizeCarryALawAlongTheirLine() {
        List<Recipe> recipes = new ArrayList<>();
        for (double size : new double[] {1e7, 3e7, 1e8, 3e8, 1e9}) {
            recipes.add(Recipe.of(size, 20 * size));
        }
        TuningFit fit = of(recipes, Sweep.rates(0));
        assertThat(fit.rate().orElseThrow().exponent(N)).isBetween(-0.4061, -0.4059);
        assertThat(fit.rateReason()).startsWith("length goes with size in every group");

        recipes.set(0, Recipe.of(1e7, 3e8));
        TuningFit near = of(recipes, Sweep.rates(0.001));
        assertThat(near.rate().orElseThrow().factors()).containsExactly(N, D);
        assertThat(checks(near)).contains("collinear");
    }

    private static List<String> checks(TuningFit fit) {
        return fit.findings().stream().map(Finding::check).toList();
    }

    @Test
    void whatTheRunsAreLikeIsFound() {
        Sweep skewed = new Sweep("skewed", 4, 3, 7, 1, 0.002, 0, 0.001);
        assertThat(checks(TuningFit.of(skewed.runs(new SplittableRandom(1)))))
                .containsExactly("not-a-parabola");
        Sweep scattered = new Sweep("scattered", 4, 3, 7, 1, 0.002, 0.3, 0);
        TuningFit fit = TuningFit.of(scattered.runs(new SplittableRandom(1)));
        assertThat(checks(fit)).containsExactly("lack-of-fit");
        assertThat(fit.rate().orElseThrow().scatter()).isBetween(0.15, 0.5);
        String flat = "params,tokens,lr,loss\n1,1,1,3.02\n1,1,2,3\n1,1,4,3.03\n1,1,8,3.02\n";
        TuningFit open = TuningFit.of(Dataset.readCsv("sweep.csv", new StringReader(flat)));
        assertThat(checks(open)).contains("weak-curvature");
    }

    @Test
    void aGroupThatScattersMoreThanTheOthersIsFound() {
        SplittableRandom random = new SplittableRandom(5);
        List<Run> runs = new ArrayList<>();
        for (Recipe recipe : grid(new double[] {1e7, 3e7, 1e8}, new double[] {1e9, 3e9})) {
            boolean isFirst = runs.isEmpty();
            runs.addAll(Sweep.surfaces(isFirst ? 0.01 : 0.001).group(recipe, random));
        }
        TuningFit fit = TuningFit.of(Dataset.of(runs));
        assertThat(fit.findings().stream().map(Finding::toString))
                .anyMatch(
                        told ->
                                told.startsWith(
                                        "WARNING unequal-noise: 10M parameters on 1B tokens"
                                                + " scatter "));
    }
}
