package org.scalinglaws.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryTest {
    @Test
    void theLastFewAnswersAreKept() {
        Memory memory = new Memory();
        for (int question = 0; question < 5; question++) {
            memory.keep(List.of(question), "answer " + question);
        }
        assertThat(memory.find(List.of(0))).isNull();
        assertThat(memory.find(List.of(1))).isEqualTo("answer 1");
        assertThat(memory.find(List.of(4))).isEqualTo("answer 4");
    }

    @Test
    void aQuestionAskedAgainHasItsLastAnswer() {
        Memory memory = new Memory();
        memory.keep(List.of("a"), 1);
        memory.keep(List.of("a"), 2);
        assertThat(memory.find(List.of("a"))).isEqualTo(2);
    }
}
