package org.scalinglaws.examples;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.resource.Cluster;
import org.scalinglaws.resource.Prices;
import org.scalinglaws.resource.Site;
import picocli.CommandLine.Option;

/** The options that say where compute is spent and what it costs there. */
final class ChosenSite {
    private static final double USUAL_PRICE = 2;

    @Option(
            names = "--cluster",
            paramLabel = "COUNTxNAME",
            description =
                    "The accelerators, such as 1024xH100. What is planned must fit into their memory"
                            + " with Adam's state.")
    private @Nullable String cluster;

    @Option(
            names = "--utilisation",
            defaultValue = "0.4",
            paramLabel = "PART",
            description = "The part of its peak that the cluster reaches; 0.4 unless said.")
    private double utilisation;

    @Option(
            names = "--price",
            paramLabel = "P",
            description =
                    "The price of an accelerator for an hour; 2 unless said, which DeepSeek-AI (2024)"
                            + " reckoned with in dollars.")
    private @Nullable Double price;

    @Option(
            names = "--pue",
            defaultValue = "1.1",
            paramLabel = "RATIO",
            description =
                    "Energy of the building over that of its computers; 1.1 unless said, as of"
                            + " Google's centres in Patterson et al. (2021).")
    private double effectiveness;

    boolean isKnown() {
        return cluster != null;
    }

    boolean isPriced() {
        return price != null;
    }

    /** The cluster, which something that was asked for needs. */
    Cluster machines(String asking) {
        if (cluster == null) {
            throw new IllegalArgumentException(asking + " needs --cluster, such as 1024xH100");
        }
        return Cluster.parse(cluster).withUtilisation(utilisation);
    }

    /** The cluster and its prices, which something that was asked for needs. */
    Site needed(String asking) {
        double each = price == null ? USUAL_PRICE : price;
        return new Site(machines(asking), new Prices(each, effectiveness, 0));
    }

    /** Where compute is spent, if anything was said of it. */
    Optional<Site> site() {
        return cluster == null ? Optional.empty() : Optional.of(needed("--cluster"));
    }

    /** What was taken for granted of a price that nobody gave. */
    Optional<Finding> assumption() {
        return cluster == null || price != null
                ? Optional.empty()
                : Optional.of(
                        Finding.note(
                                "price",
                                "an accelerator-hour is taken to cost "
                                        + Decimal.format(USUAL_PRICE)
                                        + "; --price says what yours costs"));
    }
}
