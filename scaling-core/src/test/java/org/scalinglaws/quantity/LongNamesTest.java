package org.scalinglaws.quantity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scalinglaws.architecture.PublishedShapes;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.plan.NoPlanException;
import org.scalinglaws.published.AllocationRules;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.resource.Accelerators;
import org.scalinglaws.resource.Cluster;
import org.scalinglaws.tuning.TuningRules;

/** What quotes a text does not pass on a page of it. */
class LongNamesTest {
    static Stream<Consumer<String>> readers() {
        return Stream.of(
                AllocationRules::named,
                ChinchillaLaw.FAMILY::place,
                Cluster::parse,
                Compute::parse,
                PublishedLaws::named,
                PublishedShapes::named,
                Accelerators::named,
                TuningRules::named,
                text -> {
                    throw new NoPlanException(text);
                });
    }

    @ParameterizedTest
    @MethodSource("readers")
    void noMessageIsLongerThanFiveHundredCharacters(Consumer<String> reader) {
        for (int length : new int[] {400, 500, 100_000}) {
            assertThatThrownBy(() -> reader.accept("z".repeat(length)))
                    .satisfies(thrown -> assertThat(thrown.getMessage()).hasSizeBetween(400, 500));
        }
    }
}
