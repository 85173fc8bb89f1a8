package org.scalinglaws.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.solve.Cost;
import org.scalinglaws.testing.RandomSweep;

class FitProblemTest {
    private static final RandomSweep SWEEP = RandomSweep.drawWide(new SplittableRandom(9));
    private static final Dataset RUNS = SWEEP.runs(0.02, 1);

    private static FitProblem<ChinchillaLaw> problem(
            Objective objective, Restrictions restrictions) {
        return FitProblem.of(ChinchillaLaw.FAMILY, RUNS, objective, restrictions);
    }

    /** Under squares the best scale is the root mean square; with a threshold, no other is better. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-3, 1, 100})
    void theScaleThatGoesWithAPointIsTheBest(double delta) {
        FitProblem<ChinchillaLaw> problem =
                problem(Objective.logHuberLikelihood(delta), Restrictions.NONE);
        double[] point =
                problem.resample().withScale(problem.objective(), problem.at(SWEEP.law()).point());
        Cost cost = problem.cost();
        double best = cost.value(point);
        assertThat(problem.at(SWEEP.law()).objective()).isCloseTo(best, within(1e-9));
        double logScale = point[5];
        for (double off : new double[] {-1e-3, 1e-3, -1, 1}) {
            point[5] = logScale + off;
            assertThat(cost.value(point)).isGreaterThan(best);
        }
        if (delta == 100) {
            double squares = 0;
            for (double residual : problem.at(point).residuals()) {
                squares += residual * residual / RUNS.size();
            }
            assertThat(Math.exp(2 * logScale)).isCloseTo(squares, within(1e-6 * squares));
        }
    }

    @Test
    void aParameterKnowsItsCoordinate() {
        FitProblem<ChinchillaLaw> problem =
                problem(
                        Objective.squares(),
                        Restrictions.NONE.withFixed("A", 9).withTied("alpha", "beta"));
        assertThat(problem.coordinates().place(0)).isZero();
        assertThat(problem.coordinates().place(1)).isEqualTo(-1);
        assertThat(problem.coordinates().place(2))
                .isEqualTo(problem.coordinates().place(4))
                .isNotNegative();
        assertThat(problem.coordinates().dimension()).isEqualTo(3);
    }

    @Test
    void weightsMultiplyThePrice() {
        double plain =
                problem(Objective.logHuber(0.01), Restrictions.NONE).at(SWEEP.law()).objective();
        List<Run> heavy = new ArrayList<>();
        RUNS.forEach(run -> heavy.add(new Run(run.recipe(), run.loss(), 2.5)));
        FitProblem<ChinchillaLaw> problem =
                FitProblem.of(
                        ChinchillaLaw.FAMILY,
                        Dataset.of(heavy),
                        Objective.logHuber(0.01),
                        Restrictions.NONE);
        assertThat(problem.at(SWEEP.law()).objective()).isCloseTo(2.5 * plain, within(1e-12));
    }

    @Test
    void restrictionsCopyTheirMapsAndReplaceByName() {
        Map<String, Double> fixed = new HashMap<>(Map.of("E", 1.0));
        Restrictions restrictions = new Restrictions(Map.of(), fixed, Map.of());
        fixed.put("A", 2.0);
        assertThat(restrictions.fixed()).containsExactly(Map.entry("E", 1.0));
        assertThat(restrictions.withFixed("E", 3).fixed()).containsExactly(Map.entry("E", 3.0));
        Restrictions bounded =
                restrictions
                        .withBounds("B", new Interval(1, 2))
                        .withBounds("B", new Interval(3, 4))
                        .withTied("beta", "alpha");
        assertThat(bounded.bounds()).containsExactly(Map.entry("B", new Interval(3, 4)));
        assertThat(bounded.tied()).containsExactly(Map.entry("beta", "alpha"));
        assertThat(restrictions.bounds()).isEmpty();
    }
}
