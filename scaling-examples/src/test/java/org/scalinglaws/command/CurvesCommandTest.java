package org.scalinglaws.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.scalinglaws.command.Answer.call;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scalinglaws.law.curve.Schedule;
import org.scalinglaws.law.curve.SizedAnnealingLaw;
import tools.jackson.databind.JsonNode;

class CurvesCommandTest {
    private static final SizedAnnealingLaw TRUTH =
            new SizedAnnealingLaw(1.8, 120, 0.28, 0.4, 0.5, 4, 0.99);

    @TempDir private Path folder = Path.of("");

    private Path study() throws IOException {
        List<String> lines = new ArrayList<>(List.of("curve,params,step,lr,loss"));
        for (double size : new double[] {2e7, 6e7, 2e8}) {
            for (int steps : new int[] {500, 1000, 2000}) {
                Schedule schedule = Schedule.linear(1e-3, 1e-3 * (steps % 3) / 3, steps);
                for (int step = 1; step <= steps; step += steps / 25) {
                    lines.add(
                            String.join(
                                    ",",
                                    size + "-" + steps,
                                    Double.toString(size),
                                    Integer.toString(step),
                                    Double.toString(schedule.rate(step)),
                                    Double.toString(TRUTH.loss(size, schedule, step))));
                }
            }
        }
        return Files.write(folder.resolve("study.csv"), lines);
    }

    @Test
    void oneLawOfAllCurvesForecastsAnother() throws IOException {
        String file = study().toString();
        Answer answer =
                call(
                        "curves",
                        file,
                        "--params",
                        "1B",
                        "--steps",
                        "4000",
                        "--peak",
                        "1e-3",
                        "--shape",
                        "LINEAR",
                        "--end-rate",
                        "0",
                        "--json");
        assertThat(answer.code()).isZero();
        JsonNode json = answer.json();
        double truth = TRUTH.loss(1e9, Schedule.linear(1e-3, 0, 4000), 4000);
        assertThat(json.get("forecast").get("loss").asDouble()).isCloseTo(truth, within(0.01));
        assertThat(json.get("momentum").asDouble()).isEqualTo(0.99);
        assertThat(json.get("heldOut").size()).isEqualTo(5);
        assertThat(call("curves", file).out())
                .contains("momentum 0.99, 9 curves", "held out", "2.0E8-2000");
    }

    @Test
    void aHalfSaidTrainingIsRefused() throws IOException {
        Answer answer = call("curves", study().toString(), "--params", "1B");
        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err())
                .contains("a training to forecast needs --params, --steps and --peak");
        Answer other = call("curves", study().toString(), "--curve", "run");
        assertThat(other.code()).isEqualTo(2);
        assertThat(other.err()).contains("run");
    }
}
