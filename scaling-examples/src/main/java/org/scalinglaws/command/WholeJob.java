package org.scalinglaws.command;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import java.util.function.LongSupplier;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.simulate.SimulatedRuns;

/**
 * A fit from runs to a law, with no start given, and how long it takes once the process is warm.
 *
 * @param runs what is fitted
 * @param objective what is made small: Huber's function of ln L or of L
 */
record WholeJob(Dataset runs, Objective objective) {
    /** The threshold of both, which the script has too. */
    private static final double DELTA = 1e-3;

    private static final double NOISE = 0.005;

    /** Seconds of fits that are not timed, and of those that are. */
    private static final double WARM_UP = 1.5;

    private static final double TIMED = 1.5;
    private static final int MOST = 201;

    /** A fit and the seconds that it takes. */
    record Time(double objective, double seconds) {}

    /** Runs from 1e7 to 1e10 parameters on 3 to 300 tokens a parameter, by Huber's function of ln L. */
    static WholeJob simulated(int rows, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Recipe> design = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            double size = Math.pow(10, random.nextDouble(7, 10));
            design.add(Recipe.of(size, size * Math.pow(10, random.nextDouble(0.5, 2.5))));
        }
        ChinchillaLaw law = new ChinchillaLaw(1.8172, 482.01, 0.3478, 2085.43, 0.3658);
        return new WholeJob(
                new SimulatedRuns(law, design, NOISE, seed).dataset(), Objective.logHuber(DELTA));
    }

    /** A measured sweep, by Huber's function of L. */
    static WholeJob measured(Path file) {
        return new WholeJob(Dataset.readCsv(file), Objective.huber(DELTA));
    }

    /** What the script calls the residuals. */
    String residuals() {
        return objective.equals(Objective.huber(DELTA)) ? "plain" : "log";
    }

    String name() {
        return runs.name().equals("runs")
                ? runs.size() + " simulated runs"
                : runs.size() + " of " + runs.name();
    }

    /** The median of the processor's time on one thread. */
    Time alone() {
        return on(1, ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime);
    }

    /** The median time by the clock on so many threads. */
    Time on(int threads) {
        return on(threads, System::nanoTime);
    }

    private Time on(int threads, LongSupplier clock) {
        ForkJoinPool pool = new ForkJoinPool(threads);
        try {
            // The parallel streams of a task stay in the pool that runs it.
            return pool.submit(() -> timed(clock)).join();
        } finally {
            pool.shutdown();
        }
    }

    private Time timed(LongSupplier clock) {
        List<Double> seconds = new ArrayList<>();
        double warm = 0;
        double sum = 0;
        double value = Double.NaN;
        while (seconds.isEmpty() || (sum < TIMED && seconds.size() < MOST)) {
            long began = clock.getAsLong();
            Fit<ChinchillaLaw> fit =
                    Fitter.of(ChinchillaLaw.FAMILY).withObjective(objective).fit(runs);
            double took = 1e-9 * (clock.getAsLong() - began);
            value = fit.objective();
            if (warm < WARM_UP) {
                warm += took;
            } else {
                sum += took;
                seconds.add(took);
            }
        }
        seconds.sort(null);
        return new Time(value, seconds.get(seconds.size() / 2));
    }
}
