package org.scalinglaws.command;

import org.scalinglaws.quantity.Counting;
import picocli.CommandLine.Option;

/** The option that says which parameters a number counts. */
final class ChosenCounting {
    @Option(
            names = "--counting",
            defaultValue = "total",
            paramLabel = "RULE",
            description =
                    "How params are counted: total (unless said), non-embedding,"
                            + " without-input-embedding or active.")
    private String counting = "";

    Counting rule() {
        for (Counting known : Counting.values()) {
            if (known.toString().equals(counting)) {
                return known;
            }
        }
        throw new IllegalArgumentException(
                "--counting must be total, non-embedding, without-input-embedding or active, got '"
                        + counting
                        + "'");
    }
}
