package org.scalinglaws.curve;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.scalinglaws.data.DataException;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.numeric.Defaults;
import org.scalinglaws.numeric.Quantiles;
import org.scalinglaws.numeric.StudentMixture;
import org.scalinglaws.problem.NoFitException;
import org.scalinglaws.quantity.Brief;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Interval;

/**
 * Where a running training will be: a mixture of forms of decay, each as sure as it was when the curve
 * was forecast from its own beginnings.
 *
 * <pre>
 *   ln L(s) ~ sum over forms f of  w_f t(ln L_f(s), tau_f^2 ln(s / now) + noise^2)
 *
 *   tau_f^2 = mean of miss^2 / ln(later / cut) over cuts at 0.3 to 0.8 of the steps     w_f ~ 1 / tau_f^2</pre>
 *
 * <p>Forms are a power of steps with a floor, an exponential, a power without a floor through the later
 * half, and the last value, each moved half way to the newest level. One cut at which they erred by 3 % (the last value by 5 %) where steps are
 * e times as many is added: that is all there is when a curve is too short to be cut. A forecast is for the
 * learning rate as it goes on by itself. What a rate that has yet to fall will save is not in it, nor in its
 * interval: {@link #findings} says so.
 *
 * <p>A broken power with one smooth break (BNSL) was tried as a fifth form and left out: on the families to
 * choose by the median error rose from 0.56 to 0.63 %.
 */
public final class CurveForecast {
    private static final List<Decay> FORMS = List.of(Decay.values());
    private static final double[] CUTS = {0.3, 0.4, 0.5, 0.6, 0.7, 0.8};
    private static final int LEAST = 2;
    private static final int CUT_LEAST = 5;

    /** How much later than a cut the first checkpoint lies that it is judged by. */
    private static final double BEYOND = 1.15;

    private static final double PRIOR_CUTS = 1;
    private static final double SUREST = 0.008;
    private static final double FREEDOM = 3;
    private static final double MAD_TO_DEVIATION = 1.4826;

    private final String name;
    private final double now;
    private final double level;
    private final boolean rising;
    private final List<DoubleUnaryOperator> pure;
    private final List<DoubleUnaryOperator> forms;
    private final double[] doubts;
    private final double[] freedoms;
    private final double noise;
    private final OptionalDouble rateLeft;

    private CurveForecast(CurveForecast other, double level) {
        this.name = other.name;
        this.now = other.now;
        this.level = level;
        this.rising = other.rising;
        this.pure = other.pure;
        this.forms = other.forms;
        this.doubts = other.doubts;
        this.freedoms = other.freedoms;
        this.noise = other.noise;
        this.rateLeft = other.rateLeft;
    }

    private CurveForecast(Curve curve, double[] steps, double[] losses, boolean rising) {
        this.name = curve.name();
        this.rateLeft = curve.rateLeft();
        this.now = steps[steps.length - 1];
        this.level = Defaults.LEVEL;
        this.rising = rising;
        Stretch whole = Stretch.of(steps, losses);
        this.pure = FORMS.stream().map(form -> form.fit(whole)).toList();
        this.forms = pure.stream().map(form -> anchored(form, whole)).toList();
        this.noise = noise(whole, pure.get(0));

        double[][] misses = misses(steps, losses);
        this.doubts = new double[forms.size()];
        this.freedoms = new double[forms.size()];
        for (int form = 0; form < doubts.length; form++) {
            double untried = FORMS.get(form).untried();
            double sum = PRIOR_CUTS * untried * untried + Arrays.stream(misses[form]).sum();
            double cuts = PRIOR_CUTS + misses[form].length;
            doubts[form] = Math.max(SUREST, Math.sqrt(sum / cuts));
            freedoms[form] = FREEDOM + misses[form].length;
        }
    }

    /**
     * Forecasts of a curve's loss, at the usual level of 0.95.
     *
     * @param curve of two or more finite checkpoints after step 0, with positive losses
     * @return where it goes
     * @throws NoFitException when training diverged or there are fewer checkpoints
     * @throws DataException when a loss is not positive
     */
    public static CurveForecast of(Curve curve) {
        requireNonNull(curve, "curve");
        return of(curve, curve.losses(), false);
    }

