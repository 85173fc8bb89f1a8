package org.scalinglaws.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.finding.Severity;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.joint.CoupledLaw;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

class AdviceTest {
    private static final ChinchillaLaw LAW = PublishedLaws.BESIROGLU_2024.law();
    private static final TokenCost ATTENTION = TokenCost.of("6N + 1e9", n -> 6 * n + 1e9);
    private static final Recipe GPT_3 = Recipe.of(ModelSize.billions(175), Tokens.billions(300));

    @Provide("laws")
    Arbitrary<LossLaw> anyLaw() {
        return Arbitraries.of(
                LAW,
                PublishedLaws.HOFFMANN_2022.law(),
                PublishedLaws.KAPLAN_2020.law(),
                PublishedLaws.BUSBRIDGE_2025_SUPERVISED.law(),
                new CoupledLaw(1, 400, 0.34, 410, 0.28, 0.5));
    }

    private static ComputeOptimal searched(LossLaw law) {
        return ComputeOptimal.of(recipe -> law.loss(recipe));
    }

    private static Recipe recipe(double log10Size, double log10Tokens) {
        return Recipe.of(
                ModelSize.of(Math.pow(10, log10Size)), Tokens.of(Math.pow(10, log10Tokens)));
    }

    /** By mpmath 1.3.0 with 30 digits: its diff of L, and of L* from equation 4 of Hoffmann. */
    @ParameterizedTest
    @CsvSource({
        "175e9, 300e9, 1.53208967569e-25, 6.54097725507e-26, 9.9035634058e-26,"
                + " 1.9784664369493, 1.9953231898421, 1.9714830815096, 0.0920653517065",
        "8e9, 15e12, 1.60211640439e-26, 8.36889331627e-26, 3.73900093685e-26,"
                + " 2.0145717215642, 1.984521024475, 1.9502921101974, 102.822862682",
        "70e9, 1.4e12, 4.67155302692e-26, 4.81929355548e-26, 4.74671589589e-26,"
                + " 1.9565983857194, 1.955962206117, 1.9551984319789, 1.0911766677"
    })
    void gainsAgreeWithPython(
            double size,
            double tokens,
            double onData,
            double onModel,
            double onBoth,
            double twiceData,
            double twiceModel,
            double twiceBoth,
            double over) {
        Recipe recipe = Recipe.of(ModelSize.of(size), Tokens.of(tokens));
        for (ComputeOptimal planner : List.of(ComputeOptimal.of(LAW), searched(LAW))) {
            Advice advice = planner.advice(recipe);
            assertThat(advice.onData().natsPerFlop()).isCloseTo(onData, withinPercentage(1e-6));
            assertThat(advice.onModel().natsPerFlop()).isCloseTo(onModel, withinPercentage(1e-6));
            assertThat(advice.onBoth().natsPerFlop()).isCloseTo(onBoth, withinPercentage(1e-6));
            assertThat(advice.onData().doubled().nats()).isCloseTo(twiceData, within(1e-12));
            assertThat(advice.onModel().doubled().nats()).isCloseTo(twiceModel, within(1e-12));
            assertThat(advice.onBoth().doubled().nats()).isCloseTo(twiceBoth, within(1e-12));
            assertThat(advice.overTraining()).isCloseTo(over, withinPercentage(1e-7));
            assertThat(advice.overRuleOfThumb()).isCloseTo(tokens / size / 20, within(1e-12));
            assertThat(advice.dataOverModel()).isCloseTo(onData / onModel, withinPercentage(1e-6));
        }
    }

    @Property(tries = 60)
    void atTheOptimumEveryWayPaysTheSame(
            @ForAll("laws") LossLaw law,
            @ForAll @DoubleRange(min = 18, max = 24) double log10Flops) {
        Compute budget = Compute.flops(Math.pow(10, log10Flops));
        for (TokenCost cost : List.of(TokenCost.TRAINING, TokenCost.perParameter(8), ATTENTION)) {
            ComputeOptimal planner = ComputeOptimal.of(LossSurface.of(law).withTraining(cost));
            Advice advice = planner.advice(planner.plan(budget).recipe());
            double all = advice.onBoth().natsPerFlop();
            assertThat(all).isPositive();
            assertThat(advice.onData().natsPerFlop()).isCloseTo(all, withinPercentage(1e-5));
            assertThat(advice.onModel().natsPerFlop()).isCloseTo(all, withinPercentage(1e-5));
            assertThat(advice.dataOverModel()).isCloseTo(1, within(1e-7));
            assertThat(advice.overTraining()).isCloseTo(1, within(1e-9));
            assertThat(advice.deadweight().percent()).isCloseTo(0, within(1e-6));
            assertThat(advice.findings()).isEmpty();
        }
    }

