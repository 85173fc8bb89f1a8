package org.scalinglaws.command;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.uncertainty.Bootstrap;
import org.scalinglaws.uncertainty.Ensemble;
import org.scalinglaws.uncertainty.Resampling;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say how a command finds out how far off a fit could be. */
final class ChosenBootstrap {
    private static final String METHOD = Bootstrap.DEFAULT.resampling().name();

    @Option(
            names = "--bootstrap",
            paramLabel = "B",
            description =
                    "Fit B further sets of runs made out of these: errors and intervals come from"
                            + " them.")
    private @Nullable Integer replicates;

    @Option(
            names = "--method",
            paramLabel = "NAME",
            description =
                    "How the sets are made: pairs, residual, wild, wild:webb, cluster:COLUMN or"
                            + " parametric. Unless said, pairs, and cluster:run where rows are"
                            + " checkpoints of the runs that a column run names.")
    private @Nullable String method;

    @Mixin private ChosenSeed seed = new ChosenSeed();

    @Option(
            names = "--threads",
            paramLabel = "N",
            description =
                    "How many sets are fitted at once; as many as the machine can unless said. It"
                            + " changes no number.")
    private @Nullable Integer threads;

    @Mixin private ChosenEngine engine = new ChosenEngine();

    @Option(
            names = "--save-ensemble",
            paramLabel = "FILE.csv",
            description = "Write the law of each set to a CSV file.")
    private @Nullable Path file;

    @Mixin private ChosenLevel level = new ChosenLevel();

    double level() {
        return level.level();
    }

    /** Whether sets of runs are asked for, by any option but the seed. */
    boolean isAsked() {
        return replicates != null
                || method != null
                || threads != null
                || file != null
                || engine.isGiven();
    }

    long seed() {
        return seed.seed();
    }

    /** For a command whose answer is one of many laws: so many sets where nobody says how many. */
    void orElse(int usual) {
        replicates = replicates == null ? Integer.valueOf(usual) : replicates;
    }

    /** Complains of what can be complained of before any work. */
    void check() {
        level();
        if (replicates == null) {
            requireAbsent("--method", method != null);
            requireAbsent(ChosenSeed.OPTION, seed.isGiven());
            requireAbsent("--threads", threads != null);
            requireAbsent("--engine", engine.isGiven());
            requireAbsent("--save-ensemble", file != null);
        } else {
            bootstrap(replicates, METHOD);
            engine.check();
        }
        if (file != null && Files.isDirectory(file)) {
            throw new IllegalArgumentException(
                    "--save-ensemble must name a file, got the folder '" + file + "'");
        }
        if (file != null && !Files.isDirectory(folder(file))) {
            throw new IllegalArgumentException(
                    "--save-ensemble must name a file in a folder that exists, got " + file);
        }
    }

    private static Path folder(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return folder == null ? file : folder;
    }

    private static void requireAbsent(String option, boolean given) {
        if (given) {
            throw new IllegalArgumentException(
                    option + " needs --bootstrap, which says how many sets of runs to fit");
        }
    }

    /** Whole runs where rows are checkpoints of several, else rows. */
    private static String usual(Dataset rows) {
        return rows.trainingRuns()
                .filter(column -> rows.texts(column).stream().distinct().count() > 1)
                .map(column -> "cluster:" + column)
                .orElse(METHOD);
    }

    /** Sets of runs that are made as is usual for such rows. */
    static Bootstrap usual(Dataset rows, int count, long seed) {
        return Bootstrap.of(Resampling.parse(usual(rows)), count, seed);
    }

    private Bootstrap bootstrap(int count, String usual) {
        Bootstrap bootstrap =
                Bootstrap.of(Resampling.parse(method == null ? usual : method), count, seed.seed());
        return threads == null ? bootstrap : bootstrap.withThreads(threads);
    }

    /** The ensemble about a fit, written to the file where there is one; null when none is asked for. */
    <L extends LossLaw> @Nullable EnsembleAnswer<L> about(Fit<L> fit, boolean watched) {
        if (replicates == null) {
            return null;
        }
        Bootstrap bootstrap = bootstrap(replicates, usual(fit.problem().runs()));

        // A bar only where somebody watches: it goes to standard error.
        long began = System.nanoTime();
        Ensemble<L> ensemble = ensemble(bootstrap, fit, watched);
        double seconds = 1e-9 * (System.nanoTime() - began);
        if (file != null) {
            ensemble.writeCsv(file);
        }
        return new EnsembleAnswer<>(
                fit,
                ensemble,
                bootstrap.resampling().name(),
                bootstrap.seed(),
                level(),
                seconds,
                file);
    }

    private <L extends LossLaw> Ensemble<L> ensemble(
            Bootstrap bootstrap, Fit<L> fit, boolean watched) {
        return engine.use(
                threads == null ? 0 : threads,
                place -> {
                    Bootstrap there = bootstrap.withEngine(place);
                    if (!watched) {
                        return there.of(fit);
                    }
                    try (Bar bar = new Bar("bootstrap", bootstrap.replicates())) {
                        return there.withProgress(bar).of(fit);
                    }
                });
    }
}
