package org.scalinglaws.finding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FindingTest {
    @Test
    void findingsOfOneKindAreWrittenTogetherWithTheirCount() {
        List<Finding> findings =
                List.of(
                        Finding.note("extrapolation", "params of 4e10 is 0.4 decades above"),
                        Finding.warning("extrapolation", "tokens of 2e12 is 0.7 decades above"),
                        Finding.error("units", "tokens in billions?"),
                        Finding.warning("extrapolation", "flops of 1e24 is 1.9 decades above"));

        assertThat(Finding.lines(findings))
                .containsExactly(
                        "NOTE extrapolation: params of 4e10 is 0.4 decades above",
                        "WARNING extrapolation (2): tokens of 2e12 is 0.7 decades above",
                        "    flops of 1e24 is 1.9 decades above",
                        "ERROR units: tokens in billions?");
    }

    @Test
    void whatIsFoundTwiceIsWrittenOnce() {
        Finding finding = Finding.warning("bound", "E is 0");
        assertThat(Finding.lines(List.of(finding, finding)))
                .containsExactly("WARNING bound: E is 0");
        assertThat(Finding.lines(List.of())).isEmpty();
    }

    @Test
    void aLongListOfOneKindEndsWithHowManyMoreThereAre() {
        List<Finding> findings =
                IntStream.rangeClosed(1, 8)
                        .mapToObj(run -> Finding.warning("outlier", "run " + run))
                        .toList();
        assertThat(Finding.lines(findings))
                .startsWith("WARNING outlier (8): run 1", "    run 2")
                .endsWith("    run 5", "    and 3 more")
                .hasSize(6);
    }
}
