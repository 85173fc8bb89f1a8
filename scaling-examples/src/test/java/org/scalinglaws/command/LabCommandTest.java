package org.scalinglaws.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.scalinglaws.command.Answer.call;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.lab.EmbeddedStudy;
import org.scalinglaws.recipe.Factor;

class LabCommandTest {
    @TempDir private Path folder;

    private Path copy(String resource, String name) throws IOException {
        try (InputStream stream = EmbeddedStudy.class.getResourceAsStream(resource)) {
            Path file = folder.resolve(name);
            Files.copy(stream, file);
            return file;
        }
    }

    /** The file has every run of the full study, at the rates that its own trials lead to. */
    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES) // else a rate that differs would train the study
    void theEmbeddedStudyIsTheWholeOfTheFullOneSoThatNothingIsLeftToTrain() throws IOException {
        Path runs = copy("study.csv", "runs.csv");
        byte[] before = Files.readAllBytes(runs);
        copy("curves.csv", "curves.csv");
        Answer answer = call("lab", folder.toString());
        assertThat(answer.code()).isZero();
        assertThat(runs).hasBinaryContent(before);
        String main = call().out();
        assertThat(answer.out().replace("runs.csv", "study.csv"))
                .isEqualTo(main.substring(0, main.indexOf("\n39 runs of transformers")));
    }

    @Test
    void theWithheldRunsLieInsideTheirIntervals() {
        assertThat(call().out())
                .containsPattern("61434 .* inside")
                .containsPattern("152706 .*inside");
    }

    /** The law of the answer knows nothing of repetition. */
    @Test
    void repeatedTextIsWarnedOf() {
        StringWriter out = new StringWriter();
        Dataset study =
                EmbeddedStudy.all()
                        .with(
                                Factor.UNIQUE_TOKENS,
                                run -> Math.min(2_000_000, run.recipe().value(Factor.TOKENS)));
        StudyAnswer.of(study).print(new PrintWriter(out));
        // Of 3,000,000 tokens: two sizes with three seeds and four with one.
        assertThat(out.toString().replace("\r\n", "\n"))
                .contains(
                        "WARNING repeated text: 10 of 88 runs saw tokens again. The law below counts"
                                + " each as new;\nthe law data-constrained does not.\n");
        assertThat(call().out()).doesNotContain("WARNING repeated text");
    }

    @Test
    void badOptionsEndWithASentence() {
        Answer threads = call("lab", folder.toString(), "--threads", "0");
        assertThat(threads.code()).isEqualTo(2);
        assertThat(threads.err()).isEqualTo("scaling: threads must be 1 or more, got 0\n");
        Answer tokens = call("lab", folder.toString(), "--quick", "--unique-tokens", "few");
        assertThat(tokens.code()).isEqualTo(2);
        assertThat(tokens.err())
                .isEqualTo(
                        "scaling: token count must be a number such as 70B, 1.4T or 3e11, got"
                                + " 'few'\n");
    }

    @Test
    void problemsAreListedByThemeAndUnknownOnesRefused() {
        Answer all = call("problems");
        assertThat(all.out()).startsWith("Counting: parameters, tokens, FLOP\n  TrainingFlops\n");
        assertThat(all.out().lines().filter(line -> line.matches("  \\w+"))).hasSize(60);
        assertThat(all.out().lines())
                .contains(
                        "    A model of 3 billion parameters reads 100 billion tokens. How many"
                                + " floating-point operations",
                        "    does its training take, and how long is that on a machine?");
        assertThat(call("problems", "TokensForACompute").out())
                .isEqualToIgnoringNewLines(
                        "There are 9e21 FLOP for a model of 1.5 billion parameters. How many tokens can"
                                + " it be trained on?");
        Answer none = call("problems", "FreeLunch");
        assertThat(none.code()).isEqualTo(2);
        assertThat(none.err())
                .isEqualTo("scaling: there is no problem 'FreeLunch': 'problems' lists all\n");
    }
}
