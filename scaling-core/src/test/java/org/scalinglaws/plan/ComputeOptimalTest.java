package org.scalinglaws.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.law.AdditivePowerLaw;
import org.scalinglaws.law.AdditivePowerLaw.Term;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.published.PublishedLaw;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Scope;

class ComputeOptimalTest {
    private static final ChinchillaLaw LAW = PublishedLaws.HOFFMANN_2022.law();
    private static final Compute BUDGET = Compute.flops(5.76e23);

    static Stream<ChinchillaLaw> laws() {
        return Stream.of(
                LAW,
                PublishedLaws.HOFFMANN_2022_ROUNDED.law(),
                PublishedLaws.BESIROGLU_2024.law(),
                new ChinchillaLaw(0, 8, 0.1, 12, 0.08),
                new ChinchillaLaw(1.5, 1e6, 0.7, 30, 0.2));
    }

    @Provide("laws")
    Arbitrary<ChinchillaLaw> anyLaw() {
        return Arbitraries.of(laws().toList());
    }

    /** The same losses without their form, so that they are searched. */
    private static LossLaw anyOther(LossLaw law) {
        return recipe -> law.loss(recipe);
    }

    private static Plan plan(LossLaw law, double log10Flops) {
        return ComputeOptimal.of(law).plan(Compute.flops(Math.pow(10, log10Flops)));
    }

    /** By mpmath 1.3.0 with 30 digits, from equation 4 of Hoffmann et al. (2022). */
    @ParameterizedTest
    @CsvSource({
        "HOFFMANN_2022_ROUNDED, 5.76e23, 3.218986e10, 1.930748",
        "HOFFMANN_2022_ROUNDED, 1e24, 4.129670e10, 1.911195",
        "HOFFMANN_2022, 5.76e23, 4.036094e10, 1.918412",
        "HOFFMANN_2022, 1e24, 5.191999e10, 1.899988",
        "BESIROGLU_2024, 5.76e23, 7.235274e10, 1.973973",
        "BESIROGLU_2024, 1e24, 9.600012e10, 1.959256"
    })
    void plansAgreeWithPython(String name, double flops, double parameters, double loss) {
        ChinchillaLaw law =
                switch (name) {
                    case "HOFFMANN_2022_ROUNDED" -> PublishedLaws.HOFFMANN_2022_ROUNDED.law();
                    case "HOFFMANN_2022" -> PublishedLaws.HOFFMANN_2022.law();
                    default -> PublishedLaws.BESIROGLU_2024.law();
                };
        for (LossLaw either : List.of(law, anyOther(law))) {
            Plan plan = ComputeOptimal.of(either).plan(Compute.flops(flops));
            assertThat(plan.model().parameters()).isCloseTo(parameters, within(5.1e3));
            assertThat(plan.loss().nats()).isCloseTo(loss, within(5.1e-7));
        }
    }

    @Property(tries = 20)
    void noneOfTenThousandRandomRecipesOfTheBudgetBeatsThePlan(
            @ForAll("laws") ChinchillaLaw law,
            @ForAll @DoubleRange(min = 18, max = 27) double log10Flops,
            @ForAll long seed) {
        Random random = new Random(seed);
        for (LossLaw either : List.of(law, anyOther(law))) {
            Plan plan = plan(either, log10Flops);
            IsoFlopCurve curve = new IsoFlopCurve(LossSurface.of(either), plan.compute());
            double least = plan.loss().nats() * (1 - 1e-15);
            for (int i = 0; i < 10_000; i++) {
                double size = Math.exp(random.nextDouble() * Math.log(plan.compute().flops() / 6));
                assertThat(curve.loss(size)).isGreaterThanOrEqualTo(least);
            }
        }
    }

    @Property
    void moreBudgetNeverRaisesTheLoss(
            @ForAll("laws") ChinchillaLaw law,
            @ForAll @DoubleRange(min = 18, max = 27) double log10Flops,
            @ForAll @DoubleRange(min = 0, max = 3) double more) {
        for (LossLaw either : List.of(law, anyOther(law))) {
            assertThat(plan(either, log10Flops + more).loss().nats())
                    .isLessThanOrEqualTo(plan(either, log10Flops).loss().nats() * (1 + 1e-15));
        }
    }

    @Property
    void noNeighbourOnTheBudgetBeatsThePlan(
            @ForAll("laws") ChinchillaLaw law,
            @ForAll @DoubleRange(min = 18, max = 27) double log10Flops,
            @ForAll @DoubleRange(min = 0.2, max = 5) double factor) {
        Plan plan = plan(law, log10Flops);
        double neighbour =
                new IsoFlopCurve(LossSurface.of(law), plan.compute())
                        .loss(factor * plan.model().parameters());
        assertThat(neighbour).isGreaterThanOrEqualTo(plan.loss().nats() * (1 - 1e-15));
    }

