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
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.Evaluator;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.simulate.SimulatedRuns;

/**
 * One law on 240 runs with first and second derivatives, written three ways: by hand, as an
 * expression, and in doubles with differences.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 4, time = 2)
@Fork(1)
public class EvaluatorBenchmark {
    @Param({"by-hand", "expression", "differences"})
    public String way = "";

    private final double[] values = {1.8, 480, 0.348, 2085, 0.366};
    private final double[] hessian = new double[25];
    private double[] predictions = new double[0];
    private double[] jacobian = new double[0];
    private Evaluator evaluator = evaluator("by-hand");

    private static Dataset sweep() {
        List<Compute> budgets =
                DoubleStream.iterate(1e18, flops -> flops * 2)
                        .limit(12)
                        .mapToObj(Compute::flops)
                        .toList();
        return SimulatedRuns.isoFlop(PublishedLaws.BESIROGLU_2024.law(), budgets, 20, 8).dataset();
    }

    private static Evaluator evaluator(String way) {
        List<Factor> factors = List.of(Factor.PARAMETERS, Factor.TOKENS);
        List<Parameter> parameters = ChinchillaLaw.FAMILY.parameters();
        LawFamily<?> family =
                switch (way) {
                    case "expression" ->
                            LawFamily.ofExpression(
                                    "chinchilla",
                                    factors,
                                    parameters,
                                    "E + A / params^alpha + B / tokens^beta");
                    case "differences" ->
                            LawFamily.of(
                                    "chinchilla",
                                    factors,
                                    parameters,
                                    (v, x) ->
                                            v[0]
                                                    + v[1] * Math.pow(x[0], -v[2])
                                                    + v[3] * Math.pow(x[1], -v[4]));
                    default -> ChinchillaLaw.FAMILY;
                };
        return family.evaluator(family.columns(sweep()));
    }

    @Setup
    public void setUp() {
        int rows = sweep().size();
        predictions = new double[rows];
        jacobian = new double[rows * values.length];
        evaluator = evaluator(way);
    }

    /** Predictions, Jacobian and the weighted sum of second derivatives. */
    @Benchmark
    public double[] derivatives() {
        values[2] += 1e-12;
        values[4] += 1e-12;
        evaluator.differentiate(values, predictions, jacobian);
        evaluator.addCurvature(values, predictions, hessian);
        return hessian;
    }
}
