package org.scalinglaws.forecast;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.scalinglaws.numeric.StudentMixture;
import org.scalinglaws.problem.NoFitException;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.select.Evidence;
import org.scalinglaws.select.FormFit;
import org.scalinglaws.select.RollOut;

/** The forms with their weights and errors: a distribution of ln L at any recipe. */
@SuppressWarnings("ArrayRecordComponent")
record Mixture(
        List<FormFit<?>> fits,
        double[] weights,
        List<FormError> errors,
        double[] moves,
        double top) {
    /** How far to both sides of a recipe its best size is looked for, in decades, in so many steps. */
    private static final double WINDOW = 1.5;

    private static final int STEPS = 24;

    static Mixture of(RollOut rollOut) {
        return of(rollOut, FormError.USUAL);
    }

    static Mixture of(RollOut rollOut, FormError.Growth growth) {
        List<FormFit<?>> fits = rollOut.fits();
        List<RollOut.Miss> misses = rollOut.misses();
        List<FormError> errors =
                fits.stream().map(fit -> FormError.of(fit.name(), misses, growth)).toList();
        boolean tried = errors.stream().allMatch(error -> error.risk() > 0);
        double[] weights = shared(tried ? inverseRisks(errors) : equal(errors));
        Evidence evidence = rollOut.evidence();
        double top = evidence.groups().top(evidence.groups().count() - 1);
        double[] moves = fits.stream().mapToDouble(SizeScan.of(rollOut)::move).toArray();
        return new Mixture(fits, weights, errors, moves, top);
    }

    /** Inverse mean square errors. */
    private static double[] inverseRisks(List<FormError> errors) {
        return errors.stream().mapToDouble(error -> 1 / error.risk()).toArray();
    }

    /** Few runs do not tell forms apart: criteria of their residuals would choose, and wrongly. */
    private static double[] equal(List<FormError> errors) {
        return errors.stream().mapToDouble(error -> 1).toArray();
    }

    static double[] shared(double[] weights) {
        double sum = Arrays.stream(weights).sum();
        return Arrays.stream(weights).map(weight -> weight / sum).toArray();
    }

    List<FormShare> shares() {
        return IntStream.range(0, fits.size())
                .mapToObj(i -> new FormShare(fits.get(i).name(), weights[i], errors.get(i).tau()))
                .toList();
    }

    /** Decades of compute beyond the runs, 0 inside. */
    double beyond(double flops) {
        return Math.max(0, Math.log10(flops / top));
    }

    /** The distributions of ln L at one recipe. */
    record At(StudentMixture law, StudentMixture newRun, double leverage) {}

    At at(Recipe recipe) {
        double flops = 6 * recipe.model().parameters() * recipe.tokens().count();
        double decades = beyond(flops);
        List<Integer> exist = new ArrayList<>();
        for (int i = 0; i < fits.size(); i++) {
            FormFit<?> fit = fits.get(i);
            if (Double.isFinite(fit.logLoss(recipe)) && Double.isFinite(fit.logError(recipe))) {
                exist.add(i);
            }
        }
        if (exist.isEmpty()) {
            throw new NoFitException("no form of the law has a loss at " + recipe);
        }

        int count = exist.size();
        double[] shares = shared(exist.stream().mapToDouble(i -> weights[i]).toArray());
        double[] centres = new double[count];
        double[] ofLaw = new double[count];
        double[] ofRun = new double[count];
        double[] freedom = new double[count];
        double leverage = 0;
        for (int k = 0; k < count; k++) {
            FormFit<?> fit = fits.get(exist.get(k));
            double error = fit.logError(recipe);
            double variance = error * error + errors.get(exist.get(k)).variance(decades);
            centres[k] = fit.logLoss(recipe);
            ofLaw[k] = Math.sqrt(variance);
            ofRun[k] = Math.sqrt(variance + fit.variance() / closeness(fit, recipe, flops));
            freedom[k] = fit.degreesOfFreedom();
            leverage += shares[k] * error * error / fit.variance();
        }
        return new At(
                new StudentMixture(shares, centres, ofLaw, freedom),
                new StudentMixture(shares, centres, ofRun, freedom),
                leverage);
    }

    /** What a run counts so far from the best size of its compute, by the form itself. */
    private static double closeness(FormFit<?> fit, Recipe recipe, double flops) {
        double own = fit.logLoss(recipe);
        double least = own;
        for (int i = -STEPS; i <= STEPS; i++) {
            double size = recipe.model().parameters() * Math.pow(10, i * WINDOW / STEPS);
            double there = fit.logLoss(Recipe.of(size, flops / 6 / size));
            least = there < least ? there : least;
        }
        return Evidence.closeness(own - least);
    }
}
