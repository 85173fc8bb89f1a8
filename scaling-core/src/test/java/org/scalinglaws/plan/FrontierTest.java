package org.scalinglaws.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Scope;

class FrontierTest {
    private static final ChinchillaLaw LAW = PublishedLaws.BESIROGLU_2024.law();

    static Stream<ChinchillaLaw> laws() {
        return Stream.of(
                LAW,
                PublishedLaws.HOFFMANN_2022.law(),
                PublishedLaws.HOFFMANN_2022_ROUNDED.law(),
                new ChinchillaLaw(0, 8, 0.1, 12, 0.08));
    }

    private static ComputeOptimal searched(LossLaw law) {
        return ComputeOptimal.of(recipe -> law.loss(recipe));
    }

    @Test
    void budgetsOfTheFrontierLieInEqualRatios() {
        ComputeOptimal planner = ComputeOptimal.of(PublishedLaws.BESIROGLU_2024);
        List<Plan> plans = planner.frontier().plans(Compute.flops(1e20), Compute.flops(1e24), 5);
        assertThat(plans).hasSize(5);
        for (int i = 0; i < 5; i++) {
            Plan plan = plans.get(i);
            Plan alone = planner.plan(Compute.flops(Math.pow(10, 20 + i)));
            assertThat(plan.compute().flops())
                    .isCloseTo(Math.pow(10, 20 + i), withinPercentage(1e-11));
            assertThat(plan.model().parameters())
                    .isCloseTo(alone.model().parameters(), withinPercentage(1e-11));
            assertThat(plan.findings()).isEqualTo(alone.findings());
        }
    }

