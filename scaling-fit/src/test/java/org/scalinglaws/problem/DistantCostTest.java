package org.scalinglaws.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.law.Columns;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.families.LawFamilies;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.simulate.SimulatedRuns;
import org.scalinglaws.solve.Cost;

class DistantCostTest {
    private static final int BLOCKS = 4;
    private static final Dataset RUNS =
            SimulatedRuns.isoFlop(
                            PublishedLaws.BESIROGLU_2024.law(),
                            Compute.budgets(1e18, 1e19, 1e20, 1e21, 1e22),
                            1401,
                            8)
                    .withNoise(0.02)
                    .dataset();

    /** Blocks of nearly one length, as a problem makes them of its own rows. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Elsewhere(FitProblem.BlockSums sums, Columns columns, double[] losses)
            implements FitProblem.Blocks {
        private int start(int block) {
            int rows = losses.length;
            return block * (rows / BLOCKS) + Math.min(block, rows % BLOCKS);
        }

        private Columns rows(int block) {
            return columns.rows(start(block), start(block + 1));
        }

        private double[] losses(int block) {
            return Arrays.copyOfRange(losses, start(block), start(block + 1));
        }

        @Override
        public double[] costs(double[] point) {
            return IntStream.range(0, BLOCKS)
                    .mapToDouble(block -> sums.cost(point, rows(block), losses(block)))
                    .toArray();
        }

        @Override
        public double[] derivatives(double[] point) {
            return IntStream.range(0, BLOCKS)
                    .mapToObj(block -> sums.derivatives(point, rows(block), losses(block)))
                    .flatMapToDouble(Arrays::stream)
                    .toArray();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "chinchilla, log-huber:0.001",
        "chinchilla, log-huber-likelihood:1.5",
        "kaplan, log-squares",
        "multiplicative:params;tokens, huber:0.01"
    })
    void rowsElsewhereCostWhatTheyCostHereToTheLastBit(String law, String objective) {
        Objective by = Objective.parse(objective);
        LawFamily<?> family = LawFamilies.parse(law.replace(';', ','));
        FitProblem<?> problem = FitProblem.of(family, RUNS, by, Restrictions.NONE);
        assertThat(RUNS.size()).isBetween((BLOCKS - 1) * RowBlocks.ROWS, BLOCKS * RowBlocks.ROWS);
        Cost here = problem.cost();
        Cost there =
                problem.cost(
                        by,
                        new Elsewhere(problem.blockSums(by), family.columns(RUNS), RUNS.losses()));

        // A point inside the bounds, not at an optimum.
        int n = here.dimension();
        double[] point = new double[n];
        Arrays.setAll(point, i -> inside(here, i, 0.3 + 0.05 * i));
        assertThat(there.dimension()).isEqualTo(n);
        assertThat(there.value(point)).isFinite().isEqualTo(here.value(point));
        double[] gradient = new double[n];
        double[] hessian = new double[n * n];
        double[] otherGradient = new double[n];
        double[] otherHessian = new double[n * n];
        assertThat(there.differentiate(point, otherGradient, otherHessian))
                .isEqualTo(here.differentiate(point, gradient, hessian));
        assertThat(otherGradient).containsExactly(gradient);
        assertThat(otherHessian).containsExactly(hessian);
    }

    private static double inside(Cost cost, int i, double wanted) {
        double lower = cost.lower(i);
        double upper = cost.upper(i);
        return Math.max(
                lower == Double.NEGATIVE_INFINITY ? wanted : lower + 1e-3,
                Math.min(upper == Double.POSITIVE_INFINITY ? wanted : upper - 1e-3, wanted));
    }

    @Test
    void aBlockOfOtherRowsThanLossesAndALossOfZeroAreRefused() {
        FitProblem<?> problem =
                FitProblem.of(
                        LawFamilies.parse("chinchilla"),
                        RUNS,
                        Objective.logSquares(),
                        Restrictions.NONE);
        FitProblem.BlockSums sums = problem.blockSums(Objective.logSquares());
        Columns columns = LawFamilies.parse("chinchilla").columns(RUNS).rows(0, 3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sums.cost(new double[5], columns, new double[2]))
                .withMessage("losses must have 3 numbers, got 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sums.cost(new double[5], columns, new double[] {2, 0, 3}))
                .withMessage("objective 'log-squares' needs finite losses above 0, got 0");
    }
}
