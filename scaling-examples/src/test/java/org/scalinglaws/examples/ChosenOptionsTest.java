package org.scalinglaws.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.scalinglaws.examples.Answer.call;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.simulate.SimulatedRuns;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/** What chooses runs, a law and its restrictions means the same in every command. */
class ChosenOptionsTest {
    /** What the command fit alone has to say: what it answers, and how. */
    private static final Set<String> OF_THE_ANSWER =
            Set.of("--at", "--json", "--help", "--version");

    private static final ChinchillaLaw TRUTH = new ChinchillaLaw(1.7, 400, 0.34, 410, 0.28);

    @TempDir private Path folder = Path.of("");

    private static Set<String> options(String command) {
        Set<String> names = new LinkedHashSet<>();
        CommandLine found = Main.commandLine().getSubcommands().get(command);
        found.getCommandSpec().options().forEach(option -> names.add(option.longestName()));
        return names;
    }

    @Test
    void aPlanOfRunsTakesEveryOptionThatChoosesAFit() {
        Set<String> missing = options("fit");
        missing.removeAll(options("plan"));
        missing.removeAll(OF_THE_ANSWER);
        assertThat(missing).isEmpty();
        assertThat(options("plan")).contains("--loss-column", "--fix", "--where", "--factor");
    }

    @Test
    void aSweepTakesEveryOptionThatChoosesRunsOrRestrictsALaw() {
        assertThat(options("isoflop"))
                .contains(
                        "--loss-column",
                        "--where",
                        "--ignore-column",
                        "--drop-highest-loss",
                        "--counting",
                        "--indicators",
                        "--objective",
                        "--fix",
                        "--tie");
    }

    /** Exact runs of the truth with the loss in a column c4, and a group whose losses are wrong. */
    private String runs() throws IOException {
        Dataset sweep =
                SimulatedRuns.isoFlop(
                                TRUTH,
                                java.util.List.of(Compute.flops(1e18), Compute.flops(1e20)),
                                5,
                                8)
                        .dataset();
        StringBuilder text = new StringBuilder("params,tokens,c4,state\n");
        for (int row = 0; row < sweep.size(); row++) {
            double size = sweep.column(Factor.PARAMETERS)[row];
            double tokens = sweep.column(Factor.TOKENS)[row];
            text.append(size + "," + tokens + "," + sweep.losses()[row] + ",finished\n");
            text.append(size + "," + tokens + ",9,crashed\n");
        }
        return Files.writeString(folder.resolve("runs.csv"), text).toString();
    }

    @Test
    void aPlanIsOfTheChosenRunsAndTheChosenLoss() throws IOException {
        JsonNode plan =
                call(
                                "plan",
                                "--fit",
                                runs(),
                                "--loss-column",
                                "c4",
                                "--where",
                                "state=finished",
                                "--objective",
                                "log-squares",
                                "--fix",
                                "E=1.7",
                                "--budget",
                                "1e21",
                                "--json")
                        .json();
        double ratio = TRUTH.alpha() * TRUTH.a() / (TRUTH.beta() * TRUTH.b());
        double size = Math.pow(ratio, 1 / 0.62) * Math.pow(1e21 / 6, TRUTH.beta() / (0.34 + 0.28));
        assertThat(plan.get("params").asDouble() / size).isBetween(1 - 1e-5, 1 + 1e-5);
    }

    @ParameterizedTest
    @CsvSource({"--loss-column,c4", "--fix,E=1.7", "--where,state=finished", "--objective,squares"})
    void aPublishedLawIsNotFittedAndSaysSo(String option, String value) {
        Answer answer = call("plan", "--law", "hoffmann-2022", "--budget", "1e22", option, value);
        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err())
                .contains(option + " needs --fit RUNS.csv: a published law is not fitted");
    }
}
