package org.scalinglaws.command;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.scalinglaws.data.CsvFormat;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.recipe.Recipe;
import picocli.CommandLine.Option;

/** The option that says which recipes are asked for: one by one, or as rows of a table. */
final class ChosenRecipes {
    private static final String MARKS = ",;\t|";

    /** A table of recipes has no loss; every row is given this column to be read as a run. */
    private static final String ASKED = "loss asked for";

    @Option(
            names = "--at",
            paramLabel = "FACTOR=VALUE,...|ROWS.csv",
            description =
                    "Forecast params=7e10,tokens=1.4e12, or every row of a table with columns params and"
                            + " tokens (or flops). May be given again.")
    private List<String> texts = new ArrayList<>();

    boolean isEmpty() {
        return texts.isEmpty();
    }

    /** All recipes, in the order asked for. */
    List<Recipe> read() {
        List<Recipe> recipes = new ArrayList<>();
        for (String text : texts) {
            if (text.contains("=")) {
                recipes.add(RecipeText.parse("--at", text));
            } else {
                rows(Path.of(text)).forEach(run -> recipes.add(run.recipe()));
            }
        }
        return recipes;
    }

    private static Dataset rows(Path file) {
        StringJoiner table = new StringJoiner("\n");
        try {
            String mark = "";
            for (String line : Files.readAllLines(file)) {
                boolean isRow = !line.isBlank() && !line.startsWith("#");
                if (isRow && mark.isEmpty()) {
                    mark = mark(line);
                    table.add(line + mark + ASKED);
                } else {
                    table.add(isRow ? line + mark + "1" : line);
                }
            }
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(
                    "--at must be FACTOR=VALUE,... or a table that can be read, got '" + file + "'",
                    unreadable);
        }
        return Dataset.readCsv(
                file.toString(),
                new StringReader(table.toString()),
                CsvFormat.DEFAULT.withLossColumn(ASKED));
    }

    /** What stands between the names of the columns. */
    private static String mark(String header) {
        return header.chars()
                .filter(letter -> MARKS.indexOf(letter) >= 0)
                .mapToObj(Character::toString)
                .findFirst()
                .orElse(",");
    }
}
