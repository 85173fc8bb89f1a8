package org.scalinglaws.law.sparse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpertSaturationTest {
    private static final ExpertSaturation PRINTED = ExpertSaturation.between(2.0732, 290.4521);

    /** Ludziejewski et al. (2025), table 3, put into equation 4 with plain Python. */
    @ParameterizedTest
    @CsvSource({"1, 2.0732", "2, 3.0556", "4, 5.0005", "8, 8.8124", "16, 16.1386", "32, 29.7042"})
    void effectiveExpertsAgreeWithPython(double experts, double expected) {
        assertThat(PRINTED.effective(experts)).isCloseTo(expected, within(5e-5));
    }

    @Test
    void aDenseModelCountsAsTheFirstExpertsAndNoneExceedsTheMost() {
        assertThat(PRINTED.start()).isCloseTo(2.0732, within(1e-14));
        assertThat(PRINTED.most()).isEqualTo(290.4521);
        assertThat(PRINTED.effective(1e12)).isCloseTo(290.4521, within(1e-6)).isLessThan(290.4521);
    }

    @Test
    void everyShiftAndMostLeaveTheStartBelowTheMost() {
        for (double shift : new double[] {1e-9, 0.3, 7, 1e9}) {
            for (double most : new double[] {1e-6, 0.5, 300, 1e6}) {
                ExpertSaturation saturation = new ExpertSaturation(shift, most);
                assertThat(saturation.start()).isPositive().isLessThan(most);
                assertThat(saturation.shift()).isEqualTo(shift);
            }
        }
    }

    @Test
    void bothWaysOfMakingOneAgree() {
        ExpertSaturation same = new ExpertSaturation(PRINTED.shift(), 290.4521);
        assertThat(same).isEqualTo(PRINTED).hasSameHashCodeAs(PRINTED);
        assertThat(same).isNotEqualTo(new ExpertSaturation(PRINTED.shift(), 290));
        assertThat(same).isNotEqualTo(new ExpertSaturation(2, 290.4521)).isNotEqualTo(null);
        assertThat(new ExpertSaturation(2.5, 300)).hasToString("shift 2.5, at most 300 experts");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 300, 'first experts E_start must be positive and finite, got 0'",
        "2, 2, 'most experts E_max must be above E_start = 2, got 2'",
        "2, 1.5, 'most experts E_max must be above E_start = 2, got 1.5'",
        "2, NaN, 'most experts E_max must be above E_start = 2, got NaN'",
        "2, Infinity, 'most experts E_max must be positive and finite, got Infinity'"
    })
    void theMostIsAboveTheStart(double start, double most, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExpertSaturation.between(start, most))
                .withMessage(message);
    }

    @Test
    void aShiftIsPositive() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ExpertSaturation(0, 300))
                .withMessage("expert shift must be positive and finite, got 0");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 'experts must be one or more and finite, got 0'",
        "0.5, 'experts must be one or more and finite, got 0.5'",
        "Infinity, 'experts must be one or more and finite, got Infinity'",
        "NaN, 'experts must be one or more and finite, got NaN'"
    })
    void thereIsAtLeastOneExpert(double experts, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PRINTED.effective(experts))
                .withMessage(message);
    }
}
