package org.scalinglaws.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.scalinglaws.command.Answer.call;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.uncertainty.Ensemble;
import tools.jackson.databind.JsonNode;

/** What {@code fit --bootstrap} answers, and what its options do. */
class FitBootstrapTest {
    private static final String[] QUESTION = {
        "--budget", "1e21", "--at", "params=1e9,tokens=2e10", "--bootstrap", "100"
    };

    @TempDir private Path folder;
    private String runs = "";

    @BeforeEach
    void simulate() {
        runs = folder.resolve("runs.csv").toString();
        call("simulate", runs, "--budget", "1e18", "--budget", "1e19", "--budget", "1e20");
    }

    private Answer fit(String... options) {
        String[] all =
                Stream.concat(Stream.of("fit", runs), Arrays.stream(options))
                        .toArray(String[]::new);
        return call(all);
    }

    private Answer ask(String... more) {
        return fit(Stream.of(QUESTION, more).flatMap(Arrays::stream).toArray(String[]::new));
    }

    private static List<String> names(JsonNode json) {
        return List.copyOf(json.propertyNames());
    }

    private static double[] ends(JsonNode interval) {
        assertThat(interval.size()).isEqualTo(2);
        return new double[] {interval.get(0).asDouble(), interval.get(1).asDouble()};
    }

    private static void assertAround(JsonNode interval, double value) {
        double[] ends = ends(interval);
        assertThat(value).isStrictlyBetween(ends[0], ends[1]);
    }

    @Test
    void jsonGainsTheBootstrapAndItsIntervals() {
        Answer answer = ask("--json");
        assertThat(answer.err()).isEmpty();
        JsonNode json = answer.json();
        assertThat(names(json))
                .contains(
                        "law",
                        "rows",
                        "lossColumn",
                        "counting",
                        "objective",
                        "parameters",
                        "fixed",
                        "tied",
                        "standardErrors",
                        "stop",
                        "evaluations",
                        "startsAgreeing",
                        "plans",
                        "predictions",
                        "bootstrap",
                        "intervals",
                        "findings");
        JsonNode bootstrap = json.get("bootstrap");
        assertThat(names(bootstrap))
                .containsExactly(
                        "method",
                        "seed",
                        "replicates",
                        "failed",
                        "otherBasin",
                        "seconds",
                        "standardErrors");
        assertThat(bootstrap.get("method").asString()).isEqualTo("pairs");
        assertThat(bootstrap.get("replicates").asInt()).isEqualTo(100);
        assertThat(bootstrap.get("failed").asInt()).isZero();
        assertThat(bootstrap.get("seconds").asDouble()).isPositive();
        assertThat(names(bootstrap.get("standardErrors")))
                .containsExactly("E", "A", "alpha", "B", "beta", "a", "b");
    }

    @Test
    void intervalsHoldTheEstimates() {
        JsonNode json = ask("--json").json();
        JsonNode intervals = json.get("intervals");
        assertThat(names(intervals))
                .containsExactly("level", "method", "parameters", "plans", "predictions");
        assertThat(intervals.get("level").asDouble()).isEqualTo(0.95);
        assertThat(names(intervals.get("parameters")))
                .containsExactly("E", "A", "alpha", "B", "beta", "a", "b");
        for (String name : names(json.get("parameters"))) {
            assertAround(
                    intervals.get("parameters").get(name),
                    json.get("parameters").get(name).asDouble());
        }
        JsonNode plan = intervals.get("plans").get(0);
        assertThat(names(plan)).containsExactly("flops", "params", "tokens", "loss");
        for (String name : List.of("params", "tokens", "loss")) {
            assertAround(plan.get(name), json.get("plans").get(0).get(name).asDouble());
        }
        JsonNode prediction = intervals.get("predictions").get(0);
        assertThat(names(prediction)).containsExactly("loss", "newRun");
        assertAround(prediction.get("loss"), json.get("predictions").get(0).get("loss").asDouble());
        double[] mean = ends(prediction.get("loss"));
        double[] run = ends(prediction.get("newRun"));
        assertThat(run[0]).isLessThan(mean[0]);
        assertThat(run[1]).isGreaterThan(mean[1]);
    }

    @Test
    void aHigherLevelIsWider() {
        double[] wide = ends(parameter(ask("--json", "--level", "0.9"), "alpha"));
        double[] narrow = ends(parameter(ask("--json", "--level", "0.5"), "alpha"));
        assertThat(wide[0]).isLessThan(narrow[0]);
        assertThat(wide[1]).isGreaterThan(narrow[1]);
    }

    private static JsonNode parameter(Answer answer, String name) {
        return answer.json().get("intervals").get("parameters").get(name);
    }

