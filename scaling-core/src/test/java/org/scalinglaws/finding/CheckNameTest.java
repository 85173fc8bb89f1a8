package org.scalinglaws.finding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CheckNameTest {
    @ParameterizedTest
    @EnumSource(CheckName.class)
    void aNameIsFoundByItsIdAndSaysWhatItMeansInOneLine(CheckName name) {
        assertThat(CheckName.find(name.id())).contains(name);
        assertThat(name).hasToString(name.id());
        assertThat(name.id()).matches("[a-z]+(-[a-z]+)*");
        assertThat(name.meaning()).matches("(FLOPs|[a-z]).*[^.]").hasSizeLessThan(80);
        assertThat(Finding.note(name, "as seen").check()).isEqualTo(name.id());
    }

    @Test
    void aNameOfYourOwnIsNotListed() {
        assertThat(CheckName.find("my-own")).isEmpty();
        assertThat(CheckName.OTHER_BASINS.id()).isEqualTo("other-basins");
    }

    @Test
    void namesOfOneSubjectStandTogether() {
        List<CheckName.Subject> subjects =
                Arrays.stream(CheckName.values()).map(CheckName::subject).toList();
        assertThat(subjects).isSorted();
    }

    @Test
    void severalChecksAnswerTheMostSeriousFirst() {
        Finding note = Finding.note(CheckName.WEIGHTS, "counts");
        Finding error = Finding.error(CheckName.UNITS, "billions");
        Finding warning = Finding.warning(CheckName.BOUND, "E = 0");
        Check<Object> silent = any -> Optional.empty();
        List<Check<Object>> checks =
                List.of(
                        any -> Optional.of(note),
                        silent,
                        any -> Optional.of(error),
                        any -> Optional.of(warning));
        assertThat(Check.all(checks, "anything")).containsExactly(error, warning, note);
        assertThat(error).isEqualTo(new Finding(Severity.ERROR, "units", "billions"));
    }

    @Test
    void aCheckOfAPartIsACheckOfTheWhole() {
        Check<Integer> odd =
                number ->
                        number % 2 == 0
                                ? Optional.empty()
                                : Optional.of(Finding.note("odd", "length " + number));
        Check<String> text = odd.on(String::length);
        assertThat(text.inspect("ab")).isEmpty();
        assertThat(text.inspect("abc")).contains(Finding.note("odd", "length 3"));
    }
}
