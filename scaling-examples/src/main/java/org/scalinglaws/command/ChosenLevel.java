package org.scalinglaws.command;

import org.scalinglaws.numeric.Defaults;
import org.scalinglaws.quantity.Decimal;
import picocli.CommandLine.Option;

/** The option that says how sure every interval is. */
final class ChosenLevel {
    @Option(
            names = "--level",
            defaultValue = "" + Defaults.LEVEL,
            paramLabel = "P",
            description = "The level of every interval; " + Defaults.LEVEL + " unless said.")
    private double level;

    /** The level, when it is one. */
    double level() {
        if (level > 0 && level < 1) {
            return level;
        }
        throw new IllegalArgumentException(
                "--level must lie between 0 and 1, got " + Decimal.format(level));
    }
}
