package org.scalinglaws.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.law.PowerLaw;
import org.scalinglaws.law.Scale;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.problem.Residual;
import org.scalinglaws.problem.Rho;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.solve.Solution;
import org.scalinglaws.solve.Solver;
import org.scalinglaws.testing.RandomSweep;
import org.scalinglaws.uncertainty.Covariance;

/** Objectives, laws and solvers of one's own go through the same front door. */
class OwnPartsTest {
    private static final RandomSweep SWEEP = RandomSweep.drawWide(new SplittableRandom(5));
    private static final Dataset RUNS = SWEEP.runs(0.01, 1);

    /** Width^2 ln cosh(r / width): squares near zero, absolute values far away. */
    private record LogCosh(double width) implements Rho {
        @Override
        public String name() {
            return "cosh:" + width;
        }

        @Override
        public double loss(double residual) {
            double size = Math.abs(residual) / width;
            return width * width * (size + Math.log1p(Math.exp(-2 * size)) - Math.log(2));
        }

        @Override
        public double slope(double residual) {
            return width * Math.tanh(residual / width);
        }

        @Override
        public double curvature(double residual) {
            double cosh = Math.cosh(residual / width);
            return 1 / (cosh * cosh);
        }
    }

    /** Half the squares, ten times as dear where the law says more than was measured. */
    private record DearAbove() implements Rho {
        @Override
        public String name() {
            return "dear-above";
        }

        private static double price(double residual) {
            return residual < 0 ? 10 : 1;
        }

        @Override
        public double loss(double residual) {
            return 0.5 * price(residual) * residual * residual;
        }

        @Override
        public double slope(double residual) {
            return price(residual) * residual;
        }

        @Override
        public double curvature(double residual) {
            return price(residual);
        }
    }

    /** Huber's function of ln L once more, without a path of its own. */
    private record PlainHuber(double delta) implements Rho {
        @Override
        public String name() {
            return "plain-huber";
        }

        @Override
        public double loss(double residual) {
            double size = Math.abs(residual);
            return size <= delta ? 0.5 * size * size : delta * (size - 0.5 * delta);
        }

        @Override
        public double slope(double residual) {
            return Math.max(-delta, Math.min(delta, residual));
        }

        @Override
        public double curvature(double residual) {
            return Math.abs(residual) <= delta ? 1 : 0;
        }
    }

    /** E + A / x^alpha with what a family must have and nothing else. */
    private record Plain(double e, double a, double alpha) implements LossLaw {
        static final LawFamily<Plain> FAMILY =
                new LawFamily<>() {
                    @Override
                    public String name() {
                        return "plain";
                    }

                    @Override
                    public List<Factor> factors() {
                        return List.of(Factor.PARAMETERS);
                    }

                    @Override
                    public List<Parameter> parameters() {
                        return List.of(
                                new Parameter("E", "floor", Scale.LINEAR, 0, 10),
                                new Parameter("A", "scale", Scale.LOG, 0, 1e9),
                                new Parameter("alpha", "exponent", Scale.LINEAR, 0, 3));
                    }

                    @Override
                    public Plain at(double... values) {
                        return new Plain(values[0], values[1], values[2]);
                    }

                    @Override
                    public double[] values(Plain law) {
                        return new double[] {law.e, law.a, law.alpha};
                    }
                };

        @Override
        public double loss(Recipe recipe) {
            return e + a * Math.pow(recipe.value(Factor.PARAMETERS), -alpha);
        }
    }

    private static Fit<ChinchillaLaw> fit(Objective objective) {
        return Fitter.of(ChinchillaLaw.FAMILY).withObjective(objective).fit(RUNS);
    }

    private static void assertClose(double[] expected, double[] got, double tolerance) {
        for (int j = 0; j < expected.length; j++) {
            assertThat(got[j]).isCloseTo(expected[j], within(tolerance * expected[j]));
        }
    }

    private static double[] values(Fit<ChinchillaLaw> fit) {
        return ChinchillaLaw.FAMILY.values(fit.law());
    }

