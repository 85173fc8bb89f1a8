package org.scalinglaws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalinglaws.architecture.PublishedShapes;
import org.scalinglaws.data.WeightKind;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.law.families.LawFamilies;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.published.AllocationRules;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.Id;
import org.scalinglaws.tuning.TuningRules;
import org.scalinglaws.uncertainty.Resampling;

/** Whatever is asked for by name is spelled by one rule. */
class IdsTest {
    private static <T> Stream<String> names(List<T> register, Function<T, String> name) {
        return register.stream().map(name);
    }

    @Test
    void everyRegisterSpellsItsNamesAlike() {
        List<String> names =
                Stream.of(
                                names(LawFamilies.all(), family -> family.name()),
                                LawFamilies.otherNames().keySet().stream(),
                                names(PublishedLaws.all(), law -> law.name()),
                                names(AllocationRules.all(), rule -> rule.name()),
                                names(TuningRules.all(), rule -> rule.name()),
                                names(PublishedShapes.all(), shape -> shape.name()),
                                names(List.of(CheckName.values()), CheckName::id),
                                names(List.of(Counting.values()), Counting::toString),
                                names(List.of(WeightKind.values()), WeightKind::toString))
                        .flatMap(each -> each)
                        .toList();
        assertThat(names).hasSizeGreaterThan(200).allMatch(Id::is);
    }

    static Stream<String> objectives() {
        return Objective.names().stream().map(name -> name.replace("DELTA", "0.001"));
    }

    /** A number or the name of a column may follow a colon. */
    @ParameterizedTest
    @MethodSource("objectives")
    void objectivesAreSpelledSoBeforeTheirNumber(String text) {
        assertThat(Objective.parse(text).name()).isEqualTo(text);
        assertThat(Id.is(text.split(":", 2)[0])).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"pairs", "residual", "wild", "wild:webb", "cluster:run_id", "parametric"})
    void methodsAreSpelledSoBeforeTheirColumn(String text) {
        assertThat(Resampling.parse(text).name()).isEqualTo(text);
        assertThat(Id.is(text.split(":", 2)[0])).isTrue();
    }

    @Test
    void aConstantIsSpelledByTheRule() {
        assertThat(Id.of(Counting.NON_EMBEDDING)).isEqualTo("non-embedding");
        assertThat(Arrays.asList("non_embedding", "Total", "", "a--b", "-a", "a b"))
                .noneMatch(Id::is);
    }
}
