package org.scalinglaws.examples;

import java.io.PrintWriter;
import java.util.List;
import java.util.stream.DoubleStream;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.plan.Plan;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.report.Report;
import org.scalinglaws.simulate.SimulatedRuns;

/** The main job: a sweep whose truth is known, the law fitted to it, and the plan that follows. */
final class Demonstration {
    private static final ChinchillaLaw TRUTH = PublishedLaws.BESIROGLU_2024.law();
    private static final List<Compute> BUDGETS =
            DoubleStream.of(1e18, 3e18, 1e19, 3e19, 1e20, 3e20).mapToObj(Compute::flops).toList();
    private static final int SIZES = 9;
    private static final double REACH = 8;
    private static final double NOISE = 0.005;
    private static final long SEED = 42;

    private Demonstration() {}

    static Dataset sweep() {
        return SimulatedRuns.isoFlop(TRUTH, BUDGETS, SIZES, REACH)
                .withNoise(NOISE)
                .withSeed(SEED)
                .dataset();
    }

    static void run(PrintWriter out) {
        Dataset runs = sweep();
        out.println("A simulated IsoFLOP sweep: 6 budgets of 9 model sizes, drawn from");
        out.println("the law besiroglu-2024 with 0.5 % noise (seed 42).");
        out.println();
        Fit<ChinchillaLaw> fit = Fitter.of(ChinchillaLaw.FAMILY).fit(runs);
        out.println(Report.summary(fit));
        out.println();
        Compute budget = Compute.flops(10 * BUDGETS.get(BUDGETS.size() - 1).flops());
        Plan plan = ComputeOptimal.of(fit.law()).within(fit.scope()).plan(budget);
        Plan truth = ComputeOptimal.of(TRUTH).plan(budget);
        out.println("What to train with ten times the largest budget:");
        out.println();
        out.println(Report.plans(List.of(plan)));
        out.println();
        out.println("What the true law says there:");
        out.println();
        out.println(Report.plans(List.of(truth)));
        out.println();
        out.println("Your own runs: java -jar scaling.jar fit RUNS.csv --budget FLOPS");
        out.flush();
    }
}