    /** Where data is short, data pays more; the frontier lies between. */
    @Property(tries = 200)
    void whatStarvesPaysMost(
            @ForAll @DoubleRange(min = 8, max = 12) double log10Size,
            @ForAll @DoubleRange(min = 9, max = 14) double log10Tokens) {
        Advice advice = ComputeOptimal.of(LAW).advice(recipe(log10Size, log10Tokens));
        double data = advice.onData().natsPerFlop();
        double model = advice.onModel().natsPerFlop();
        assertThat(data > model).isEqualTo(advice.overTraining() < 1);
        assertThat(advice.onBoth().natsPerFlop())
                .isBetween(Math.min(data, model) * (1 - 1e-9), Math.max(data, model) * (1 + 1e-9));
        assertThat(advice.deadweight().flops())
                .isGreaterThanOrEqualTo(-1e-9 * advice.used().compute().flops());
    }

    /** A central difference of the law over one part in ten thousand of the compute. */
    @Property(tries = 100)
    void theNextFlopGainsWhatTheLawSays(
            @ForAll("laws") LossLaw law,
            @ForAll @DoubleRange(min = 8, max = 11) double log10Size,
            @ForAll @DoubleRange(min = 9, max = 13) double log10Tokens) {
        Recipe recipe = recipe(log10Size, log10Tokens);
        double n = recipe.value(Factor.PARAMETERS);
        double d = recipe.value(Factor.TOKENS);
        double step = 1e-4;
        Advice advice =
                ComputeOptimal.of(LossSurface.of(law).withTraining(ATTENTION)).advice(recipe);
        double moreData = law.loss(recipe.with(Factor.TOKENS, d * (1 + step)));
        double lessData = law.loss(recipe.with(Factor.TOKENS, d * (1 - step)));
        double flops = ATTENTION.flops(n) * d;
        assertThat(advice.onData().natsPerFlop())
                .isCloseTo((lessData - moreData) / (2 * step * flops), withinPercentage(1e-3));
        double larger = law.loss(recipe.with(Factor.PARAMETERS, n * (1 + step)));
        double smaller = law.loss(recipe.with(Factor.PARAMETERS, n * (1 - step)));
        double spent = (ATTENTION.flops(n * (1 + step)) - ATTENTION.flops(n * (1 - step))) * d;
        assertThat(advice.onModel().natsPerFlop())
                .isCloseTo((smaller - larger) / spent, withinPercentage(1e-3));
    }

    @Property(tries = 60)
    void doublingsAreThoseOfThePlanner(
            @ForAll("laws") LossLaw law,
            @ForAll @DoubleRange(min = 8, max = 11) double log10Size,
            @ForAll @DoubleRange(min = 9, max = 13) double log10Tokens) {
        Recipe recipe = recipe(log10Size, log10Tokens);
        ComputeOptimal planner = ComputeOptimal.of(law);
        Advice advice = planner.advice(recipe);
        double flops = recipe.compute().flops();
        double before = law.loss(recipe);
        for (Advice.Way way : List.of(advice.onData(), advice.onModel(), advice.onBoth())) {
            assertThat(way.natsPerDoubling()).isEqualTo(before - way.doubled().nats());
            assertThat(way.doubled().nats())
                    .isGreaterThanOrEqualTo(advice.onBoth().doubled().nats() * (1 - 1e-14));
        }
        assertThat(advice.onBoth().doubled())
                .isEqualTo(planner.plan(Compute.flops(2 * flops)).loss());
        assertThat(advice.best()).isEqualTo(planner.plan(Compute.flops(flops)));
        List<Advice.Return> returns = advice.returns();
        assertThat(returns).extracting(Advice.Return::times).startsWith(1.0, 2.0, 4.0, 8.0);
        for (int i = 1; i < returns.size(); i++) {
            Advice.Return row = returns.get(i);
            double last = returns.get(i - 1).plan().loss().nats();
            assertThat(row.plan()).isEqualTo(planner.plan(Compute.flops(row.times() * flops)));
            assertThat(row.gain()).isEqualTo(last - row.plan().loss().nats()).isPositive();
            assertThat(i == 1 || row.gain() < returns.get(i - 1).gain()).isTrue();
        }
        assertThat(returns.get(0).gain()).isZero();
    }

    /** L* = E + K / C^k for every one of these laws. */
    @Test
    void theFloorIsTheIrreducibleLossAlsoWhereItIsSought() {
        assertThat(ComputeOptimal.of(LAW).advice(GPT_3).floor()).contains(Loss.nats(1.81686));
        assertThat(searched(LAW).advice(GPT_3).floor().orElseThrow().nats())
                .isCloseTo(1.81686, within(1e-6));
        LossLaw without = PublishedLaws.KAPLAN_2020.law();
        assertThat(searched(without).advice(GPT_3).floor().orElseThrow().nats())
                .isCloseTo(0, within(1e-6));
    }