    @Property
    void theWholeBudgetIsSpent(
            @ForAll("laws") ChinchillaLaw law,
            @ForAll @DoubleRange(min = 18, max = 27) double log10Flops) {
        Plan plan = plan(law, log10Flops);
        double spent = 6 * plan.model().parameters() * plan.tokens().count();
        assertThat(spent).isCloseTo(Math.pow(10, log10Flops), withinPercentage(1e-10));
        assertThat(plan.loss().nats()).isEqualTo(law.loss(plan.recipe()));
    }

    /** At the optimum a per cent more of either buys the same: alpha A/N^alpha = beta B/D^beta. */
    @Property
    void bothTermsAreWorthTheSame(
            @ForAll("laws") ChinchillaLaw law,
            @ForAll @DoubleRange(min = 18, max = 27) double log10Flops) {
        Plan plan = plan(law, log10Flops);
        assertThat(law.alpha() * law.modelTerm(plan.recipe()))
                .isCloseTo(law.beta() * law.dataTerm(plan.recipe()), withinPercentage(1e-10));
    }

    /** 4,000 laws as wide as the published ones; the worst N seen is off by 5.0e-12. */
    @Test
    void theSearchFindsTheClosedFormToTenDigits() {
        Random random = new Random(20220329);
        for (int i = 0; i < 4000; i++) {
            ChinchillaLaw law =
                    new ChinchillaLaw(
                            2 * random.nextDouble(),
                            Math.pow(10, 1.5 + 2.5 * random.nextDouble()),
                            0.2 + 0.3 * random.nextDouble(),
                            Math.pow(10, 1.5 + 2.5 * random.nextDouble()),
                            0.2 + 0.3 * random.nextDouble());
            double log10Flops = 18 + 8 * random.nextDouble();
            Plan exact = plan(law, log10Flops);
            Plan searched = plan(anyOther(law), log10Flops);
            String which = law + " at 1e" + log10Flops;
            assertThat(searched.model().parameters())
                    .as(which)
                    .isCloseTo(exact.model().parameters(), withinPercentage(1e-8));
            assertThat(searched.tokens().count())
                    .as(which)
                    .isCloseTo(exact.tokens().count(), withinPercentage(1e-8));
            assertThat(searched.loss().nats())
                    .isCloseTo(exact.loss().nats(), within(4 * Math.ulp(exact.loss().nats())));
        }
    }

    /**
     * Losses are rounded: what is left of their differences at the largest budgets tells ln N to a
     * few units in the last place over the curvature.
     */
    @ParameterizedTest
    @MethodSource("laws")
    void theSearchFindsTheClosedFormAsFarAsRoundedLossesTellIt(ChinchillaLaw law) {
        for (int log10Flops = 17; log10Flops < 28; log10Flops++) {
            Plan exact = plan(law, log10Flops);
            Plan searched = plan(anyOther(law), log10Flops);
            double curvature =
                    Math.pow(law.alpha(), 2) * law.modelTerm(exact.recipe())
                            + Math.pow(law.beta(), 2) * law.dataTerm(exact.recipe());
            double blur = 16 * Math.ulp(exact.loss().nats()) / curvature;
            double ratio = searched.model().parameters() / exact.model().parameters();
            assertThat(Math.log(ratio)).isCloseTo(0, within(1e-11 + blur));
            assertThat(searched.loss().nats())
                    .isCloseTo(exact.loss().nats(), within(1e-15 * exact.loss().nats()));
        }
    }

    /** By hand: the loss falls to N = 2e9 and rises beyond, with no slope at 2e9 itself. */
    @Test
    void aKinkIsFoundByItsLeastValue() {
        LossLaw kinked =
                recipe -> 2 + Math.abs(Math.log(recipe.value(Factor.PARAMETERS) / 2e9)) / 100;
        Plan plan = ComputeOptimal.of(kinked).plan(BUDGET);
        assertThat(plan.model().parameters()).isCloseTo(2e9, withinPercentage(1e-8));
    }

