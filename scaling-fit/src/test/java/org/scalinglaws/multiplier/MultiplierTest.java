package org.scalinglaws.multiplier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.StringReader;
import java.util.List;
import java.util.SplittableRandom;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.setup.OptimizerLaw;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.testing.MultiplierStudy;

class MultiplierTest {
    private static final ChinchillaLaw LAW =
            new ChinchillaLaw(1.8172, 482.01, 0.3478, 2085.43, 0.3658);

    private static final Dataset NOISY = MultiplierStudy.runs(1.3, new SplittableRandom(7));

    private static Multiplier only(Dataset runs) {
        return Comparison.of(runs, "recipe").multipliers().get(0);
    }

    /** Runs without noise; the second recipe follows a law of its own. */
    private static Dataset exact(ChinchillaLaw other, String more, double timesSlower) {
        StringJoiner csv = new StringJoiner("\n").add("params,tokens,loss,recipe" + more);
        for (String recipe : List.of("old", "new")) {
            for (double params : new double[] {2e7, 5e7, 1e8, 3e8, 1e9}) {
                for (double tokens : new double[] {5e8, 2e9, 1e10, 4e10}) {
                    boolean isOld = recipe.equals("old");
                    double loss = (isOld ? LAW : other).loss(params, tokens);
                    double seconds = 6 * params * tokens / 1e15 * (isOld ? 1 : timesSlower);
                    String row = params + "," + tokens + "," + loss + "," + recipe;
                    csv.add(more.isEmpty() ? row : row + "," + seconds);
                }
            }
        }
        return Dataset.readCsv("exact.csv", new StringReader(csv.toString()));
    }

    private static ChinchillaLaw worth(double params, double tokens) {
        return new ChinchillaLaw(
                LAW.e(),
                LAW.a() * Math.pow(params, -LAW.alpha()),
                LAW.alpha(),
                LAW.b() * Math.pow(tokens, -LAW.beta()),
                LAW.beta());
    }

    @Test
    void withoutNoiseTheWorthIsTheTruth() {
        Multiplier found = only(exact(worth(1.2, 1.5), "", 1));
        assertThat(found.params().estimate()).isCloseTo(1.2, within(1e-6));
        assertThat(found.tokens().estimate()).isCloseTo(1.5, within(1e-6));
        assertThat(found.compute().estimate()).isCloseTo(1.8, within(1e-6));
        assertThat(found.time()).isEmpty();
        assertThat(found.crossover()).isEmpty();
        assertThat(found.alongLosses())
                .hasSize(5)
                .allSatisfy(
                        row ->
                                assertThat(row.worth().orElseThrow().estimate())
                                        .isCloseTo(1.8, within(1e-4)));
    }

    @Test
    void aSlowerStepTakesItsShareOfWhatComputeSaves() {
        Multiplier found = only(exact(worth(1.2, 1.5), ",seconds", 1.2));
        assertThat(found.time().orElseThrow().estimate()).isCloseTo(1.5, within(1e-6));
    }

    @Test
    void theOtherWayRoundEveryWorthIsTheInverse() {
        Comparison comparison = Comparison.of(NOISY, "recipe");
        Multiplier there = comparison.multipliers().get(0);
        Multiplier back = comparison.against("b").multipliers().get(0);
        assertThat(back.recipe()).isEqualTo("a");
        assertThat(back.compute().estimate() * there.compute().estimate())
                .isCloseTo(1, within(1e-6));
        assertThat(back.oneLaw().orElseThrow().statistic())
                .isCloseTo(
                        there.oneLaw().orElseThrow().statistic(),
                        within(1e-6 * there.oneLaw().orElseThrow().statistic()));
    }

    /** The law of the catalogue has the same optimum, found by a search of two numbers more. */
    @Test
    void theLawIsThatOfOptimizersWithFactors() {
        Dataset runs = NOISY.withIndicators("recipe");
        OptimizerLaw law =
                Fitter.of(OptimizerLaw.family(Factor.named("recipe_b")))
                        .withObjective(Objective.logSquares())
                        .withStart(1.8, 480, 0.35, 2000, 0.36, 1.3, 1.3)
                        .fit(runs)
                        .law();
        Multiplier found =
                Comparison.of(NOISY, "recipe")
                        .withObjective(Objective.logSquares())
                        .multipliers()
                        .get(0);
        assertThat(found.params().estimate()).isCloseTo(law.gains().get(0).model(), within(1e-5));
        assertThat(found.tokens().estimate()).isCloseTo(law.gains().get(0).data(), within(1e-5));
    }

    @Test
    void anIntervalHoldsWhatWasSimulated() {
        Multiplier found = only(NOISY);
        assertThat(found.compute().interval().orElseThrow().contains(1.69)).isTrue();
        assertThat(found.oneLaw().orElseThrow().pValue()).isLessThan(1e-6);
        assertThat(found.sharedExponents().orElseThrow().pValue()).isGreaterThan(0.01);
        assertThat(found.findings()).isEmpty();
    }

    @Test
    void recipesOfOtherExponentsCrossAndAreSaidToDiffer() {
        ChinchillaLaw steep =
                new ChinchillaLaw(LAW.e(), LAW.a() * 2.2, 0.3878, LAW.b() * 2.5, 0.4058);
        Multiplier found = only(exact(steep, "", 1));
        double crossing = found.crossover().orElseThrow().nats();
        assertThat(found.at(Loss.nats(crossing)).worth().orElseThrow().estimate())
                .isCloseTo(1, within(1e-3));
        assertThat(found.findings()).extracting(Finding::check).contains("recipes-differ");
    }

    @Test
    void atABudgetTheReferenceReachesTheLossThatIsCompared() {
        Multiplier found = only(NOISY);
        Compute budget = Compute.flops(1e19);
        AtLoss row = found.at(budget).orElseThrow();
        assertThat(row.reference()).hasValue(budget);
        AtLoss same = found.at(row.loss());
        assertThat(same.reference().orElseThrow().flops()).isCloseTo(1e19, withinPercentage(1e-6));
        assertThat(row.worth().orElseThrow().estimate())
                .isCloseTo(same.worth().orElseThrow().estimate(), withinPercentage(1e-6));
        assertThat(row.worth().orElseThrow().interval().orElseThrow().contains(1.69)).isTrue();
    }

    @Test
    void aLossBelowAFloorHasNoMultiplier() {
        AtLoss low = only(NOISY).at(Loss.nats(0.5));
        assertThat(low.worth()).isEmpty();
        assertThat(low.reference()).isEmpty();
    }

    @Test
    void aComparisonNeedsTwoRecipesAndAReferenceAmongThem() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Comparison.of(NOISY.where("recipe", "a"), "recipe"))
                .withMessageContaining("needs two recipes or more, and column 'recipe'")
                .withMessageContaining("has [a]");
        Comparison comparison = Comparison.of(NOISY, "recipe");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> comparison.against("c"))
                .withMessage("column 'recipe' has no recipe 'c'; it has [a, b]");
        assertThatIllegalArgumentException().isThrownBy(() -> Comparison.of(NOISY, "colour"));
    }

    @Test
    void theTextHoldsRatiosTestsAndRowsByLoss() {
        assertThat(only(NOISY).toString())
                .startsWith("b against a\n  worth of     estimate  95 % from         to\n  params ")
                .contains("one law for both: F(2, 53) = ")
                .contains("a, FLOP        b, FLOP multiplier");
    }
}
