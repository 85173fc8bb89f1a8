package org.scalinglaws.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.finding.Severity;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.simulate.SimulatedRuns;

class StretchedTest {
    private static final Dataset RUNS =
            SimulatedRuns.isoFlop(
                            PublishedLaws.BESIROGLU_2024.law(),
                            Compute.budgets(1e18, 1e19, 1e20, 1e21, 1e22),
                            8,
                            8)
                    .withNoise(0.002)
                    .dataset();

    private static List<Finding> at(double params, double tokens) {
        return Forecast.of(RUNS)
                .at(Recipe.of(ModelSize.of(params), Tokens.of(tokens)))
                .findings()
                .stream()
                .filter(finding -> finding.message().contains("tokens a parameter"))
                .toList();
    }

    /** N, D and C are all within the runs. */
    @Test
    void aRatioThatNoRunHadIsAWarning() {
        List<Finding> many = at(3e7, 4e11);
        assertThat(many).hasSize(1);
        assertThat(many.get(0).severity()).isEqualTo(Severity.WARNING);
        assertThat(at(1e10, 1e9)).hasSize(1);
    }

    @Test
    void aRatioLikeThoseOfTheRunsIsNot() {
        assertThat(at(1e9, 2e10)).isEmpty();
        assertThat(at(1e11, 2e12)).isEmpty();
    }
}
