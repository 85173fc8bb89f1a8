package org.scalinglaws.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.scalinglaws.command.Answer.call;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class CostCommandTest {
    private static JsonNode json(String... more) {
        String[] all = {
            "cost",
            "--params",
            "7B",
            "--tokens",
            "2T",
            "--cluster",
            "1024xH100",
            "--price",
            "2",
            "--json"
        };
        String[] asked = java.util.Arrays.copyOf(all, all.length + more.length);
        System.arraycopy(more, 0, asked, all.length, more.length);
        return call(asked).json();
    }

    /** 6 N D over 1024 times 40 per cent of 989.4 TFLOP/s; 0.7 kW each, and a tenth for the building. */
    @Test
    void aGivenTrainingTakesItsDaysMoneyAndEnergy() {
        JsonNode json = json();
        double hours = 6 * 7e9 * 2e12 / (0.4 * 989.4e12) / 3600;
        assertThat(json.get("flops").asDouble()).isEqualTo(8.4e22);
        assertThat(json.get("acceleratorHours").asDouble())
                .isCloseTo(hours, withinPercentage(1e-9));
        assertThat(json.get("days").asDouble())
                .isCloseTo(hours / 1024 / 24, withinPercentage(1e-9));
        assertThat(json.get("money").asDouble()).isCloseTo(2 * hours, withinPercentage(1e-9));
        assertThat(json.get("energyKWh").asDouble())
                .isCloseTo(0.7 * 1.1 * hours, withinPercentage(1e-9));
    }

    @Test
    void servingIsPaidForAndTakesNoDays() {
        JsonNode without = json();
        JsonNode with = json("--served-tokens", "6T");
        assertThat(with.get("servingFlops").asDouble()).isEqualTo(8.4e22);
        assertThat(with.get("days").asDouble()).isEqualTo(without.get("days").asDouble());
        assertThat(with.get("money").asDouble())
                .isCloseTo(2 * without.get("money").asDouble(), withinPercentage(1e-9));
    }

    @Test
    void peopleReadTwoLines() {
        Answer answer =
                call("cost", "--params", "7B", "--tokens", "2T", "--cluster", "8xA100-80GB");
        assertThat(answer.code()).isZero();
        assertThat(answer.out()).startsWith("7B parameters on 2T tokens: 8.4e22 FLOP");
        assertThat(answer.err()).contains("an accelerator-hour is taken to cost 2");
    }

    /** 16 bytes a parameter: weights, gradients and Adam's state. */
    @Test
    void memoryIsToldAndAModelThatDoesNotFitIsAnError() {
        assertThat(json().get("memoryBytes").asDouble()).isEqualTo(16 * 7e9);
        String[] large =
                "cost --params 70B --tokens 2T --cluster 8xTPU-v5p --price 2 --currency EUR"
                        .split(" ");
        Answer answer = call(large);
        assertThat(answer.code()).isZero();
        assertThat(answer.out().lines().skip(1))
                .containsExactly(
                        "on 8xTPU-v5p at 40 % of 459 TFLOP/s in BF16: 6.619K days, 1.271M"
                                + " accelerator-hours, 2.542M EUR, energy unknown, since TPU-v5p has"
                                + " no published power",
                        "1.12 TB for weights, gradients and optimizer state, 140 GB on each"
                                + " accelerator where all is shared out");
        assertThat(answer.err())
                .isEqualToIgnoringNewLines(
                        "scaling: ERROR memory: needs 1.12 TB for weights, gradients and optimizer"
                                + " state; 8 x 95 GB hold 760 GB");

        String[] strict = java.util.Arrays.copyOf(large, large.length + 2);
        strict[large.length] = "--fail-on";
        strict[large.length + 1] = "error";
        assertThat(call(strict).code()).isEqualTo(3);
    }

    @Test
    void withoutAClusterItSaysWhatIsMissing() {
        Answer answer = call("cost", "--params", "7B", "--tokens", "2T");
        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err()).contains("cost needs --cluster, such as 1024xH100");
    }
}
