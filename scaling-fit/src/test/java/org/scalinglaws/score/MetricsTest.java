package org.scalinglaws.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.apache.commons.math3.util.CombinatoricsUtils;
import org.junit.jupiter.api.Test;

class MetricsTest {
    @Test
    void aThresholdMakesALeapOfSmoothScores() {
        assertThat(Metrics.reached(List.of(0.45, 0.49, 0.51, 0.55), 0.5))
                .containsExactly(0, 0, 1, 1);
    }

    @Test
    void anExactMatchNeedsEveryTokenRight() {
        double loss = -Math.log(0.9);
        assertThat(Metrics.exactMatch(loss, 1)).isCloseTo(0.9, within(1e-15));
        assertThat(Metrics.exactMatch(loss, 20)).isCloseTo(Math.pow(0.9, 20), within(1e-15));
        assertThat(Metrics.exactMatch(0, 50)).isEqualTo(1);
    }

    @Test
    void passAtKIsOneLessTheShareOfDrawsWithoutARightOne() {
        for (int correct = 0; correct <= 10; correct++) {
            for (int k = 1; k <= 10 - correct; k++) {
                double none =
                        CombinatoricsUtils.binomialCoefficientDouble(10 - correct, k)
                                / CombinatoricsUtils.binomialCoefficientDouble(10, k);
                assertThat(Metrics.passAtK(10, correct, k)).isCloseTo(1 - none, within(1e-12));
            }
        }
        assertThat(Metrics.passAtK(10, 4, 7)).isEqualTo(1);
        assertThat(Metrics.passAtK(200, 3, 1)).isCloseTo(0.015, within(1e-12));
        assertThat(Metrics.passAtK(1_000_000, 1, 1000)).isCloseTo(0.001, within(1e-9));
    }

    @Test
    void moreThanTheSamplesIsRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Metrics.passAtK(10, 3, 11))
                .withMessage("k must not be more than the 10 samples, got 11");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Metrics.passAtK(10, 11, 3))
                .withMessage("correct must not be more than the 10 samples, got 11");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Metrics.passAtK(10, -1, 3))
                .withMessageContaining("correct")
                .withMessageContaining("-1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Metrics.bestOf(1.2, 3))
                .withMessage("share must lie between 0 and 1, got 1.2");
    }

    @Test
    void theBestOfManyTriesIsRightWhereOneIs() {
        assertThat(Metrics.bestOf(0.3, 1)).isCloseTo(0.3, within(1e-15));
        assertThat(Metrics.bestOf(0.3, 4)).isCloseTo(1 - Math.pow(0.7, 4), within(1e-15));
        assertThat(Metrics.bestOf(1e-12, 1000)).isCloseTo(1e-9, within(1e-15));
        assertThat(Metrics.bestOf(1, 2)).isEqualTo(1);
    }

    /** From 0.45 to 0.55 accuracy leaps from nothing to all; the Brier score moves by a tenth. */
    @Test
    void theBrierScoreMovesSmoothlyWhereAccuracyLeaps() {
        List<Boolean> outcomes = List.of(true, true, true);
        List<Double> before = List.of(0.45, 0.45, 0.45);
        List<Double> after = List.of(0.55, 0.55, 0.55);
        assertThat(Metrics.accuracy(before, outcomes)).isZero();
        assertThat(Metrics.accuracy(after, outcomes)).isEqualTo(1);
        assertThat(Metrics.brier(before, outcomes)).isCloseTo(0.3025, within(1e-12));
        assertThat(Metrics.brier(after, outcomes)).isCloseTo(0.2025, within(1e-12));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Metrics.brier(before, List.of(true)))
                .withMessage("there must be an outcome for each probability, got 1 and 3");
    }

    @Test
    void coverageOfManySamplesIsAnExponentiatedPower() {
        SampleCoverage truth = new SampleCoverage(-2.3, -0.4);
        double[] samples = {1, 3, 10, 30, 100, 300, 1000};
        double[] coverage = new double[samples.length];
        for (int i = 0; i < samples.length; i++) {
            coverage[i] = truth.at(samples[i]);
        }
        SampleCoverage found = SampleCoverage.fit(samples, coverage);
        assertThat(found.a()).isCloseTo(-2.3, within(1e-6));
        assertThat(found.b()).isCloseTo(-0.4, within(1e-6));
        assertThat(truth.at(1)).isCloseTo(Math.exp(-2.3), within(1e-12));
        assertThat(truth.at(truth.samplesFor(0.9))).isCloseTo(0.9, within(1e-12));
        assertThat(truth).hasToString("c(k) = exp(-2.3 k^-0.4)");
        coverage[2] = 0;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SampleCoverage.fit(samples, coverage))
                .withMessage("coverage 3 must be above 0 and at most 1, got 0");
    }
}
