package org.scalinglaws.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.scalinglaws.lab.EmbeddedStudy;

/** The page of the embedded study, which the program leaves where a build leaves its files. */
final class StudyReport {
    private static final String FOLDER = "target";
    private static final String NONE = "No page with pictures: ";

    private StudyReport() {}

    /**
     * Writes the page, or says why not: the answer on the terminal stands without it.
     *
     * @param place where the program was started; beside a {@code pom.xml} a missing folder is made
     * @param answer what the page is of
     * @return a sentence that names the page
     */
    static String write(Path place, StudyAnswer answer) {
        Path folder = place.resolve(FOLDER);
        ReportFile page = ReportFile.of(folder.resolve("scaling-report.html"));
        try {
            if (Files.exists(place.resolve("pom.xml"))) {
                Files.createDirectories(folder);
            }
            page.requireWritable();
            if (!page.isOwn()) {
                return NONE + page.path() + " was not written by this program";
            }
            page.write(answer.report(ReportFile.hash(EmbeddedStudy.bytes())));
            return "The same with pictures: " + page.path();
        } catch (IOException refused) {
            return NONE + "cannot make the folder " + folder;
        } catch (IllegalArgumentException | UncheckedIOException refused) {
            return NONE + refused.getMessage();
        }
    }
}
