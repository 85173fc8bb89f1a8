package org.scalinglaws.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.scalinglaws.command.Answer.call;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabStudyCommandTest {
    @TempDir private Path folder;

    @Test
    void whatMakesNoSenseIsRefusedInASentence() throws IOException {
        String none = folder.resolve("none").toString();
        Answer absent = call("lab-study", none, "--out", folder.toString());
        assertThat(absent.code()).isEqualTo(2);
        assertThat(absent.err()).startsWith("scaling: ").contains("none");

        assertThat(call("lab-study", none).err()).contains("--out");
        assertThat(call("lab-study", none, "--out", none, "--stage", "later").err())
                .contains("tuning")
                .contains("later");

        Path file = Files.writeString(folder.resolve("text.txt"), Paragraphs.of(2000));
        String text = folder.resolve("text").toString();
        call("lab-text", file.toString(), "--out", text, "--vocabulary", "300");
        Answer untuned = call("lab-study", text, "--out", none, "--stage", "sweep");
        assertThat(untuned.code()).isEqualTo(2);
        assertThat(untuned.err()).contains("learning rates come from the tuning runs");
    }

    @Test
    void theEmbeddedStudySaysWhatWasForecastAndWhatWasMeasured() {
        StringWriter text = new StringWriter();
        TextStudyOutcome.printEmbedded(new PrintWriter(text));
        assertThat(text.toString())
                .contains("runs of transformers on real text")
                .contains("without embedding")
                .contains("The larger runs, trained after the forecast:")
                .contains("Repeated text: R_D")
                .contains("Top-1 accuracy, by the loss:")
                .contains("23 of 26 inside the 90 %");
    }
}
