package org.scalinglaws.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.simulate.SimulatedRuns;

class FitChartsTest {
    @TempDir private Path folder = Path.of("");
    private Path runs = Path.of("");

    @BeforeEach
    void simulate() {
        runs = folder.resolve("runs.csv");
        SimulatedRuns.isoFlop(
                        new ChinchillaLaw(1.8, 480, 0.35, 2100, 0.37),
                        List.of(Compute.flops(1e18), Compute.flops(1e20)),
                        7,
                        4)
                .withNoise(0.003)
                .dataset()
                .writeCsv(runs);
    }

    @Test
    void bothChartsFollowTheAnswerAndNoLineOfThemIsWiderThanATerminal() {
        String plain = Answer.call("fit", runs.toString()).out();
        Answer answer = Answer.call("fit", runs.toString(), "--plot");
        assertThat(answer.code()).isZero();
        assertThat(answer.out()).startsWith(plain);
        List<String> charts = answer.out().substring(plain.length()).lines().toList();
        assertThat(charts)
                .contains(
                        "Loss against model size at equal compute",
                        "           o 1e18 FLOP   x 1e20 FLOP   . the law",
                        "Runs off the law, against params",
                        "           o runs   - the law")
                .allMatch(line -> line.length() <= 80 && line.matches("\\p{ASCII}*"));
    }

    @Test
    void runsWithoutBudgetsInCommonStandBesideTheLaw() {
        Answer answer =
                Answer.call(
                        "fit", runs.toString(), "--law", "power", "--factor", "tokens", "--plot");
        assertThat(answer.out())
                .contains("\nRuns beside the law, against tokens\nloss, nats\n")
                .contains("\n           o runs   . the law\n")
                .contains("\nRuns off the law, against tokens\n");
    }

    @Test
    void aLossOfZeroOrLessAndAFactorOfZeroAreDrawn() throws IOException {
        Path odd = folder.resolve("odd.csv");
        StringBuilder text = new StringBuilder("epochs,score\n");
        for (int i = 0; i < 9; i++) {
            text.append(i + "," + (0.8 * Math.exp(-0.5 * i) - 0.4 + (i % 2) / 100.0) + "\n");
        }
        Files.writeString(odd, text);
        Answer answer =
                Answer.call(
                        "fit",
                        odd.toString(),
                        "--law",
                        "exponential",
                        "--factor",
                        "epochs",
                        "--loss-column",
                        "score",
                        "--objective",
                        "squares",
                        "--plot");
        assertThat(answer.err()).isEmpty();
        assertThat(answer.out()).contains("\nRuns beside the law, against epochs\nscore\n");
    }

    @Test
    void otherFormsThanTextAreRefusedASentence() {
        Answer answer = Answer.call("fit", runs.toString(), "--plot", "--format", "csv");
        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err())
                .isEqualTo("scaling: --plot draws in text, and asks for --format text\n");
        assertThat(answer.out()).isEmpty();
    }
}
