package org.scalinglaws.multiplier;

import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.problem.NoFitException;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.select.NestedTest;
import org.scalinglaws.uncertainty.Covariance;

/**
 * The runs of two recipes and their laws: one law with efficiency factors,
 *
 * <pre>
 *   L = E + A / (rho_N N)^alpha + B / (rho_D D)^beta      rho = 1 in runs of the reference</pre>
 *
 * <p>and a law of its own for each.
 */
final class Pair {
    final Dataset runs;
    final Fit<TwoRecipes> shared;
    private final Covariance<TwoRecipes> errors;
    private final @Nullable OwnLaw reference;
    private final @Nullable OwnLaw recipe;

    Pair(Dataset runs, Objective objective) {
        this.runs = runs;
        this.shared = Fitter.of(TwoRecipes.FAMILY).withObjective(objective).fit(runs);
        this.errors = Covariance.of(shared);
        this.reference = own(0, objective);
        this.recipe = own(1, objective);
    }

    Dataset group(int indicator) {
        return runs.where(run -> run.recipe().value(TwoRecipes.OTHER) == indicator);
    }

    /** Too few runs for a law of their own leave the shared one. */
    private @Nullable OwnLaw own(int indicator, Objective objective) {
        try {
            Fitter<ChinchillaLaw> fitter = Fitter.of(ChinchillaLaw.FAMILY).withObjective(objective);
            return OwnLaw.of(group(indicator), fitter);
        } catch (NoFitException few) {
            return null;
        }
    }

    Optional<OwnLaw> reference() {
        return Optional.ofNullable(reference);
    }

    Optional<OwnLaw> recipe() {
        return Optional.ofNullable(recipe);
    }

    /** A ratio read off the shared law, with its interval in logarithms. */
    Worth worth(double level, ToDoubleFunction<TwoRecipes> ratio) {
        return new Worth(ratio.applyAsDouble(shared.law()), errors.findPositive(level, ratio));
    }

    /** The standard error of the logarithm of such a ratio. */
    double error(ToDoubleFunction<TwoRecipes> ratio) {
        return errors.standardError(law -> Math.log(ratio.applyAsDouble(law)));
    }

    double degreesOfFreedom() {
        return errors.degreesOfFreedom();
    }

    /** Whether both recipes follow one law, and whether one law with two factors will do for both. */
    Optional<NestedTest> oneLaw() {
        return nested(squares(ChinchillaLaw.FAMILY, runs), squares(TwoRecipes.FAMILY, runs), 2, 7);
    }

    Optional<NestedTest> sharedExponents() {
        double own =
                squares(ChinchillaLaw.FAMILY, group(0)) + squares(ChinchillaLaw.FAMILY, group(1));
        return nested(squares(TwoRecipes.FAMILY, runs), own, 3, 10);
    }

    private Optional<NestedTest> nested(double few, double many, int fewer, int numbers) {
        return NestedTest.of(few, many, fewer, runs.size() - numbers);
    }

    /** The least sum of squares of ln L; NaN where there is no law. */
    private static <L extends LossLaw> double squares(LawFamily<L> family, Dataset runs) {
        try {
            return Fitter.of(family).withObjective(Objective.logSquares()).fit(runs).objective();
        } catch (NoFitException few) {
            return Double.NaN;
        }
    }
}
