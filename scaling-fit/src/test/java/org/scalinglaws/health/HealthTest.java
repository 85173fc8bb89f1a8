package org.scalinglaws.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.scalinglaws.data.DataException;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.recipe.Factor;

class HealthTest {
    private static Health of(double... losses) {
        double[] sizes = {1e8, 1e9, 1e10, 1e11};
        return Health.of(Dataset.of(Factor.PARAMETERS, sizes, losses));
    }

    /** The table of the tutorials: 0.1, 1, 10 and 100 billion parameters. */
    @Test
    void everyTenfoldOfAHealthyStudyGains() {
        Health health = of(3.5, 2.8, 2.1, 1.6);
        assertThat(health.course()).isEqualTo(Course.FALLS);
        assertThat(health.verdict()).isEqualTo("scaling well: every larger model is better");
        List<Double> gains =
                health.steps().stream()
                        .map(Step::gain)
                        .filter(OptionalDouble::isPresent)
                        .map(OptionalDouble::getAsDouble)
                        .toList();
        assertThat(gains).hasSize(3);
        assertThat(gains.get(0)).isCloseTo(0.7, within(1e-12));
        assertThat(gains.get(1)).isCloseTo(0.7, within(1e-12));
        assertThat(gains.get(2)).isCloseTo(0.5, within(1e-12));
        assertThat(health.findings()).isEmpty();
    }

    @Test
    void aLargerModelThatIsWorseHasFailed() {
        Health health = of(3.5, 2.8, 2.1, 2.5);
        assertThat(health.course()).isEqualTo(Course.RISES);
        assertThat(health.findings())
                .extracting(Finding::toString)
                .containsExactly(
                        "ERROR scaling: scaling failed: the best loss rises from 2.1 at 10B"
                                + " parameters to 2.5 at 100B; look for divergence, too few"
                                + " tokens or a learning rate that was not tuned");
    }

    @Test
    void aLargerModelThatIsNoBetterIsAPlateau() {
        Health health = of(3.5, 2.8, 2.1, 2.1);
        assertThat(health.course()).isEqualTo(Course.PLATEAU);
        assertThat(health.findings())
                .extracting(Finding::toString)
                .containsExactly(
                        "WARNING scaling: a plateau: the best loss at 100B parameters is within 0.5"
                                + " % of the size before");
    }

    @Test
    void aModelOfMoreParametersThanTokensIsStarved() {
        Health health =
                Health.of(
                        Dataset.of(
                                List.of(
                                        Run.of(1e9, 2e10, 2.8),
                                        Run.of(1e10, 1e9, 3.4),
                                        Run.of(1e10, 1e11, 2.3))));
        assertThat(health.steps().get(1).tokensPerParameter()).hasValue(10);
        assertThat(health.findings())
                .extracting(Finding::toString)
                .containsExactly(
                        "WARNING data-starved: 1 of 3 runs (of 10B parameters) saw fewer than 1"
                                + " token a parameter, the least 0.1: data-starved, a smaller model"
                                + " on the same tokens would do as well",
                        "NOTE few-tokens: 2 of 3 runs (of 10B parameters) saw fewer than 20 tokens"
                                + " a parameter, the least 0.1: below the rule of thumb more tokens"
                                + " gain more than more parameters");
    }

    @Test
    void oneSizeSaysWhatItCannotJudge() {
        Health health = Health.of(Dataset.of(List.of(Run.of(1e9, 2e10, 2.8))));
        assertThat(health.course()).isEqualTo(Course.FIRST);
        assertThat(health.findings())
                .extracting(Finding::message)
                .containsExactly("one model size cannot say whether larger models are better");
    }

    @Test
    void theBestRunOfEachSizeCounts() {
        Health health =
                Health.of(
                        Dataset.of(
                                List.of(
                                        Run.of(1e9, 2e10, 2.8),
                                        Run.of(1e9, 4e10, 2.7),
                                        Run.of(1e10, 4e11, 2.2))));
        assertThat(health.steps()).hasSize(2);
        assertThat(health.steps().get(0).loss().nats()).isEqualTo(2.7);
        assertThat(health.toString())
                .startsWith("    params N      loss   tokens/param  gain a tenfold  course\n");
    }

    @Test
    void runsWithoutSizesAreRefused() {
        Dataset tokens = Dataset.of(Factor.TOKENS, new double[] {1e9, 1e10}, new double[] {3, 2});
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> Health.of(tokens))
                .withMessageContaining("states no params, and health is about model sizes");
    }
}
