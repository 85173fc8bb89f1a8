package org.scalinglaws.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.law.AdditivePowerLaw;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.PowerLaw;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.testing.RandomSweep;

/** The surface of a separable law says at every point of its grid what a single look there says. */
class SurfaceTest {
    private static final int SIDE = 7;
    private static final Dataset RUNS = RandomSweep.drawWide(new SplittableRandom(3)).runs(0.01, 1);

    private static Projection projection(
            LawFamily<?> family, Dataset runs, Objective objective, Restrictions restrictions) {
        FitProblem<?> problem = FitProblem.of(family, runs, objective, restrictions);
        return new Projection(
                family,
                problem.coordinates(),
                problem.coordinates().inUnits(family.columns(runs)),
                objective,
                runs.losses(),
                problem.weights().toArray(),
                Optional.empty());
    }

    private static void assertAgrees(LawFamily<?> family, Restrictions restrictions) {
        Projection projection = projection(family, RUNS, Objective.squares(), restrictions);
        int[] shapes = projection.shapes().orElseThrow();
        Surface surface = new Surface(projection, shapes, SIDE, RUNS.size());
        double[] heights = surface.objective(projection.rootsOfWeights(), surface.points());
        double least = Double.POSITIVE_INFINITY;
        for (int point = 0; point < surface.points(); point++) {
            double expected = projection.score(surface.unit(point));
            least = Math.min(least, expected);
            assertThat(heights[point]).isCloseTo(expected, within(1e-6 * expected));
        }
        assertThat(Arrays.stream(heights).min()).hasValueCloseTo(least, within(1e-6 * least));
    }

    @Test
    void aPointOfTheSurfaceIsTheProjectionThere() {
        assertAgrees(ChinchillaLaw.FAMILY, Restrictions.NONE);
        assertAgrees(ChinchillaLaw.FAMILY, Restrictions.NONE.withTied("beta", "alpha"));
        assertAgrees(ChinchillaLaw.FAMILY, Restrictions.NONE.withFixed("alpha", 0.3));
        assertAgrees(ChinchillaLaw.FAMILY, Restrictions.NONE.withFixed("E", 1));
        assertAgrees(PowerLaw.family(Factor.TOKENS), Restrictions.NONE);
        assertAgrees(
                AdditivePowerLaw.familyWithoutFloor(Factor.PARAMETERS, Factor.TOKENS),
                Restrictions.NONE);
    }

    @Test
    void termsThatAreNotShapedByOneChosenNumberHaveNoSurface() {
        for (Restrictions each :
                List.of(
                        Restrictions.NONE.withTied("B", "A"),
                        Restrictions.NONE.withFixed("A", 20))) {
            assertThat(projection(ChinchillaLaw.FAMILY, RUNS, Objective.squares(), each).shapes())
                    .isEmpty();
        }
    }

    /** A loss that rises with tokens wants no such term. */
    @Test
    void whereATermIsWorthNothingTheSurfaceNamesNoStart() {
        Dataset runs =
                RandomSweep.withLoss(
                        RUNS,
                        run ->
                                2
                                        + 300
                                                * Math.pow(
                                                        run.recipe().value(Factor.PARAMETERS), -0.4)
                                        + 1e-3 * Math.log(run.recipe().value(Factor.TOKENS)));
        Projection projection =
                projection(ChinchillaLaw.FAMILY, runs, Objective.logHuber(1e-3), Restrictions.NONE);
        int[] shapes = projection.shapes().orElseThrow();
        assertThat(new SurfaceScan(projection, shapes).starts()).isEmpty();
        assertThat(starts(runs)).isNotEmpty();
    }

    @Test
    void theOrderOfRunsIsNothingToTheStarts() {
        List<Run> reversed = new ArrayList<>(RUNS.stream().toList());
        Collections.reverse(reversed);
        List<double[]> starts = starts(RUNS);
        List<double[]> others = starts(Dataset.of(reversed));
        assertThat(starts).hasSameSizeAs(others);
        for (int i = 0; i < starts.size(); i++) {
            assertThat(starts.get(i)).containsExactly(others.get(i), within(1e-6));
        }
    }

    private static List<double[]> starts(Dataset runs) {
        return FitProblem.of(
                        ChinchillaLaw.FAMILY, runs, Objective.logHuber(1e-3), Restrictions.NONE)
                .starts()
                .scanned();
    }
}
