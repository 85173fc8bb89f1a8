package org.scalinglaws.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.recipe.Scope;

class IsoLossCurveTest {
    private static final ChinchillaLaw LAW = PublishedLaws.BESIROGLU_2024.law();
    private static final LossLaw SEARCHED = recipe -> LAW.loss(recipe);
    private static final Loss TARGET = Loss.nats(2.1);

    @Property(tries = 200)
    void everyPointHasTheLoss(
            @ForAll @DoubleRange(min = 9.3, max = 14) double log10Size,
            @ForAll @DoubleRange(min = 2.2, max = 3) double target) {
        double size = Math.pow(10, log10Size);
        for (LossLaw law : List.of(LAW, SEARCHED)) {
            Recipe recipe = new IsoLossCurve(LossSurface.of(law), Loss.nats(target)).recipe(size);
            assertThat(recipe.model().parameters()).isEqualTo(size);
            assertThat(LAW.loss(recipe)).isCloseTo(target, within(5e-14));
        }
    }

    @Property(tries = 200)
    void aSearchedLawHasTheTokensOfTheClosedForm(
            @ForAll @DoubleRange(min = 9.3, max = 14) double log10Size,
            @ForAll @DoubleRange(min = 2.2, max = 3) double target) {
        double size = Math.pow(10, log10Size);
        double exact = new IsoLossCurve(LossSurface.of(LAW), Loss.nats(target)).tokens(size);
        double searched =
                new IsoLossCurve(LossSurface.of(SEARCHED), Loss.nats(target)).tokens(size);
        assertThat(searched).isCloseTo(exact, withinPercentage(1e-9));
    }

    @Test
    void theLeastComputeOfTheContourIsThePlan() {
        for (LossLaw law : List.of(LAW, SEARCHED)) {
            ComputeOptimal planner = ComputeOptimal.of(law);
            Compute least = planner.frontier().computeFor(TARGET);
            double best = planner.plan(least).model().parameters();
            Plan lowest =
                    new IsoLossCurve(LossSurface.of(law), TARGET)
                            .points(ModelSize.of(best / 2), ModelSize.of(best * 2), 201).stream()
                                    .min(Comparator.comparing(Plan::compute))
                                    .orElseThrow();
            assertThat(lowest.model().parameters()).isCloseTo(best, withinPercentage(1e-9));
            assertThat(lowest.compute().flops()).isCloseTo(least.flops(), withinPercentage(1e-10));
        }
    }

    @Test
    void pointsLieInEqualRatios() {
        List<Plan> points =
                new IsoLossCurve(LossSurface.of(LAW), TARGET)
                        .points(ModelSize.billions(10), ModelSize.billions(1000), 3);
        double[] sizes = {1e10, 1e11, 1e12};
        assertThat(points).hasSize(3);
        for (int i = 0; i < 3; i++) {
            assertThat(points.get(i).model().parameters())
                    .isCloseTo(sizes[i], withinPercentage(1e-12));
            assertThat(points.get(i).loss().nats()).isCloseTo(2.1, within(1e-15));
            assertThat(points.get(i).findings()).isEmpty();
        }
        assertThat(points.get(2).tokens()).isLessThan(points.get(0).tokens());
    }

    @Test
    void aModelTooSmallForTheLossIsNone() {
        for (LossLaw law : List.of(LAW, SEARCHED)) {
            assertThatExceptionOfType(NoPlanException.class)
                    .isThrownBy(() -> new IsoLossCurve(LossSurface.of(law), TARGET).tokens(1e8))
                    .withMessage(
                            "a model of 100M parameters has a loss of 2.1 nats with no amount of"
                                    + " data");
        }
    }

    @Test
    void furtherFactorsAreHeldAndModelsCountedAsTheLawCounts() {
        LossLaw ofQuality =
                recipe -> LAW.loss(recipe) + 0.1 * recipe.value(Factor.named("quality"));
        IsoLossCurve held =
                new IsoLossCurve(
                        LossSurface.of(ofQuality)
                                .within(new Scope(Map.of(), Counting.NON_EMBEDDING))
                                .holding(Factor.named("quality"), 1),
                        Loss.nats(2.2));
        Recipe recipe = held.recipe(1e11);
        assertThat(recipe.value(Factor.named("quality"))).isEqualTo(1);
        assertThat(recipe.counting()).isEqualTo(Counting.NON_EMBEDDING);
        assertThat(recipe.tokens().count())
                .isCloseTo(
                        new IsoLossCurve(LossSurface.of(LAW), TARGET).tokens(1e11),
                        withinPercentage(1e-9));
    }

    @ParameterizedTest
    @CsvSource({"1M, 1B, 1", "1B, 1M, 5", "1B, 1B, 2"})
    void aCurveRunsFromSmallToLarge(String smallest, String largest, int count) {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new IsoLossCurve(LossSurface.of(LAW), TARGET)
                                        .points(
                                                ModelSize.parse(smallest),
                                                ModelSize.parse(largest),
                                                count))
                .withMessage(
                        "a curve needs 2 points or more from small to large, got %d from %s to %s",
                        count, smallest, largest);
    }

    @Test
    void aSizeMustBePositiveAndNullsAreNamed() {
        for (LossLaw law : List.of(LAW, SEARCHED)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new IsoLossCurve(LossSurface.of(law), TARGET).tokens(0))
                    .withMessage("parameter count must be positive and finite, got 0");
        }
        assertThatNullPointerException()
                .isThrownBy(() -> new IsoLossCurve(null, TARGET))
                .withMessage("surface");
        assertThatNullPointerException()
                .isThrownBy(() -> new IsoLossCurve(LossSurface.of(LAW), null))
                .withMessage("target");
    }
}