    @Test
    void theSeedDecidesAndThreadsDoNot() {
        String unsaid = ask("--json").json().get("intervals").toString();
        String same =
                ask("--json", "--seed", "42", "--threads", "1", "--method", "pairs")
                        .json()
                        .get("intervals")
                        .toString();
        String other = ask("--json", "--seed", "43").json().get("intervals").toString();
        assertThat(same).isEqualTo(unsaid);
        assertThat(other).isNotEqualTo(unsaid);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"pairs", "residual", "wild", "wild:webb", "cluster:params", "parametric"})
    void everyMethodAnswersUnderItsName(String method) {
        Answer answer = ask("--json", "--method", method);
        assertThat(answer.err()).isEmpty();
        assertThat(answer.json().get("bootstrap").get("method").asString()).isEqualTo(method);
    }

    @Test
    void aFixedParameterHasNoError() {
        Answer text = fit("--fix", "alpha=0.35", "--bootstrap", "50");
        assertThat(text.out())
                .containsPattern("(?m)^  alpha {15}0\\.35000 {12}- {22}fixed$")
                .contains("errors         pairs bootstrap of 50 replicates, seed 42; 0 failed, ");
        JsonNode json = fit("--fix", "alpha=0.35", "--bootstrap", "50", "--json").json();
        assertThat(json.get("bootstrap").get("standardErrors").get("alpha").isNull()).isTrue();
        assertThat(ends(json.get("intervals").get("parameters").get("alpha")))
                .containsExactly(0.35, 0.35);
    }

    @Test
    void findingsOfTheEnsembleJoinTheOthers() throws IOException {
        Files.writeString(
                Path.of(runs),
                """
                params,tokens,loss
                1e8,1e9,3.90
                1e8,1e10,3.30
                1e9,1e9,3.45
                1e9,1e10,2.80
                1e9,1e11,2.55
                1e10,1e10,2.62
                """);
        JsonNode json = fit("--bootstrap", "100", "--json").json();
        int failed = json.get("bootstrap").get("failed").asInt();
        int elsewhere = json.get("bootstrap").get("otherBasin").asInt();
        List<String> checks =
                json.get("findings").valueStream().map(f -> f.get("check").asString()).toList();
        assertThat(checks.contains("failed-replicates")).isEqualTo(failed > 0);
        boolean moved =
                json.get("findings")
                        .valueStream()
                        .anyMatch(
                                f ->
                                        f.get("check").asString().equals("other-basins")
                                                && f.get("message")
                                                        .asString()
                                                        .contains("replicates"));
        assertThat(moved).isEqualTo(elsewhere > 0);
        assertThat(fit("--bootstrap", "100").out())
                .containsPattern(
                        String.format(
                                "; \\d+ draws of fewer than 5 different runs made again; %d failed,"
                                        + " %d in another basin",
                                failed, elsewhere));
    }

    @Test
    void theEnsembleIsSaved() {
        Path file = folder.resolve("laws.csv");
        Answer answer = ask("--save-ensemble", file.toString());
        assertThat(answer.out().replace("\r", "")).endsWith("\n\nwrote 100 laws to " + file + "\n");
        Ensemble<ChinchillaLaw> laws = Ensemble.readCsv(file, ChinchillaLaw.FAMILY);
        assertThat(laws.members()).hasSize(100);
        double[] printed = ends(parameter(ask("--json"), "E"));
        assertThat(laws.interval(0.95, ChinchillaLaw::e).lower()).isEqualTo(printed[0]);
    }

    @Test
    void aLevelAloneIsThatOfTheSandwich() {
        assertThat(fit("--level", "0.9").out()).contains("    90 % interval\n", "jackknife");
        assertThat(fit("--level", "0.683").out()).contains("  68.3 % interval\n");
        assertThat(fit().out()).contains("    95 % interval\n");
        assertThat(fit("--json").json().has("bootstrap")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--method pairs | --method needs --bootstrap, which says how many sets of runs to"
                        + " fit",
                "--seed 1 | --seed needs --bootstrap, which says how many sets of runs to fit",
                "--threads 1 | --threads needs --bootstrap, which says how many sets of runs to fit",
                "--save-ensemble e.csv | --save-ensemble needs --bootstrap, which says how many sets"
                        + " of runs to fit",
                "--level 1 | --level must lie between 0 and 1, got 1",
                "--bootstrap 9 --level NaN | --level must lie between 0 and 1, got NaN",
                "--bootstrap 0 | number of replicates must be positive, got 0",
                "--bootstrap 9 --threads 0 | number of threads must be positive, got 0",
                "--bootstrap 9 --method pair | unknown bootstrap 'pair'; did you mean pairs? There are pairs, residual,"
                        + " wild, wild:webb, cluster:COLUMN, parametric",
                "--bootstrap 9 --save-ensemble absent/e.csv | --save-ensemble must name a file in a"
                        + " folder that exists, got absent/e.csv",
                "--bootstrap 9 --save-ensemble . | --save-ensemble must name a file, got the folder"
                        + " '.'",
            })
    void badOptionsAreOneSentence(String options, String message) {
        Answer answer = fit(options.trim().split(" ", -1));
        assertThat(answer.err().strip()).isEqualTo("scaling: " + message);
        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.out()).isEmpty();
    }

    @Test
    void groupsThatAreNoColumnAreNamed() {
        Answer answer = fit("--bootstrap", "9", "--method", "cluster:lab");
        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err().strip())
                .isEqualTo("scaling: runs.csv has no column 'lab'; it has params, tokens, loss");
    }

    @Test
    void errorsIntervalsAndANewRunStandInTheTable() {
        Answer answer = ask("--objective", "log-squares");
        String printed = answer.out().replace("\r", "").replaceAll("after \\d+", "after some");
        assertThat(printed)
                .isEqualTo(
                        """
                        loss = E + A / params^alpha + B / tokens^beta
                        fitted to 27 runs of runs.csv

                                             estimate   std. error              95 % interval
                          E                    1.8121     0.033841           1.7610 to 1.9132
                          A                    502.84       152.42           389.39 to 1103.2
                          alpha               0.35021     0.014498         0.33367 to 0.39729
                          B                    2106.4       538.54           1544.7 to 3750.9
                          beta                0.36576     0.010581         0.34951 to 0.39471
                          a                   0.51086    0.0094394         0.48479 to 0.52221
                          b                   0.48914    0.0094394         0.47779 to 0.51521

                          objective      log-squares, sum 0.000254634070
                          residuals      of ln L: root mean square 0.00434, median size 0.00386, 95 % below 0.00885
                          range          params 1.01e+07 to 6.84e+09; tokens 2.58e+08 to 1.56e+11; flops 1.00e+18 to 1.00e+20
                          search         CONVERGED after some evaluations; 4 of 4 starts agree
                          errors         pairs bootstrap of 100 replicates, seed 42; 0 failed, 0 in another basin

                                  FLOP     params N     tokens D        D / N  loss (nats)
                            1.0000e+21       2.725B       61.17B       22.452       2.3006
                             95 % from       2.368B       55.52B       18.497       2.2868
                                    to       3.002B       70.37B       29.716       2.3168

                          WARNING extrapolation: flops of 1.00e+21 is 1.0 decades above the fitted range, 1.00e+18 to 1.00e+20

                          params=1B tokens=20B: loss 2.5262 nats, 95 % [2.5176, 2.5330]; a new run [2.5045, 2.5521]
                          NOTE extrapolation: flops of 1.20e+20 is 0.1 decades above the fitted range, 1.00e+18 to 1.00e+20

                          the intervals take the form of the law for true: without --bootstrap several forms together say how far off it could be
                        """);
    }

    /** The runs of Hoffmann et al. as Besiroglu et al. read them off; a call of the library printed these. */
    @Test
    void theBootstrapOfTheChinchillaRunsIsAsMeasured() {
        Path here = Path.of("").toAbsolutePath();
        Optional<Path> data =
                Stream.iterate(here, path -> path.getParent() != null, Path::getParent)
                        .map(path -> path.resolveSibling("shared/data/chinchilla_epoch.csv"))
                        .filter(Files::isRegularFile)
                        .findFirst();
        assumeTrue(
                data.isPresent(), "needs shared/data beside the project, which is no part of it");
        JsonNode json =
                call(
                                "fit",
                                data.orElseThrow().toString(),
                                "--drop-highest-loss",
                                "5",
                                "--bootstrap",
                                "4000",
                                "--seed",
                                "42",
                                "--json")
                        .json();
        JsonNode parameters = json.get("intervals").get("parameters");
        assertThat(ends(parameters.get("E")))
                .containsExactly(new double[] {1.7697, 1.8688}, within(5e-5));
        assertThat(ends(parameters.get("A")))
                .containsExactly(new double[] {281.2, 737.3}, within(0.05));
        assertThat(ends(parameters.get("alpha")))
                .containsExactly(new double[] {0.3157, 0.3729}, within(5e-5));
        assertThat(ends(parameters.get("B")))
                .containsExactly(new double[] {1093, 5730}, within(0.5));
        assertThat(ends(parameters.get("beta")))
                .containsExactly(new double[] {0.3333, 0.4150}, within(5e-5));
    }
}
