package org.scalinglaws.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.resource.Accelerator;
import org.scalinglaws.resource.Accelerators;
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
            names = "--accelerator",
            paramLabel = "NAME:peak=...,memory=...,watts=...",
            description =
                    "An accelerator of your own for --cluster, such as"
                            + " RTX3090:peak=71T,memory=24GB,watts=350: dense FLOP/s in training,"
                            + " memory in MB, GB, TB or GiB, power in watts. May be given again.")
    private List<String> own = new ArrayList<>();

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
            names = "--currency",
            defaultValue = "",
            paramLabel = "NAME",
            description =
                    "What the price is counted in, such as EUR; every amount of money then says it.")
    private String currency = "";

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
        return Cluster.parse(cluster, this::accelerator).withUtilisation(utilisation);
    }

    /** An accelerator by name, those of --accelerator first. */
    private Accelerator accelerator(String name) {
        Optional<OwnAccelerator> chosen = own(name);
        if (chosen.isPresent()) {
            return chosen.get().accelerator();
        }
        try {
            return Accelerators.named(name);
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException(
                    unknown.getMessage()
                            + "; --accelerator states one of your own, such as"
                            + " RTX3090:peak=71T,memory=24GB,watts=350",
                    unknown);
        }
    }

    private Optional<OwnAccelerator> own(String name) {
        Map<String, OwnAccelerator> named = new LinkedHashMap<>();
        for (String text : own) {
            OwnAccelerator one = OwnAccelerator.parse(text);
            if (named.putIfAbsent(one.name(), one) != null) {
                throw new IllegalArgumentException(
                        "--accelerator must name " + one.name() + " once, got it twice");
            }
        }
        return Optional.ofNullable(named.get(name));
    }

    /** The memory of the cluster, which the limit of a model that counts all parameters needs. */
    double memoryBytes() {
        Cluster machines = machines("--cluster");
        String name = machines.accelerator().name();
        if (own(name).filter(one -> one.memory().isEmpty()).isPresent()) {
            throw new IllegalArgumentException(
                    "the limit of memory needs that of --accelerator "
                            + name
                            + ", such as memory=24GB");
        }
        return machines.memoryBytes();
    }

    /** Where energy is spent, for a limit of energy. */
    Site powered(String asking) {
        Site site = needed(asking);
        Accelerator each = site.cluster().accelerator();
        if (each.watts().isEmpty()) {
            throw new IllegalArgumentException(
                    asking
                            + " needs the power of "
                            + each.name()
                            + ", such as --accelerator "
                            + each.name()
                            + ":peak=...,watts=350");
        }
        return site;
    }

    /** The cluster and its prices, which something that was asked for needs. */
    Site needed(String asking) {
        double each = price == null ? USUAL_PRICE : price;
        return new Site(
                machines(asking), new Prices(each, effectiveness, 0).withCurrency(currency));
    }

    /** Where compute is spent, if anything was said of it. */
    Optional<Site> site() {
        if (cluster == null && !own.isEmpty()) {
            throw new IllegalArgumentException("--accelerator needs --cluster, such as 4xRTX3090");
        }
        return cluster == null ? Optional.empty() : Optional.of(needed("--cluster"));
    }

    /** What was taken for granted of a price that nobody gave. */
    Optional<Finding> assumption() {
        return cluster == null || price != null
                ? Optional.empty()
                : Optional.of(
                        Finding.note(
                                CheckName.PRICE,
                                "an accelerator-hour is taken to cost "
                                        + Decimal.format(USUAL_PRICE)
                                        + (currency.isEmpty() ? "" : " " + currency)
                                        + "; --price says what yours costs"));
    }
}
