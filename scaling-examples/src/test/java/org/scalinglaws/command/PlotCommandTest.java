package org.scalinglaws.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PlotCommandTest {
    @TempDir private Path folder = Path.of("");
    private Path runs = Path.of("");

    /** 35 runs of five budgets, of two corpora. */
    @BeforeEach
    void simulate() throws IOException {
        runs = folder.resolve("runs.csv");
        FiveBudgets.writeCsv(runs);
        List<String> lines = Files.readAllLines(runs);
        StringBuilder text = new StringBuilder("corpus," + lines.get(0) + "\n");
        for (int row = 1; row < lines.size(); row++) {
            text.append(row % 2 == 0 ? "web," : "code,").append(lines.get(row)).append('\n');
        }
        Files.writeString(runs, text);
    }

    private Answer plot(String... more) {
        String[] all = new String[more.length + 2];
        all[0] = "plot";
        all[1] = runs.toString();
        System.arraycopy(more, 0, all, 2, more.length);
        return Answer.call(all);
    }

    @ParameterizedTest
    @EnumSource(PictureKind.class)
    void everyKindIsDrawnAndListedInTheHelp(PictureKind kind) throws IOException {
        Path file = folder.resolve("picture.svg");
        Answer answer =
                kind == PictureKind.GROUPS
                        ? plot("--kind", kind.word(), "--by", "corpus", "--out", file.toString())
                        : plot(
                                "--kind",
                                kind.word(),
                                "--bootstrap",
                                "50",
                                "--out",
                                file.toString());
        assertThat(answer.err()).isEmpty();
        assertThat(answer.out()).isEqualToIgnoringNewLines("picture: " + file);
        assertThat(Files.readString(file)).startsWith("<?xml").contains("<svg ", "<title>");
        assertThat(Answer.call("plot", "--help").out()).contains("\n  " + kind.word() + " ");
    }

    @Test
    void aPictureIsAlsoPixelsOrItsTableOrText() throws IOException {
        Path pixels = folder.resolve("best.png");
        assertThat(plot("--kind", "best", "--out", pixels.toString()).code()).isZero();
        assertThat(ImageIO.read(pixels.toFile()).getWidth()).isEqualTo(800);

        // A head, a place and a point for each of the sizes.
        Path rows = folder.resolve("best.csv");
        assertThat(plot("--kind", "best", "--out", rows.toString()).code()).isZero();
        assertThat(Files.readAllLines(rows))
                .hasSizeGreaterThan(10)
                .first()
                .isEqualTo("group,mark,params N,\"loss, nats\",lower,upper");

        assertThat(plot("--kind", "residuals", "--by", "tokens").out())
                .startsWith("Runs off the law, against tokens\n")
                .contains("o runs   - the law");
    }

    @Test
    void whatCannotBeDrawnIsOneSentence() {
        assertThat(plot("--kind", "pie").err())
                .isEqualTo(
                        "scaling: there is no picture 'pie': --kind is loss, sizes, budgets, vertices,"
                                + " frontier, frontier-tokens, contours, residuals, groups, quantiles,"
                                + " roll-out, exponents, plans, profile, audit, best, doublings\n");
        assertThat(plot("--out", "a.gif").err())
                .isEqualTo("scaling: --out must end in .svg, .png or .csv, got 'a.gif'\n");
        assertThat(plot("--kind", "groups").err())
                .isEqualTo("scaling: this picture needs --by and a column of words, of corpus\n");
    }

    @Test
    void theRunsThemselvesAreNeverReplaced() throws IOException {
        byte[] before = Files.readAllBytes(runs);
        assertThat(plot("--kind", "best", "--out", runs.toString()).err())
                .isEqualTo(
                        "scaling: "
                                + runs
                                + " holds the runs themselves: name another file to write\n");
        assertThat(runs).hasBinaryContent(before);
    }
}
