package org.scalinglaws.command;

import org.jspecify.annotations.Nullable;
import org.scalinglaws.numeric.Defaults;
import picocli.CommandLine.Option;

/** The option that decides what chance draws. */
final class ChosenSeed {
    static final String OPTION = "--seed";

    @Option(
            names = OPTION,
            paramLabel = "N",
            description = "Decides what is drawn; " + Defaults.SEED + " unless said.")
    private @Nullable Long seed;

    long seed() {
        return seed == null ? Defaults.SEED : seed;
    }

    boolean isGiven() {
        return seed != null;
    }
}
