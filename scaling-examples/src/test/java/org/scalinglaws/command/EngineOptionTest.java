package org.scalinglaws.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineOptionTest {
    @TempDir private Path folder;

    private Answer fit(String... options) {
        Path runs = folder.resolve("runs.csv");
        FiveBudgets.writeCsv(runs);
        String[] words = new String[2 + options.length];
        words[0] = "fit";
        words[1] = runs.toString();
        System.arraycopy(options, 0, words, 2, options.length);
        return Answer.call(words);
    }

    @Test
    void threadsOfThisMachineAreTheUsualEngine() {
        Answer usual = fit("--bootstrap", "9", "--json");
        Answer said = fit("--bootstrap", "9", "--json", "--engine", "local");
        assertThat(said.code()).isZero();
        assertThat(said.json().get("bootstrap").get("replicates"))
                .isEqualTo(usual.json().get("bootstrap").get("replicates"));
    }

    @Test
    void aStudyOfBudgetsHasAnEngineToo() throws IOException {
        Path runs = folder.resolve("runs.csv");
        FiveBudgets.writeCsv(runs);
        String[] study = {"isoflop", runs.toString(), "--bootstrap", "9", "--engine", "local"};
        Answer said = Answer.call(study);
        assertThat(said.code()).isZero();
        assertThat(said.out()).isEqualTo(Answer.call(Arrays.copyOf(study, 4)).out());
        study[5] = "moon";
        assertThat(Answer.call(study).err())
                .isEqualTo("scaling: --engine must be local or spark, got 'moon'\n");
    }

    @Test
    void sparkWithoutItsJarIsOneSentence() {
        assumeTrue(
                ServiceLoader.load(EngineSource.class).findFirst().isEmpty(),
                "this build has the profile of Spark");
        Answer answer = fit("--bootstrap", "9", "--engine", "spark");
        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err())
                .isEqualTo(
                        "scaling: --engine spark needs the jar that is built by: mvn package -Pspark"
                                + " -DskipTests\n");
    }

    @Test
    void anotherEngineAndOneWithoutWorkAreRefused() {
        Answer other = fit("--bootstrap", "9", "--engine", "moon");
        assertThat(other.code()).isEqualTo(2);
        assertThat(other.err()).isEqualTo("scaling: --engine must be local or spark, got 'moon'\n");
        assertThat(fit("--engine", "spark").err())
                .isEqualTo(
                        "scaling: --engine needs --bootstrap, which says how many sets of runs to"
                                + " fit\n");
    }
}
