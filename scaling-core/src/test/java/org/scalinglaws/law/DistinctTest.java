package org.scalinglaws.law;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DistinctTest {
    @Test
    void eachRowFindsItsValueAndEachValueStandsOnce() {
        SplittableRandom random = new SplittableRandom(1);
        for (int rows : new int[] {1, 2, 7, 8, 2_048, 2_049}) {
            for (int kinds : new int[] {1, 3, 1_000_000_000}) {
                double[] column = random.doubles(rows).map(x -> Math.rint(kinds * x)).toArray();
                Distinct distinct = Distinct.of(column);
                assertThat(distinct.values())
                        .containsExactly(Arrays.stream(column).distinct().toArray());
                for (int row = 0; row < rows; row++) {
                    assertThat(distinct.values()[distinct.ofRow()[row]]).isEqualTo(column[row]);
                }
            }
        }
    }

    @Test
    void zerosOfBothSignsAreTwoAndUnknownIsOne() {
        Distinct distinct = Distinct.of(new double[] {0.0, -0.0, Double.NaN, 0.0, Double.NaN});
        assertThat(distinct.ofRow()).containsExactly(0, 1, 2, 0, 2);
    }
}
