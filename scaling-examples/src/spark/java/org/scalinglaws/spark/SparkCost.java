package org.scalinglaws.spark;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.broadcast.Broadcast;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.SentFit;
import org.scalinglaws.problem.FitProblem;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.solve.Cost;

/**
 * The cost of runs on many machines: the sum over blocks of fixed ranges of rows, added up in their
 * order, so that it has the same bits on any number of machines. Blocks that a local cost has too give
 * the bits of that cost.
 */
final class SparkCost implements Cost, FitProblem.Blocks, AutoCloseable {
    private final SparkRuns runs;
    private final Broadcast<SentProblem> problem;
    private final Objective objective;
    private final Cost sum;

    /** On the coordinates of a fit to some of the runs. */
    SparkCost(SparkRuns runs, Fit<?> some, Objective objective) {
        this.runs = runs;
        this.objective = objective;
        this.problem = runs.context().broadcast(new SentProblem(SentFit.of(some)));
        this.sum = some.problem().cost(objective, this);
    }

    @Override
    public double[] costs(double[] point) {
        return sums(point, false);
    }

    @Override
    public double[] derivatives(double[] point) {
        return sums(point, true);
    }

    private double[] sums(double[] point, boolean differentiated) {
        List<double[]> parts =
                runs.blocks()
                        .mapPartitions(
                                new PartSums(problem, objective.name(), point, differentiated))
                        .collect();
        return parts.stream().flatMapToDouble(Arrays::stream).toArray();
    }

    @Override
    public int dimension() {
        return sum.dimension();
    }

    @Override
    public double value(double[] point) {
        return sum.value(point);
    }

    @Override
    public double differentiate(double[] point, double[] gradient, double[] hessian) {
        return sum.differentiate(point, gradient, hessian);
    }

    @Override
    public double lower(int coordinate) {
        return sum.lower(coordinate);
    }

    @Override
    public double upper(int coordinate) {
        return sum.upper(coordinate);
    }

    @Override
    public void close() {
        problem.destroy();
    }
}
