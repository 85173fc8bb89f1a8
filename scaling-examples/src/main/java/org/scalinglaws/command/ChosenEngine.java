package org.scalinglaws.command;

import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Function;
import org.scalinglaws.solve.Engine;
import picocli.CommandLine.Option;

/** The option that says where long work is done. It changes no number. */
final class ChosenEngine {
    private static final String LOCAL = "local";
    private static final String SPARK = "spark";

    @Option(
            names = "--engine",
            defaultValue = LOCAL,
            paramLabel = "local|spark",
            description =
                    "Where sets of runs are fitted: on threads of this machine (local, unless said) or"
                            + " by Apache Spark; spark:MASTER names its master. It changes no number.")
    private String engine = LOCAL;

    boolean isGiven() {
        return !engine.equals(LOCAL);
    }

    /** Complains of what cannot be had, before any work. */
    void check() {
        if (isGiven()) {
            source();
        }
    }

    /** Does work on the engine, which is there for so long. */
    <T> T use(int threads, Function<Engine, T> work) {
        if (!isGiven()) {
            return work.apply(Engine.threads());
        }
        int colon = engine.indexOf(':');
        String master = colon < 0 ? "" : engine.substring(colon + 1);
        try (EngineSource.Place place = source().open(master, threads)) {
            return work.apply(place);
        }
    }

    private EngineSource source() {
        String name = engine.split(":", 2)[0];
        List<EngineSource> known =
                ServiceLoader.load(EngineSource.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .toList();
        Optional<EngineSource> asked =
                known.stream().filter(source -> source.name().equals(name)).findFirst();
        if (asked.isPresent()) {
            return asked.get();
        }
        throw new IllegalArgumentException(
                name.equals(SPARK)
                        ? "--engine spark needs the jar that is built by: mvn package -Pspark"
                                + " -DskipTests"
                        : "--engine must be local or spark, got '" + engine + "'");
    }
}