    /** By hand: -ln C falls by the same at every doubling, for ever. */
    @Test
    void whatDoesNotFlattenHasNoFloor() {
        LossLaw law =
                recipe -> {
                    double n = recipe.value(Factor.PARAMETERS);
                    double d = recipe.value(Factor.TOKENS);
                    double off = Math.log(d / (20 * n));
                    return 100 - Math.log(6 * n * d) + off * off / 8;
                };
        Advice advice = ComputeOptimal.of(law).advice(recipe(9, Math.log10(20e9)));
        assertThat(advice.returns().get(3).gain()).isCloseTo(Math.log(2), within(1e-9));
        assertThat(advice.best().tokensPerParameter()).isCloseTo(20, within(1e-7));
        assertThat(advice.onData().natsPerFlop() * 1.2e20).isCloseTo(1, within(1e-9));
        assertThat(advice.floor()).isEmpty();
        assertThat(advice.toString()).doesNotContain("towards");
    }

    @Test
    void anUnderTrainedModelIsTold() {
        Advice advice = ComputeOptimal.of(LAW).advice(GPT_3);
        assertThat(advice.findings())
                .containsExactly(
                        Finding.warning(
                                "under-trained",
                                "the model has 10.9 times fewer tokens a parameter than is best for"
                                        + " its compute; a smaller model would reach its loss with"
                                        + " 39.1 % less compute and be cheaper to serve"));
        assertThat(advice.deadweight().flops())
                .isEqualTo(ComputeOptimal.of(LAW).frontier().deadweight(GPT_3).flops());
    }

    @Test
    void anOverTrainedModelIsToldThatServingMayPayForIt() {
        Recipe recipe = Recipe.of(ModelSize.billions(8), Tokens.trillions(15));
        assertThat(ComputeOptimal.of(LAW).advice(recipe).findings())
                .containsExactly(
                        Finding.note(
                                "over-trained",
                                "the model has 103 times more tokens a parameter than is best for"
                                        + " its compute; a larger model would reach its loss with"
                                        + " 81.9 % less compute, but cost more to serve"));
        Recipe mild = Recipe.of(ModelSize.billions(70), Tokens.trillions(0.5));
        assertThat(ComputeOptimal.of(LAW).advice(mild).findings())
                .extracting(Finding::severity)
                .containsExactly(Severity.NOTE);
        Recipe balanced = Recipe.of(ModelSize.billions(70), Tokens.trillions(1.4));
        assertThat(ComputeOptimal.of(LAW).advice(balanced).findings()).isEmpty();
    }

    @Test
    void theLawsOwnFindingsComeFirst() {
        ComputeOptimal planner = ComputeOptimal.of(PublishedLaws.BESIROGLU_2024);
        assertThat(planner.advice(GPT_3).findings())
                .startsWith(
                        planner.frontier()
                                .deadweight(GPT_3)
                                .used()
                                .findings()
                                .toArray(Finding[]::new))
                .hasSize(4);
    }

    @Test
    void statedFlopsAreBelievedAndScaledAndNamed() {
        Advice plain = ComputeOptimal.of(LAW).advice(GPT_3);
        Advice stated = ComputeOptimal.of(LAW).advice(GPT_3.with(Factor.FLOPS, 4.2e23));
        assertThat(stated.onData().natsPerFlop() * 4.2e23)
                .isCloseTo(plain.onData().natsPerFlop() * 3.15e23, withinPercentage(1e-10));
        assertThat(stated.best().compute().flops()).isCloseTo(4.2e23, withinPercentage(1e-10));
        assertThat(stated.findings())
                .contains(
                        Finding.note(
                                "stated-flops",
                                "the recipe states 4.2e23 FLOP and C = 6 N D gives 3.15e23"));
        LossLaw reads =
                recipe -> 1e6 * Math.pow(recipe.value(Factor.FLOPS), -0.25) + balance(recipe);
        Advice ofFlops = ComputeOptimal.of(reads).advice(recipe(9, 11).with(Factor.FLOPS, 1e21));
        double expected = 1e6 * Math.pow(2e21, -0.25) + balance(recipe(9, Math.log10(2e11)));
        assertThat(ofFlops.onData().doubled().nats()).isCloseTo(expected, within(1e-10));
    }

