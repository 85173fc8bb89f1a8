package org.scalinglaws.curve;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.law.curve.Schedule;
import org.scalinglaws.law.curve.SizedAnnealingLaw;
import org.scalinglaws.numeric.Defaults;
import org.scalinglaws.numeric.Quantiles;
import org.scalinglaws.numeric.TextTable;
import org.scalinglaws.problem.NoFitException;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.quantity.Require;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

/**
 * One law for all training curves of a study, of several sizes, lengths and schedules: the {@linkplain
 * SizedAnnealingLaw annealing law with a term of size}, and what it forecasts for a training not yet
 * done.
 *
 * <pre>
 *   CurveStudy study = CurveStudy.of(List.of(StudyCurve.of(1e8, small), StudyCurve.of(4e8, large), ...));
 *   study.forecast(1e9, Schedule.cosine(3e-4, 3e-5, 50_000).withWarmUp(2000));</pre>
 *
 * <p>The momentum of the annealing is the one of five under which the law fits best. Checkpoints of the
 * warm-up are left out, and its rise of the rate does not count as annealing. Intervals come of the laws
 * without each curve in turn, since the checkpoints of one training err together, and of how far whole
 * curves lie off.
 */
public final class CurveStudy {
    private static final Factor CURVE = Factor.named("curve");
    private static final double[] MOMENTA = {0.9, 0.97, 0.99, 0.997, 0.999};
    private static final int MOST_POINTS = 40;
    private static final int FEWEST = 3;
    private static final int FEW = 6;

    private final List<StudyCurve> curves;
    private final Fit<SizedAnnealingLaw> fit;
    private final CurveDoubt doubt;
    private final double level;

    private CurveStudy(
            List<StudyCurve> curves, Fit<SizedAnnealingLaw> fit, CurveDoubt doubt, double level) {
        this.curves = curves;
        this.fit = fit;
        this.doubt = doubt;
        this.level = level;
    }

    /**
     * A curve that the law was not fitted to.
     *
     * @param name of the curve
     * @param measured its last loss, nats per token
     * @param expected what the law of the others said
     */
    public record HeldOut(String name, double measured, Expected expected) {
        /** Refuses nulls. */
        public HeldOut {
            requireNonNull(name, "name");
            Loss.nats(measured);
            requireNonNull(expected, "expected");
        }

        /**
         * Whether the interval holds what was measured.
         *
         * @return true where it does
         */
        public boolean isHeld() {
            Interval interval = expected.interval();
            return interval.lower() <= measured && measured <= interval.upper();
        }
    }

    /**
     * Fits the law, with intervals at the usual level.
     *
     * @param curves three or more, of two or more sizes
     * @return the study
     * @throws NoFitException when there are fewer
     */
    public static CurveStudy of(List<StudyCurve> curves) {
        Require.noNull("curves", curves);
        long sizes = curves.stream().mapToDouble(StudyCurve::parameters).distinct().count();
        if (curves.size() < FEWEST || sizes < 2) {
            throw new NoFitException(
                    String.format(
                            Locale.ROOT,
                            "a law of curves and sizes needs 3 curves of 2 sizes or more, got %d of"
                                    + " %d",
                            curves.size(),
                            sizes));
        }
        Fit<SizedAnnealingLaw> best = fit(curves, MOMENTA[0]);
        for (int i = 1; i < MOMENTA.length; i++) {
            Fit<SizedAnnealingLaw> next = fit(curves, MOMENTA[i]);
            best = next.objective() < best.objective() ? next : best;
        }
        CurveDoubt doubt = CurveDoubt.of(best, CURVE, curves.size());
        return new CurveStudy(List.copyOf(curves), best, doubt, Defaults.LEVEL);
    }

