package org.scalinglaws.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

class DatasetOfArraysTest {
    private static final double[] SIZES = {1e9, 2e9};
    private static final double[] TOKENS = {2e10, 3e10};
    private static final double[] LOSSES = {3, 2.5};
    private static final Dataset RUNS = Dataset.of(SIZES, TOKENS, LOSSES);

    @Test
    void arraysMakeTheRunsThatTheyDescribe() {
        assertThat(RUNS.stream())
                .containsExactly(
                        Run.of(Recipe.of(1e9, 2e10), Loss.nats(3)),
                        Run.of(Recipe.of(2e9, 3e10), Loss.nats(2.5)))
                .containsExactlyElementsOf(List.of(RUNS.run(0), RUNS.run(1)));
        assertThat(RUNS.run(0).recipe().tokensPerParameter()).isEqualTo(20);
    }

    @Test
    void columnsAreFoundByTheirNames() {
        assertThat(RUNS.column("loss")).containsExactly(LOSSES);
        assertThat(RUNS.column("N")).containsExactly(SIZES);
        assertThat(RUNS.column("flops")).containsExactly(6 * 1e9 * 2e10, 6 * 2e9 * 3e10);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RUNS.column("steps"))
                .withMessageContaining("runs has no column 'steps'; it has");
    }

    @Test
    void aTableOfOneFactorHasNoOther() {
        Factor epochs = Factor.named("epochs");
        Dataset runs = Dataset.of(epochs, new double[] {1, 2}, LOSSES);
        assertThat(runs.factors()).containsExactly(epochs);
        assertThat(runs.column("epochs")).containsExactly(1, 2);
    }

    @Test
    void arraysOfOtherLengthsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dataset.of(SIZES, TOKENS, new double[] {3}))
                .withMessage("sizes, tokens and losses must be equally many, got 2, 2 and 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dataset.of(Factor.TOKENS, TOKENS, new double[] {3}))
                .withMessage("values and losses must be equally many, got 2 and 1");
    }
}
