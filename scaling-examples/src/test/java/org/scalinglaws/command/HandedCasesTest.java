package org.scalinglaws.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.scalinglaws.command.Answer.call;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/**
 * Files that this library once answered wrongly, asked as their users asked. The right values are
 * those that stand beside the files; most are a better optimum that another program found.
 */
@Tag("once")
class HandedCasesTest {
    private static String file(String name) {
        return SharedCases.file(name + ".csv");
    }

    private static Answer fit(String name, String... options) {
        return call(arguments("fit", file(name), options));
    }

    private static String[] arguments(String command, String file, String... options) {
        List<String> all = new ArrayList<>(List.of(command, file));
        all.addAll(List.of(options));
        return all.toArray(String[]::new);
    }

    private static double number(Answer answer, String... path) {
        JsonNode node = answer.json();
        for (String name : path) {
            node = node.isArray() ? node.get(Integer.parseInt(name)) : node.get(name);
            assertThat(node).as("%s in %s", name, answer.out()).isNotNull();
        }
        return node.asDouble();
    }

    private static List<String> errors(Answer answer) {
        return StreamSupport.stream(answer.json().get("findings").spliterator(), false)
                .filter(finding -> finding.get("severity").asString().equals("ERROR"))
                .map(finding -> finding.get("check").asString())
                .toList();
    }

    /** The least objective that is known inside the bounds; none may end above it. */
    @ParameterizedTest
    @CsvSource({
        "public/37-bnsl-353, 'bnsl:1,x', y, log-huber:0.001, 2.15498162762e-06",
        "public/37-bnsl-368, 'bnsl:1,x', y, log-squares, 1.22075677888e-06",
        "public/37-bnsl-378, 'bnsl:1,x', y, log-huber:0.001, 3.30413338281e-05",
        "public/32-offset-power, offset-power-without-floor:x, y, log-squares, 3.3678e-05",
        "public/15-rising-accuracy, sigmoid:hs_bpb, hs_acc, squares, 1.0255e-04",
    })
    void theBestKnownOptimumIsReached(
            String name, String law, String column, String objective, double best) {
        Answer answer =
                fit(
                        name,
                        "--law",
                        law,
                        "--loss-column",
                        column,
                        "--objective",
                        objective,
                        "--json");
        assertThat(number(answer, "objective", "sum")).isLessThanOrEqualTo(best * (1 + 1e-4));
    }

    /** Two files of measured and of made-up runs whose best law was found by another program. */
    @ParameterizedTest
    @Tag("slow")
    @CsvSource({
        "public/01-farseer-misses-optimum, log-huber:0.001, 2.466709e-04",
        "public/39-farseer-miss, log-squares, 1.15940e-03",
    })
    void theBestKnownLawOfNineNumbersIsReached(String name, String objective, double best) {
        Answer answer = fit(name, "--law", "farseer", "--objective", objective, "--json");
        assertThat(number(answer, "objective", "sum")).isLessThanOrEqualTo(best * (1 + 1e-5));
    }

    @Test
    void weightsOfOneOverVarianceGiveTheErrorsOfTheirScatter() {
        Answer answer =
                fit(
                        "public/03-weights-inverse-variance",
                        "--law",
                        "power-without-floor:x",
                        "--loss-column",
                        "y",
                        "--objective",
                        "log-squares",
                        "--json");
        assertThat(number(answer, "standardErrors", "alpha")).isCloseTo(0.00642, within(5e-6));
    }

