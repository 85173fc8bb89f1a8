package org.scalinglaws.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.Columns;
import org.scalinglaws.solve.Cost;

/** A sum over many rows is one of blocks: it is the sum of them all, whoever takes it. */
class RowBlocksTest {
    private static final int ROWS = 50_001;
    private static final ChinchillaLaw LAW = new ChinchillaLaw(1.7, 400, 0.34, 2000, 0.36);

    private static Dataset runs() {
        SplittableRandom random = new SplittableRandom(1);
        double[] params = random.doubles(ROWS, 1e7, 1e10).toArray();
        double[] tokens = random.doubles(ROWS, 1e9, 1e12).toArray();
        double[] losses = random.doubles(ROWS, 2, 4).toArray();
        return Dataset.of(params, tokens, losses);
    }

    private static Stream<Objective> objectives() {
        return Stream.of(
                Objective.logHuber(1e-3), Objective.logSquares(), Objective.logHuberLikelihood(1));
    }

    private static Cost cost(
            FitProblem<ChinchillaLaw> problem, Objective objective, double[] weights, int threads) {
        Columns columns =
                problem.coordinates().inUnits(ChinchillaLaw.FAMILY.columns(problem.runs()));
        RowBlocks rows = RowBlocks.of(ChinchillaLaw.FAMILY, columns, threads);
        return new RowCost(
                rows, problem.coordinates(), objective, problem.runs().losses(), weights);
    }

    private static double[] everyThirdTwice() {
        double[] weights = new double[ROWS];
        Arrays.setAll(weights, row -> row % 3 == 0 ? 2 : row % 3 == 1 ? 0 : 1);
        return weights;
    }

    private static double[] all(Cost cost, double[] point) {
        int n = cost.dimension();
        double[] gradient = new double[n];
        double[] hessian = new double[n * n];
        double[] full = Arrays.copyOf(point, n);
        double value = cost.differentiate(full, gradient, hessian);
        return Stream.of(new double[] {value, cost.value(full)}, gradient, hessian)
                .flatMapToDouble(Arrays::stream)
                .toArray();
    }

    @ParameterizedTest
    @MethodSource("objectives")
    void anyNumberOfThreadsGivesTheSameBits(Objective objective) {
        FitProblem<ChinchillaLaw> problem =
                FitProblem.of(ChinchillaLaw.FAMILY, runs(), objective, Restrictions.NONE);
        double[] point = problem.at(LAW).point();
        double[] weights = everyThirdTwice();
        double[] one = all(cost(problem, objective, weights, 1), point);
        for (int threads : new int[] {2, 3, 8}) {
            assertThat(all(cost(problem, objective, weights, threads), point)).isEqualTo(one);
        }
        assertThat(all(problem.cost(), point)).hasSameSizeAs(one);
    }

    /** Each run that counts twice stands there twice, each that counts nothing does not. */
    @ParameterizedTest
    @MethodSource("objectives")
    void theSumIsThatOfTheRowsOneByOne(Objective objective) {
        Dataset runs = runs();
        FitProblem<ChinchillaLaw> problem =
                FitProblem.of(ChinchillaLaw.FAMILY, runs, objective, Restrictions.NONE);
        double[] weights = everyThirdTwice();
        double logScale = objective.fitsScale() ? -0.5 : 0;
        double[] point = problem.at(LAW).point();
        double[] residuals = problem.at(point).residuals();
        double sum = 0;
        for (int row = 0; row < ROWS; row++) {
            double cost = objective.rho().loss(residuals[row] * Math.exp(-logScale)) + logScale;
            sum += weights[row] * cost;
        }
        double[] there = objective.fitsScale() ? Arrays.copyOf(point, point.length + 1) : point;
        there[there.length - 1] = objective.fitsScale() ? logScale : there[there.length - 1];
        double value = cost(problem, objective, weights, 2).value(there);
        assertThat(value).isCloseTo(sum, within(1e-11 * Math.abs(sum)));
    }
}
