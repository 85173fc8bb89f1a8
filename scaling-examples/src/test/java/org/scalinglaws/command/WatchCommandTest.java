package org.scalinglaws.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.scalinglaws.command.Answer.call;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scalinglaws.curve.Curve;
import tools.jackson.databind.JsonNode;

class WatchCommandTest {
    private static final String TRACE =
            "epoch,loss,accuracy\n1,5.0,10%\n5,3.2,25%\n10,2.5,40%\n15,2.1,50%\n20,1.9,55%\n";

    @TempDir private Path folder;
    private Path file = Path.of("");

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("curve.csv");
        Files.writeString(file, TRACE);
    }

    @Test
    void aTraceIsForecastAndAdvisedUpon() {
        Answer answer = call("watch", file.toString(), "--once", "--until", "40", "--level", "0.9");
        assertThat(answer.out())
                .isEqualTo(
                        """
                        curve.csv: 5 checkpoints to step 20, loss 1.9
                          quantity               now    at step  forecast  90 %
                          loss                   1.9         40     1.642  1.3773 to 2.046
                          accuracy              0.55         40   0.62712  0.47429 to 0.72582
                          go on: the curve is too short to say more
                          NOTE cut-short: no learning rate is logged: the forecast is for a training \
                        without a decay to come; one to a tenth of the rate or to nothing ends 2 to 5 % \
                        lower by three published laws, which the interval does not hold
                        """);
        assertThat(answer.code()).isZero();
    }

    @Test
    void theAnswerIsJsonToo() {
        JsonNode json = call("watch", file.toString(), "--once", "--json").json();
        assertThat(json.get("action").asString()).isEqualTo("go on");
        assertThat(json.get("quantities").get(0).get("step").asDouble()).isEqualTo(40);
        assertThat(json.get("quantities").get(1).get("forecast").asDouble()).isBetween(0.6, 0.7);
    }

    @Test
    void aHalfWrittenLastLineWaits() throws IOException {
        Files.writeString(file, TRACE + "25,1.");
        Answer answer = call("watch", file.toString(), "--once");
        assertThat(answer.out()).startsWith("curve.csv: 5 checkpoints to step 20");
        assertThat(answer.err()).contains("the last line has no end yet and is left out");
    }

    @Test
    void badDataAndBadOptionsAreOneSentence() throws IOException {
        Files.writeString(file, TRACE + "19,1.8,60%\n");
        Answer back = call("watch", file.toString(), "--once");
        assertThat(back.code()).isEqualTo(2);
        assertThat(back.err())
                .isEqualTo(
                        "scaling: curve.csv:7: step must be greater than 20 of the checkpoint"
                                + " before, got 19\n");
        assertThat(call("watch", file.toString(), "--idle", "soon").err())
                .isEqualTo("scaling: --idle must be a time such as 30s, 10m or 2h, got 'soon'\n");
        assertThat(call("watch", file.toString(), "--once", "--steps-for-a-nat", "9").err())
                .startsWith("scaling: --steps-for-a-nat needs --until");
        assertThat(call("watch", folder.resolve("none.csv").toString(), "--once").code())
                .isEqualTo(2);
    }

    @Test
    void aLossThatIsNoNumberIsDivergence() throws IOException {
        Files.writeString(file, "step,loss\n1,5\n2,4\n3,nan\n");
        assertThat(call("watch", file.toString(), "--once").out())
                .contains("  loss                   NaN          -         -  -")
                .contains("lower rate: the loss is no number since step 3");
    }

    @Test
    void watchingEndsWhenNothingChangesOrTheEndIsReached() {
        Answer idle = call("watch", file.toString(), "--idle", "20ms", "--every", "5ms");
        assertThat(idle.code()).isZero();
        assertThat(idle.out()).containsOnlyOnce("curve.csv: 5 checkpoints");
        assertThat(call("watch", file.toString(), "--until", "20").code()).isZero();
    }

    @Test
    void aFileIsFollowedAsItGrowsAndShrinks() throws IOException {
        List<String> states =
                List.of(
                        "epoch,loss\n1,5\n2,4\n3,",
                        "epoch,loss\n1,5\n2,4\n3,2\n",
                        "epoch,loss\n1,6\n");
        Files.writeString(file, states.get(0));
        List<String> seen = new ArrayList<>();
        List<String> shrunk = new ArrayList<>();
        List<String> left = new ArrayList<>(states.subList(1, states.size()));
        new CurveFile(file, 1, 400)
                .follow(
                        curve -> {
                            seen.add(curve.size() + " " + curve.last().loss());
                            write(left);
                            return !left.isEmpty() || seen.size() < 3;
                        },
                        () -> shrunk.add("shrunk"));
        assertThat(seen).containsExactly("2 4.0", "3 2.0", "1 6.0");
        assertThat(shrunk).hasSize(1);
        assertThat(Curve.readCsv(file).size()).isEqualTo(1);
    }

    private void write(List<String> left) {
        if (!left.isEmpty()) {
            try {
                Files.writeString(file, left.remove(0));
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }

    @Test
    void anInterruptEndsIt() throws InterruptedException {
        Thread watching = new Thread(() -> call("watch", file.toString(), "--every", "1h"));
        watching.start();
        watching.interrupt();
        watching.join(20_000);
        assertThat(watching.isAlive()).isFalse();
    }
}
