package org.scalinglaws.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.scalinglaws.command.Answer.call;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The comparison with SciPy, mostly with a stand-in that prints known numbers instead of it. */
@Tag("once")
class CompareCommandTest {
    private static final String SCRIPT = Path.of("peers", "scipy_baseline.py").toString();

    @TempDir private Path folder;
    private String runs = "";

    @BeforeEach
    void simulate() {
        runs = folder.resolve("runs.csv").toString();
        call("simulate", runs, "--budget", "1e18", "--budget", "1e19", "--budget", "1e20");
    }

    private Answer compare(String... options) {
        List<String> all = new ArrayList<>();
        Collections.addAll(all, "compare-scipy", runs, "--bootstrap", "20", "--warm-up", "0");
        Collections.addAll(all, options);
        return call(all.toArray(String[]::new));
    }

    /** A program that says it is Python with SciPy, and then prints this objective. */
    private String standIn(double objective, int rows) throws IOException {
        Path program = folder.resolve("python");
        Files.writeString(
                program,
                String.format(
                        Locale.ROOT,
                        """
                        #!/bin/sh
                        if [ "$1" = -c ]; then echo 1.2.3 3.4.5; exit; fi
                        case "$2 $4 $5" in
                          "curve_fit --of log") echo '{"objective": 1, "seconds": 3}'; exit;;
                          "grid --of log") echo '{"objective": 2, "seconds": 4}'; exit;;
                          grid*) echo '{"objective": 5, "seconds": 6}'; exit;;
                          curve_fit*) exit 4;;
                        esac
                        [ "$3 $4 $5 $6 $7 $8" = "--starts 7 --bootstrap 20 --seed 42" ] || exit 3
                        echo '{"rows": %d, "objective": %s, "E": 1.8, "A": 480, "B": 2080,
                          "alpha": 0.35, "beta": 0.37, "fit_seconds": 4, "bootstrap_seconds": 5,
                          "standard_errors": {"log_A": 0.1, "log_B": 0.2, "log_E": 0.3,
                            "alpha": 0.4, "beta": 0.5}}'
                        """,
                        rows,
                        objective));
        assumeThat(program.toFile().setExecutable(true)).isTrue();
        assumeThat(Path.of("/bin/sh")).exists();
        return program.toString();
    }

    private double objective() {
        return call("fit", runs, "--json").json().get("objective").get("sum").asDouble();
    }

    private Answer compareWith(double objective) throws IOException {
        return compare("--python", standIn(objective, 27), "--script", SCRIPT, "--starts", "7");
    }

    @Test
    void bothSidesStandInOneTable() throws IOException {
        Answer answer = compareWith(objective());
        assertThat(answer.err()).isEmpty();
        assertThat(answer.code()).isZero();
        assertThat(answer.out().lines().toList())
                .startsWith(
                        "27 runs of runs.csv; log-huber:0.001; SciPy 1.2.3 on Python 3.4.5", "");
        assertThat(answer.out())
                .containsPattern("(?m)^  objective, sum +(8\\.\\d{8}e-05) +\\1$")
                .containsPattern("(?m)^  alpha +0\\.3\\d+ +0\\.350000$")
                .containsPattern("(?m)^  std\\. error of ln E +\\S+ +0\\.3000$")
                .containsPattern("(?m)^  std\\. error of beta +\\S+ +0\\.5000$")
                .containsPattern("(?m)^  fit, cold, s +\\S+ +4\\.000 +\\S+$")
                .containsPattern("(?m)^  fit, warm, s +\\S+ +4\\.000 +\\S+$")
                .containsPattern("(?m)^  bootstrap, cold, 1 thread, s +\\S+ +5\\.000 +\\S+$")
                .containsPattern("(?m)^  replicates/s, 1 thread +\\d+ +4 +\\S+$")
                .contains("the median once a process gets no faster.")
                .contains("from 7 starts")
                .contains("  Both are at the same optimum: their objectives differ by 0.0e+00");
    }

    @Test
    void wholeFitsStandBesideThoseOfBothPeers() throws IOException {
        String program = standIn(objective(), 27);
        Answer answer =
                compare(
                        "--python",
                        program,
                        "--script",
                        SCRIPT,
                        "--starts",
                        "7",
                        "--sizes",
                        "40",
                        "--sweep",
                        runs);
        assertThat(answer.err()).isEmpty();
        assertThat(answer.code()).isZero();
        assertThat(answer.out())
                .contains("27 runs of runs.csv; log-huber:0.001; SciPy 1.2.3 on Python 3.4.5")
                .containsPattern(
                        "(?m)^\\d{4}-\\d\\d-\\d\\d; \\d+ processors \\(.+\\); Java .+; SciPy 1\\.2\\.3 on")
                .containsPattern(
                        "(?m)^  27 of runs\\.csv( +\\S+){2,3} +failed +6\\.000( +\\S+){2}$")
                .containsPattern(
                        "(?m)^  40 simulated runs( +\\S+){2,3} +3\\.000( +\\S+){2} +4\\.000( +\\S+){2}$");
    }

