package org.scalinglaws.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.problem.FitProblem;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.problem.Resample;
import org.scalinglaws.problem.Restrictions;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.simulate.SimulatedRuns;
import org.scalinglaws.solve.Solution;
import org.scalinglaws.solve.Solver;
import org.scalinglaws.solve.Stop;
import org.scalinglaws.sweep.IsoFlopSweep;

/**
 * After a sweep of 20 runs from 1e18 to 1e20 FLOP: ten runs that are chosen, against ten of an IsoFLOP
 * grid of five sizes at two budgets, with the same largest run and no more compute in all. Each is
 * refitted 2000 times to new noise of all its 30 runs.
 */
class NextRunsSimulationTest {
    private static final int REPETITIONS = 2000;
    private static final ChinchillaLaw TRUTH = PublishedLaws.BESIROGLU_2024.law();
    private static final List<Recipe> MADE =
            grid(1e18, Math.pow(10, 56 / 3.0), Math.pow(10, 58 / 3.0), 1e20);

    /** Of the compute-optimal plan at 1e25 FLOP. */
    private static double loss(ChinchillaLaw law) {
        return ComputeOptimal.of(law).plan(Compute.flops(1e25)).loss().nats();
    }

    private static List<Recipe> grid(double... budgets) {
        return IsoFlopSweep.around(
                        ComputeOptimal.of(TRUTH),
                        Arrays.stream(budgets).mapToObj(Compute::flops).toList(),
                        5,
                        4)
                .recipes();
    }

    /** The factors that were printed. */
    static Stream<Arguments> settings() {
        return Stream.of(
                Arguments.of("loss", 0.005, 1e20, 1.71),
                Arguments.of("loss", 0.01, 1e20, 1.72),
                Arguments.of("loss", 0.005, 1e21, 1.37),
                Arguments.of("loss", 0.01, 1e21, 1.37),
                Arguments.of("exponent", 0.005, 1e20, 1.84),
                Arguments.of("exponent", 0.01, 1e20, 1.85),
                Arguments.of("exponent", 0.005, 1e21, 1.79),
                Arguments.of("exponent", 0.01, 1e21, 1.79));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void tenChosenRunsLeaveLessErrorThanTenOfAGridOfTheSamePrice(
            String name, double noise, double largest, double factor) {
        ToDoubleFunction<ChinchillaLaw> target =
                name.equals("loss") ? NextRunsSimulationTest::loss : ChinchillaLaw::modelExponent;
        List<Recipe> plain = grid(largest / 3, largest);
        double total = plain.stream().mapToDouble(run -> run.compute().flops()).sum();
        NextRuns<ChinchillaLaw> next =
                NextRuns.from(TRUTH, ChinchillaLaw.FAMILY, noise)
                        .with(MADE)
                        .withGrid(Compute.flops(1e18), Compute.flops(largest));
        ChosenRuns chosen = next.choose(target, 10, total);
        assertThat(chosen.runs()).hasSize(10);
        assertThat(chosen.price()).isLessThanOrEqualTo(total * (1 + 1e-11));
        assertThat(chosen.runs()).allMatch(run -> run.compute().flops() <= largest * (1 + 1e-11));
        double byChoice = deviation(chosen.runs(), noise, target, 1);
        double byGrid = deviation(plain, noise, target, 2);
        double predicted = next.with(plain).standardError(target);
        String figures =
                String.format(
                        "chosen %.5f (predicted %.5f), grid %.5f (predicted %.5f)",
                        byChoice, chosen.errorAfter(), byGrid, predicted);
        assertThat(byChoice).as(figures).isCloseTo(chosen.errorAfter(), within(0.15 * byChoice));
        assertThat(byGrid).as(figures).isCloseTo(predicted, within(0.15 * byGrid));
        assertThat(byGrid / byChoice).as(figures).isGreaterThan(1.2);
        // the noise of a ratio of two standard deviations of 2000 is 2.2 %
        assertThat(byGrid / byChoice).as(figures).isCloseTo(factor, within(0.1 * factor));
    }

    /** The standard deviation of the target over refits; every one must have converged. */
    private static double deviation(
            List<Recipe> added, double noise, ToDoubleFunction<ChinchillaLaw> target, long seed) {
        List<Recipe> design = new ArrayList<>(MADE);
        design.addAll(added);
        Objective squares = Objective.logSquares();
        FitProblem<ChinchillaLaw> problem =
                FitProblem.of(
                        ChinchillaLaw.FAMILY,
                        SimulatedRuns.of(TRUTH, design).dataset(),
                        squares,
                        Restrictions.NONE);
        double[] exact = problem.runs().losses();
        double[] weights = problem.runs().weights();
        Resample resample = problem.resample();
        SplittableRandom random = new SplittableRandom(seed);
        double[] numbers = new double[REPETITIONS];
        for (int k = 0; k < REPETITIONS; k++) {
            double[] losses =
                    Arrays.stream(exact)
                            .map(loss -> loss * Math.exp(noise * random.nextGaussian()))
                            .toArray();
            resample.set(weights, losses);
            Solution solution =
                    Solver.trustRegion().solve(resample.cost(squares), problem.at(TRUTH).point());
            assertThat(solution.stop()).isEqualTo(Stop.CONVERGED);
            numbers[k] = target.applyAsDouble(problem.at(solution.point()).law());
        }
        double mean = Arrays.stream(numbers).average().orElseThrow();
        double squaresSum = Arrays.stream(numbers).map(x -> (x - mean) * (x - mean)).sum();
        return Math.sqrt(squaresSum / (REPETITIONS - 1));
    }

    /** 89 runs of no more than 5.6e18 FLOP were printed for 2.185e20; 20 runs do too, for more. */
    @Test
    void howManyRunsUntilTheExponentIsKnownToOneHundredth() {
        NextRuns<ChinchillaLaw> next =
                NextRuns.from(TRUTH, ChinchillaLaw.FAMILY, 0.01)
                        .with(MADE)
                        .withGrid(Compute.flops(1e18), Compute.flops(1e20));
        ChosenRuns enough = next.howMany(ChinchillaLaw::modelExponent, 0.01, 100);
        assertThat(enough.errorAfter()).isLessThanOrEqualTo(0.01 * (1 + 1e-9));
        double simulated = deviation(enough.runs(), 0.01, ChinchillaLaw::modelExponent, 3);
        assertThat(simulated).isCloseTo(0.01, within(0.15 * 0.01));
        for (int skip = 0; skip < enough.runs().size(); skip++) {
            List<Recipe> fewer = new ArrayList<>(enough.runs());
            fewer.remove(skip);
            assertThat(next.with(fewer).standardError(ChinchillaLaw::modelExponent))
                    .isGreaterThan(0.01);
        }
        ChosenRuns few = next.howMany(ChinchillaLaw::modelExponent, 0.01, 20);
        assertThat(few.runs()).hasSizeLessThanOrEqualTo(20);
        assertThat(few.errorAfter()).isLessThanOrEqualTo(0.01 * (1 + 1e-9));
        assertThat(few.price()).isGreaterThan(enough.price());
    }
}
