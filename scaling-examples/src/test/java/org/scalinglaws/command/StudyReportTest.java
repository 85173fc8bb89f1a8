package org.scalinglaws.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scalinglaws.lab.EmbeddedStudy;

class StudyReportTest {
    private static final StudyAnswer ANSWER = StudyAnswer.of(EmbeddedStudy.all());

    @TempDir private Path folder = Path.of("");

    private Path page() {
        return folder.resolve("target").resolve("scaling-report.html");
    }

    private Path target() throws IOException {
        return Files.createDirectory(folder.resolve("target"));
    }

    @Test
    void thePageOfTheGridIsWrittenAndNamedAndReplaced() throws IOException {
        target();
        for (int time = 0; time < 2; time++) {
            assertThat(StudyReport.write(folder, ANSWER))
                    .isEqualTo("The same with pictures: " + page());
        }
        assertThat(Files.readString(page()))
                .startsWith(ReportPage.FIRST_LINE)
                .contains("<h1>What to train, from 88 runs of study.csv</h1>", "<h2>Plan</h2>")
                .contains("cluster:flops bootstrap of 1000 replicates, seed 42")
                .contains(ReportFile.hash(EmbeddedStudy.bytes()));
    }

    @Test
    void aMissingFolderIsMadeInAProjectOfMavenAndNowhereElse() throws IOException {
        assertThat(StudyReport.write(folder, ANSWER))
                .isEqualTo(
                        "No page with pictures: cannot write "
                                + page()
                                + ": it must name a file in a folder that exists");
        assertThat(folder).isEmptyDirectory();

        Files.writeString(folder.resolve("pom.xml"), "<project/>");
        assertThat(StudyReport.write(folder, ANSWER)).startsWith("The same with pictures: ");
        assertThat(page()).exists();
    }

    @Test
    void aFileOfSomebodyElseStays() throws IOException {
        Files.writeString(target().resolve("scaling-report.html"), "my thesis");
        assertThat(StudyReport.write(folder, ANSWER))
                .isEqualTo("No page with pictures: " + page() + " was not written by this program");
        assertThat(page()).hasContent("my thesis");
    }

    @Test
    void aFileInPlaceOfTheFolderIsASentence() throws IOException {
        Files.writeString(folder.resolve("target"), "");
        Files.writeString(folder.resolve("pom.xml"), "<project/>");
        assertThat(StudyReport.write(folder, ANSWER))
                .isEqualTo(
                        "No page with pictures: cannot make the folder "
                                + folder.resolve("target"));
    }
}
