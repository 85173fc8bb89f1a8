package org.scalinglaws.isoflop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.offset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.problem.NoFitException;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Recipe;

/** Least places where few runs count, where runs count often, and where there is next to no bend. */
class MinimumTest {
    private static final double[] PLACES = {1, 2, 3, 4, 5, 6, 7};
    private static final double[] HEIGHTS = {9.2, 4.1, 0.8, 0.3, 1.4, 3.6, 30};

    @Test
    void toAParabolaARunOfWeightTwoIsTheRunTwice() {
        double[] weights = {1, 2, 1, 1, 3, 1, 2};
        Minimum weighted = parabola(PLACES, HEIGHTS, weights);
        double[] places = {1, 2, 2, 3, 4, 5, 5, 5, 6, 7, 7};
        double[] heights = {9.2, 4.1, 4.1, 0.8, 0.3, 1.4, 1.4, 1.4, 3.6, 30, 30};
        double[] ones = new double[places.length];
        Arrays.fill(ones, 1);
        assertThat(weighted.place())
                .isCloseTo(parabola(places, heights, ones).place(), offset(1e-9));
    }

    private static Minimum parabola(double[] places, double[] heights, double[] weights) {
        return Minimum.of(Parabolas.Estimator.PARABOLA, places, heights, weights, BudgetRows.SIZES);
    }

    @Test
    void aVertexBeyondAllNumbersIsNone() {
        double[] places = {18, 19, 20, 21};
        double[] heights =
                Arrays.stream(places).map(x -> 3 - 0.1 * x + 1e-5 * (x - 20) * (x - 20)).toArray();
        Minimum far =
                Minimum.of(
                        Parabolas.Estimator.PARABOLA,
                        places,
                        heights,
                        new double[] {1, 1, 1, 1},
                        BudgetRows.SIZES);
        assertThat(far.refusal())
                .isEqualTo("so little curvature over sizes that the vertex is beyond all numbers");
    }

    @Test
    void aPowerOfComputeBeyondAllNumbersIsNone() {
        assertThatExceptionOfType(NoFitException.class)
                .isThrownBy(
                        () ->
                                PowerOfCompute.through(
                                        new double[] {1e18, 2e18}, new double[] {1, 1e18}))
                .withMessage(
                        "a power of compute needs a coefficient within all numbers, got e^-2478");
    }

    /** Losses that are no parabola, so that errors of vertices are not nothing. */
    private static Sweep sweep(double centre) {
        List<Run> runs = new ArrayList<>();
        for (double budget : new double[] {1e18, 1e19, 1e20}) {
            for (int j = -3; j <= 3; j++) {
                double size = centre * Math.sqrt(budget / 120) * Math.pow(2, j);
                Recipe recipe = Recipe.of(ModelSize.of(size), Tokens.of(budget / (6 * size)));
                double x = Math.log(size / Math.sqrt(budget / 120));
                double loss = 3 + 0.1 * Math.cosh(0.9 * x) + 0.002 * Math.abs(j % 2);
                runs.add(Run.of(recipe, Loss.nats(loss)));
            }
        }
        return Sweep.of(Dataset.of(runs));
    }

    @Test
    void threeRunsHaveNoErrorToWeighByHoweverOftenTheyAreDrawn() {
        Sweep sweep = sweep(1);
        double[] weights = new double[21];
        Arrays.fill(weights, 1);
        Parabolas weighted = Parabolas.DEFAULT.weighted();
        double all =
                Vertices.of(BudgetRows.of(sweep).get(0), weighted, weights).sizeWeight(weighted);
        double[] drawn = weights.clone();
        Arrays.fill(drawn, 0, 7, 0);
        drawn[0] = 2;
        drawn[3] = 3;
        drawn[5] = 2;
        Vertices three = Vertices.of(BudgetRows.of(sweep).get(0), weighted, drawn);
        assertThat(all).isBetween(10.0, 1e6);
        assertThat(three.isUsed()).isTrue();
        assertThat(three.sizeWeight(weighted)).isZero();
        assertThat(three.dataWeight(weighted)).isZero();
        assertThat(three.sizeWeight(Parabolas.DEFAULT)).isEqualTo(1);
        double[] without = drawn.clone();
        Arrays.fill(without, 0, 7, 0);
        assertThat(powers(weighted, sweep, drawn)).isEqualTo(powers(weighted, sweep, without));
    }

    private static double[] powers(Parabolas how, Sweep sweep, double[] weights) {
        return new Approach2(how)
                .powers(new Approach2(how).vertices(BudgetRows.of(sweep), weights, null), weights);
    }

    @Test
    void aCubicNeedsFiveSizesThatCount() {
        BudgetRows rows = BudgetRows.of(sweep(1)).get(0);
        double[] weights = new double[21];
        Arrays.fill(weights, 0, 5, 1);
        assertThat(rows.cubic(Parabolas.DEFAULT, weights)).isNotNull();
        weights[0] = 0;
        assertThat(rows.cubic(Parabolas.DEFAULT, weights)).isNull();
    }

    @Test
    void aBudgetThatIsLeftOutIsToldOfOnceAndSpeaksOfNothingElse() {
        Allocation strict = IsoFlop.approach2(sweep(6), Parabolas.DEFAULT.strict());
        assertThat(strict.isAnswered()).isFalse();
        assertThat(strict.findings().stream().map(Finding::check))
                .containsExactly(
                        "budget-left-out", "budget-left-out", "budget-left-out", "no-answer");
        assertThat(
                        IsoFlop.approach2(sweep(6), Parabolas.DEFAULT).findings().stream()
                                .map(Finding::check))
                .contains("best-run-at-edge")
                .doesNotContain("budget-left-out");
    }

    @Test
    void theWholeAnalysisStandsABudgetWhoseVertexIsBeyondAllNumbers() {
        List<Run> runs = new ArrayList<>();
        sweep(1).runs().forEach(runs::add);
        for (int j = 0; j < 4; j++) {
            double size = 1e9 * Math.exp(j);
            double loss = 3 - 0.1 * j + 1e-5 * (j - 1) * (j - 1);
            runs.add(
                    Run.of(
                            Recipe.of(ModelSize.of(size), Tokens.of(1e21 / (6 * size))),
                            Loss.nats(loss)));
        }
        IsoFlop study = IsoFlop.of(Sweep.of(Dataset.of(runs)));
        assertThat(study.approach2().optima().get(3).refusal())
                .isEqualTo("so little curvature over sizes that the vertex is beyond all numbers");
        assertThat(study.approach2().size().at(Compute.flops(1e20)))
                .isCloseTo(Math.sqrt(1e20 / 120), offset(1e8));
    }
}
