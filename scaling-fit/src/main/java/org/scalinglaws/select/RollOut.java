package org.scalinglaws.select;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.scalinglaws.problem.InterruptedFitException;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Require;
import org.scalinglaws.recipe.Recipe;

/**
 * Roll-out, the forecaster's cross-validation by a rolling origin: every form is fitted to the runs up
 * to each cut of compute, and asked for the runs of every later group.
 *
 * @param evidence the runs
 * @param forms what was fitted
 * @param cuts the fits up to each cut, ascending; those of the last are to all runs
 * @param misses how far off every form was above every cut, in each later group
 * @see <a href="https://otexts.com/fpp3/tscv.html">Hyndman and Athanasopoulos (2021), Forecasting:
 *     Principles and Practice, section 5.10</a>
 */
public record RollOut(Evidence evidence, List<Form<?>> forms, List<Cut> cuts, List<Miss> misses) {
    /** Below a cut there are this many groups and runs, or more. */
    private static final int GROUPS = 3;

    private static final int RUNS = 12;

    /** With more groups than this, only every second or third cut is made. */
    private static final int CUTS = 15;

    /**
     * Fits up to a cut.
     *
     * @param last the place of the last group below the cut
     * @param fits a fit for each form that could be fitted
     */
    public record Cut(int last, List<FormFit<?>> fits) {
        /** Copies the fits. */
        public Cut {
            fits = List.copyOf(Require.noNull("fits", fits));
        }
    }

    /**
     * How far off a form was in one later group.
     *
     * @param form its name
     * @param cut the place of the last group that it had seen
     * @param group the place of the group that it was asked for
     * @param decades from the top of the cut to the group
     * @param mean the mean over the runs of observed less expected ln L
     * @param square the mean of its square
     * @param noise what the square is without any error of the form: se^2 + s^2 / w
     * @param meanNoise the same of the mean: se^2 + s^2 / sum w
     */
    public record Miss(
            String form,
            int cut,
            int group,
            double decades,
            double mean,
            double square,
            double noise,
            double meanNoise) {
        /** Refuses a null and what is no number. */
        public Miss {
            requireNonNull(form, "form");
            Decimal.finite("decades", decades);
            Decimal.finite("mean", mean);
            Decimal.finite("square", square);
            Decimal.finite("noise", noise);
            Decimal.finite("noise of the mean", meanNoise);
        }
    }

    /** Refuses nulls. */
    public RollOut {
        requireNonNull(evidence, "evidence");
        forms = List.copyOf(Require.noNull("forms", forms));
        cuts = List.copyOf(Require.noNull("cuts", cuts));
        misses = List.copyOf(Require.noNull("misses", misses));
    }

    /**
     * Rolls out the forms of model size and data.
     *
     * @param evidence the runs
     * @return the fits below every cut
     */
    public static RollOut of(Evidence evidence) {
        return of(evidence, Form.ofSizeAndData());
    }

    /**
     * Rolls out some forms. A fit descends from that of the cut before as well, so that it does not
     * know what lies above.
     *
     * @param evidence the runs
     * @param forms what to fit
     * @return the fits below every cut
     */
    public static RollOut of(Evidence evidence, List<Form<?>> forms) {
        requireNonNull(evidence, "evidence");
        Require.noNull("forms", forms);
        int top = evidence.groups().count() - 1;
        int stride = 1 + top / CUTS;
        List<Cut> cuts = new ArrayList<>();
        for (int last = 0; last <= top; last++) {
            Evidence below = last == top ? evidence : evidence.upTo(last);
            boolean enough = last + 1 >= GROUPS && below.counted() >= RUNS;
            boolean wanted = (top - last) % stride == 0;
            if ((enough && wanted) || last == top) {
                cuts.add(cut(last, below, forms, cuts));
            }
        }
        return new RollOut(evidence, forms, cuts, misses(evidence, cuts));
    }

    private static Cut cut(int last, Evidence below, List<Form<?>> forms, List<Cut> earlier) {
        List<FormFit<?>> fits = new ArrayList<>();
        for (Form<?> form : forms) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedFitException("the roll-out was interrupted");
            }
            fit(form, below, earlier).ifPresent(fits::add);
        }
        return new Cut(last, fits);
    }

    private static Optional<? extends FormFit<?>> fit(
            Form<?> form, Evidence below, List<Cut> earlier) {
        List<FormFit<?>> before =
                earlier.isEmpty() ? List.of() : earlier.get(earlier.size() - 1).fits();
        for (FormFit<?> fit : before) {
            if (fit.name().equals(form.name())) {
                return form.fit(below, fit);
            }
        }
        return form.fit(below);
    }

    /** {@return the fits to all runs} */
    public List<FormFit<?>> fits() {
        return cuts.get(cuts.size() - 1).fits();
    }

    private static List<Miss> misses(Evidence evidence, List<Cut> cuts) {
        List<Miss> misses = new ArrayList<>();
        for (Cut cut : cuts) {
            for (FormFit<?> fit : cut.fits()) {
                for (int group = cut.last() + 1; group < evidence.groups().count(); group++) {
                    miss(evidence, cut, fit, group).ifPresent(misses::add);
                }
            }
        }
        return misses;
    }

    /** None where the law does not exist at a run, as one with a pole may not. */
    private static Optional<Miss> miss(Evidence evidence, Cut cut, FormFit<?> fit, int group) {
        int[] rows = evidence.groups().rows(group);
        double[] weights = evidence.weights();
        double[] losses = evidence.runs().losses();
        double total = Arrays.stream(rows).mapToDouble(row -> weights[row]).sum();

        // Means by weight: what lies far from the best of its group says little of the form.
        double mean = 0;
        double square = 0;
        double error = 0;
        for (int row : rows) {
            Recipe recipe = evidence.runs().run(row).recipe();
            double off = Math.log(losses[row]) - fit.logLoss(recipe);
            double own = fit.logError(recipe);
            mean += weights[row] * off / total;
            square += weights[row] * off * off / total;
            error += weights[row] * own * own / total;
        }
        double decades =
                Math.log10(evidence.groups().top(group) / evidence.groups().top(cut.last()));
        if (!Double.isFinite(square) || !Double.isFinite(error)) {
            return Optional.empty();
        }
        return Optional.of(
                new Miss(
                        fit.name(),
                        cut.last(),
                        group,
                        decades,
                        mean,
                        square,
                        error + fit.variance() * rows.length / total,
                        error + fit.variance() / total));
    }

    @Override
    public String toString() {
        return String.format("%d forms rolled out over %d cuts", forms.size(), cuts.size() - 1);
    }
}
