package org.scalinglaws.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.scalinglaws.data.DataException;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.law.PowerLaw;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.solve.Solution;
import org.scalinglaws.solve.Solver;
import org.scalinglaws.uncertainty.Covariance;

/** Squares of ln(L + 1), for losses that come near zero. */
class Log1pSquaresTest {
    private static final Fitter<PowerLaw> FITTER =
            Fitter.of(PowerLaw.family(Factor.PARAMETERS)).withObjective(Objective.log1pSquares());

    private static final double[] SIZES = {1e6, 3e6, 1e7, 3e7, 1e8, 3e8, 1e9, 3e9, 1e10};

    /** Runs of 30 / N^0.3 with noise of the given size in ln(L + 1). */
    private static Dataset runs(double noise) {
        SplittableRandom random = new SplittableRandom(3);
        List<Run> runs = new ArrayList<>();
        for (double size : SIZES) {
            double exact = 0.05 + 30 * Math.pow(size, -0.3);
            double loss = (exact + 1) * Math.exp(noise * random.nextGaussian()) - 1;
            runs.add(run(size, loss));
        }
        return Dataset.of(runs);
    }

    private static Run run(double size, double loss) {
        Recipe recipe = Recipe.of(Map.of(Factor.PARAMETERS, size));
        return Run.of(recipe, Loss.nats(loss));
    }

    @Test
    void exactRunsGiveTheirLawBack() {
        PowerLaw law = FITTER.fit(runs(0)).law();
        assertThat(law.e()).isCloseTo(0.05, within(1e-10));
        assertThat(law.a()).isCloseTo(30, within(1e-6));
        assertThat(law.alpha()).isCloseTo(0.3, within(1e-9));
    }

    @Test
    void residualsAreOfTheLogarithmOfTheLossPlusOne() {
        Dataset runs = runs(0.01);
        Fit<PowerLaw> fit = FITTER.fit(runs);
        double sum = 0;
        for (int row = 0; row < runs.size(); row++) {
            double predicted = fit.law().loss(runs.run(row).recipe());
            double residual = Math.log1p(runs.losses()[row]) - Math.log1p(predicted);
            assertThat(fit.residuals()[row]).isCloseTo(residual, within(1e-14));
            sum += 0.5 * residual * residual;
        }
        assertThat(fit.objective()).isCloseTo(sum, within(1e-15));
    }

    @Test
    void noSimplexFindsALowerSum() {
        Fit<PowerLaw> fit = FITTER.fit(runs(0.01));
        Solution other = Solver.nelderMead().solve(fit.problem().cost(), fit.solution().point());
        assertThat(fit.objective()).isLessThanOrEqualTo(other.value() * (1 + 1e-12));
        assertThat(Covariance.sandwich(fit).standardError(PowerLaw::alpha)).isBetween(0.01, 1.0);
    }

    @Test
    void aLossOfZeroIsTakenAndOneOfMinusOneIsNot() {
        List<Run> runs = new ArrayList<>();
        runs(0.01).forEach(runs::add);
        runs.add(run(1e12, 0));
        assertThat(FITTER.fit(Dataset.of(runs)).solution().stop().isOptimum()).isTrue();
        runs.add(run(1e12, -1));
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> FITTER.fit(Dataset.of(runs)))
                .withMessage("objective 'log1p-squares' needs losses above -1; run 11 has -1 nats");
    }
}
