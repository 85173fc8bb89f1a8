package org.scalinglaws.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoublePredicate;
import org.junit.jupiter.api.Test;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.simulate.SimulatedRuns;
import org.scalinglaws.uncertainty.Bootstrap;

/**
 * Many studies, each with a truth of its own: 64 runs up to 1e21 FLOP with noise of 1 %, a bootstrap
 * by pairs, and two candidates at 1e23 FLOP up to twice too large or too small.
 */
class ChoiceCalibrationTest {
    private static final Compute BUDGET = Compute.flops(1e23);
    private static final List<Compute> SWEEP = Compute.budgets(1e18, 1e19, 1e20, 1e21);

    /** What the runs said of "a" against "b", and what is true. */
    private record Study(double probability, boolean better, double expected, double regret) {
        static Study draw(SplittableRandom random) {
            double alpha = random.nextDouble(0.25, 0.45);
            double beta = random.nextDouble(0.25, 0.45);
            ChinchillaLaw truth =
                    new ChinchillaLaw(
                            random.nextDouble(1.5, 2),
                            random.nextDouble(0.3, 1) * Math.pow(1e9, alpha),
                            alpha,
                            random.nextDouble(0.3, 1) * Math.pow(2e10, beta),
                            beta);
            Fit<ChinchillaLaw> fit =
                    Fitter.of(ChinchillaLaw.FAMILY)
                            .withObjective(Objective.logSquares())
                            .withStart(ChinchillaLaw.FAMILY.values(truth))
                            .fit(
                                    SimulatedRuns.isoFlop(truth, SWEEP, 8, 8)
                                            .withNoise(0.01)
                                            .withSeed(random.nextLong())
                                            .dataset());
            double size = ComputeOptimal.of(truth).plan(BUDGET).model().parameters();
            Recipe a = near(size, random);
            Recipe b = near(size, random);
            Choice<ChinchillaLaw> choice =
                    Choice.of(
                            Bootstrap.pairs(60, random.nextLong()).of(fit),
                            0.9,
                            Map.of("a", a, "b", b));
            Candidate chosen = choice.leastRegret();
            double least = Math.min(truth.loss(a), truth.loss(b));
            return new Study(
                    choice.probability("a", "b"),
                    truth.loss(a) < truth.loss(b),
                    chosen.regret().expected(),
                    truth.loss(chosen.recipe()) - least);
        }

        private static Recipe near(double size, SplittableRandom random) {
            double n = size * Math.pow(2, random.nextDouble(-1, 1));
            return Recipe.of(ModelSize.of(n), Tokens.of(BUDGET.flops() / 6 / n));
        }
    }

    private static void assertCalibrated(
            List<Study> studies, DoublePredicate range, int least, double tolerance) {
        List<Study> inside =
                studies.stream().filter(study -> range.test(study.probability())).toList();
        double better = inside.stream().filter(Study::better).count();
        double said = inside.stream().mapToDouble(Study::probability).average().orElseThrow();
        assertThat(inside).hasSizeGreaterThan(least);
        assertThat(better / inside.size()).isCloseTo(said, within(tolerance));
    }

    /** The tolerances are about three binomial standard errors of the share. */
    @Test
    void whatIsSaidToBeProbableIsTrueAsOften() {
        SplittableRandom random = new SplittableRandom(42);
        List<Study> studies = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            studies.add(Study.draw(random));
        }
        assertCalibrated(studies, p -> p >= 0.8, 60, 0.08);
        assertCalibrated(studies, p -> p <= 0.2, 60, 0.08);
        assertCalibrated(studies, p -> p > 0.2 && p < 0.8, 40, 0.2);
        double expected = studies.stream().mapToDouble(Study::expected).average().orElseThrow();
        double regret = studies.stream().mapToDouble(Study::regret).average().orElseThrow();
        assertThat(regret / expected).isBetween(0.33, 3.0);
    }
}
