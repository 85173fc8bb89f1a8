package org.scalinglaws.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.scalinglaws.command.Answer.call;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.plan.Decision;
import org.scalinglaws.plan.Plan;

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

    /** One object: printed with what was asked, saved with the day. */
    @Test
    void aPrintedFitAndASavedOneAreReadAlike() throws IOException {
        String runs = folder.resolve("sweep.csv").toString();
        Path saved = folder.resolve("sweep.fit.json");
        call("simulate", runs, "--budget", "1e18", "--budget", "1e20", "--noise", "0.01");
        String[] asked = {"fit", runs, "--save", saved.toString(), "--budget", "1e23", "--json"};
        Answer answer = call(asked);
        Fit<?> printed = Fit.json().parse(answer.out());
        Fit<?> read = Fit.read(saved);
        assertThat(read.law()).isEqualTo(printed.law());
        assertThat(read.caveats()).isEqualTo(printed.caveats());
        assertThat(read.isChecked()).isTrue();
        assertThat(Fit.json().text(read)).isEqualTo(Fit.json().text(printed));

        // The plan lies far outside, which is no fault of the fit.
        List<String> ofPlans =
                answer.json()
                        .get("findings")
                        .valueStream()
                        .filter(finding -> finding.has("about"))
                        .map(finding -> finding.get("check") + " " + finding.get("about"))
                        .map(text -> text.replace("\"", ""))
                        .toList();
        assertThat(ofPlans).contains("extrapolation plan");
        assertThat(printed.caveats()).noneMatch(caveat -> caveat.check().equals("extrapolation"));
        assertThat(Files.readString(saved)).contains("\"written\": \"2", "\"standardErrors\": {");
    }

    @Test
    void aPrintedPlanReadsBackWithItsLimits() {
        String[] asked = {
            "plan", "--law", "besiroglu-2024", "--budget", "1e23", "--target-loss", "2.1", "--json"
        };
        String printed = call(asked).out();
        Decision decision = Decision.json().parse(printed);
        Plan plan = Plan.json().parse(printed);
        assertThat(decision.plan()).isEqualTo(plan);
        assertThat(decision.limits()).extracting(Decision.Use::name).contains("compute");
        assertThat(Decision.json().parse(Decision.json().text(decision))).isEqualTo(decision);
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