    /** Neither of these determines what is asked for, so that a plan would be made up. */
    @ParameterizedTest
    @CsvSource({
        "public/27-one-token-count, loss, identifiability",
        "public/35-unidentified-not-said, c4, identifiability",
        "public/38-collinear, loss, swapped-terms",
        "robust/fit-1205, loss, swapped-terms",
        "robust/collinear-log-absolute-650, loss, swapped-terms",
        "tables/five, loss, identifiability",
        "tables/billions2, loss, units",
        "tables/tokb, loss, units",
    })
    void noPlanIsGivenByALawThatTheRunsDoNotDetermine(String name, String column, String check) {
        String[] asked = {"--loss-column", column, "--budget", "1e23", "--json"};
        Answer answer = fit(name, asked);
        assertThat(answer.code()).isEqualTo(1);
        assertThat(errors(answer)).contains(check);
        assertThat(answer.json().get("plans")).isEmpty();
        assertThat(answer.err()).startsWith("scaling: no plan by this fit, unless with --force: ");

        Answer plan =
                call("plan", "--fit", file(name), "--loss-column", column, "--budget", "1e23");
        assertThat(plan.code()).isEqualTo(1);
        assertThat(plan.out()).isEmpty();
    }

    @Test
    void aWrongFactorOfTheFlopsIsSaidAndThePlanGiven() {
        Answer answer = fit("tables/pflop", "--budget", "1e23", "--json");
        assertThat(answer.code()).isZero();
        assertThat(answer.out()).contains("6ND is about 1e15 times the stated FLOPs");
        assertThat(answer.json().get("plans")).hasSize(1);
    }

    @Test
    void aLossOfTwentyFiveIsNamed() {
        assertThat(fit("tables/r10").out()).contains("run 5 (50M-20x-s2) has loss 25.3");
    }

    /** What rises is no loss: the constant is an error that says what to try, and that is right. */
    @Test
    void theBestSizeAgainstComputeRises() {
        String name = "public/12-rising-n-opt";
        String[] squares = {"--loss-column", "params", "--objective", "log-squares"};
        Answer constant =
                fit(name, concat(squares, "--law", "power-without-floor:flops", "--json"));
        assertThat(errors(constant)).contains("constant");

        Answer rising =
                fit(
                        name,
                        concat(
                                squares,
                                "--law",
                                "power-product:flops",
                                "--at",
                                "flops=1e20",
                                "--json"));
        assertThat(number(rising, "predictions", "0", "params")).isCloseTo(1.2548e9, within(1e5));
    }

    private static String[] concat(String[] some, String... more) {
        return Stream.of(some, more).flatMap(Stream::of).toArray(String[]::new);
    }

    @Test
    void aFloorBelowZeroIsSaidToFitBetter() {
        Answer answer =
                fit(
                        "public/10-negative-floor",
                        "--law",
                        "power:x",
                        "--loss-column",
                        "y",
                        "--objective",
                        "squares");
        assertThat(answer.out()).contains("0.0002658 at E = -2.058 in place of 0.01994");
    }

    @Test
    void factorsThatHoldZeroKeepTheirRangeAndTheirWarnings() {
        Answer far =
                fit(
                        "public/16-zero-hides-extrapolation",
                        "--law",
                        "exponential:epoch",
                        "--objective",
                        "squares",
                        "--at",
                        "epoch=500");
        assertThat(far.out()).contains("WARNING extrapolation").contains("epoch 0.00 to 20.0");

        Answer zero = fit("public/18-zero-refused", "--law", "power:epoch");
        assertThat(zero.code()).isEqualTo(2);
        assertThat(zero.err()).contains("law 'power' needs a positive epoch; run 1 has 0");
    }

    @Test
    void rowsThatAreNotAskedForAreNotJudged() {
        assertThat(fit("public/19-unselected-rows-refused", "--where", "state=finished").code())
                .isZero();
    }

    @Test
    void aPlanByAFitReadsWhatTheFitReads() {
        Answer answer =
                call(
                        "plan",
                        "--fit",
                        file("public/21-plan-fit-loss-column"),
                        "--loss-column",
                        "c4",
                        "--budget",
                        "1e22",
                        "--force");
        assertThat(answer.code()).isZero();
    }

    @Test
    void aBudgetColumnIsComputeAndGivesTheTokens() {
        Answer answer =
                call(
                        "isoflop",
                        file("public/22-compute-budget-column"),
                        "--loss-column",
                        "final_loss",
                        "--budget-column",
                        "compute_budget");
        assertThat(answer.code()).isZero();
    }

