package org.scalinglaws.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.problem.FitProblem;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.problem.Restrictions;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.simulate.SimulatedRuns;
import org.scalinglaws.solve.Solution;
import org.scalinglaws.solve.Solver;
import org.scalinglaws.solve.Stop;

class FitTest {
    private static final ChinchillaLaw LAW = new ChinchillaLaw(1.8, 480, 0.35, 2100, 0.37);
    private static final Dataset RUNS =
            SimulatedRuns.isoFlop(LAW, Compute.budgets(6e18, 6e20), 5, 4).withNoise(0.01).dataset();

    /** A fit that took the truth for the optimum. */
    private static Fit<ChinchillaLaw> guess(Objective objective) {
        FitProblem<ChinchillaLaw> problem =
                FitProblem.of(ChinchillaLaw.FAMILY, RUNS, objective, Restrictions.NONE);
        Solution solution = Solution.of(problem.at(LAW).point(), 0.25, 0, Stop.EVALUATION_LIMIT, 7);
        return new Fit<>(LAW, problem, solution);
    }

    @Test
    void itWritesItsNumbersItsObjectiveAndItsStop() {
        assertThat(guess(Objective.logHuber(1e-3)))
                .hasToString(
                        "chinchilla fit of 10 runs: E=1.8 A=480 alpha=0.35 B=2.1K beta=0.37;"
                                + " log-huber:0.001 0.25, EVALUATION_LIMIT");
        assertThat(guess(Objective.squares()).objective()).isEqualTo(0.25);
    }

    @Test
    void residualsAreObservedMinusPredictedAsTheObjectiveTakesThem() {
        double[] logs = guess(Objective.logAbsolute()).residuals();
        double[] plain = guess(Objective.absolute()).residuals();
        for (int row = 0; row < RUNS.size(); row++) {
            double observed = RUNS.losses()[row];
            double predicted = LAW.loss(RUNS.run(row).recipe());
            assertThat(logs[row]).isCloseTo(Math.log(observed / predicted), within(1e-14));
            assertThat(plain[row]).isCloseTo(observed - predicted, within(1e-13));
        }
    }

    @Test
    void itReachesAsFarAsItsRuns() {
        assertThat(guess(Objective.squares()).scope()).isEqualTo(RUNS.scope());
        Interval flops = RUNS.scope().ranges().get(Factor.FLOPS);
        assertThat(flops.lower()).isCloseTo(6e18, within(1e6));
    }

    @Test
    void aFitterBeginsWithTheDefaultsOfTheField() {
        Fitter<ChinchillaLaw> fitter = Fitter.of(ChinchillaLaw.FAMILY);
        assertThat(fitter.objective()).isEqualTo(Objective.logHuber(1e-3));
        assertThat(fitter.restrictions()).isEqualTo(Restrictions.NONE);
        assertThat(fitter.solver()).isEqualTo(Solver.trustRegion());
        assertThat(fitter.family()).isSameAs(ChinchillaLaw.FAMILY);
    }

    @Test
    void anOptionChangesNothingElse() {
        Fitter<ChinchillaLaw> fitter =
                Fitter.of(ChinchillaLaw.FAMILY)
                        .withFixed("E", 1.7)
                        .withSolver(Solver.bobyqa())
                        .withObjective(Objective.squares())
                        .withBounds("alpha", 0.1, 0.9)
                        .withTied("beta", "alpha");
        Restrictions expected =
                Restrictions.NONE
                        .withFixed("E", 1.7)
                        .withBounds("alpha", new Interval(0.1, 0.9))
                        .withTied("beta", "alpha");
        assertThat(fitter)
                .isEqualTo(
                        new Fitter<>(
                                ChinchillaLaw.FAMILY,
                                Objective.squares(),
                                expected,
                                Solver.bobyqa(),
                                List.of()));
        Fit<ChinchillaLaw> fit = fitter.withSolver(Solver.trustRegion()).fit(RUNS);
        assertThat(fit.problem().restrictions()).isEqualTo(expected);
        assertThat(fit.problem().objective()).isEqualTo(Objective.squares());
        assertThat(fit.problem().runs()).isSameAs(RUNS);
        assertThat(fit.problem().family()).isSameAs(ChinchillaLaw.FAMILY);
        assertThat(fit.law()).isEqualTo(fit.problem().at(fit.solution().point()).law());
        assertThat(fit.objective())
                .isCloseTo(fit.problem().at(fit.law()).objective(), within(1e-12));
    }

    @Test
    void theSameRunsGiveTheSameBits() {
        Fitter<ChinchillaLaw> fitter = Fitter.of(ChinchillaLaw.FAMILY);
        assertThat(fitter.fit(RUNS).solution()).isEqualTo(fitter.fit(RUNS).solution());
        assertThat(fitter.fit(RUNS).law()).isEqualTo(fitter.fit(RUNS).law());
    }
}