    private static Fit<SizedAnnealingLaw> fit(List<StudyCurve> curves, double momentum) {
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < curves.size(); i++) {
            StudyCurve curve = curves.get(i);
            Annealed annealed = new Annealed(curve.schedule(), momentum);
            for (Point point : curve.chosen(MOST_POINTS)) {
                Recipe recipe = annealed.recipe(curve.parameters(), (int) point.step());
                runs.add(Run.of(recipe.with(CURVE, i), Loss.nats(point.loss())));
            }
        }
        return Fitter.of(SizedAnnealingLaw.family(momentum)).fit(Dataset.of(runs));
    }

    /** A schedule without the steps of its warm-up, whose area stays. */
    private record Annealed(Schedule rest, int warmUp, double momentum) {
        Annealed(Schedule schedule, double momentum) {
            this(
                    schedule.after(StudyCurve.warmUp(schedule)),
                    StudyCurve.warmUp(schedule),
                    momentum);
        }

        Recipe recipe(double parameters, int step) {
            return SizedAnnealingLaw.recipe(parameters, rest, step - warmUp, momentum);
        }
    }

    /**
     * With intervals at another level.
     *
     * @param share between 0 and 1, such as 0.9
     * @return a new study
     */
    public CurveStudy withLevel(double share) {
        Quantiles.requireLevel(share);
        return new CurveStudy(curves, fit, doubt, share);
    }

    /**
     * The fit behind it.
     *
     * @return with the law, its objective and why the search stopped
     */
    public Fit<SizedAnnealingLaw> fit() {
        return fit;
    }

    /**
     * The law of all curves.
     *
     * @return its numbers, the momentum among them
     */
    public SizedAnnealingLaw law() {
        return fit.law();
    }

    /**
     * Where each number of the law may lie.
     *
     * @return intervals by the name of the parameter; the momentum is taken for known
     */
    public Map<String, Interval> intervals() {
        Map<String, Interval> intervals = new LinkedHashMap<>();
        List<Parameter> parameters = fit.problem().family().parameters();
        for (int j = 0; j < parameters.size(); j++) {
            int place = j;
            intervals.put(
                    parameters.get(j).name(),
                    doubt.number(
                            level,
                            parameters.get(j),
                            law -> fit.problem().family().values(law)[place]));
        }
        return Collections.unmodifiableMap(intervals);
    }

    /**
     * The final loss of a training not yet done.
     *
     * @param parameters N
     * @param schedule its learning rates, with its warm-up
     * @return the loss at the last step, and an interval for what one training would measure
     */
    public Expected forecast(double parameters, Schedule schedule) {
        requireNonNull(schedule, "schedule");
        return forecast(parameters, schedule, schedule.steps());
    }

    /**
     * The curves that the law was fitted to.
     *
     * @return as they were given
     */
    public List<StudyCurve> curves() {
        return curves;
    }

    /**
     * The law along a curve.
     *
     * @param curve any, of the study or not
     * @param step after its warm-up, up to the last of its schedule
     * @return nats per token
     */
    public double loss(StudyCurve curve, int step) {
        requireNonNull(curve, "curve");
        int first = StudyCurve.warmUp(curve.schedule()) + 1;
        Require.count("step", step, first, curve.schedule().steps());
        return law().loss(annealed(curve.schedule()).recipe(curve.parameters(), step));
    }

    private Annealed annealed(Schedule schedule) {
        return new Annealed(schedule, law().lambda());
    }

    /** What trainings like it end at in the mean, without what a single one errs by. */
    Expected expected(double parameters, Schedule schedule) {
        int step = schedule.steps();
        Recipe recipe = annealed(schedule).recipe(parameters, step);
        return new Expected(
                step, law().loss(recipe), doubt.withoutNoise().loss(level, law(), recipe), level);
    }

    private Expected forecast(double parameters, Schedule schedule, int step) {
        Recipe recipe = annealed(schedule).recipe(parameters, step);
        return new Expected(step, law().loss(recipe), doubt.loss(level, law(), recipe), level);
    }

    /**
     * The largest and the longest trainings as the law of the others forecasts them.
     *
     * @return a row for each of them; none where too few curves would be left
     */
    public List<HeldOut> heldOut() {
        double largest = curves.stream().mapToDouble(StudyCurve::parameters).max().orElseThrow();
        int longest = curves.stream().mapToInt(of -> of.schedule().steps()).max().orElseThrow();
        List<StudyCurve> held = new ArrayList<>();
        List<StudyCurve> others = new ArrayList<>();
        for (StudyCurve curve : curves) {
            boolean far = curve.parameters() == largest || curve.schedule().steps() == longest;
            (far ? held : others).add(curve);
        }
        long sizes = others.stream().mapToDouble(StudyCurve::parameters).distinct().count();
        if (others.size() < FEWEST || sizes < 2) {
            return List.of();
        }
        CurveStudy known = of(others).withLevel(level);
        List<HeldOut> rows = new ArrayList<>();
        for (StudyCurve curve : held) {
            Point last = curve.curve().last();
            if (!last.isDiverged() && last.step() > StudyCurve.warmUp(curve.schedule())) {
                Expected expected =
                        known.forecast(curve.parameters(), curve.schedule(), (int) last.step());
                rows.add(new HeldOut(curve.curve().name(), last.loss(), expected));
            }
        }
        return List.copyOf(rows);
    }

    /**
     * What to know before the law is believed.
     *
     * @return findings of the fit and of the curves held out
     */
    public List<Finding> findings() {
        return findings(heldOut());
    }

    /**
     * What to know before the law is believed, with what {@link #heldOut} has found.
     *
     * @param held curves held out
     * @return findings of the fit and of those curves
     */
    public List<Finding> findings(List<HeldOut> held) {
        Require.noNull("held", held);
        List<Finding> findings = new ArrayList<>(fit.caveats());
        if (curves.size() < FEW) {
            findings.add(
                    Finding.warning(
                            CheckName.FEW_REPLICATES,
                            String.format(
                                    Locale.ROOT,
                                    "%d curves say little of how far whole curves lie off; give %d or"
                                            + " more",
                                    curves.size(),
                                    FEW)));
        }

        // A curve that the others did not foretell speaks against the law of all.
        for (HeldOut row : held) {
            if (!row.isHeld()) {
                findings.add(
                        Finding.warning(
                                CheckName.HELD_OUT,
                                String.format(
                                        Locale.ROOT,
                                        "%s ended at %s; the law of the smaller and shorter curves"
                                                + " said %s",
                                        row.name(),
                                        Digits.loss(row.measured()),
                                        row.expected())));
            }
        }
        return List.copyOf(findings);
    }

    /**
     * The law's numbers and where each may lie.
     *
     * @return a row for each, and a line for the momentum
     */
    public TextTable table() {
        TextTable table = TextTable.of("  %-8s %12s  %s").row("number", "estimate", "interval");
        double[] values = fit.problem().family().values(law());
        int place = 0;
        for (Map.Entry<String, Interval> row : intervals().entrySet()) {
            Interval interval = row.getValue();
            table =
                    table.row(
                            row.getKey(),
                            Digits.six(values[place]),
                            Digits.three(interval.lower())
                                    + " to "
                                    + Digits.three(interval.upper()));
            place++;
        }
        return table.line(
                "  momentum " + Decimal.format(law().lambda()) + ", " + curves.size() + " curves");
    }

    /** {@return the law and its intervals} */
    @Override
    public String toString() {
        return table().text();
    }
}