    /**
     * Forecasts of a curve's accuracy: one less it is taken for a loss.
     *
     * @param curve of two or more checkpoints with accuracies below 1
     * @return where it goes
     * @throws NoFitException when fewer accuracies were logged
     */
    public static CurveForecast ofAccuracy(Curve curve) {
        requireNonNull(curve, "curve");
        Curve logged = curve.of(Point::accuracy);
        return of(logged, Arrays.stream(logged.losses()).map(share -> 1 - share).toArray(), true);
    }

    private static CurveForecast of(Curve curve, double[] losses, boolean rising) {
        if (curve.last().isDiverged()) {
            throw new NoFitException(
                    String.format(
                            "%s diverged at step %s: no loss can be forecast",
                            curve.name(), Decimal.format(curve.last().step())));
        }

        // Step 0 has no logarithm, and a spike to no number tells nothing.
        double[] steps = curve.steps();
        int[] kept =
                IntStream.range(0, steps.length)
                        .filter(i -> steps[i] > 0 && Double.isFinite(losses[i]))
                        .toArray();
        if (kept.length < LEAST) {
            throw new NoFitException(
                    String.format(
                            Locale.ROOT,
                            "a forecast needs %d checkpoints after step 0, %s has %d",
                            LEAST,
                            curve.name(),
                            kept.length));
        }
        for (int i : kept) {
            if (!(losses[i] > 0)) {
                throw new DataException(
                        String.format(
                                "%s must be %s for a forecast, got %s at step %s of %s",
                                rising ? "accuracy" : "loss",
                                rising ? "below 1" : "positive",
                                Decimal.format(rising ? 1 - losses[i] : losses[i]),
                                Decimal.format(steps[i]),
                                curve.name()));
            }
        }

        return new CurveForecast(
                curve,
                Arrays.stream(kept).mapToDouble(i -> steps[i]).toArray(),
                Arrays.stream(kept).mapToDouble(i -> losses[i]).toArray(),
                rising);
    }

    /** The form moved half way in ln loss to the median of what the newest tenth shows. */
    private static DoubleUnaryOperator anchored(DoubleUnaryOperator form, Stretch at) {
        int count = Math.max(1, at.size() / 10);
        double[] misses =
                IntStream.range(at.size() - count, at.size())
                        .mapToDouble(
                                i -> Math.log(at.losses()[i] / form.applyAsDouble(at.steps()[i])))
                        .sorted()
                        .toArray();
        double median = 0.5 * (misses[count / 2] + misses[(count - 1) / 2]);
        double ratio = Math.exp(0.5 * median);
        return step -> ratio * form.applyAsDouble(step);
    }

    /** How far single checkpoints lie from the form, in ln loss, by differences of neighbours. */
    private static double noise(Stretch at, DoubleUnaryOperator form) {
        double[] residuals = new double[at.size()];
        for (int i = 0; i < residuals.length; i++) {
            residuals[i] = Math.log(at.losses()[i] / form.applyAsDouble(at.steps()[i]));
        }
        double[] jumps =
                IntStream.range(1, residuals.length)
                        .mapToDouble(i -> Math.abs(residuals[i] - residuals[i - 1]))
                        .sorted()
                        .toArray();
        double median = 0.5 * (jumps[jumps.length / 2] + jumps[(jumps.length - 1) / 2]);
        return MAD_TO_DEVIATION * median / Math.sqrt(2);
    }

    /** For each form its mean square of ln loss beyond each cut, over the distance. */
    private static double[][] misses(double[] steps, double[] losses) {
        double now = steps[steps.length - 1];
        double[][] misses = new double[FORMS.size()][CUTS.length];
        int tried = 0;
        for (double cut : CUTS) {
            int count = (int) Arrays.stream(steps).filter(step -> step <= cut * now).count();

            // What lies just beyond the cut is no forecast.
            int first = count;
            while (count > 0 && first < steps.length && steps[first] <= BEYOND * steps[count - 1]) {
                first++;
            }
            if (count >= CUT_LEAST && first < steps.length) {
                Stretch known =
                        Stretch.of(Arrays.copyOf(steps, count), Arrays.copyOf(losses, count));
                for (int form = 0; form < misses.length; form++) {
                    misses[form][tried] =
                            miss(
                                    anchored(FORMS.get(form).fit(known), known),
                                    steps,
                                    losses,
                                    first,
                                    steps[count - 1]);
                }
                tried++;
            }
        }
        int cuts = tried;
        return Arrays.stream(misses).map(of -> Arrays.copyOf(of, cuts)).toArray(double[][]::new);
    }

