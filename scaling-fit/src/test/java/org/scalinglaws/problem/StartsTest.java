package org.scalinglaws.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.law.AdditivePowerLaw;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.PowerLaw;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.solve.Cost;
import org.scalinglaws.testing.RandomSweep;

/** The starts that nobody has to guess. */
class StartsTest {
    private static final Dataset RUNS = RandomSweep.drawWide(new SplittableRandom(3)).runs(0.01, 1);

    private static void assertDistinctAndInside(FitProblem<?> problem) {
        List<double[]> starts = problem.starts().scanned();
        Cost cost = problem.cost();
        assertThat(starts).hasSizeBetween(1, 8);
        for (double[] start : starts) {
            assertThat(start).hasSize(problem.coordinates().dimension());
            for (int i = 0; i < start.length; i++) {
                assertThat(start[i]).isBetween(cost.lower(i), cost.upper(i));
            }
            assertThat(problem.at(start).residuals()).doesNotContain(Double.NaN);
        }
        assertThat(starts.stream().map(Arrays::toString).distinct()).hasSameSizeAs(starts);
    }

    @Property(tries = 20, shrinking = ShrinkingMode.OFF)
    void startsOfAnySweepAreDistinctAndInsideTheBounds(@ForAll long seed) {
        Dataset runs = RandomSweep.draw(new SplittableRandom(seed)).runs(0.02, seed);
        assertDistinctAndInside(
                FitProblem.of(
                        ChinchillaLaw.FAMILY, runs, Objective.logHuber(1e-3), Restrictions.NONE));
    }

    @Test
    void restrictionsAreKept() {
        Restrictions narrow =
                Restrictions.NONE
                        .withBounds("alpha", new Interval(0.3, 0.4))
                        .withBounds("E", new Interval(0.5, 0.6))
                        .withBounds("B", new Interval(2, 3));
        for (Restrictions each :
                List.of(
                        narrow,
                        Restrictions.NONE.withTied("beta", "alpha"),
                        Restrictions.NONE.withFixed("E", 0).withFixed("alpha", 0.3),
                        narrow.withFixed("beta", 0.2).withFixed("A", 20))) {
            for (Objective objective : List.of(Objective.squares(), Objective.logAbsolute())) {
                assertDistinctAndInside(FitProblem.of(ChinchillaLaw.FAMILY, RUNS, objective, each));
            }
        }
    }

    @Test
    void oneAndThreeExponentsAreLookedOverToo() {
        Objective objective = Objective.logHuberLikelihood(1e-3);
        assertDistinctAndInside(
                FitProblem.of(PowerLaw.family(Factor.FLOPS), RUNS, objective, Restrictions.NONE));
        assertDistinctAndInside(
                FitProblem.of(
                        AdditivePowerLaw.family(Factor.PARAMETERS, Factor.TOKENS, Factor.FLOPS),
                        RUNS,
                        objective,
                        Restrictions.NONE));
    }

    @Test
    void theFirstStartIsTheBestOrNearIt() {
        FitProblem<ChinchillaLaw> problem =
                FitProblem.of(
                        ChinchillaLaw.FAMILY, RUNS, Objective.logSquares(), Restrictions.NONE);
        Cost cost = problem.cost();
        List<double[]> starts = problem.starts().scanned();
        double best = starts.stream().mapToDouble(cost::value).min().orElseThrow();
        assertThat(cost.value(starts.get(0))).isLessThanOrEqualTo(best * (1 + 1e-9));
    }

    @Test
    void placesOfCoordinatesFillTheirRanges() {
        FitProblem<ChinchillaLaw> problem =
                FitProblem.of(
                        ChinchillaLaw.FAMILY,
                        RUNS,
                        Objective.logSquares(),
                        Restrictions.NONE.withBounds("alpha", new Interval(0.2, 0.6)));
        int alpha = problem.coordinates().place(2);
        List<double[]> places = problem.starts().places(List.of(alpha), 64);
        assertThat(places).hasSize(64);
        double[] sorted = places.stream().mapToDouble(place -> place[0]).sorted().toArray();
        assertThat(sorted[0]).isBetween(0.2, 0.21);
        assertThat(sorted[63]).isBetween(0.55, 0.6);
    }

    @Test
    void aFactorOfSquaresCountsEachOfThem() {
        FitProblem<ChinchillaLaw> problem =
                FitProblem.of(
                        ChinchillaLaw.FAMILY, RUNS, Objective.logHuber(1e-3), Restrictions.NONE);
        double[] start = problem.starts().scanned().get(0);
        double[] factors = new double[RUNS.size()];
        factors[4] = 2;
        double residual = problem.at(start).residuals()[4];
        assertThat(problem.resample().squares(factors).value(start))
                .isCloseTo(residual * residual, within(1e-15));
    }

    @Test
    void aProblemDescribesItself() {
        FitProblem<ChinchillaLaw> problem =
                FitProblem.of(
                        ChinchillaLaw.FAMILY,
                        RUNS,
                        Objective.logHuber(1e-3),
                        Restrictions.NONE.withFixed("alpha", 0.3));
        assertThat(problem)
                .hasToString(
                        "chinchilla with 4 free parameters to runs: "
                                + RUNS.size()
                                + " runs of params, tokens, loss by log-huber:0.001");
    }
}
