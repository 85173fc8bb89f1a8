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
    Time alone(double warmUp) {
        return on(1, warmUp, ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime);
    }

    /** The median time by the clock on so many threads. */
    Time on(int threads, double warmUp) {
        return on(threads, warmUp, System::nanoTime);
    }

    private Time on(int threads, double warmUp, LongSupplier clock) {
        ForkJoinPool pool = new ForkJoinPool(threads);
        try {
            // The parallel streams of a task stay in the pool that runs it.
            return pool.submit(() -> timed(clock, warmUp)).join();
        } finally {
            pool.shutdown();
        }
    }

    private Time timed(LongSupplier clock, double warmUp) {
        WarmTime<Fit<ChinchillaLaw>> fit =
                WarmTime.of(
                        () -> Fitter.of(ChinchillaLaw.FAMILY).withObjective(objective).fit(runs),
                        clock,
                        warmUp);
        return new Time(fit.result().objective(), fit.seconds());
    }
}
