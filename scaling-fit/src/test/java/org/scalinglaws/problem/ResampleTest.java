package org.scalinglaws.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.solve.Cost;

/** Runs that are drawn: those that a draw leaves out can be left out of the sums too. */
class ResampleTest {
    private static final int ROWS = 60;
    private static final ChinchillaLaw LAW = new ChinchillaLaw(1.7, 400, 0.34, 2000, 0.36);

    private final SplittableRandom random = new SplittableRandom(4);
    private final Dataset runs =
            Dataset.of(
                    random.doubles(ROWS, 1e7, 1e10).toArray(),
                    random.doubles(ROWS, 1e9, 1e12).toArray(),
                    random.doubles(ROWS, 2, 4).toArray());

    private FitProblem<ChinchillaLaw> problem(Objective objective) {
        return FitProblem.of(ChinchillaLaw.FAMILY, runs, objective, Restrictions.NONE);
    }

    private double[] drawn() {
        double[] weights = new double[ROWS];
        for (int draw = 0; draw < ROWS; draw++) {
            weights[random.nextInt(ROWS)]++;
        }
        return weights;
    }

    private static double[] derivatives(Cost cost, double[] point) {
        int n = cost.dimension();
        double[] gradient = new double[n];
        double[] hessian = new double[n * n];
        double value = cost.differentiate(point, gradient, hessian);
        double[] all = Arrays.copyOf(gradient, 2 + n + n * n);
        System.arraycopy(hessian, 0, all, n, n * n);
        all[n + n * n] = value;
        all[n + n * n + 1] = cost.value(point);
        return all;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"log-huber:0.001", "huber:0.01", "log-squares", "log-huber-likelihood:1"})
    void runsThatAreLeftOutChangeNoBit(String name) {
        Objective objective = Objective.parse(name);
        FitProblem<ChinchillaLaw> problem = problem(objective);
        double[] weights = drawn();
        Resample counted = problem.resample().counted(weights, runs.losses());
        Resample all = problem.resample();
        all.set(weights, runs.losses());
        double[] point = Arrays.copyOf(problem.at(LAW).point(), all.cost(objective).dimension());
        assertThat(derivatives(counted.cost(objective), point))
                .isEqualTo(derivatives(all.cost(objective), point));
        assertThat(counted.residuals(point))
                .hasSize((int) Arrays.stream(weights).filter(weight -> weight > 0).count());
    }

    @Test
    void whereNearlyAllRunsCountNoneIsLeftOut() {
        Objective objective = Objective.logHuber(1e-3);
        Resample resample = problem(objective).resample();
        double[] weights = new double[ROWS];
        Arrays.fill(weights, 1);
        weights[7] = 0;
        assertThat(resample.counted(weights, runs.losses())).isSameAs(resample);
        assertThat(resample.residuals(problem(objective).at(LAW).point())).hasSize(ROWS);
    }

    @Test
    void weightsAndLossesThatAreNotOneForEachRunAreRefused() {
        Resample resample = problem(Objective.logHuber(1e-3)).resample();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> resample.counted(new double[2], runs.losses()))
                .withMessage("otherWeights must have 60 numbers, got 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> resample.counted(new double[ROWS], new double[1]))
                .withMessage("otherLosses must have 60 numbers, got 1");
    }
}
