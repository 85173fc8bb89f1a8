package org.scalinglaws.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.simulate.SimulatedRuns;

class ReportCommandTest {
    @TempDir private Path folder = Path.of("");
    private Path runs = Path.of("");
    private Path page = Path.of("");

    @BeforeEach
    void simulate() {
        runs = folder.resolve("a<b>&c.csv");
        page = folder.resolve("a<b>&c-report.html");
        SimulatedRuns.isoFlop(
                        new ChinchillaLaw(1.8, 480, 0.35, 2100, 0.37),
                        Arrays.stream(new double[] {1e18, 4e18, 1.6e19, 6.4e19, 2.56e20})
                                .mapToObj(Compute::flops)
                                .toList(),
                        7,
                        4)
                .withNoise(0.003)
                .dataset()
                .writeCsv(runs);
    }

    @Test
    void aPageStandsBesideTheRunsAndSaysWhatTheTerminalSays() throws IOException {
        Answer answer = Answer.call("report", runs.toString());
        assertThat(answer.code()).isZero();
        String html = Files.readString(page);

        // 35 runs in four pictures of runs, and the misses of withheld ones.
        assertThat(answer.out().lines().findFirst().orElseThrow())
                .startsWith("With 2.56e21 FLOP train ")
                .contains(" (90 % intervals); ");
        assertThat(html)
                .startsWith("<!DOCTYPE html><!-- a report of scaling laws -->\n<html lang=\"en\">")
                .contains(answer.out().lines().findFirst().orElseThrow())
                .contains("<h2>Plan</h2>", "<h2>Findings</h2>", "<h2>Methods</h2>")
                .contains("<h2>May this forecast be trusted?</h2>", "<h2>Every run</h2>")
                .contains("aria-label=\"Loss against training compute\"")
                .contains("The runs have the hash sha256:");
        assertThat(html.split("<ellipse", -1).length - 1).isGreaterThan(5 * 35);
    }

    @Test
    void aPageLoadsNothingAndRunsNothingOfTheRuns() throws IOException {
        Answer.call("report", runs.toString());
        String html = Files.readString(page);
        assertThat(html)
                .contains("35 runs of a&lt;b&gt;&amp;c.csv")
                .doesNotContain("a<b>", "src=", "@import", "url(http", "<link");
    }

    @Test
    void theSameRunsGiveTheSameBytes() throws IOException {
        Path other = folder.resolve("other.html");
        Answer.call("report", runs.toString());
        Answer.call("report", runs.toString(), "--out", other.toString());
        assertThat(Files.mismatch(page, other)).isEqualTo(-1);
    }

    @Test
    void aPageOfThisCommandIsReplacedAndNoOtherFileWithoutForce() throws IOException {
        Answer.call("report", runs.toString());
        assertThat(Answer.call("report", runs.toString()).code()).isZero();

        Files.writeString(page, "my thesis");
        Answer refused = Answer.call("report", runs.toString());
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err())
                .contains(page + " was not written by this command; --force replaces it");
        assertThat(page).hasContent("my thesis");
        assertThat(Answer.call("report", runs.toString(), "--force").code()).isZero();
    }

    @Test
    void whatCannotBeWrittenOrFittedIsOneSentenceAndNoFile() throws IOException {
        String nowhere = folder.resolve("none").resolve("page.html").toString();
        Answer unwritable = Answer.call("report", runs.toString(), "--out", nowhere);
        assertThat(unwritable.code()).isEqualTo(2);
        assertThat(unwritable.err()).contains("cannot write " + nowhere);

        Path few = folder.resolve("few.csv");
        Files.writeString(few, "params,tokens,loss\n1e8,2e9,3.5\n2e8,4e9,3.2\n");
        Answer unfitted = Answer.call("report", few.toString());
        assertThat(unfitted.code()).isEqualTo(1);
        assertThat(folder.resolve("few-report.html")).doesNotExist();
    }

    @Test
    void anErrorLeadsThePageAndLeavesNoPlan() throws IOException {
        Path odd = folder.resolve("odd.csv");
        StringBuilder text = new StringBuilder("params,tokens,loss\n");
        for (int i = 1; i <= 12; i++) {
            text.append(i + "e8," + 20 * i + "e8," + (2 + 2.0 / i) + "\n");
        }
        Files.writeString(odd, text);
        Answer answer = Answer.call("report", odd.toString());
        String html = Files.readString(folder.resolve("odd-report.html"));
        assertThat(answer.out()).startsWith("No plan by these runs: ");
        assertThat(html).doesNotContain("<h2>Plan</h2>").contains("class=\"kind ERROR\"");
        assertThat(html.indexOf("<h2>Findings</h2>")).isLessThan(html.indexOf("<h2>Pictures</h2>"));
    }
}
