package org.scalinglaws.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.joint.CoupledLaw;
import org.scalinglaws.law.joint.FarseerLaw;
import org.scalinglaws.law.single.BrokenPowerLaw;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.solve.Cost;
import org.scalinglaws.solve.Solution;
import org.scalinglaws.testing.FamilyCase;
import org.scalinglaws.testing.FirstOrderCost;
import org.scalinglaws.testing.QuasiNewton;

/** The search against sixty random starts of a solver that shares nothing with it. */
class QuasiNewtonStudyTest {
    private static final int STARTS = 60;
    private static final int EVALUATIONS = 400;
    private static final double LOWER = 1e-8;
    private static final int[] ROWS = {16, 24, 40, 80};
    private static final double[] NOISES = {0.003, 0.01, 0.03};
    private static final Factor X = Factor.named("x");

    private static LawFamily<?> family(int which) {
        return switch (which) {
            case 0 -> CoupledLaw.FAMILY;
            case 1 -> FarseerLaw.FAMILY;
            default -> BrokenPowerLaw.family(X, which - 1);
        };
    }

    private static double between(SplittableRandom random, double least, double most) {
        return least + (most - least) * random.nextDouble();
    }

    /** A law whose terms can all be felt on the recipes that are drawn. */
    private static double[] law(int which, SplittableRandom random) {
        double alpha = between(random, 0.2, 0.6);
        double beta = between(random, 0.2, 0.6);
        double scaleN = between(random, 0.3, 3) * Math.pow(1e9, alpha);
        double scaleD = between(random, 0.3, 3) * Math.pow(1e9, beta);
        if (which == 0) {
            double gamma = between(random, 0.4, 1.2);
            return new double[] {between(random, 0, 2), scaleN, alpha, scaleD, beta, gamma};
        }
        if (which == 1) {
            double steep = between(random, 0.08, 0.16);
            return new double[] {
                -0.25 * Math.pow(1e9, -steep) * between(random, 1, 4),
                steep,
                between(random, -1.5, -0.9),
                between(random, 40, 120),
                between(random, -0.14, -0.08),
                between(random, -5, -3),
                -between(random, 0.1, 0.5),
                between(random, 0.04, 0.1),
                between(random, 0, 1)
            };
        }
        List<Double> numbers = new ArrayList<>(List.of(between(random, 0, 1), 2.0));
        numbers.add(between(random, 0, 0.3));
        for (int i = 1; i < which; i++) {
            numbers.add((i == 1 ? 1 : -1) * between(random, 0.2, 1));
            numbers.add(Math.pow(10, between(random, i == 1 ? 0.7 : 2.2, i == 1 ? 1.8 : 3.3)));
            numbers.add(between(random, 0.05, 0.6));
        }
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** How much lower the best of the starts ends, as a share. */
    private static <L extends LossLaw> double gap(
            LawFamily<L> family, Dataset runs, Objective objective, SplittableRandom random) {
        Fit<L> fit = Fitter.of(family).withObjective(objective).fit(runs);
        Cost cost = FirstOrderCost.of(fit.problem());
        QuasiNewton solver = new QuasiNewton(EVALUATIONS);
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < STARTS; i++) {
            Solution end = solver.solve(cost, QuasiNewton.start(cost, random));
            least = end.value() < least ? end.value() : least;
        }
        return (fit.objective() - least) / fit.objective();
    }

    /** {@return the gaps of so many fits of a family that none of the starts may lower} */
    static double[] gaps(int which, int fits, long seed) {
        return IntStream.range(0, fits)
                .parallel()
                .mapToDouble(
                        i -> {
                            SplittableRandom random = new SplittableRandom(seed + i);
                            FamilyCase drawn = new FamilyCase(family(which), law(which, random));
                            Dataset runs =
                                    drawn.runs(
                                            ROWS[i % ROWS.length],
                                            NOISES[i % NOISES.length],
                                            random.nextLong());
                            Objective objective =
                                    i % 2 == 0 ? Objective.logHuber(1e-3) : Objective.logSquares();
                            double gap = gap(drawn.family(), runs, objective, random);
                            if (gap > LOWER) {
                                System.out.printf("%s, fit %d: gap %.2g%n", drawn, i, gap);
                            }
                            return gap;
                        })
                .toArray();
    }

    private static int report(int which, double[] gaps) {
        int lower = (int) IntStream.range(0, gaps.length).filter(i -> gaps[i] > LOWER).count();
        System.out.printf(
                Locale.ROOT,
                "%-16s %4d fits, %3d with a lower start, worst gap %.2g%n",
                family(which).name(),
                gaps.length,
                lower,
                IntStream.range(0, gaps.length).mapToDouble(i -> gaps[i]).max().orElse(0));
        return lower;
    }

    @Test
    void noStartOfAnotherSolverEndsLower() {
        for (int which = 0; which < 4; which++) {
            assertThat(report(which, gaps(which, 2, 11))).isZero();
        }
    }

    /**
     * One family at a time: {@code mvn test -Pstudy -Dtest=QuasiNewtonStudyTest -Dstudy.fits=75
     * -Dstudy.family=farseer}.
     */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    @Tag("study")
    void fewStartsOfAnotherSolverEndLower(int which) {
        assumeTrue(family(which).name().matches(System.getProperty("study.family", ".*")));
        int fits = Integer.getInteger("study.fits", 100);

        // Every gap between two runs may hold a sharp kink: of two such breaks not all are found.
        int allowed = which == 3 ? fits / 20 : 0;
        assertThat(report(which, gaps(which, fits, 1000))).isLessThanOrEqualTo(allowed);
    }
}