    private static double balance(Recipe recipe) {
        return Math.pow(
                        Math.log(
                                recipe.value(Factor.TOKENS)
                                        / (20 * recipe.value(Factor.PARAMETERS))),
                        2)
                / 100;
    }

    /** Muennighoff's law reads unique tokens, which the recipe states or the planner holds. */
    @Test
    void furtherFactorsHoldOnTheFrontierToo() {
        Recipe recipe = Recipe.of(ModelSize.billions(6.34), Tokens.billions(242));
        LossSurface surface = LossSurface.of(PublishedLaws.MUENNIGHOFF_2023.law());
        Advice stated = ComputeOptimal.of(surface).advice(recipe.with(Factor.UNIQUE_TOKENS, 25e9));
        Advice held = ComputeOptimal.of(surface.holding(Factor.UNIQUE_TOKENS, 25e9)).advice(recipe);
        Advice other =
                ComputeOptimal.of(surface.holding(Factor.UNIQUE_TOKENS, 1e9))
                        .advice(recipe.with(Factor.UNIQUE_TOKENS, 25e9));
        assertThat(stated.used().loss().nats()).isCloseTo(2.2256440889984477, within(1e-9));
        assertThat(stated.best().recipe().value(Factor.UNIQUE_TOKENS)).isEqualTo(25e9);
        assertThat(held).isEqualTo(stated);
        assertThat(other).isEqualTo(stated);
        assertThat(stated.best().loss()).isLessThan(stated.used().loss());
    }

    @Test
    void parametersCountedOtherwiseAreAnError() {
        Recipe recipe =
                Recipe.of(new ModelSize(70e9, Counting.NON_EMBEDDING), Tokens.trillions(1.4));
        assertThat(ComputeOptimal.of(LAW).advice(recipe).findings())
                .containsExactly(
                        Finding.error(
                                "counting",
                                "the law counts total parameters and the recipe non-embedding"));
        assertThat(ComputeOptimal.of(PublishedLaws.BESIROGLU_2024).advice(recipe).findings())
                .extracting(Finding::check)
                .containsOnlyOnce("counting");
    }

    /** By hand: the loss is least at N = 2e9 and rises beyond. */
    @Test
    void whatRaisesTheLossIsTold() {
        LossLaw law =
                recipe -> {
                    double off = Math.log(recipe.value(Factor.PARAMETERS) / 2e9);
                    return 2 + off * off / 100 + 50 * Math.pow(recipe.value(Factor.TOKENS), -0.2);
                };
        Advice advice = ComputeOptimal.of(law).advice(recipe(10, 11));
        assertThat(advice.onModel().natsPerFlop()).isNegative();
        assertThat(advice.findings())
                .contains(
                        Finding.warning(
                                "no-gain",
                                "by this law the next FLOP on parameters does not lower the loss"));
        assertThat(advice.toString()).contains("only one of data and parameters lowers the loss");
    }

    @Test
    void aLawWithoutPlansHasNoAdvice() {
        assertThatExceptionOfType(NoPlanException.class)
                .isThrownBy(
                        () ->
                                ComputeOptimal.of(new ChinchillaLaw(1, 400, 0.3, 0, 0.3))
                                        .advice(GPT_3))
                .withMessageStartingWith("the loss does not fall with data");
    }

    @Test
    void adviceReadsAsATable() {
        assertThat(ComputeOptimal.of(LAW).advice(GPT_3))
                .hasToString(
                        """
                        175B parameters on 300B tokens with 3.15e23 FLOP: a loss of 2.008 nats
                          spent on      nats per FLOP   with twice the compute
                          data          1.53e-25        1.9785 nats, -0.0295
                          parameters    6.54e-26        1.9953 nats, -0.0127
                          both, anew    9.9e-26         1.9715 nats, -0.0365
                          data pays 2.34 times what parameters pay
                          1.71 tokens a parameter: 0.0921 times the best 18.6 here, 0.0857 times 20
                          1.232e23 FLOP wasted, 39.1 %
                          the frontier at a multiple of this compute:
                              x1  3.15e23   FLOP  1.9918 nats
                              x2  6.3e23    FLOP  1.9715 nats   -0.0203
                              x4  1.26e24   FLOP  1.9535 nats   -0.018
                              x8  2.52e24   FLOP  1.9376 nats   -0.0159
                             x16  5.04e24   FLOP  1.9236 nats   -0.014
                             x32  1.008e25  FLOP  1.9112 nats   -0.0124
                             x64  2.016e25  FLOP  1.9002 nats   -0.011
                          towards  1.8169 nats
                        WARNING under-trained: the model has 10.9 times fewer tokens a parameter than\
                         is best for its compute; a smaller model would reach its loss with 39.1 %\
                         less compute and be cheaper to serve""");
    }
}