    private static double miss(
            DoubleUnaryOperator form, double[] steps, double[] losses, int first, double cut) {
        double sum = 0;
        for (int i = first; i < steps.length; i++) {
            double miss = Math.log(losses[i] / form.applyAsDouble(steps[i]));
            sum += miss * miss / Math.log(steps[i] / cut);
        }
        return sum / (steps.length - first);
    }

    /**
     * Another level.
     *
     * @param share between 0 and 1, such as 0.95
     * @return new forecasts
     */
    public CurveForecast withLevel(double share) {
        Quantiles.requireLevel(share);
        return new CurveForecast(this, share);
    }

    /**
     * What a checkpoint will show.
     *
     * @param step no earlier than the newest
     * @return the median and an interval for one measurement
     */
    public Expected at(double step) {
        if (!(step >= now && step < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    String.format(
                            "a forecast of %s is for steps from %s on, got %s",
                            name, Decimal.format(now), Decimal.format(step)));
        }
        double ahead = Math.log(step / now);
        double[] centres =
                forms.stream().mapToDouble(form -> Math.log(form.applyAsDouble(step))).toArray();
        double[] deviations =
                Arrays.stream(doubts)
                        .map(tau -> Math.sqrt(tau * tau * ahead + noise * noise + 1e-12))
                        .toArray();
        StudentMixture mixture = new StudentMixture(weights(), centres, deviations, freedoms);
        Interval logs = mixture.interval(level);
        double median = Math.exp(mixture.quantile(0.5));
        double low = Math.exp(logs.lower());
        double high = Math.exp(logs.upper());
        return rising
                ? new Expected(
                        step, 1 - median, new Interval(Math.max(0, 1 - high), 1 - low), level)
                : new Expected(step, median, new Interval(low, high), level);
    }

    private double[] weights() {
        double sum = Arrays.stream(doubts).map(tau -> 1 / (tau * tau)).sum();
        return Arrays.stream(doubts).map(tau -> 1 / (tau * tau) / sum).toArray();
    }

    /**
     * What to know before believing it.
     *
     * @return a warning while the learning rate is above a fifth of its greatest, a note where no rate was
     *     logged; nothing where the rate has fallen
     */
    public List<Finding> findings() {
        String ahead =
                ": the forecast is for a training without a decay to come; one to a tenth of the rate"
                        + " or to nothing ends 2 to 5 % lower by three published laws, which the"
                        + " interval does not hold";
        if (rateLeft.isEmpty()) {
            return List.of(Finding.note(CheckName.CUT_SHORT, "no learning rate is logged" + ahead));
        }
        double left = rateLeft.getAsDouble();
        return left > Evidence.HIGH_RATE
                ? List.of(
                        Finding.warning(
                                CheckName.CUT_SHORT,
                                String.format(
                                        Locale.ROOT,
                                        "the learning rate is at %.0f %% of its greatest%s",
                                        100 * left,
                                        ahead)))
                : List.of();
    }

    /**
     * The forms and how much each counts.
     *
     * @return in a fixed order
     */
    public List<FormWeight> forms() {
        double[] weights = weights();
        return IntStream.range(0, weights.length)
                .mapToObj(
                        i ->
                                new FormWeight(
                                        FORMS.get(i).name().toLowerCase(Locale.ROOT),
                                        weights[i],
                                        doubts[i]))
                .toList();
    }

    /**
     * What one form alone says where it was fitted, not moved, for comparison.
     *
     * @param form such as {@code power}
     * @param step no earlier than the newest
     * @return the loss, or the accuracy
     * @throws IllegalArgumentException when there is no such form
     */
    public double byForm(String form, double step) {
        requireNonNull(form, "form");
        for (int i = 0; i < forms.size(); i++) {
            if (forms().get(i).form().equals(form)) {
                double loss = pure.get(i).applyAsDouble(step);
                return rising ? 1 - loss : loss;
            }
        }
        throw new IllegalArgumentException(
                Brief.of("a form is power, exponential, line or last, got '" + form + "'"));
    }
}
