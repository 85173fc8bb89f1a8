package org.scalinglaws.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.problem.NoFitException;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.testing.BreakStudy;

class BreakTestTest {
    private static Dataset broken(double before, double after) {
        double[] compute = new double[25];
        Arrays.setAll(compute, i -> 1e18 * Math.pow(10, i / 6.0));
        double[] losses = new double[25];
        for (int i = 0; i < 25; i++) {
            double along = compute[i] / 1e20;
            losses[i] = 2 * Math.pow(along, -(along < 1 ? before : after));
        }
        return Dataset.of(Factor.FLOPS, compute, losses);
    }

    @Test
    void aBreakIsFoundWhereItIs() {
        BreakTest test = BreakTest.of(broken(0.1, 0.25), Factor.FLOPS);
        assertThat(test.isBroken()).isTrue();
        assertThat(test.pValue()).isEqualTo(0.001);
        assertThat(test.place()).isCloseTo(1e20, withinPercentage(1e-6));
        assertThat(test.before()).isCloseTo(0.1, within(1e-6));
        assertThat(test.after()).isCloseTo(0.25, within(1e-6));
        assertThat(test.toString()).contains("the exponent goes from 0.1 to 0.25");
    }

    @Test
    void aPowerLawWithoutNoiseIsNoBreak() {
        BreakTest test = BreakTest.of(broken(0.1, 0.1), Factor.FLOPS);
        assertThat(test.isBroken()).isFalse();
        assertThat(test.pValue()).isEqualTo(1);
    }

    @Test
    void theUnitOfTheScaleAndTheOrderOfRunsChangeNothing() {
        Dataset runs = BreakStudy.curve(20, 0.005, 1.5, 2, new SplittableRandom(4));
        BreakTest test = BreakTest.of(runs, Factor.FLOPS);
        double[] compute = runs.column(Factor.FLOPS);
        double[] losses = runs.losses();
        double[] backX = new double[20];
        double[] backY = new double[20];
        for (int i = 0; i < 20; i++) {
            backX[i] = compute[19 - i] / 1e15;
            backY[i] = losses[19 - i];
        }
        BreakTest other = BreakTest.of(Dataset.of(Factor.FLOPS, backX, backY), Factor.FLOPS);
        assertThat(other.statistic()).isCloseTo(test.statistic(), withinPercentage(1e-3));
        assertThat(other.place() * 1e15).isCloseTo(test.place(), withinPercentage(1e-6));
    }

    /** Of 40 curves that are called broken with chance 0.04 six or more are so once in 250 times. */
    @Test
    void smoothCurvesAreRarelyCalledBrokenAndBrokenOnesMostly() {
        assertThat(BreakStudy.called(12, 0.005, 1, 40)).isLessThan(0.15);
        assertThat(BreakStudy.called(40, 0.005, 1, 40)).isLessThan(0.15);
        assertThat(BreakStudy.called(40, 0.005, 2, 20)).isGreaterThanOrEqualTo(0.8);
    }

    @Test
    void fewRunsAndOneScaleAreRefused() {
        Dataset few =
                Dataset.of(Factor.FLOPS, new double[] {1, 2, 3, 4}, new double[] {4, 3, 2.5, 2});
        assertThatExceptionOfType(NoFitException.class)
                .isThrownBy(() -> BreakTest.of(few, Factor.FLOPS))
                .withMessage("a test for a break needs 7 runs or more, got 4");
    }

    @Test
    void aJumpIsTheWorkOfTheMetricWhereTheLossIsSmooth() {
        assertThat(BreakStudy.calledMoreThanMetric(1, 20)).isLessThanOrEqualTo(0.2);
        assertThat(BreakStudy.calledMoreThanMetric(2, 10)).isGreaterThanOrEqualTo(0.8);
    }
}
