package org.scalinglaws.select;

import static org.assertj.core.api.Assertions.assertThat;

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
}
