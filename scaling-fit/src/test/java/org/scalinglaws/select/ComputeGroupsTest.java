package org.scalinglaws.select;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ComputeGroupsTest {
    @Test
    void budgetsThatRepeatAreGroups() {
        ComputeGroups groups =
                ComputeGroups.of(new double[] {1e20, 1e18, 1.01e18, 1e19, 1e18, 1e19, 0.99e19});
        assertThat(groups.count()).isEqualTo(3);
        assertThat(groups.rows(0)).containsExactly(1, 2, 4);
        assertThat(groups.rows(1)).containsExactly(3, 5, 6);
        assertThat(groups.top(2)).isEqualTo(1e20);
    }

    @Test
    void scatteredComputeIsBinnedByFourTenthsOfADecade() {
        ComputeGroups groups = ComputeGroups.of(new double[] {1e18, 2e18, 3e18, 5e18, 1e20});
        assertThat(groups.count()).isEqualTo(3);
        assertThat(groups.rows(0)).containsExactly(0, 1);
        assertThat(groups.rows(1)).containsExactly(2, 3);
        assertThat(groups.rows(2)).containsExactly(4);
    }

    /** Between neighbours the gap is a third of a percent, and all together they span three decades. */
    @Test
    void manyRunsOfAnyComputeAreNoBudget() {
        double[] flops = new double[2_000];
        Arrays.setAll(flops, row -> 1e18 * Math.pow(10, 3.0 * row / flops.length));
        assertThat(ComputeGroups.of(flops).count()).isEqualTo(8);
    }
}
