package org.scalinglaws.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.simulate.SimulatedRuns;
import org.scalinglaws.solve.Solution;
import org.scalinglaws.solve.Solver;
import org.scalinglaws.solve.SquaresCost;

class ProjectedSquaresTest {
    private static final Dataset RUNS =
            SimulatedRuns.isoFlop(
                            PublishedLaws.BESIROGLU_2024.law(),
                            Compute.budgets(1e18, 1e19, 1e20),
                            5,
                            8)
                    .withNoise(0.01)
                    .withSeed(3)
                    .dataset();

    private static FitProblem<ChinchillaLaw> problem() {
        return FitProblem.of(ChinchillaLaw.FAMILY, RUNS, Objective.squares(), Restrictions.NONE);
    }

    @Test
    void theLeastOfTheNumbersThatAreNotSolvedForIsTheLeastOfAll() {
        FitProblem<ChinchillaLaw> problem = problem();
        ProjectedSquares projected = problem.starts().projected();
        SquaresCost whole = problem.resample().squares();
        double[] start = problem.starts().scanned().get(0);

        Solution least = Solver.gaussNewton(200).solve(projected, projected.place(start));
        Solution all = Solver.trustRegion().solve(whole, start);

        assertThat(projected.dimension()).isEqualTo(2);
        assertThat(least.value()).isCloseTo(all.value(), within(1e-9 * all.value()));
        double[] point = projected.whole(least.point());
        assertThat(whole.value(point)).isCloseTo(least.value(), within(1e-9 * all.value()));
    }

    @Test
    void theSlopeOfHalfTheSquaresIsThatOfADifference() {
        FitProblem<ChinchillaLaw> problem = problem();
        ProjectedSquares projected = problem.starts().projected();
        double[] place = projected.place(problem.starts().scanned().get(0));
        place[0] += 0.05;

        double[] gradient = new double[2];
        projected.differentiate(place, gradient, new double[4]);

        for (int k = 0; k < 2; k++) {
            double step = 1e-6;
            double[] above = place.clone();
            double[] below = place.clone();
            above[k] += step;
            below[k] -= step;
            double difference = (projected.value(above) - projected.value(below)) / (2 * step);
            assertThat(gradient[k]).isCloseTo(difference, within(1e-5 * Math.abs(difference)));
        }
    }

    @Test
    void aRunThatDoesNotCountMovesNothing() {
        ProjectedSquares projected = problem().starts().projected();
        double[] factors = new double[RUNS.size()];
        double[] place = projected.place(problem().starts().scanned().get(0));

        assertThat(projected.counting(factors).value(place)).isZero();
    }
}