    /** The truth is N* = 530 million, a = 0.483; one run of 25 is 0.12 nats too high. */
    @Test
    void oneBadRunOfFiveDoesNotRuinTheSweep() {
        Answer answer =
                call(
                        "isoflop",
                        file("public/24-one-bad-run-of-five"),
                        "--target",
                        "1e21",
                        "--json");
        assertThat(answer.code()).isZero();
        JsonNode bad = answer.json().get("rows").get(2);
        assertThat(bad.get("row").asInt()).isEqualTo(3);
        assertThat(bad.get("reason").asString()).isEqualTo("strange_run");
        assertThat(number(answer, "approach2", "N", "exponent")).isCloseTo(0.483, within(0.02));
        assertThat(number(answer, "target", "approach2", "params"))
                .isCloseTo(530e6, within(0.15 * 530e6));
    }

    /** Forty-two checkpoints of six runs are six, not forty-two. */
    @Test
    void checkpointsOfARunAreNotIndependent() {
        Answer answer = fit("public/25-checkpoints-independent", "--json");
        assertThat(answer.json().get("intervals").get("method").asString())
                .startsWith("group jackknife of 6 groups by run");
        assertThat(number(answer, "standardErrors", "alpha")).isBetween(0.3, 2.0);
        assertThat(number(answer, "standardErrors", "E")).isBetween(0.3, 2.0);
    }

    @ParameterizedTest
    @CsvSource({"log-huber:0.001, 8.076e20", "squares, 8.095e20"})
    void aLawOfOneFactorTellsWhatATargetLossTakes(String objective, double compute) {
        Answer answer =
                call(
                        "plan",
                        "--fit",
                        file("public/31-invert-one-factor"),
                        "--law",
                        "power:flops",
                        "--fix",
                        "E=1.6",
                        "--fix",
                        "alpha=0.0937",
                        "--objective",
                        objective,
                        "--target-loss",
                        "2.6",
                        "--json");
        assertThat(answer.code()).as(answer.err()).isZero();
        assertThat(number(answer, "flops")).isCloseTo(compute, within(1e-3 * compute));
    }

    @Test
    void anExactFitSpeaksNoNaN() {
        Answer answer =
                fit(
                        "public/34-nan-percent",
                        "--law",
                        "exponential:github",
                        "--objective",
                        "squares",
                        "--where",
                        "model=70M",
                        "--where",
                        "domain=Pile-CC");
        assertThat(answer.code()).isZero();
        assertThat(answer.out()).doesNotContain("NaN");
    }

    /** Experts cost what is active: the paper's own 64 x 7B took about 138 billion tokens. */
    @Test
    void aMixtureOfExpertsIsPlannedByItsOwnRule() {
        Answer answer =
                call(
                        "plan",
                        "--law",
                        "krajewski-2024-moe",
                        "--holding",
                        "granularity=32",
                        "--budget",
                        "6.46e21",
                        "--json");
        assertThat(number(answer, "tokens")).isCloseTo(135e9, within(1e9));
        assertThat(number(answer, "params")).isCloseTo(307e9, within(1e9));
        assertThat(number(answer, "loss")).isCloseTo(2.060, within(1e-3));
    }

    @ParameterizedTest
    @CsvSource({
        "4xRTX3090, 'RTX3090:peak=71T,memory=24GB,watts=350'",
        "2048xH800, 'H800:peak=989T,memory=80GB,watts=700'",
    })
    void acceleratorsOfOnesOwnAreTaken(String cluster, String accelerator) {
        Answer answer =
                call(
                        "plan",
                        "--law",
                        "besiroglu-2024",
                        "--days",
                        "10",
                        "--cluster",
                        cluster,
                        "--accelerator",
                        accelerator);
        assertThat(answer.code()).as(answer.err()).isZero();
    }
}
