package org.scalinglaws.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.commons.math3.exception.TooManyEvaluationsException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.problem.FitProblem;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.solve.Cost;
import org.scalinglaws.solve.Solution;
import org.scalinglaws.solve.Solver;
import org.scalinglaws.solve.SquaresCost;
import org.scalinglaws.testing.RandomSweep;

/** A fit needs no start; here solvers get a hundred random ones and still end no lower. */
@Tag("once")
class NoisyFitTest {
    private static final int STARTS = 100;
    private static final int SIMPLEXES = 2;
    private static final int EVALUATIONS = 60;
    private static final double NOISE = 0.01;

    /** Commons Math's method, ended where it creeps along a flat valley. */
    private static Solution levenbergMarquardt(Cost cost, double[] start) {
        return Solver.levenbergMarquardt()
                .solve(new Patience((SquaresCost) cost, new AtomicInteger(EVALUATIONS)), start);
    }

    private record Patience(SquaresCost cost, AtomicInteger left) implements SquaresCost {
        @Override
        public int rows() {
            return cost.rows();
        }

        @Override
        public int dimension() {
            return cost.dimension();
        }

        @Override
        public double lower(int coordinate) {
            return cost.lower(coordinate);
        }

        @Override
        public double upper(int coordinate) {
            return cost.upper(coordinate);
        }

        @Override
        public double value(double[] point) {
            return cost.value(point);
        }

        @Override
        public double differentiate(double[] point, double[] gradient, double[] hessian) {
            return cost.differentiate(point, gradient, hessian);
        }

        @Override
        public void residuals(double[] point, double[] residuals, double[] jacobian) {
            if (left.decrementAndGet() < 0) {
                throw new TooManyEvaluationsException(EVALUATIONS);
            }
            cost.residuals(point, residuals, jacobian);
        }
    }

    private static Fit<ChinchillaLaw> fit(Dataset runs, Objective objective) {
        return Fitter.of(ChinchillaLaw.FAMILY).withObjective(objective).fit(runs);
    }

    /** By how much a fit is above the best end of random starts, as a share: by either objective. */
    private record Contest(RandomSweep sweep, Dataset runs, double squares, double huber) {
        static Contest of(RandomSweep sweep, Dataset runs, SplittableRandom random) {
            Fit<ChinchillaLaw> squares = fit(runs, Objective.logSquares());
            Fit<ChinchillaLaw> huber = fit(runs, Objective.logHuber(1e-3));
            Solver gauss = NoisyFitTest::levenbergMarquardt;
            Solver newton = Solver.trustRegion();
            double leastSquares = Double.POSITIVE_INFINITY;
            double leastHuber = Double.POSITIVE_INFINITY;
            for (int i = 0; i < STARTS; i++) {
                double[] start = squares.problem().at(guess(runs, random)).point();
                ChinchillaLaw law = descend(squares.problem(), gauss.then(newton), start);
                leastSquares = Math.min(leastSquares, squares.problem().at(law).objective());
                Solver last = i < SIMPLEXES ? newton.then(Solver.nelderMead()) : newton;
                ChinchillaLaw robust =
                        descend(huber.problem(), last, huber.problem().at(law).point());
                leastHuber = Math.min(leastHuber, huber.problem().at(robust).objective());
            }
            return new Contest(
                    sweep,
                    runs,
                    squares.objective() / leastSquares - 1,
                    huber.objective() / leastHuber - 1);
        }

        private static ChinchillaLaw descend(
                FitProblem<ChinchillaLaw> problem, Solver solver, double[] start) {
            return problem.at(solver.solve(problem.cost(), start).point()).law();
        }

        private static ChinchillaLaw guess(Dataset runs, SplittableRandom random) {
            double loss = Arrays.stream(runs.losses()).min().orElseThrow();
            Recipe recipe = runs.run(0).recipe();
            double alpha = Math.pow(10, 2.3 * random.nextDouble() - 2);
            double beta = Math.pow(10, 2.3 * random.nextDouble() - 2);
            double modelTerm = loss * Math.pow(10, 3 * random.nextDouble() - 2);
            double dataTerm = loss * Math.pow(10, 3 * random.nextDouble() - 2);
            return new ChinchillaLaw(
                    loss * random.nextDouble(),
                    modelTerm * Math.pow(recipe.value(Factor.PARAMETERS), alpha),
                    alpha,
                    dataTerm * Math.pow(recipe.value(Factor.TOKENS), beta),
                    beta);
        }

        boolean isLost() {
            return !(squares <= 1e-8 && huber <= 1e-8);
        }

        @Override
        public String toString() {
            return String.format(
                    "squares %.1e and Huber %.1e above with %d runs of %s",
                    squares, huber, runs.size(), sweep.law());
        }
    }

    private static List<Contest> lost(int sets, long seed, double outliers) {
        SplittableRandom source = new SplittableRandom(seed);
        return Stream.generate(source::split).limit(sets).toList().parallelStream()
                .map(
                        random -> {
                            RandomSweep sweep = RandomSweep.draw(random);
                            Dataset runs = sweep.runs(NOISE, random.nextLong());
                            return Contest.of(sweep, spoil(runs, outliers, random), random);
                        })
                .filter(Contest::isLost)
                .toList();
    }

    /** Runs of which a share is off by thirty standard deviations, up or down. */
    private static Dataset spoil(Dataset runs, double share, SplittableRandom random) {
        return RandomSweep.withLoss(
                runs,
                run -> {
                    boolean spoilt = random.nextDouble() < share;
                    double off = spoilt ? 30 * NOISE * (random.nextBoolean() ? 1 : -1) : 0;
                    return run.loss().nats() * Math.exp(off);
                });
    }

    @Test
    void noRandomStartEndsBelowTheFit() {
        assertThat(lost(30, 1, 0)).isEmpty();
    }

    @Test
    void noRandomStartEndsBelowTheFitWithOutliers() {
        assertThat(lost(4, 2, 0.1)).isEmpty();
    }

    @Test
    @Tag("slow")
    void noRandomStartEndsBelowTheFitOnThreeHundredSets() {
        List<Contest> lost = new ArrayList<>(lost(200, 3, 0));
        lost.addAll(lost(100, 4, 0.1));
        assertThat(lost).isEmpty();
    }
}
