package org.scalinglaws.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTest {
    @TempDir private Path folder = Path.of("");
    private Path runs = Path.of("");
    private Path page = Path.of("");

    @BeforeEach
    void simulate() {
        runs = folder.resolve("a<b>&c.csv");
        page = folder.resolve("a<b>&c-report.html");
        FiveBudgets.writeCsv(runs);
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
                .contains("<h2>Plan</h2>", "<h2>Findings</h2>", "<h2>How it was computed</h2>")
                .contains("<h2>May this forecast be trusted?</h2>", "<h2>Every run</h2>")
                .contains("aria-label=\"Loss against training compute\"")
                .contains("<td>file of runs</td><td>sha256:", "<td>runs as read</td><td>sha256:");
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
    void theRunsThemselvesAreNeverReplaced() throws IOException {
        byte[] before = Files.readAllBytes(runs);
        Path link = Files.createSymbolicLink(folder.resolve("link.html"), runs);
        for (Path out : new Path[] {runs, folder.resolve(".").resolve(runs.getFileName()), link}) {
            Answer answer =
                    Answer.call("report", runs.toString(), "--out", out.toString(), "--force");
            assertThat(answer.code()).isEqualTo(2);
            assertThat(answer.err())
                    .isEqualTo(
                            "scaling: "
                                    + out
                                    + " holds the runs themselves: name another file to write\n");
        }
        assertThat(runs).hasBinaryContent(before);
    }

    @Test
    void aPlanDespiteAnErrorIsAskedForByItselfAndReplacesNothing() throws IOException {
        Path odd = countedInMillions();
        Path report = folder.resolve("millions-report.html");
        assertThat(Answer.call("report", odd.toString(), "--force").out())
                .startsWith("No plan by these runs: ");
        assertThat(Answer.call("report", odd.toString(), "--despite-errors").out())
                .startsWith("With 2.56e15 FLOP train ");
        assertThat(Files.readString(report)).contains("<h2>Plan</h2>", "class=\"kind ERROR\"");

        Files.writeString(report, "my thesis");
        assertThat(Answer.call("report", odd.toString(), "--despite-errors").code()).isEqualTo(2);
        assertThat(report).hasContent("my thesis");
    }

    /** The law on the page is one number a run: an ERROR of the fit, whatever forecasts say. */
    @Test
    void aLawThatItsRunsDoNotDetermineLeadsThePageAndLeavesNoPlan() throws IOException {
        String six = SharedCases.file("tables/five.csv");
        String out = folder.resolve("six-report.html").toString();
        assertThat(Answer.call("report", six, "--out", out).out())
                .startsWith("No plan by these runs: these runs do not determine ");
        assertThat(Files.readString(folder.resolve("six-report.html")))
                .contains("class=\"kind ERROR\">ERROR identifiability")
                .doesNotContain("<h2>Plan</h2>");
    }

    private Path countedInMillions() throws IOException {
        StringBuilder text = new StringBuilder("params,tokens,loss\n");
        for (String row : Files.readAllLines(runs).subList(1, 36)) {
            String[] cells = row.split(",", -1);
            double millions = Double.parseDouble(cells[1]) / 1e6;
            text.append(cells[0] + "," + millions + "," + cells[2] + "\n");
        }
        return Files.writeString(folder.resolve("millions.csv"), text);
    }

    /** Params and tokens of one ratio, which no law can tell apart. */
    private Path odd() throws IOException {
        StringBuilder text = new StringBuilder("params,tokens,loss\n");
        for (int i = 1; i <= 12; i++) {
            text.append(i + "e8," + 20 * i + "e8," + (2 + 2.0 / i) + "\n");
        }
        return Files.writeString(folder.resolve("odd.csv"), text);
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
        Answer answer = Answer.call("report", odd().toString());
        String html = Files.readString(folder.resolve("odd-report.html"));
        assertThat(answer.out()).startsWith("No plan by these runs: ");
        assertThat(html).doesNotContain("<h2>Plan</h2>").contains("class=\"kind ERROR\"");
        assertThat(html.indexOf("<h2>Findings</h2>")).isLessThan(html.indexOf("<h2>Pictures</h2>"));
    }

    @Test
    void aNameOfMarkdownMakesMarkdownWithChartsInText() throws IOException {
        Path text = folder.resolve("hand-in.md");
        Answer answer = Answer.call("report", runs.toString(), "--out", text.toString());
        assertThat(answer.code()).isZero();
        assertThat(Files.readString(text))
                .startsWith(
                        "<!-- a report of scaling laws -->\n\n# What to train, from 35 runs of a&lt;b")
                .contains("## Plan", "### Other budgets", "````text\nLoss against training compute")
                .doesNotContain("<svg", "a<b>");
        assertThat(Answer.call("report", runs.toString(), "--format", "pdf").err())
                .contains("--format must be html or markdown, got 'pdf'");
    }

    @Test
    void aRunWithTheNameOfAScriptIsShownAndNotRun() throws IOException {
        Path named = folder.resolve("named.csv");
        StringBuilder text = new StringBuilder("name," + Files.readAllLines(runs).get(0) + "\n");
        int row = 0;
        for (String line : Files.readAllLines(runs).subList(1, 36)) {
            text.append("<script>alert(" + row++ + ")</script>,").append(line).append('\n');
        }
        Files.writeString(named, text);
        assertThat(Answer.call("report", named.toString()).code()).isZero();
        assertThat(Files.readString(folder.resolve("named-report.html")))
                .contains("<td>&lt;script&gt;alert(34)&lt;/script&gt;</td>")
                .doesNotContain("<script>alert");
        assertThat(Answer.call("report", named.toString(), "--format", "markdown").code()).isZero();
        assertThat(Files.readString(folder.resolve("named-report.md")))
                .contains("&lt;script&gt;alert(34)")
                .doesNotContain("<script>");
    }

    @Test
    void aBootstrapIsNamedWithItsSeedAndRepeats() throws IOException {
        Path other = folder.resolve("other.html");
        String[] asked = {"report", runs.toString(), "--bootstrap", "50", "--seed", "7"};
        assertThat(Answer.call(asked).code()).isZero();
        Answer.call(
                "report",
                runs.toString(),
                "--bootstrap",
                "50",
                "--seed",
                "7",
                "--out",
                other.toString());
        assertThat(Files.readString(page))
                .contains("pairs bootstrap of 50 replicates, seed 7", "<td>seed</td><td>7</td>")
                .contains(" (Efron and Tibshirani 1993). Forecasts mix", "An Introduction to the");
        assertThat(Files.mismatch(page, other)).isEqualTo(-1);
        Answer.call("report", runs.toString(), "--out", other.toString());
        assertThat(Files.readString(other)).doesNotContain("Efron").contains("(Huber 1964; ");
        assertThat(Answer.call("report", runs.toString(), "--seed", "7").err())
                .contains("--seed needs --bootstrap");
    }

    @Test
    void anEmptyTableIsOneSentenceAndNothingIsLeftBehind() throws IOException {
        Path empty = Files.writeString(folder.resolve("empty.csv"), "params,tokens,loss\n");
        Answer answer = Answer.call("report", empty.toString());
        assertThat(answer.code()).isNotZero();
        assertThat(answer.err().lines()).hasSize(1);
        try (var files = Files.list(folder)) {
            assertThat(files.map(each -> each.getFileName().toString()))
                    .containsExactlyInAnyOrder("a<b>&c.csv", "empty.csv");
        }
    }
}
