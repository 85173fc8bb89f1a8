package org.scalinglaws.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.DoubleStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.problem.FitProblem;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.problem.Restrictions;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.simulate.SimulatedRuns;
import org.scalinglaws.solve.Cost;
import org.scalinglaws.solve.Solution;
import org.scalinglaws.solve.Solver;

/** What a fit of 240 runs costs once warm, with no start given, and what its parts cost. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 4, time = 2)
@Fork(1)
public class FitBenchmark {
    @Param({"log-huber:1e-3", "log-squares"})
    public String objective = "";

    private Fitter<ChinchillaLaw> fitter = Fitter.of(ChinchillaLaw.FAMILY);
    private Dataset runs = sweep();
    private FitProblem<ChinchillaLaw> problem = problem(Objective.logSquares());
    private Cost cost = problem.cost();
    private double[] point = new double[5];
    private double[] gradient = new double[5];
    private double[] hessian = new double[25];

    private static Dataset sweep() {
        List<Compute> budgets =
                DoubleStream.iterate(1e18, flops -> flops * 2)
                        .limit(12)
                        .mapToObj(Compute::flops)
                        .toList();
        return SimulatedRuns.isoFlop(PublishedLaws.BESIROGLU_2024.law(), budgets, 20, 8)
                .withNoise(0.01)
                .dataset();
    }

    private FitProblem<ChinchillaLaw> problem(Objective minimised) {
        return FitProblem.of(ChinchillaLaw.FAMILY, runs, minimised, Restrictions.NONE);
    }

    @Setup
    public void setUp() {
        Objective minimised = Objective.parse(objective);
        fitter = Fitter.of(ChinchillaLaw.FAMILY).withObjective(minimised);
        problem = problem(minimised);
        cost = problem.cost();
        point = fitter.fit(runs).solution().point();
    }

    /** The whole fit: scan, descents from eight starts, polish. */
    @Benchmark
    public Fit<ChinchillaLaw> fit() {
        return fitter.fit(runs);
    }

    /** The scan alone. */
    @Benchmark
    public List<double[]> starts() {
        return problem.starts().scanned();
    }

    /** One value with gradient and Hessian. */
    @Benchmark
    public double differentiate() {
        point[2] += 1e-12;
        return cost.differentiate(point, gradient, hessian);
    }

    /** From the optimum, as a resampled fit begins. */
    @Benchmark
    public Solution polish() {
        return Solver.trustRegion().solve(cost, point);
    }

    /** A plan in closed form. */
    @Benchmark
    public double plan() {
        return ComputeOptimal.of(PublishedLaws.BESIROGLU_2024.law())
                .plan(Compute.flops(1e24))
                .loss()
                .nats();
    }
}