    @Test
    void anObjectiveOfOnesOwnWithoutAPathFindsTheSameOptimum() {
        Fit<ChinchillaLaw> built = fit(Objective.logHuber(1e-3));
        Fit<ChinchillaLaw> own = fit(Objective.of(Residual.LOG, new PlainHuber(1e-3)));
        assertThat(own.objective()).isCloseTo(built.objective(), within(1e-9 * built.objective()));
        assertClose(values(built), values(own), 1e-7);
    }

    /** ln cosh is r^2/2 (1 - r^2 / 6 width^2 + ...): wide enough, it is squares to seven digits. */
    @Test
    void aWideLogCoshIsLogSquares() {
        Fit<ChinchillaLaw> squares = fit(Objective.logSquares());
        Fit<ChinchillaLaw> own = fit(Objective.of(Residual.LOG, new LogCosh(100)));
        assertThat(own.objective()).isCloseTo(squares.objective(), within(1e-7));
        assertClose(values(squares), values(own), 1e-4);
        assertThat(Covariance.sandwich(own).standardError(ChinchillaLaw::alpha))
                .isCloseTo(
                        Covariance.sandwich(squares).standardError(ChinchillaLaw::alpha),
                        within(1e-6));
    }

    @Test
    void noSimplexFindsALowerLogCosh() {
        Fit<ChinchillaLaw> own = fit(Objective.of(Residual.LOG, new LogCosh(1e-3)));
        Solution other =
                Solver.nelderMead()
                        .solve(own.problem().cost(), own.problem().at(SWEEP.law()).point());
        assertThat(own.objective()).isLessThanOrEqualTo(other.value() * (1 + 1e-12));
        assertThat(own.toString()).contains("; log-cosh:0.001 ");
    }

    /** The expectile of 1/11 lies below the mean, so that most runs lie above the law. */
    @Test
    void overEstimatesThatCostTenTimesAsMuchBecomeRare() {
        Fit<ChinchillaLaw> own = fit(Objective.of(Residual.LOG, new DearAbove()));
        long above = Arrays.stream(own.residuals()).filter(residual -> residual < 0).count();
        long usual =
                Arrays.stream(fit(Objective.logSquares()).residuals())
                        .filter(residual -> residual < 0)
                        .count();
        assertThat(2 * above).isLessThan(usual);
        Solution other =
                Solver.nelderMead()
                        .solve(own.problem().cost(), own.problem().at(SWEEP.law()).point());
        assertThat(own.objective()).isLessThanOrEqualTo(other.value() * (1 + 1e-12));
        assertThat(own.problem().objective().name()).isEqualTo("log-dear-above");
    }

    @Test
    void aLawOfOnesOwnNeedsNoDerivatives() {
        Dataset runs =
                RandomSweep.withLoss(
                        RUNS,
                        run -> {
                            Plain law = new Plain(1.7, 90, 0.27);
                            return law.loss(run.recipe())
                                    * run.loss().nats()
                                    / SWEEP.law().loss(run.recipe());
                        });
        Fit<PowerLaw> built = Fitter.of(PowerLaw.family(Factor.PARAMETERS)).fit(runs);
        Fit<Plain> own = Fitter.of(Plain.FAMILY).fit(runs);
        assertThat(own.objective()).isCloseTo(built.objective(), within(1e-9 * built.objective()));
        assertClose(
                new double[] {built.law().e(), built.law().a(), built.law().alpha()},
                Plain.FAMILY.values(own.law()),
                1e-5);
    }

    @Test
    void anotherSolverEndsInTheSameOptimum() {
        Fitter<ChinchillaLaw> fitter =
                Fitter.of(ChinchillaLaw.FAMILY).withObjective(Objective.logSquares());
        Fit<ChinchillaLaw> newton = fitter.fit(RUNS);
        Fit<ChinchillaLaw> other = fitter.withSolver(Solver.levenbergMarquardt()).fit(RUNS);
        assertClose(values(newton), values(other), 1e-6);
        Solver simplex = Solver.nelderMead().then(Solver.bobyqa());
        assertThat(fitter.withSolver(simplex).fit(RUNS).objective())
                .isCloseTo(newton.objective(), within(1e-8 * newton.objective()));
    }
}
