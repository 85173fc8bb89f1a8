package org.scalinglaws.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.testing.BreakStudy;

class EmergenceTest {
    private static final Factor ACCURACY = Factor.named("accuracy");

    /** A smooth loss, and what ten tokens in a row make of it, plus something from a scale on. */
    private static Scores scores(double more) {
        Dataset curve = BreakStudy.curve(24, 0.002, 1, 0.05, new SplittableRandom(8));
        double[] compute = curve.column(Factor.FLOPS);
        double[] shares = new double[compute.length];
        double[] losses = curve.losses();
        for (int i = 0; i < shares.length; i++) {
            double exact = Metrics.exactMatch(losses[i], 10);
            shares[i] = exact + (compute[i] > 1e20 ? more : 0) * (1 - exact);
        }
        return Scores.of(curve.with(ACCURACY, shares), "accuracy");
    }

    private static Emergence of(Scores scores) {
        return Emergence.of(scores, Factor.FLOPS, loss -> Metrics.exactMatch(loss, 10));
    }

    @Test
    void aSmoothLossThroughTheMetricIsTheWorkOfTheMetric() {
        Emergence found = of(scores(0).withItems(500));
        assertThat(found.verdict()).isEqualTo(Emergence.Verdict.METRIC);
        assertThat(found.scores().orElseThrow()).isGreaterThan(0.5);
        assertThat(found.jump()).isCloseTo(found.jumpByMetric(), within(1e-12));
        assertThat(found.toString()).startsWith("explained by the metric");
    }

    @Test
    void scoresThatTheMetricDoesNotMakeAreSaid() {
        Emergence found = of(scores(0.4).withItems(500));
        assertThat(found.verdict()).isEqualTo(Emergence.Verdict.OTHER);
        assertThat(found.jump()).isGreaterThan(found.jumpByMetric() + 0.1);
    }

    @Test
    void withoutItemsOnlyTheLossIsTested() {
        Emergence found = of(scores(0.4));
        assertThat(found.scores()).isEmpty();
        assertThat(found.verdict()).isEqualTo(Emergence.Verdict.METRIC);
        assertThat(found.toString()).contains("scores: not tested");
    }
}
