package org.scalinglaws.command;

import org.jspecify.annotations.Nullable;
import org.scalinglaws.plan.ConstrainedOptimal;
import org.scalinglaws.plan.DataPool;
import org.scalinglaws.quantity.Tokens;
import picocli.CommandLine.Option;

/** The options that say what tokens there are to train on, and how many will be served. */
final class ChosenData {
    @Option(
            names = "--unique-tokens",
            paramLabel = "U",
            description = "How many distinct tokens there are, such as 500B; they may be repeated.")
    private @Nullable String unique;

    @Option(
            names = "--epochs",
            paramLabel = "E",
            description = "How often a token may be seen; as often as it pays unless said.")
    private @Nullable Double epochs;

    @Option(
            names = "--served-tokens",
            paramLabel = "T",
            description = "How many tokens the model will read and write once it is trained.")
    private @Nullable String served;

    boolean isGiven() {
        return unique != null || epochs != null || served != null;
    }

    boolean knowsUniqueTokens() {
        return unique != null;
    }

    /** The planner with that many tokens, to train on and to serve. */
    ConstrainedOptimal on(ConstrainedOptimal planner) {
        ConstrainedOptimal serving =
                served == null ? planner : planner.serving(Tokens.parse(served));
        if (unique != null) {
            DataPool pool = DataPool.of(Tokens.parse(unique));
            return serving.with(epochs == null ? pool : pool.withMostEpochs(epochs));
        }

        // How often a token may be seen limits nothing where tokens never run out.
        if (epochs != null) {
            throw new IllegalArgumentException("--epochs needs --unique-tokens");
        }
        return serving;
    }
}
