package org.scalinglaws.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.scalinglaws.command.Answer.call;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Accelerators that the catalogue lacks, on the command line. */
class OwnAcceleratorTest {
    private static Answer plan(String law, String cluster, String... further) {
        List<String> arguments =
                new ArrayList<>(
                        List.of("plan", "--law", law, "--days", "10", "--cluster", cluster));
        arguments.addAll(List.of(further));
        return call(arguments.toArray(String[]::new));
    }

    /** Four at 71 TFLOP/s and a use of 0.4 for ten days; 350 W each and a building of 1.1. */
    @Test
    void aPlanRunsOnAcceleratorsOfOnesOwn() {
        JsonNode json =
                plan(
                                "besiroglu-2024",
                                "4xRTX3090",
                                "--accelerator",
                                "RTX3090:peak=71T,memory=24GB,watts=350",
                                "--json")
                        .json();
        assertThat(json.get("days").asDouble()).isCloseTo(10, within(1e-9));
        assertThat(json.get("flops").asDouble())
                .isCloseTo(4 * 71e12 * 0.4 * 864_000, withinPercentage(1e-9));
        assertThat(json.get("energyKWh").asDouble())
                .isCloseTo(4 * 240 * 0.35 * 1.1, withinPercentage(1e-9));
    }

    /** 2 MB hold 125,000 parameters with Adam's state, 16 bytes each. */
    @Test
    void memoryOfOnesOwnLimitsTheModel() {
        JsonNode json =
                plan(
                                "besiroglu-2024",
                                "1xMINE",
                                "--accelerator",
                                "MINE:peak=71T,memory=2MB",
                                "--json")
                        .json();
        assertThat(json.get("params").asDouble()).isCloseTo(125_000, withinPercentage(1e-6));
        assertThat(json.get("binding").toString()).contains("memory");
    }

    @Test
    void whatNothingAsksForNeedsNotBeSaid() {
        Answer answer = plan("kaplan-2020", "2xMINE", "--accelerator", "MINE:peak=100T");
        assertThat(answer.code()).isZero();
        assertThat(answer.out())
                .contains("  on 2xMINE at 40 % of 100 TFLOP/s in BF16: 10.00 days")
                .doesNotContain("kWh")
                .doesNotContain("NaN");
    }

    @Test
    void onesOwnComesBeforeTheCatalogue() {
        JsonNode json =
                plan("kaplan-2020", "1xH100", "--accelerator", "H100:peak=1T", "--json").json();
        assertThat(json.get("flops").asDouble())
                .isCloseTo(1e12 * 0.4 * 864_000, withinPercentage(1e-9));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MINE | --accelerator takes NAME:peak=FLOP/s,memory=BYTES,watts=W, got 'MINE'",
                "MINE:memory=24GB | --accelerator MINE needs its peak, such as peak=71T",
                "MINE:peak=71T,price=2 | --accelerator takes peak, memory and watts, got 'price'",
                "MINE:peak=71T,peak=72T | --accelerator must name peak once, got it twice",
                "MINE:peak=fast | peak of MINE in FLOP/s must be a number such as 70B, 1.4T or"
                        + " 3e11, got 'fast'",
                "MINE:peak=-1 | peak of MINE in FLOP/s must be positive and finite, got -1",
                "MINE:peak=71T,memory=24 | memory of MINE must be such as 24GB, got '24'",
                "MINE:peak=71T,memory=0GB | memory of MINE must be positive and finite, got 0",
                "MINE:peak=71T,memory=1GB,watts=0 | power of MINE in watts must be positive and"
                        + " finite, got 0",
                "MINE:peak=71T | the limit of memory needs that of --accelerator MINE, such as"
                        + " memory=24GB"
            })
    void whatCannotBeReadIsOneSentence(String own, String message) {
        Answer answer = plan("besiroglu-2024", "4xMINE", "--accelerator", own);
        assertThat(answer.err().strip()).isEqualTo("scaling: " + message);
        assertThat(answer.code()).isEqualTo(2);
    }

    @Test
    void alsoWhatDoesNotFitTheOtherOptions() {
        String one = "MINE:peak=71T,memory=24GB";
        assertThat(plan("besiroglu-2024", "4xMINE", "--accelerator", one, "--energy", "9").err())
                .contains(
                        "--energy needs the power of MINE, such as --accelerator"
                                + " MINE:peak=...,watts=350");
        assertThat(plan("kaplan-2020", "1xMINE", "--accelerator", one, "--accelerator", one).err())
                .contains("--accelerator must name MINE once, got it twice");
        assertThat(plan("besiroglu-2024", "2048xH800").err())
                .startsWith("scaling: unknown accelerator 'H800'; there are ")
                .contains("H100-SXM")
                .contains(
                        "; --accelerator states one of your own, such as"
                                + " RTX3090:peak=71T,memory=24GB,watts=350");
        Answer alone =
                call("plan", "--law", "kaplan-2020", "--budget", "1e20", "--accelerator", one);
        assertThat(alone.err()).contains("--accelerator needs --cluster, such as 4xRTX3090");
    }
}
