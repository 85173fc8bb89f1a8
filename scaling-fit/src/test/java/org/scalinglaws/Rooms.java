package org.scalinglaws;

import java.util.List;

/** The packages of the two published modules. */
public final class Rooms {
    /** The package that holds them all. */
    public static final String ROOT = "org.scalinglaws";

    /** Each package may use only those before it. */
    public static final List<String> ORDER =
            List.of(
                    "quantity",
                    "json",
                    "finding",
                    "numeric",
                    "architecture",
                    "recipe",
                    "resource",
                    "data",
                    "law",
                    "law.single",
                    "law.joint",
                    "law.limited",
                    "law.sparse",
                    "law.setup",
                    "law.curve",
                    "law.families",
                    "published",
                    "tuning",
                    "plan",
                    "inverse",
                    "sweep",
                    "simulate",
                    "solve",
                    "problem",
                    "effort",
                    "fit",
                    "uncertainty",
                    "select",
                    "isoflop",
                    "design",
                    "curve",
                    "diagnose",
                    "forecast",
                    "multiplier",
                    "health",
                    "score",
                    "report");

    private Rooms() {}
}