    @Test
    void aSumOfTwoPowerLawsIsPlannedLikeTheChinchillaLaw() {
        Term model = new Term(Factor.PARAMETERS, LAW.a(), LAW.alpha());
        Term data = new Term(Factor.TOKENS, LAW.b(), LAW.beta());
        Plan expected = ComputeOptimal.of(LAW).plan(BUDGET);
        AdditivePowerLaw sum = new AdditivePowerLaw(LAW.e(), List.of(model, data));
        assertThat(ComputeOptimal.of(sum).plan(BUDGET)).isEqualTo(expected);
        AdditivePowerLaw turned = new AdditivePowerLaw(LAW.e(), List.of(data, model));
        assertThat(ComputeOptimal.of(turned).plan(BUDGET).model().parameters())
                .isCloseTo(expected.model().parameters(), withinPercentage(1e-9));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.34, 410.7, 0.28, model size",
        "406.4, 0, 410.7, 0.28, model size",
        "406.4, 0.34, 0, 0.28, data",
        "406.4, 0.34, 410.7, 0, data",
        "0, 0, 0, 0, model size"
    })
    void aLawThatDoesNotFallHasNoPlan(double a, double alpha, double b, double beta, String what) {
        ChinchillaLaw law = new ChinchillaLaw(1.69, a, alpha, b, beta);
        assertThatExceptionOfType(NoPlanException.class)
                .isThrownBy(() -> ComputeOptimal.of(law).plan(BUDGET))
                .withMessage(
                        "the loss does not fall with "
                                + what
                                + ", so no size is compute-optimal: "
                                + law);
    }

    @Test
    void aPlanBeyondAllNumbersIsNone() {
        for (ChinchillaLaw law :
                List.of(
                        new ChinchillaLaw(1, 1e3, 1e-3, 1e-3, 1e-3),
                        new ChinchillaLaw(1, 1e-3, 1e-3, 1e3, 1e-3))) {
            assertThatExceptionOfType(NoPlanException.class)
                    .isThrownBy(() -> ComputeOptimal.of(law).plan(BUDGET))
                    .withMessage(
                            "the compute-optimal size at 5.76e23 FLOP is beyond all numbers: "
                                    + law);
        }
    }

    static Stream<LossLaw> lawsWithoutOptimum() {
        return Stream.of(
                recipe -> 1 + 1 / recipe.value(Factor.PARAMETERS),
                recipe -> 1 + 1 / recipe.value(Factor.TOKENS),
                recipe -> Double.NaN,
                new AdditivePowerLaw(1, List.of(new Term(Factor.TOKENS, 400, 0.3))));
    }

    @ParameterizedTest
    @MethodSource("lawsWithoutOptimum")
    void aLawThatKeepsFallingTowardsAnEdgeHasNoPlan(LossLaw law) {
        assertThatExceptionOfType(NoPlanException.class)
                .isThrownBy(() -> ComputeOptimal.of(law).plan(BUDGET))
                .withMessage(
                        "the loss has no least value between one parameter and one token at 5.76e23"
                                + " FLOP");
    }

    @Test
    void aLawThatIsTheSameForEverySizeHasNoPlan() {
        assertThatExceptionOfType(NoPlanException.class)
                .isThrownBy(() -> ComputeOptimal.of(recipe -> 2).plan(BUDGET))
                .withMessage(
                        "every size is as good at 5.76e23 FLOP, as by a law of compute alone: the loss"
                                + " is 2 nats for each");
    }

    @Test
    void aBudgetOfLessThanOneParameterAndTokenIsTooSmallToSearch() {
        LossLaw law = anyOther(LAW);
        assertThatExceptionOfType(NoPlanException.class)
                .isThrownBy(() -> ComputeOptimal.of(law).plan(Compute.flops(5)))
                .withMessage(
                        "the loss has no least value between one parameter and one token at 5 FLOP");
    }

    @Test
    void plansOfPresetsCarryCaveatsAndThenSayHowFarTheyReach() {
        PublishedLaw<ChinchillaLaw> preset = PublishedLaws.HOFFMANN_2022;
        assertThat(ComputeOptimal.of(preset).plan(BUDGET).findings())
                .containsExactly(
                        preset.provenance().caveats().get(0),
                        Finding.note(
                                "extrapolation",
                                "params of 4.04e+10 is 0.4 decades above the fitted range,"
                                        + " 7.00e+07 to 1.60e+10"),
                        Finding.warning(
                                "extrapolation",
                                "tokens of 2.38e+12 is 0.7 decades above the fitted range,"
                                        + " 5.00e+09 to 5.00e+11"));
        assertThat(ComputeOptimal.of(preset).plan(Compute.flops(1e21)).findings())
                .isEqualTo(preset.provenance().caveats());
        assertThat(ComputeOptimal.of(LAW).plan(BUDGET).findings()).isEmpty();
    }

    @Test
    void withinReplacesTheScopeAndKeepsTheCaveats() {
        Scope wide = new Scope(Map.of(Factor.PARAMETERS, new Interval(1, 1e15)), Counting.ACTIVE);
        Plan plan =
                ComputeOptimal.of(LossSurface.of(PublishedLaws.HOFFMANN_2022).within(wide))
                        .plan(BUDGET);
        assertThat(plan.findings()).isEqualTo(PublishedLaws.HOFFMANN_2022.provenance().caveats());
        assertThat(plan.model().counting()).isEqualTo(Counting.ACTIVE);
    }

    @Test
    void parametersAreCountedAsTheRunsCountThem() {
        Scope scope = new Scope(Map.of(), Counting.NON_EMBEDDING);
        for (LossLaw law : List.of(LAW, anyOther(LAW))) {
            Plan plan = ComputeOptimal.of(LossSurface.of(law).within(scope)).plan(BUDGET);
            assertThat(plan.recipe().counting()).isEqualTo(Counting.NON_EMBEDDING);
            assertThat(plan.findings()).isEmpty();
            ModelSize total = ComputeOptimal.of(law).plan(BUDGET).model();
            assertThat(plan.model()).isEqualTo(total.countedAs(Counting.NON_EMBEDDING));
        }
    }
}
