package org.scalinglaws.forecast;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.scalinglaws.problem.NoFitException;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.select.Evidence;
import org.scalinglaws.select.FormFit;
import org.scalinglaws.select.RollOut;

/** The forms with their weights and errors: a distribution of ln L at any recipe. */
record Mixture(
        List<FormFit<?>> fits,
        double[] weights,
        List<FormError> errors,
        double[] moves,
        double top) {
    /** Half of the usual exponent: residuals of runs are not independent. */
    private static final double AICC_SCALE = 4;

    /** Criteria alone never leave a form out: so much of the weight is shared out equally. */
    private static final double EQUAL = 0.2;

    /** How far to both sides of a recipe its best size is looked for, in decades, in so many steps. */
    private static final double WINDOW = 1.5;

    private static final int STEPS = 24;

    static Mixture of(RollOut rollOut) {
        List<FormFit<?>> fits = rollOut.fits();
        List<RollOut.Miss> misses = rollOut.misses();
        List<FormError> errors =
                fits.stream().map(fit -> FormError.of(fit.name(), misses)).toList();
        boolean tried = errors.stream().allMatch(error -> error.risk() > 0);
        double[] weights = tried ? byRisk(errors) : byCriterion(fits);
        Evidence evidence = rollOut.evidence();
        double top = evidence.groups().top(evidence.groups().count() - 1);
        double[] moves = fits.stream().mapToDouble(SizeScan.of(rollOut)::move).toArray();
        return new Mixture(fits, weights, errors, moves, top);
    }

    /** Inverse mean square errors. */
    private static double[] byRisk(List<FormError> errors) {
        return shared(errors.stream().mapToDouble(error -> 1 / error.risk()).toArray());
    }

    /** Akaike weights of half the exponent, mixed with equal ones. */
    private static double[] byCriterion(List<FormFit<?>> fits) {
        double[] criteria = fits.stream().mapToDouble(FormFit::aicc).toArray();
        double least = Arrays.stream(criteria).min().orElseThrow();
        double[] weights = new double[criteria.length];
        Arrays.setAll(
                weights,
                i -> Double.isInfinite(least) ? 1 : Math.exp((least - criteria[i]) / AICC_SCALE));
        double[] shares = shared(weights);
        Arrays.setAll(shares, i -> (1 - EQUAL) * shares[i] + EQUAL / shares.length);
        return shares;
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
            if (Double.isFinite(fits.get(i).logLoss(recipe))) {
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