    @Test
    void withoutSciPyWholeFitsAreTimedHereAlone() {
        Answer answer = compare("--script", SCRIPT, "--python", "no-such-python", "--sizes", "40");
        assertThat(answer.err()).isEmpty();
        assertThat(answer.code()).isZero();
        assertThat(answer.out())
                .startsWith(
                        "SciPy is left out: no-such-python has no SciPy to compare with: there is no"
                                + " such program")
                .containsPattern("(?m)^  40 simulated runs( +\\S+){2,3} +- +-$");
    }

    @Test
    void theScriptOfWholeFitsEndsNearTheSameOptimum() {
        Answer answer =
                compare("--script", SCRIPT, "--starts", "1", "--sizes", "100", "--sweep", runs);
        assumeThat(answer.out()).doesNotContain("SciPy is left out: ");
        assertThat(answer.err()).isEmpty();

        // A grid of steps of 0.01 has no lower objective, and one within a few percent.
        assertThat(answer.out())
                .containsPattern("(?m)^  100 simulated runs .* \\+\\d\\.\\de-(0[2-9]|1\\d) +\\S+$")
                .containsPattern("(?m)^  27 of runs\\.csv .* \\+\\d\\.\\de-(0[2-9]|1\\d) +\\S+$");
    }

    @Test
    void theHigherObjectiveIsNamed() throws IOException {
        assertThat(compareWith(1.25 * objective()).out())
                .contains("  SciPy did not reach the optimum: its objective is 25.0 % higher.");
        assertThat(compareWith(0.5 * objective()).out())
                .contains(
                        "  This library did not reach the optimum: SciPy's objective is 50.0 %"
                                + " lower.");
    }

    @Test
    void aScriptThatReadsOtherRunsIsNoPeer() throws IOException {
        Answer answer = compare("--python", standIn(1, 26), "--script", SCRIPT, "--starts", "7");
        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.err().strip())
                .isEqualTo("scaling: " + SCRIPT + " read 26 of the 27 runs");
    }

    @Test
    void withoutPythonOrSciPyThereIsNoAnswer() throws IOException {
        Answer python = compare("--script", SCRIPT, "--python", "no-such-python");
        assertThat(python.code()).isEqualTo(1);
        assertThat(python.out()).isEmpty();
        assertThat(python.err().strip())
                .isEqualTo(
                        "scaling: no-such-python has no SciPy to compare with: there is no such"
                                + " program");
        Path program = folder.resolve("python");
        Files.writeString(program, "#!/bin/sh\necho No module named scipy >&2\nexit 1\n");
        assumeThat(program.toFile().setExecutable(true)).isTrue();
        Answer scipy = compare("--script", SCRIPT, "--python", program.toString());
        assertThat(scipy.code()).isEqualTo(1);
        assertThat(scipy.err().strip())
                .isEqualTo(
                        "scaling: "
                                + program
                                + " has no SciPy to compare with: No module named scipy");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--bootstrap 1 | --bootstrap must be 2 or more, got 1",
                "--starts 0 | --starts must be 1 or more, got 0",
                "--sizes 9 | --sizes must be 10 or more, got 9",
                "--seed -1 | --seed must be 0 or more, got -1",
                "--warm-up -1 | --warm-up must be 0 or more, got -1",
                "--script absent.py | no file 'absent.py'; --script names the script to compare with",
            })
    void badOptionsAreOneSentence(String options, String message) {
        String[] words = options.trim().split(" ", -1);
        Answer answer = call("compare-scipy", runs, words[0], words[1]);
        assertThat(answer.err().strip()).isEqualTo("scaling: " + message);
        assertThat(answer.code()).isEqualTo(2);
    }

    @Test
    void runsOfDifferentWeightAreRefused() throws IOException {
        Files.writeString(Path.of(runs), "params,tokens,loss,weight\n1e8,1e9,3,1\n2e8,1e9,2.9,2\n");
        Answer answer = compare("--script", SCRIPT);
        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err().strip())
                .isEqualTo("scaling: the script weighs every run 1; those of runs.csv differ");
    }

    @Test
    void theScriptItselfReachesTheSameOptimum() {
        Answer answer = compare("--script", SCRIPT, "--starts", "200");
        assumeThat(answer.err()).doesNotContain(" has no SciPy to compare with: ");
        assertThat(answer.err()).isEmpty();
        assertThat(answer.out()).contains("  Both are at the same optimum: ");
    }
}
