package org.scalinglaws.command;

import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Recipe;
import picocli.CommandLine.Option;

/** The options that say what is trained: a model of a size on some tokens. */
final class ChosenTraining {
    @Option(
            names = "--params",
            required = true,
            paramLabel = "N",
            description = "The size of the model, such as 7B.")
    private String params = "";

    @Option(
            names = "--tokens",
            required = true,
            paramLabel = "D",
            description = "The tokens that it is trained on, such as 2T; 6 N D is what that takes.")
    private String tokens = "";

    Recipe recipe() {
        return Recipe.of(ModelSize.parse(params), Tokens.parse(tokens));
    }
}
