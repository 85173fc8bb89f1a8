package org.scalinglaws.select;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.DoublePredicate;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.PowerLaw;
import org.scalinglaws.law.single.BrokenPowerLaw;
import org.scalinglaws.law.single.SaturatingPowerLaw;
import org.scalinglaws.law.single.ShiftedPowerLaw;
import org.scalinglaws.numeric.TextTable;
import org.scalinglaws.problem.NoFitException;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Require;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

/**
 * Forecast combination by inverse mean square error for a curve of one factor: several forms, each
 * trusted as far as it foretold the later part of the curve from the earlier one.
 *
 * <pre>
 *  ln L      = sum over forms of w(f) ln L(f)
 *  w(f)      ~ 1 / risk(f)^2
 *  risk(f)   = mean over cuts of the mean over later rows of (ln observed - ln foretold)^2</pre>
 *
 * <p>Cuts lie at half of the curve and above, seven at most. A form that has more numbers than rows at
 * every cut takes no part. The weights are squared, as those of a best size are: forms of a curve are
 * fitted to the same few rows and are wrong alike.
 *
 * @param factor what the curve goes along
 * @param shares what each form has to say, in the order asked for
 * @see <a href="https://doi.org/10.1057/jors.1969.103">Bates and Granger (1969), The Combination of
 *     Forecasts</a>
 */
public record AveragedCurve(Factor factor, List<Share> shares) implements LossLaw {
    /** Cuts above half of the curve, but for the whole of it. */
    private static final int CUTS = 7;

    /** No form foretells better than what is written down, in ln L. */
    private static final double ROUNDING = 1e-5;

    /**
     * What one form has to say.
     *
     * @param fit to the whole curve
     * @param rollOutError root mean square of what it missed by above the cuts, in ln L
     * @param weight its share of the average
     */
    public record Share(Fit<?> fit, double rollOutError, double weight) {
        /** Refuses a null, a negative number and what is no number. */
        public Share {
            requireNonNull(fit, "fit");
            Decimal.nonNegative("roll-out error", rollOutError);
            Decimal.nonNegative("weight", weight);
        }

        /** {@return the name of the form} */
        public String name() {
            return fit.problem().family().name();
        }
    }

    /** Refuses nulls, and an average of nothing. */
    public AveragedCurve {
        requireNonNull(factor, "factor");
        shares = List.copyOf(Require.noNull("shares", shares));
        if (shares.isEmpty()) {
            throw new IllegalArgumentException("an average needs one form or more, got none");
        }
    }

    /**
     * The forms of a falling curve: the power law with and without a floor, shifted and saturating (M1
     * to M4), and the broken power law with one break.
     *
     * @param factor what the curve goes along
     * @return from the fewest numbers to the most
     * @see <a href="https://arxiv.org/abs/2209.06640">Alabdulmohsin et al. (2022)</a>
     */
    public static List<LawFamily<?>> forms(Factor factor) {
        return List.of(
                PowerLaw.familyWithoutFloor(factor),
                PowerLaw.family(factor),
                ShiftedPowerLaw.family(factor),
                SaturatingPowerLaw.family(factor),
                BrokenPowerLaw.family(factor, 1));
    }

    /**
     * Averages the {@linkplain #forms forms of a falling curve}, in some ten seconds: the two of most numbers
     * are searched for anew at every cut.
     *
     * @param curve rows with the factor and a positive loss
     * @param factor what the curve goes along
     * @return the average
     * @throws org.scalinglaws.data.DataException when a row lacks the factor, or has a loss that is not
     *     positive
     * @throws NoFitException when no form has fewer numbers than half of the curve has rows
     */
    public static AveragedCurve of(Dataset curve, Factor factor) {
        return of(curve, factor, forms(requireNonNull(factor, "factor")));
    }

