package org.scalinglaws.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SolutionTest {
    private static final List<Basin> BASINS = List.of(new Basin(0.5, 6), new Basin(0.7, 2));

    private static Solution solution(double[] point, List<Basin> basins) {
        return new Solution(point, 0.5, 1e-17, Stop.CONVERGED, 321, basins);
    }

    @Test
    void itSharesNoArrayAndNoListWithAnyone() {
        double[] point = {1, 2};
        List<Basin> basins = new ArrayList<>(BASINS);
        Solution solution = solution(point, basins);
        point[0] = 99;
        solution.point()[1] = 99;
        basins.clear();
        assertThat(solution.point()).containsExactly(1, 2);
        assertThat(solution.basins()).isEqualTo(BASINS);
    }

    @Test
    void itCountsTheStartsOfAllBasinsAndOfTheBest() {
        Solution solution = solution(new double[2], BASINS);
        assertThat(solution.starts()).isEqualTo(8);
        assertThat(solution.startsAgreeing()).isEqualTo(6);
        assertThat(solution)
                .hasToString("CONVERGED at 0.5 after 321 evaluations; 6 of 8 starts agree");
    }

    @Test
    void oneSearchIsOneBasin() {
        Solution solution = Solution.of(new double[] {3}, 0.25, 0, Stop.PRECISION_LIMIT, 7);
        assertThat(solution.basins()).containsExactly(new Basin(0.25, 1));
        assertThat(solution)
                .hasToString("PRECISION_LIMIT at 0.25 after 7 evaluations; 1 of 1 starts agree");
    }

    @Test
    void equalNumbersAreEqualSolutions() {
        Solution solution = solution(new double[] {1, 2}, BASINS);
        assertThat(solution)
                .isEqualTo(solution(new double[] {1, 2}, BASINS))
                .hasSameHashCodeAs(solution(new double[] {1, 2}, BASINS))
                .isNotEqualTo(solution(new double[] {1, 3}, BASINS))
                .isNotEqualTo(solution(new double[] {1, 2}, BASINS.subList(0, 1)))
                .isNotEqualTo("CONVERGED");
    }

    @Test
    void theLowerOfTwoIsTheBetterAndTheFirstWhenTheyTie() {
        Solution high = Solution.of(new double[] {1}, 2, 0, Stop.CONVERGED, 10);
        Solution low = Solution.of(new double[] {2}, 1, 0, Stop.EVALUATION_LIMIT, 5);
        assertThat(high.better(low)).isEqualTo(low);
        assertThat(low.better(high)).isEqualTo(low);
        assertThat(high.better(low).evaluations()).isEqualTo(15);
        Solution tie = Solution.of(new double[] {3}, 2, 0, Stop.CONVERGED, 1);
        assertThat(high.better(tie).point()).containsExactly(1);
    }

    @Test
    void itSaysWhatMayNotBeNull() {
        assertThatNullPointerException()
                .isThrownBy(() -> Solution.of(new double[0], 0, 0, null, 0))
                .withMessage("stop");
    }

    @Test
    void onlyTwoStopsAreOptima() {
        assertThat(List.of(Stop.values()))
                .filteredOn(Stop::isOptimum)
                .containsExactly(Stop.CONVERGED, Stop.PRECISION_LIMIT);
    }
}
