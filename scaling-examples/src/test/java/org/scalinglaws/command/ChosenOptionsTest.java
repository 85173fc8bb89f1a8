package org.scalinglaws.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.scalinglaws.command.Answer.call;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.simulate.SimulatedRuns;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/** What chooses runs, a law and its restrictions means the same in every command. */
class ChosenOptionsTest {
    /** What the command fit alone has to say: what it answers, and how. */
    private static final Set<String> OF_THE_ANSWER =
            Set.of("--at", "--json", "--plot", "--residuals", "--save", "--help", "--version");

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
                        "--weights",
                        "--objective",
                        "--fix",
                        "--tie");
    }

    /** Exact runs of the truth with the loss in a column c4, and a group whose losses are wrong. */
    private String runs() throws IOException {
        Dataset sweep = SimulatedRuns.isoFlop(TRUTH, Compute.budgets(1e18, 1e20), 5, 8).dataset();
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

    /** Exact runs with weights that are one over a variance: counted, they would be 20,000 runs. */
    private String weighed() throws IOException {
        List<String> lines = new ArrayList<>();
        int row = 0;
        for (String line : Files.readAllLines(Path.of(runs()))) {
            double sigma = 0.01 + 0.002 * (row % 3);
            lines.add(
                    line
                            + (row++ == 0
                                    ? ",weight,sigma"
                                    : "," + 1 / (sigma * sigma) + ',' + sigma));
        }
        return Files.write(folder.resolve("weighed.csv"), lines).toString();
    }

    @ParameterizedTest
    @CsvSource({
        "'', taken for precisions",
        "precision, taken for precisions",
        "counts, taken for counts",
        "sigma, taken for known standard deviations"
    })
    void theKindOfWeightsIsStatedOrGuessed(String kind, String note) throws IOException {
        String[] options = {"--loss-column", "c4", "--where", "state=finished"};
        String[] stated = kind.isEmpty() ? options : with(options, "--weights", kind);
        assertThat(call(with(stated, "fit", weighed())).out()).contains(note);
    }

    @Test
    void aKindOfWeightsThatThereIsNotIsRefused() throws IOException {
        assertThat(call("fit", weighed(), "--loss-column", "c4", "--weights", "inverse").err())
                .contains("weights must be counts, precision or sigma, got 'inverse'");
    }

    /** Checkpoints of eight runs, each of which lies as far from the truth from first to last. */
    private String checkpoints() throws IOException {
        StringBuilder text = new StringBuilder("run,params,tokens,loss\n");
        SplittableRandom random = new SplittableRandom(4);
        for (int run = 0; run < 8; run++) {
            double size = 5e7 * Math.pow(3, run % 4);
            double off = Math.exp(0.02 * random.nextGaussian());
            for (double tokens = 1e9; tokens < 2e10; tokens *= 2) {
                double loss = TRUTH.loss(Recipe.of(ModelSize.of(size), Tokens.of(tokens)));
                text.append("m" + run + "," + size + "," + tokens + "," + off * loss + "\n");
            }
        }
        return Files.writeString(folder.resolve("checkpoints.csv"), text).toString();
    }

    @Test
    void errorsOfCheckpointsComeFromWholeRunsUnlessAnotherMethodIsAskedFor() throws IOException {
        String file = checkpoints();
        String[] fit = {"fit", file, "--fix", "E=1.7"};
        assertThat(call(fit).out())
                .contains("group jackknife of 8 groups by run; Student's t with 7 degrees")
                .contains("NOTE checkpoints: 40 rows are checkpoints of 8 runs (column 'run')");
        String[] drawn = {"--bootstrap", "20", "--json"};
        assertThat(method(with(drawn, fit))).isEqualTo("cluster:run");
        assertThat(method(with(drawn, with(new String[] {"--method", "pairs"}, fit))))
                .isEqualTo("pairs");
    }

    private static String method(String... arguments) {
        return call(arguments).json().get("bootstrap").get("method").asString();
    }

    /** The same runs, of which one crashed before it had a loss, with an index as data frames write it. */
    private String framed() throws IOException {
        StringBuilder text = new StringBuilder();
        int row = -1;
        for (String line : Files.readAllLines(Path.of(runs()))) {
            text.append(row < 0 ? "" : row).append(',').append(line).append('\n');
            row++;
        }
        text.append("99,1e8,0,,failed\n");
        return Files.writeString(folder.resolve("framed.csv"), text).toString();
    }

    @Test
    void rowsThatAreLeftOutAreNotJudged() throws IOException {
        String file = framed();
        String[] options = {"--loss-column", "c4", "--where", "state=finished", "--json"};
        JsonNode fit = call(with(options, "fit", file)).json();
        assertThat(fit.get("rows").asInt()).isEqualTo(10);
        assertThat(call(with(options, "isoflop", file)).code()).isZero();
        assertThat(call("fit", file, "--loss-column", "c4").err())
                .contains("framed.csv:22: column 'tokens': must be positive and finite, got 0");
    }

    private static String[] with(String[] options, String... first) {
        return Stream.concat(Stream.of(first), Stream.of(options)).toArray(String[]::new);
    }

    @Test
    void theBudgetColumnOfASweepIsCompute() throws IOException {
        StringBuilder text = new StringBuilder("parameters,compute_budget,final_loss\n");
        StringBuilder whole = new StringBuilder("params,tokens,compute_budget,final_loss\n");
        for (double budget : new double[] {1e18, 1e19, 1e20}) {
            for (double step = -2; step <= 2; step++) {
                double size = Math.sqrt(budget / 120) * Math.pow(2, step);
                double tokens = budget / (6 * size);
                double loss = TRUTH.loss(Recipe.of(ModelSize.of(size), Tokens.of(tokens)));
                text.append(size + "," + budget + "," + loss + "\n");
                whole.append(size + "," + tokens + "," + budget + "," + loss + "\n");
            }
        }
        String[] options = {
            "--loss-column", "final_loss", "--budget-column", "compute_budget", "--bootstrap", "20"
        };
        Path derived = Files.writeString(folder.resolve("sweep.csv"), text);
        Path other = Files.createDirectory(folder.resolve("other")).resolve("sweep.csv");
        Answer answer = call(with(options, "isoflop", derived.toString()));
        assertThat(answer.code()).isZero();
        Path stated = Files.writeString(other, whole);
        assertThat(answer.out())
                .isEqualTo(call(with(options, "isoflop", stated.toString())).out())
                .contains("approach 3");
    }

    @ParameterizedTest
    @CsvSource({
        "--law,power:n,--at,n=1e9", "--law,power:PARAMETERS,--at,params=1e9",
        "--law,power:d,--at,d=1e10", "--law,power:c,--at,compute=1e20"
    })
    void aFactorIsKnownByAnyNameThatAColumnMayHave(
            String law, String name, String at, String recipe) throws IOException {
        String plain = name.endsWith("d") ? "tokens" : name.endsWith("c") ? "flops" : "params";
        Answer answer =
                call(
                        "fit",
                        runs(),
                        "--loss-column",
                        "c4",
                        "--where",
                        "state=finished",
                        law,
                        name,
                        at,
                        recipe);
        String value = recipe.substring(recipe.indexOf('=') + 1);
        Answer same =
                call(
                        "fit",
                        runs(),
                        "--loss-column",
                        "c4",
                        "--where",
                        "state=finished",
                        law,
                        "power:" + plain,
                        at,
                        plain + "=" + value);
        assertThat(answer.code()).isZero();
        assertThat(answer.out()).isEqualTo(same.out());
    }

    @Test
    void aNameOfAFactorHoldsInConditionsAndInWhatAPlanHolds() throws IOException {
        String first = Files.readAllLines(Path.of(runs())).get(1).split(",", -1)[0];
        Answer one = call("fit", runs(), "--loss-column", "c4", "--where", "N=" + first);
        assertThat(one.err()).doesNotContain("no column");
        Answer twice = call("fit", runs(), "--loss-column", "c4", "--at", "n=1e9,params=2e9");
        assertThat(twice.err().strip())
                .isEqualTo("scaling: --at must name params once, got it twice");
    }

    @Test
    void noMessageIsLong() {
        for (String[] call :
                new String[][] {
                    {"fit", "x".repeat(5_000)},
                    {"fit", "runs.csv", "--law", "y".repeat(5_000)},
                    {"plan", "--law", "z".repeat(5_000), "--budget", "1e20"},
                    {"plan", "--law", "hoffmann-2022", "--budget", "1".repeat(4_000) + "x"}
                }) {
            Answer answer = call(call);
            assertThat(answer.code()).isEqualTo(2);
            assertThat(answer.err().strip()).hasSizeBetween(100, 509).doesNotContain("\n");
        }
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
