package org.scalinglaws.quantity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelSizeTest {
    @ParameterizedTest
    @CsvSource({
        "70B, TOTAL, 70B",
        "124M non-embedding, NON_EMBEDDING, 124M non-embedding",
        "12.9B active, ACTIVE, 12.9B active",
        "70B total, TOTAL, 70B",
        "'  70B   active ', ACTIVE, 70B active"
    })
    void textSaysWhichParametersAreCounted(String text, Counting counting, String shown) {
        ModelSize size = ModelSize.parse(text);
        assertThat(size.counting()).isEqualTo(counting);
        assertThat(size).hasToString(shown);
    }

    @Property
    void parseInvertsTheExactTextForEveryRule(
            @ForAll @DoubleRange(min = -3, max = 18) double log10, @ForAll Counting counting) {
        ModelSize size = new ModelSize(Math.pow(10, log10), counting);
        assertThat(ModelSize.parse(size.text())).isEqualTo(size);
    }

    @Test
    void everyParameterCountsUnlessSaidOtherwise() {
        assertThat(ModelSize.of(10)).isEqualTo(new ModelSize(10, Counting.TOTAL));
    }

    @Test
    void countedAsKeepsTheNumber() {
        assertThat(ModelSize.billions(7).countedAs(Counting.ACTIVE))
                .isEqualTo(new ModelSize(7e9, Counting.ACTIVE));
    }

    @Test
    void sizesOfOneNumberAreOrderedByTheirRule() {
        ModelSize total = ModelSize.billions(7);
        assertThat(total).isLessThan(total.countedAs(Counting.ACTIVE));
        assertThat(total).isEqualByComparingTo(ModelSize.billions(7));
    }

    @Test
    void anUnknownRuleIsNotANumber() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelSize.parse("70B dense"))
                .withMessage(
                        "parameter count must be a number such as 70B, 1.4T or 3e11, got '70B"
                                + " dense'");
    }

    @Test
    void aSizeNeedsARule() {
        assertThatNullPointerException()
                .isThrownBy(() -> new ModelSize(1, null))
                .withMessage("counting");
    }
}
