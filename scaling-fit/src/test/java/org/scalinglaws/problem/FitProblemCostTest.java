package org.scalinglaws.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.solve.Cost;
import org.scalinglaws.solve.SquaresCost;
import org.scalinglaws.testing.RandomSweep;

/** What every cost of a problem promises, for every objective and every kind of restriction. */
@ParameterizedClass(name = "{0}, {1}")
@MethodSource("members")
class FitProblemCostTest {
    private static final RandomSweep SWEEP = RandomSweep.drawWide(new SplittableRandom(7));
    private static final Dataset RUNS = SWEEP.runs(0.02, 1);

    @Parameter(0)
    Objective objective;

    @Parameter(1)
    Restrictions restrictions;

    static Stream<Arguments> members() {
        ChinchillaLaw law = SWEEP.law();
        return ObjectiveContractTest.members()
                .flatMap(
                        objective ->
                                Stream.of(
                                                Restrictions.NONE,
                                                Restrictions.NONE.withFixed("alpha", law.alpha()),
                                                Restrictions.NONE.withFixed("A", 1.1 * law.a()),
                                                Restrictions.NONE.withFixed("E", 0),
                                                Restrictions.NONE.withTied("beta", "alpha"),
                                                Restrictions.NONE
                                                        .withTied("B", "A")
                                                        .withFixed("E", law.e()),
                                                Restrictions.NONE.withBounds(
                                                        "alpha",
                                                        new Interval(0.1, 0.9 * law.alpha())))
                                        .map(limits -> Arguments.of(objective, limits)));
    }

    private FitProblem<ChinchillaLaw> problem() {
        return FitProblem.of(ChinchillaLaw.FAMILY, RUNS, objective, restrictions);
    }

    /** A point a little off the truth and inside the bounds. */
    private double[] point(FitProblem<ChinchillaLaw> problem) {
        SplittableRandom random = new SplittableRandom(11);
        double[] point = problem.at(SWEEP.law()).point();
        Cost cost = problem.cost();
        for (int i = 0; i < point.length; i++) {
            double moved = point[i] + 0.04 * (random.nextDouble() - 0.5);
            point[i] = Math.max(cost.lower(i) + 0.01, Math.min(cost.upper(i) - 0.01, moved));
        }
        return objective.fitsScale()
                ? problem.resample().withScale(problem.objective(), point)
                : point;
    }

    private static double[] moved(double[] point, int place, double step) {
        double[] moved = point.clone();
        moved[place] += step;
        return moved;
    }

    private static double[] gradient(Cost cost, double[] point) {
        double[] gradient = new double[point.length];
        cost.differentiate(point, gradient, new double[point.length * point.length]);
        return gradient;
    }

    private static double greatest(double[] numbers) {
        return Arrays.stream(numbers).map(Math::abs).max().orElseThrow();
    }

    @Test
    void theGradientIsTheDifferenceOfValues() {
        FitProblem<ChinchillaLaw> problem = problem();
        Cost cost = problem.cost();
        double[] point = point(problem);
        double[] gradient = gradient(cost, point);
        double step = 1e-6;
        for (int i = 0; i < point.length; i++) {
            double above = cost.value(moved(point, i, step));
            double slope = (above - cost.value(moved(point, i, -step))) / (2 * step);
            assertThat(gradient[i]).isCloseTo(slope, within(1e-6 * greatest(gradient)));
        }
    }

    @Test
    void theHessianIsTheDifferenceOfGradients() {
        FitProblem<ChinchillaLaw> problem = problem();
        Cost cost = problem.cost();
        double[] point = point(problem);
        int n = point.length;
        double[] hessian = new double[n * n];
        cost.differentiate(point, new double[n], hessian);
        double step = 1e-7;
        for (int i = 0; i < n; i++) {
            double[] above = gradient(cost, moved(point, i, step));
            double[] below = gradient(cost, moved(point, i, -step));
            for (int j = 0; j < n; j++) {
                double bend = (above[j] - below[j]) / (2 * step);
                assertThat(hessian[i * n + j]).isCloseTo(bend, within(1e-6 * greatest(hessian)));
                assertThat(hessian[i * n + j])
                        .isCloseTo(hessian[j * n + i], within(1e-14 * greatest(hessian)));
            }
        }
    }

    @Test
    void theValueWithDerivativesIsTheValueAlone() {
        FitProblem<ChinchillaLaw> problem = problem();
        Cost cost = problem.cost();
        double[] point = point(problem);
        double[] room = new double[point.length * point.length];
        assertThat(cost.dimension()).isEqualTo(point.length);
        assertThat(cost.differentiate(point, new double[point.length], room))
                .isCloseTo(cost.value(point), within(1e-14 * Math.abs(cost.value(point))));
    }

    @Test
    void theValueIsThePriceOfEveryResidual() {
        FitProblem<ChinchillaLaw> problem = problem();
        double[] point = point(problem);
        double logScale = objective.fitsScale() ? point[point.length - 1] : 0;
        double sum = 0;
        for (double residual : problem.at(point).residuals()) {
            sum += objective.rho().loss(residual / Math.exp(logScale)) + logScale;
        }
        assertThat(problem.cost().value(point)).isCloseTo(sum, within(1e-12 * Math.abs(sum)));
    }

    @Test
    void squaresShowTheirParts() {
        FitProblem<ChinchillaLaw> problem = problem();
        Cost cost = problem.cost();
        boolean squares = objective.name().endsWith("squares");
        assertThat(cost instanceof SquaresCost).isEqualTo(squares);
        if (cost instanceof SquaresCost parts) {
            double[] point = point(problem);
            double[] residuals = new double[parts.rows()];
            double[] jacobian = new double[parts.rows() * point.length];
            parts.residuals(point, residuals, jacobian);
            double half = 0.5 * Arrays.stream(residuals).map(r -> r * r).sum();
            assertThat(half).isCloseTo(cost.value(point), within(1e-12 * half));
            double[] gradient = gradient(cost, point);
            for (int j = 0; j < point.length; j++) {
                double sum = 0;
                for (int row = 0; row < residuals.length; row++) {
                    sum += residuals[row] * jacobian[j * residuals.length + row];
                }
                assertThat(gradient[j]).isCloseTo(sum, within(1e-10 * greatest(gradient)));
            }
        }
    }

    @Test
    void aLawAndItsPointAreTheSame() {
        FitProblem<ChinchillaLaw> problem = problem();
        double[] point = point(problem);
        ChinchillaLaw law = problem.at(point).law();
        assertThat(ChinchillaLaw.FAMILY.values(law)).isEqualTo(problem.at(point).values());
        double[] back = problem.at(law).point();
        for (int i = 0; i < back.length; i++) {
            assertThat(back[i]).isCloseTo(point[i], within(1e-11));
        }
    }
}
