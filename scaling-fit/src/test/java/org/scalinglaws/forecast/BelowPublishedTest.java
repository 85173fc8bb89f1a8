package org.scalinglaws.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.finding.Severity;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.simulate.SimulatedRuns;

class BelowPublishedTest {
    private static final double[] ABOVE = {2.5, 1.9, 3};

    private static Dataset sweep(double floor) {
        ChinchillaLaw law = new ChinchillaLaw(floor, 482.01, 0.3478, 2085.43, 0.3658);
        return SimulatedRuns.isoFlop(law, Compute.budgets(1e18, 3e18, 1e19, 3e19, 1e20), 8, 4)
                .withNoise(0.003)
                .dataset();
    }

    private static boolean tells(Dataset runs, double flops) {
        return Forecast.of(runs).at(Compute.flops(flops)).findings().stream()
                .map(Finding::check)
                .anyMatch(CheckName.BELOW_PUBLISHED.id()::equals);
    }

    @Test
    void aLossBelowEveryPublishedFloorIsToldForInformation() {
        Finding told = BelowPublished.of(1.6, ABOVE).orElseThrow();
        assertThat(told.severity()).isEqualTo(Severity.NOTE);
        assertThat(told.message()).contains("1.6,", "1.69", "1.82", "least 1.9");
        assertThat(tells(sweep(1.17), 1e25)).isTrue();
    }

    /** Runs of other text lie below the floor of web text themselves. */
    @Test
    void whatRunsReachedOrPublishedLawsAllowIsNoNews() {
        assertThat(BelowPublished.of(1.75, ABOVE)).isEmpty();
        assertThat(BelowPublished.of(1.6, new double[] {2.5, 1.7})).isEmpty();
        assertThat(tells(sweep(1.817), 1e25)).isFalse();
        assertThat(tells(sweep(0.5), 1e25)).isFalse();
    }
}