    @ParameterizedTest
    @CsvSource({"1e20, 1e24, 1", "1e24, 1e20, 5", "1e20, 1e20, 2"})
    void aFrontierRunsFromSmallToLarge(String from, String to, int points) {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                ComputeOptimal.of(LAW)
                                        .frontier()
                                        .plans(Compute.parse(from), Compute.parse(to), points))
                .withMessage(
                        "a frontier needs 2 points or more from small to large, got %d from %s to"
                                + " %s FLOP",
                        points, from, to);
    }

    /** Besiroglu et al. (2024): a = 0.513; Hoffmann et al. (2022), table 2: a = 0.46. */
    @Test
    void modelExponentsAreThosePrinted() {
        Compute budget = Compute.flops(1e22);
        assertThat(ComputeOptimal.of(LAW).frontier().modelExponent(budget))
                .isCloseTo(0.513, within(5e-4));
        assertThat(ComputeOptimal.of(PublishedLaws.HOFFMANN_2022).frontier().modelExponent(budget))
                .isCloseTo(0.46, within(5e-3));
    }

    @ParameterizedTest
    @MethodSource("laws")
    void exponentsOfASearchedLawAreThoseOfTheClosedForm(ChinchillaLaw law) {
        for (int log10Flops = 18; log10Flops <= 26; log10Flops++) {
            Compute budget = Compute.flops(Math.pow(10, log10Flops));
            assertThat(ComputeOptimal.of(law).frontier().modelExponent(budget))
                    .isEqualTo(law.beta() / (law.alpha() + law.beta()));
            assertThat(searched(law).frontier().modelExponent(budget))
                    .isCloseTo(law.modelExponent(), within(1e-10));
            double byHand = 1 / (1 / law.alpha() + 1 / law.beta());
            assertThat(ComputeOptimal.of(law).frontier().lossExponent(budget))
                    .isCloseTo(byHand, within(1e-15));
            assertThat(searched(law).frontier().lossExponent(budget))
                    .isCloseTo(byHand, within(1e-9));
        }
    }

    @ParameterizedTest
    @MethodSource("laws")
    void lossAboveTheFloorFallsByTheLossExponent(ChinchillaLaw law) {
        ComputeOptimal planner = ComputeOptimal.of(law);
        double less = planner.plan(Compute.flops(1e20)).loss().nats() - law.e();
        double more = planner.plan(Compute.flops(1e25)).loss().nats() - law.e();
        assertThat(Math.log(less / more) / Math.log(1e5))
                .isCloseTo(planner.frontier().lossExponent(Compute.flops(1e22)), within(1e-12));
    }

    @Test
    void aLawThatDoesNotFallHasNoExponents() {
        ComputeOptimal flat = ComputeOptimal.of(new ChinchillaLaw(1, 400, 0.3, 0, 0.3));
        for (Runnable question :
                List.<Runnable>of(
                        () -> flat.frontier().modelExponent(Compute.flops(1e22)),
                        () -> flat.frontier().lossExponent(Compute.flops(1e22)))) {
            assertThatExceptionOfType(NoPlanException.class)
                    .isThrownBy(question::run)
                    .withMessageStartingWith(
                            "the loss does not fall with data, so no size is compute-optimal: ");
        }
        LossLaw noData = recipe -> 1 + 1 / recipe.value(Factor.PARAMETERS);
        assertThatExceptionOfType(NoPlanException.class)
                .isThrownBy(() -> searched(noData).frontier().modelExponent(Compute.flops(1e22)));
    }

    /** By mpmath 1.3.0: the root of L*(C) - 2 by its secant solver, with 30 digits. */
    @Test
    void leastComputeForALossAgreesWithPython() {
        for (ComputeOptimal planner : List.of(ComputeOptimal.of(LAW), searched(LAW))) {
            assertThat(planner.frontier().computeFor(Loss.nats(2)).flops())
                    .isCloseTo(2.4381837439414e23, withinPercentage(1e-10));
        }
    }

    @ParameterizedTest
    @MethodSource("laws")
    void leastComputeIsTheInverseOfThePlan(ChinchillaLaw law) {
        for (int log10Flops = 16; log10Flops <= 26; log10Flops++) {
            Compute budget = Compute.flops(Math.pow(10, log10Flops));
            for (ComputeOptimal planner : List.of(ComputeOptimal.of(law), searched(law))) {
                Loss loss = planner.plan(budget).loss();
                Compute back = planner.frontier().computeFor(loss);
                assertThat(back.flops()).isCloseTo(budget.flops(), withinPercentage(1e-8));
                assertThat(planner.plan(back).loss().nats())
                        .isCloseTo(loss.nats(), within(1e-15 * loss.nats()));
            }
        }
    }

    @Test
    void noBudgetReachesTheIrreducibleLoss() {
        for (double target : new double[] {1.5, 1.81686}) {
            assertThatExceptionOfType(NoPlanException.class)
                    .isThrownBy(
                            () -> ComputeOptimal.of(LAW).frontier().computeFor(Loss.nats(target)))
                    .withMessage(
                            "no budget reaches a loss of %s nats: more compute brings it towards"
                                    + " 1.81686 nats and no further",
                            target);
        }
        assertThatExceptionOfType(NoPlanException.class)
                .isThrownBy(() -> searched(LAW).frontier().computeFor(Loss.nats(1.5)))
                .withMessageMatching(
                        "no budget reaches a loss of 1\\.5 nats: the least seen is 1\\.81686\\d* nats");
    }

    @Test
    void aSearchDoesNotSeeLossesAboveItsLeastBudget() {
        assertThatExceptionOfType(NoPlanException.class)
                .isThrownBy(() -> searched(LAW).frontier().computeFor(Loss.nats(1e5)))
                .withMessageMatching(
                        "no budget is as poor as a loss of 100K nats: the greatest seen is .* nats");
        assertThat(ComputeOptimal.of(LAW).frontier().computeFor(Loss.nats(1e5)).flops())
                .isLessThan(1);
    }

    @Test
    void computeBeyondAllNumbersIsNone() {
        ChinchillaLaw slow = new ChinchillaLaw(1, 400, 0.001, 400, 0.001);
        assertThatExceptionOfType(NoPlanException.class)
                .isThrownBy(() -> ComputeOptimal.of(slow).frontier().computeFor(Loss.nats(1.5)))
                .withMessage("the compute for a loss of 1.5 nats is beyond all numbers: %s", slow);
    }

    @Test
    void aLawWithoutPlansHasNoComputeForALoss() {
        LossLaw noData = recipe -> 1 + 1 / recipe.value(Factor.PARAMETERS);
        assertThatExceptionOfType(NoPlanException.class)
                .isThrownBy(() -> searched(noData).frontier().computeFor(Loss.nats(2)))
                .withMessage(
                        "the loss has no least value between one parameter and one token at %s"
                                + " FLOP",
                        Compute.flops(Math.exp(Math.log(1e21))));
    }

    /** By mpmath 1.3.0: the roots of N*(C) - 70e9 and D*(C) - 1.4e12, with 30 digits. */
    @Test
    void tokensForASizeAndSizesForTokensAgreeWithPython() {
        for (ComputeOptimal planner : List.of(ComputeOptimal.of(LAW), searched(LAW))) {
            assertThat(planner.frontier().tokensFor(ModelSize.billions(70)).count())
                    .isCloseTo(1285781771075.7, withinPercentage(1e-9));
            assertThat(planner.frontier().sizeFor(Tokens.trillions(1.4)).parameters())
                    .isCloseTo(76555407122.946, withinPercentage(1e-9));
        }
    }

    @ParameterizedTest
    @MethodSource("laws")
    void thePlanOfTheBudgetHasTheGivenSizeAndTheGivenTokens(ChinchillaLaw law) {
        for (ComputeOptimal planner : List.of(ComputeOptimal.of(law), searched(law))) {
            for (double log10 = 7; log10 <= 12; log10++) {
                ModelSize model = ModelSize.of(Math.pow(10, log10));
                Plan ofModel =
                        planner.plan(
                                Compute.ofTraining(model, planner.frontier().tokensFor(model)));
                assertThat(ofModel.model().parameters())
                        .isCloseTo(model.parameters(), withinPercentage(1e-8));
                Tokens tokens = Tokens.of(Math.pow(10, log10 + 1));
                Plan ofTokens =
                        planner.plan(
                                Compute.ofTraining(planner.frontier().sizeFor(tokens), tokens));
                assertThat(ofTokens.tokens().count())
                        .isCloseTo(tokens.count(), withinPercentage(1e-8));
            }
        }
    }

    @Test
    void sizesAreCountedAsTheLawCounts() {
        ComputeOptimal planner =
                ComputeOptimal.of(
                        LossSurface.of(LAW).within(new Scope(Map.of(), Counting.NON_EMBEDDING)));
        ModelSize size = planner.frontier().sizeFor(Tokens.trillions(1.4));
        assertThat(size.counting()).isEqualTo(Counting.NON_EMBEDDING);
        assertThat(planner.frontier().tokensFor(size).count())
                .isCloseTo(1.4e12, withinPercentage(1e-10));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> planner.frontier().tokensFor(ModelSize.billions(1)))
                .withMessage("model size must be counted as non-embedding, got 1B");
    }

    @Test
    void aSizeThatIsNeverBestHasNoTokens() {
        LossLaw alwaysTwoBillion =
                recipe -> 2 + Math.pow(Math.log(recipe.value(Factor.PARAMETERS) / 2e9), 2) / 100;
        assertThatExceptionOfType(NoPlanException.class)
                .isThrownBy(
                        () ->
                                searched(alwaysTwoBillion)
                                        .frontier()
                                        .tokensFor(ModelSize.billions(1)))
                .withMessage("no budget makes a model of 1B parameters compute-optimal");
        ChinchillaLaw steep = new ChinchillaLaw(1, 400, 2, 400, 0.001);
        assertThatExceptionOfType(NoPlanException.class)
                .isThrownBy(
                        () -> ComputeOptimal.of(steep).frontier().tokensFor(ModelSize.billions(1)))
                .withMessage(
                        "the compute-optimal number of tokens for a model of 1B parameters is beyond all"
                                + " numbers: %s",
                        steep);
    }

    @Test
    void aFixedRatioSplitsTheBudget() {
        Planner planner = ComputeOptimal.of(PublishedLaws.BESIROGLU_2024).withRatio(20);
        Plan plan = planner.plan(Compute.flops(1.2e23));
        assertThat(plan.model().parameters()).isCloseTo(Math.sqrt(1e21), withinPercentage(1e-12));
        assertThat(plan.tokensPerParameter()).isCloseTo(20, within(1e-12));
        assertThat(plan.loss().nats()).isEqualTo(LAW.loss(plan.recipe()));
        assertThat(plan.findings())
                .containsAll(PublishedLaws.BESIROGLU_2024.provenance().caveats())
                .anyMatch(finding -> finding.check().equals("extrapolation"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ComputeOptimal.of(LAW).withRatio(0))
                .withMessage("tokens per parameter must be positive and finite, got 0");
    }
}
