package org.scalinglaws.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.scalinglaws.command.Answer.call;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavedFitTest {
    @TempDir private Path folder;

    @Test
    void aSavedFitPlansAsItsRunsDo() {
        String runs = folder.resolve("sweep.csv").toString();
        String saved = folder.resolve("sweep.fit.json").toString();
        call("simulate", runs, "--budget", "1e18", "--budget", "1e20", "--noise", "0.01");
        Answer plain = call("fit", runs);
        assertThat(call("fit", runs, "--save", saved)).isEqualTo(plain);
        Answer fitted = call("plan", "--fit", runs, "--budget", "1e21");
        assertThat(fitted.code()).isZero();
        assertThat(call("plan", "--fit-file", saved, "--budget", "1e21")).isEqualTo(fitted);
    }

    @Test
    void optionsThatChooseAFitCannotGoWithOne() {
        Answer answer =
                call(
                        ("plan --budget 1e21 --fit-file a.fit.json --fit runs.csv" + " --where c=1")
                                .split(" "));
        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err())
                .isEqualToIgnoringNewLines(
                        "scaling: --fit, --where cannot go with --fit-file, which holds a fit and"
                                + " its runs");
        assertThat(call("plan", "--fit-file", "absent.fit.json", "--budget", "1e21").err())
                .isEqualToIgnoringNewLines("scaling: no file 'absent.fit.json'");
    }
}
