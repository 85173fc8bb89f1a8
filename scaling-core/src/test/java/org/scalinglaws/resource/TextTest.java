package org.scalinglaws.resource;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTest {
    @Test
    void listsAreReadAsSentences() {
        assertThat(Text.sentence(List.of("a"))).isEqualTo("a");
        assertThat(Text.sentence(List.of("a", "b"))).isEqualTo("a and b");
        assertThat(Text.sentence(List.of("a", "b", "c"))).isEqualTo("a, b and c");
    }
}
