package org.scalinglaws.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.recipe.Scope;

class IsoFlopCurveTest {
    private static final ChinchillaLaw LAW = PublishedLaws.BESIROGLU_2024.law();
    private static final IsoFlopCurve CURVE =
            new IsoFlopCurve(LossSurface.of(LAW), Compute.flops(6e21));

    @Test
    void everyModelGetsTheWholeBudget() {
        Recipe recipe = CURVE.recipe(1e9);
        assertThat(recipe).hasToString("params=1B tokens=1T");
        assertThat(CURVE.loss(1e9)).isEqualTo(LAW.loss(recipe));
    }

    @Test
    void pointsLieInEqualRatios() {
        List<Plan> points = CURVE.points(ModelSize.millions(1), ModelSize.billions(10), 5);
        assertThat(points).hasSize(5);
        double[] sizes = {1e6, 1e7, 1e8, 1e9, 1e10};
        for (int i = 0; i < sizes.length; i++) {
            Plan point = points.get(i);
            assertThat(point.model().parameters()).isCloseTo(sizes[i], withinPercentage(1e-12));
            assertThat(point.compute().flops()).isCloseTo(6e21, withinPercentage(1e-12));
            assertThat(point.loss().nats()).isEqualTo(LAW.loss(point.recipe()));
            assertThat(point.findings()).isEmpty();
        }
    }

    @Test
    void theCurveIsLowestAtThePlan() {
        Plan plan = ComputeOptimal.of(LAW).plan(CURVE.budget());
        assertThat(CURVE.points(ModelSize.millions(1), ModelSize.billions(100), 101))
                .allMatch(point -> point.loss().nats() >= plan.loss().nats());
    }

    @Test
    void modelsAreCountedAsTheLawCounts() {
        IsoFlopCurve active =
                new IsoFlopCurve(
                        LossSurface.of(LAW).within(new Scope(Map.of(), Counting.ACTIVE)),
                        CURVE.budget());
        assertThat(active.recipe(1e9).model()).hasToString("1B active");
        assertThat(CURVE.surface().counting()).isEqualTo(Counting.TOTAL);
    }

    @ParameterizedTest
    @CsvSource({"1M, 1B, 1", "1B, 1M, 5", "1B, 1B, 2", "1M, 1B, 0"})
    void aCurveRunsFromSmallToLarge(String smallest, String largest, int count) {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                CURVE.points(
                                        ModelSize.parse(smallest), ModelSize.parse(largest), count))
                .withMessage(
                        "a curve needs 2 points or more from small to large, got %d from %s to %s",
                        count, smallest, largest);
    }

    @Test
    void nullsAreNamed() {
        assertThatNullPointerException()
                .isThrownBy(() -> new IsoFlopCurve(null, CURVE.budget()))
                .withMessage("surface");
        assertThatNullPointerException()
                .isThrownBy(() -> new IsoFlopCurve(LossSurface.of(LAW), null))
                .withMessage("budget");
    }
}