    /**
     * Averages some forms.
     *
     * @param curve rows with the factor and a positive loss
     * @param factor what the curve goes along
     * @param forms laws of that factor
     * @return the average
     * @throws org.scalinglaws.data.DataException as for the usual forms
     * @throws NoFitException as for the usual forms
     */
    public static AveragedCurve of(Dataset curve, Factor factor, List<LawFamily<?>> forms) {
        requireNonNull(curve, "curve");
        requireNonNull(factor, "factor");
        List<Share> tried = new ArrayList<>();
        for (LawFamily<?> form : Require.noNull("forms", forms)) {
            OptionalDouble risk = risk(curve, factor, form);
            if (risk.isPresent()) {
                Fit<?> fit = fitter(form).fit(curve);
                tried.add(new Share(fit, Math.sqrt(risk.getAsDouble()), 1));
            }
        }
        if (tried.isEmpty()) {
            throw new NoFitException(
                    "no form has fewer numbers than half of the " + curve.size() + " rows");
        }
        double[] precisions =
                tried.stream().mapToDouble(share -> Math.pow(share.rollOutError, -4)).toArray();
        double sum = Arrays.stream(precisions).sum();
        List<Share> shares = new ArrayList<>();
        for (int i = 0; i < precisions.length; i++) {
            Share share = tried.get(i);
            shares.add(new Share(share.fit, share.rollOutError, precisions[i] / sum));
        }
        return new AveragedCurve(factor, shares);
    }

    private static <L extends LossLaw> Fitter<L> fitter(LawFamily<L> form) {
        return Fitter.of(form).withObjective(Objective.logSquares());
    }

    /** The mean square of what a form missed by; none where it could be tried at no cut. */
    private static OptionalDouble risk(Dataset curve, Factor factor, LawFamily<?> form) {
        double[] places = Arrays.stream(curve.column(factor)).sorted().distinct().toArray();
        int half = Math.max(1, places.length / 2);
        int stride = Math.max(1, (places.length - half) / (CUTS - 1));
        List<Double> squares = new ArrayList<>();
        for (int count = places.length - 1; count >= half; count -= stride) {
            double top = places[count - 1];
            Dataset below = part(curve, factor, x -> x <= top);
            if (below.size() > form.parameters().size()) {
                LossLaw law = fitter(form).fit(below).law();
                squares.add(missed(law, part(curve, factor, x -> x > top)));
            }
        }
        OptionalDouble mean = squares.stream().mapToDouble(square -> square).average();
        return mean.isPresent() && Double.isFinite(mean.getAsDouble())
                ? OptionalDouble.of(Math.max(ROUNDING * ROUNDING, mean.getAsDouble()))
                : OptionalDouble.empty();
    }

    private static Dataset part(Dataset curve, Factor factor, DoublePredicate kept) {
        return curve.where(run -> kept.test(run.recipe().value(factor)));
    }

    /** The mean square of ln observed less ln foretold. */
    private static double missed(LossLaw law, Dataset rows) {
        double sum = 0;
        for (Run run : rows) {
            double off = Math.log(run.loss().nats() / law.loss(run.recipe()));
            sum += off * off / rows.size();
        }
        return sum;
    }

    /**
     * The one form that foretold best.
     *
     * @return the share of least roll-out error
     */
    public Share chosen() {
        return shares.stream().min(Comparator.comparingDouble(Share::rollOutError)).orElseThrow();
    }

    @Override
    public double loss(Recipe recipe) {
        requireNonNull(recipe, "recipe");
        double sum = 0;
        for (Share share : shares) {
            sum += share.weight * Math.log(share.fit.law().loss(recipe));
        }
        return Math.exp(sum);
    }

    /** {@return a row for each form, errors in percent of the loss} */
    public TextTable table() {
        TextTable table =
                TextTable.of("  %-20s %7s %14s %8s")
                        .withFirstFitting()
                        .row("form", "numbers", "roll-out error", "weight");
        for (Share share : shares) {
            table =
                    table.row(
                            share.name(),
                            share.fit.problem().family().parameters().size(),
                            String.format(Locale.ROOT, "%.2f %%", 100 * share.rollOutError),
                            String.format(Locale.ROOT, "%.3f", share.weight));
        }
        return table;
    }

    /** {@return the table as text} */
    @Override
    public String toString() {
        return table().text();
    }
}
