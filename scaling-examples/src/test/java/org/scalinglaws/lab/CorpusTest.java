package org.scalinglaws.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.List;
import org.junit.jupiter.api.Test;

class CorpusTest {
    private static final Corpus CORPUS =
            Corpus.of(
                    "the cat sat on the mat the dog sat\non the cat and the dog and the cat sat on");

    @Test
    void wordsAreNumberedInTheOrderOfTheAlphabet() {
        assertThat(CORPUS.vocabulary())
                .isEqualTo(List.of("and", "cat", "dog", "mat", "on", "sat", "the"));
        assertThat(CORPUS.training(0, 4)).containsExactly(6, 1, 5, 4);
    }

    @Test
    void theLastTenthIsHeldOut() {
        assertThat(CORPUS.trainingTokens()).isEqualTo(18);
        assertThat(CORPUS.heldOutTokens()).isEqualTo(2);
    }

    @Test
    void afterTheLastTrainingTokenComesTheFirstAgain() {
        assertThat(CORPUS.training(16, 4)).containsExactly(6, 1, 6, 1);
    }

    @Test
    void whatFollowsIsCounted() {
        int[] text = {0, 1, 0, 1, 1, 0, 1, 0};
        double[] predicted = {0.5, 0.5, 0.75, 0.25, 0.9, 0.1, 0.5, 0.5};
        Continuations seen = Continuations.in(text, 0, 8, 2);
        // 01-0, 10-1, 01-1, 11-0, 10-1, 01-0
        double loss =
                -(2 * Math.log(0.75) + Math.log(0.25) + 2 * Math.log(0.1) + Math.log(0.5)) / 6;
        assertThat(seen.loss(predicted)).isCloseTo(loss, offset(1e-15));
        assertThat(seen.accuracy(predicted)).isCloseTo(3 / 6.0, offset(1e-15));
    }
}
