package org.scalinglaws.command;

import java.nio.file.Path;
import org.scalinglaws.data.Dataset;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The file of runs that a command is about, and which of them it reads. */
final class ChosenTable {
    @Parameters(
            paramLabel = "RUNS.csv",
            description = "Columns params, tokens (or flops), loss and any further.")
    private Path file = Path.of("");

    @Mixin private ChosenRuns runs = new ChosenRuns();

    /** The file as it was named; {@code -} is standard input. */
    Path file() {
        return file;
    }

    boolean isStandardInput() {
        return String.valueOf(file.getFileName()).equals("-");
    }

    Dataset read() {
        return runs.read(file);
    }

    /** The chosen runs, each with its place in the file as {@link ChosenRuns#PLACE}. */
    Dataset readWithPlaces() {
        return runs.readWithPlaces(file);
    }
}
