package org.scalinglaws.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.scalinglaws.command.Answer.call;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A law of one factor is read backwards: how much of it a target loss takes. */
class PlanOneFactorTest {
    private static final String CASE = "shared/cases/public/31-invert-one-factor.csv";

    @TempDir private Path folder = Path.of("");

    /** L = 1.7 + 60 C^-0.09, with a hundredth of noise. */
    private String runs() throws IOException {
        StringBuilder text = new StringBuilder("flops,loss\n");
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 12; i++) {
            double flops = Math.pow(10, 17 + i / 3.0);
            double loss = 1.7 + 60 * Math.pow(flops, -0.09) + 0.002 * random.nextDouble(-1, 1);
            text.append(String.format(Locale.ROOT, "%.6g,%.6f\n", flops, loss));
        }
        return Files.writeString(folder.resolve("flops.csv"), text).toString();
    }

    private static String[] plan(String file, String... more) {
        return Stream.concat(
                        Stream.of("plan", "--fit", file, "--law", "power:flops"), Stream.of(more))
                .toArray(String[]::new);
    }

    @Test
    void theComputeForATargetComesWithAnInterval() throws IOException {
        JsonNode json = call(plan(runs(), "--target-loss", "2.6", "--json")).json();
        double truth = Math.pow(60 / 0.9, 1 / 0.09);
        assertThat(json.get("flops").asDouble()).isCloseTo(truth, withinPercentage(10));
        assertThat(json.get("intervals").get("flops").get(0).asDouble()).isLessThan(truth);
        assertThat(json.get("intervals").get("flops").get(1).asDouble()).isGreaterThan(truth);
    }

    @Test
    void fixedNumbersAndTheObjectiveAreThoseOfTheFit() throws IOException {
        String file = runs();
        String[] fixed = {
            "--objective", "squares", "--fix", "E=1.7", "--fix", "alpha=0.09", "--json"
        };
        JsonNode fit =
                call(Stream.concat(Stream.of("fit", file, "--law", "power:flops"), Stream.of(fixed))
                                .toArray(String[]::new))
                        .json();
        JsonNode plan =
                call(Stream.concat(Stream.of(plan(file, "--target-loss", "2.6")), Stream.of(fixed))
                                .toArray(String[]::new))
                        .json();
        double scale = fit.get("parameters").get("A").asDouble();
        assertThat(plan.get("flops").asDouble())
                .isCloseTo(Math.pow(scale / 0.9, 1 / 0.09), withinPercentage(1e-6));
    }

    @Test
    void aTargetBelowTheFloorSaysWhereTheLawEnds() throws IOException {
        Answer answer = call(plan(runs(), "--target-loss", "1.2", "--force"));
        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.err())
                .contains("no flops reach a loss of 1.2 nats: with more it comes towards 1.");
    }

    @Test
    void farFromTheRunsIsAWarning() throws IOException {
        Answer answer = call(plan(runs(), "--target-loss", "2.1"));
        assertThat(answer.code()).isZero();
        assertThat(answer.out()).contains("a loss of 2.1 nats takes ");
        assertThat(answer.err()).contains("WARNING extrapolation: flops of ");
    }

    @Test
    void aPublishedLawOfComputeAnswersToo() {
        Answer answer = call("plan", "--law", "cerebras-2023", "--target-loss", "2");
        assertThat(answer.code()).isZero();
        assertThat(answer.out()).contains("a loss of 2 nats takes ").contains(" flops");
    }

    @Test
    void measuredLossesOverComputeTellTheComputeForTheirTarget() {
        Optional<Path> file =
                Stream.iterate(
                                Path.of("").toAbsolutePath(),
                                path -> path.getParent() != null,
                                Path::getParent)
                        .map(path -> path.resolveSibling(CASE))
                        .filter(Files::exists)
                        .findFirst();
        assumeTrue(file.isPresent(), "needs shared/cases beside the project, no part of it");
        String runs = file.orElseThrow().toString();
        double huber =
                call(plan(
                                runs,
                                "--target-loss",
                                "2.6",
                                "--fix",
                                "E=1.6",
                                "--fix",
                                "alpha=0.0937",
                                "--force",
                                "--json"))
                        .json()
                        .get("flops")
                        .asDouble();
        double squares =
                call(plan(
                                runs,
                                "--target-loss",
                                "2.6",
                                "--fix",
                                "E=1.6",
                                "--fix",
                                "alpha=0.0937",
                                "--objective",
                                "squares",
                                "--force",
                                "--json"))
                        .json()
                        .get("flops")
                        .asDouble();
        assertThat(huber).isCloseTo(8.076e20, withinPercentage(0.01));
        assertThat(squares).isCloseTo(8.095e20, withinPercentage(0.01));
    }
}
