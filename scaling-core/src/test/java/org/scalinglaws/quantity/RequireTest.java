package org.scalinglaws.quantity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequireTest {
    @Test
    void whatIsCompleteIsGivenBack() {
        List<String> budgets = List.of("a", "b");
        assertThat(Require.noNull("budgets", budgets)).isSameAs(budgets);
        assertThat(Require.noNull("names", new String[] {"a"})).containsExactly("a");
        assertThat(Require.noNull("ranges", Map.of("a", 1))).containsEntry("a", 1);
        double[] values = {1, 2};
        assertThat(Require.length("values", values, 2)).isSameAs(values);
        assertThat(Require.count("number of sizes", 2, 2, 5)).isEqualTo(2);
        assertThat(Require.place("row", 1, 2)).isEqualTo(1);
    }

    @Test
    void aNullAmongOthersIsRefusedByTheNameOfTheArgument() {
        assertThatNullPointerException()
                .isThrownBy(() -> Require.noNull("budgets", Arrays.asList("a", null)))
                .withMessage("budgets must not hold null");
        assertThatNullPointerException()
                .isThrownBy(() -> Require.noNull("names", new String[1]))
                .withMessage("names must not hold null");
        assertThatNullPointerException()
                .isThrownBy(() -> Require.noNull("ranges", Collections.singletonMap("a", null)))
                .withMessage("ranges must not hold null");
        assertThatNullPointerException()
                .isThrownBy(() -> Require.noNull("ranges", Collections.singletonMap(null, 1)))
                .withMessage("ranges must not hold null");
    }

    @Test
    void anAbsentArgumentIsRefusedByItsName() {
        assertThatNullPointerException()
                .isThrownBy(() -> Require.noNull("budgets", (List<?>) null))
                .withMessage("budgets");
        assertThatNullPointerException()
                .isThrownBy(() -> Require.length("values", null, 3))
                .withMessage("values");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 4})
    void anArrayOfAnotherLengthIsRefused(int length) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Require.length("values", new double[length], 3))
                .withMessage("values must have 3 numbers, got " + length);
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 6, Integer.MAX_VALUE})
    void aCountOutsideItsRangeIsRefused(int count) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Require.count("number of sizes", count, 1, 5))
                .withMessage("number of sizes must be from 1 to 5, got " + count);
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 2, Integer.MAX_VALUE})
    void aPlaceWhereNothingStandsIsRefused(int place) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Require.place("row", place, 2))
                .withMessage("row must be from 0 and below 2, got " + place);
    }
}
