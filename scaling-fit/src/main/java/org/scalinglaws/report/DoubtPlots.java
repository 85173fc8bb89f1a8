package org.scalinglaws.report;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.scalinglaws.design.Candidate;
import org.scalinglaws.design.Choice;
import org.scalinglaws.finding.ScalingException;
import org.scalinglaws.isoflop.Audit;
import org.scalinglaws.isoflop.Audit.Move;
import org.scalinglaws.isoflop.Audit.Variant;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.plan.Plan;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.LossUnit;
import org.scalinglaws.quantity.Require;
import org.scalinglaws.report.PlotTable.Axis;
import org.scalinglaws.report.PlotTable.Mark;
import org.scalinglaws.uncertainty.Coverage;
import org.scalinglaws.uncertainty.Ensemble;
import org.scalinglaws.uncertainty.ProfileLikelihood;
import org.scalinglaws.uncertainty.Spread;

/** The tables of pictures that show how sure a number is. */
public final class DoubtPlots {
    private static final int PROFILE = 32;

    /** A profile is drawn this much further than its interval, as a share of its half. */
    private static final double FURTHER = 0.4;

    private static final double TWO_SIDED = 0.95;

    private DoubtPlots() {}

    /**
     * Two numbers of every law of an ensemble: a narrow oblique cloud says that the runs know the one
     * only by the other.
     *
     * @param ensemble laws about that of a fit
     * @param x what stands to the right, and its name
     * @param across reads it off a law
     * @param y what stands upwards, and its name
     * @param up reads it off a law
     * @param <L> the type of the laws
     * @return a point for each law that has both numbers, and the fit by its name
     */
    public static <L extends LossLaw> PlotTable cloud(
            Ensemble<L> ensemble,
            Axis x,
            ToDoubleFunction<L> across,
            Axis y,
            ToDoubleFunction<L> up) {
        requireNonNull(ensemble, "ensemble");
        requireNonNull(x, "x");
        requireNonNull(y, "y");
        double[] first = ensemble.values(requireNonNull(across, "across"));
        double[] second = ensemble.values(requireNonNull(up, "up"));
        PlotRows rows = points(first, second);
        L estimate = ensemble.estimate();
        rows.add("the fit", Mark.NAMED, across.applyAsDouble(estimate), up.applyAsDouble(estimate));
        return rows.table("Resampled runs: " + y.name() + " against " + x.name(), x, y);
    }

    private static PlotRows points(double[] first, double[] second) {
        PlotRows rows = new PlotRows();
        for (int i = 0; i < first.length; i++) {
            rows.add("resampled runs", Mark.POINT, first[i], second[i]);
        }
        return rows;
    }

    /**
     * The plan of every law of an ensemble.
     *
     * @param ensemble laws about that of a fit
     * @param planner how a law is planned from, such as {@code law ->
     *     ComputeOptimal.of(law).plan(budget)}
     * @param <L> the type of the laws
     * @return a point for the plan of each law that has one, and that of the fit by its name
     */
    public static <L extends LossLaw> PlotTable plans(
            Ensemble<L> ensemble, Function<? super L, Plan> planner) {
        Spread<Plan> plans =
                requireNonNull(ensemble, "ensemble").map(requireNonNull(planner, "planner"));
        PlotRows rows =
                points(
                        plans.values(plan -> plan.model().parameters()),
                        plans.values(plan -> plan.tokens().count()));
        Optional<Plan> own = plans.estimate();
        own.ifPresent(
                plan ->
                        rows.add(
                                "the fit's plan",
                                Mark.NAMED,
                                plan.model().parameters(),
                                plan.tokens().count()));
        String budget =
                own.map(plan -> " for " + Digits.two(plan.compute().flops()) + " FLOP").orElse("");
        return rows.table(
                "Plans of resampled runs" + budget,
                Axis.logarithmic("best params N*"),
                Axis.logarithmic("best tokens D*"));
    }

    /**
     * How much worse the best law fits when a number is held: the interval lies where the curve is
     * below its threshold.
     *
     * @param profiles of a fit
     * @param name what the number is called
     * @param quantity reads it off a law
     * @param level of the interval, such as 0.95
     * @param <L> the type of the laws
     * @return a line of 33 places or fewer, and the ends of the interval
     * @throws ScalingException when an end of the interval is not reached, or the number is fixed
     */
    public static <L extends LossLaw> PlotTable profile(
            ProfileLikelihood<L> profiles,
            String name,
            ToDoubleFunction<L> quantity,
            double level) {
        requireNonNull(profiles, "profiles");
        requireNonNull(name, "name");
        Interval ends = profiles.interval(level, quantity);
        double width = ends.upper() - ends.lower();
        if (!(width > 0 && Double.isFinite(width))) {
            throw new ScalingException(name + " has no profile to draw: its interval is " + ends);
        }

        double room = FURTHER * width / 2;
        double[] values = PlotRows.steps(ends.lower() - room, ends.upper() + room, PROFILE);
        List<ProfileLikelihood.Point<L>> points = profiles.profile(quantity, values);
        double least =
                points.stream().mapToDouble(point -> point.objective()).min().orElse(Double.NaN);
        PlotRows rows = new PlotRows();
        double most = 0;
        double last = Double.NEGATIVE_INFINITY;
        for (ProfileLikelihood.Point<L> point : points) {
            // At a bound of the law several values have one law.
            if (point.quantity() > last) {
                double rise = 2 * (point.objective() - least) / profiles.dispersion();
                rows.add("profile", Mark.LINE, point.quantity(), rise);
                most = Math.max(most, rise);
                last = point.quantity();
            }
        }
        String end = Digits.level(level) + " interval";
        rows.upright(end + " from " + Digits.four(ends.lower()), ends.lower(), 0, most);
        rows.upright("to " + Digits.four(ends.upper()), ends.upper(), 0, most);
        return rows.table(
                "Profile of " + name, Axis.linear(name), Axis.linear("rise of the misfit, D"));
    }

    /**
     * How often intervals held the truth in simulated data sets.
     *
     * @param rows what {@link Coverage} gives; of one level
     * @return a point for each method and quantity with twice its simulation error, and the level
     */
    public static PlotTable coverage(List<Coverage.Row> rows) {
        Require.noNull("rows", rows);
        List<String> quantities = rows.stream().map(Coverage.Row::quantity).distinct().toList();
        List<String> methods = rows.stream().map(Coverage.Row::method).distinct().toList();
        PlotRows drawn = new PlotRows();
        rows.stream()
                .mapToDouble(Coverage.Row::level)
                .distinct()
                .forEach(
                        level ->
                                drawn.level(
                                        "asked: " + Digits.level(level),
                                        -0.5,
                                        quantities.size() - 0.5,
                                        100 * level));

        // Methods stand side by side at each quantity.
        for (Coverage.Row row : rows) {
            double share = 100 * row.share();
            double error = 200 * row.error();
            drawn.add(
                    row.method(),
                    Mark.POINT,
                    quantities.indexOf(row.quantity())
                            + beside(methods.indexOf(row.method()), methods.size()),
                    share,
                    Optional.of(
                            new Interval(
                                    Math.max(0, share - error), Math.min(100, share + error))));
        }
        return drawn.table(
                "Intervals that held the truth",
                Axis.names("quantity", quantities),
                Axis.linear("data sets whose interval held it, %"));
    }

    /** Where one of several stands about a whole number, so that none covers another. */
    private static double beside(int place, int count) {
        return count < 2 ? 0 : 0.5 * (place / (count - 1.0) - 0.5);
    }

    /**
     * What each candidate would lose against the best one.
     *
     * @param choice recipes judged by many laws
     * @param unit how the loss is stated
     * @return a bar of the expected regret with the regret that 95 % of laws do not exceed
     */
    public static PlotTable regret(Choice<?> choice, LossUnit unit) {
        List<Candidate> candidates = requireNonNull(choice, "choice").candidates();
        requireNonNull(unit, "unit");
        PlotRows rows = new PlotRows();
        for (int i = 0; i < candidates.size(); i++) {
            Candidate each = candidates.get(i);
            double regret = more(each, each.regret().expected(), unit);
            double most = more(each, each.regret().quantile(TWO_SIDED), unit);
            rows.add(
                    "expected regret; whisker: 95 % of laws",
                    Mark.BAR,
                    i,
                    regret,
                    Optional.of(new Interval(Math.min(regret, most), Math.max(regret, most))));
        }
        List<String> names = candidates.stream().map(Candidate::name).toList();
        return rows.table(
                "Regret of candidates",
                Axis.names("candidate", names),
                Axis.linear("loss above the best, " + unit.text()));
    }

    /** A perplexity is no multiple of nats: the difference is taken at the candidate's own loss. */
    private static double more(Candidate candidate, double nats, LossUnit unit) {
        double loss = candidate.loss().nats();
        return unit.equals(LossUnit.NATS) ? nats : unit.of(loss) - unit.of(loss - nats);
    }

    /**
     * Where the best size goes when a choice of the analysis changes: a ridge of answers for each kind
     * of change.
     *
     * @param audit what was changed in turn
     * @return a point for each change and approach, and the size that is recommended
     */
    public static PlotTable audit(Audit audit) {
        requireNonNull(audit, "audit");
        List<Audit.Change> changes =
                audit.variants().stream().map(Variant::change).distinct().toList();
        List<String> approaches =
                audit.variants().stream()
                        .flatMap(variant -> variant.moves().stream().map(Move::approach))
                        .distinct()
                        .sorted()
                        .toList();

        // The size that is recommended, and a point for each change and approach.
        PlotRows rows = new PlotRows();
        double size = audit.recommended().model().parameters();
        rows.upright("recommended: " + Digits.three(size), size, -0.5, changes.size() - 0.5);
        for (Variant variant : audit.variants()) {
            for (Move move : variant.moves()) {
                double place = beside(approaches.indexOf(move.approach()), approaches.size());
                rows.add(
                        move.approach(),
                        Mark.POINT,
                        move.parameters(),
                        changes.indexOf(variant.change()) + place);
            }
        }
        List<String> names = new ArrayList<>();
        changes.forEach(change -> names.add(words(change)));
        return rows.table(
                "Best size at " + Digits.two(audit.target().flops()) + " FLOP by analysis",
                Axis.logarithmic("best params N*"),
                Axis.names("what is changed", names));
    }

    private static String words(Audit.Change change) {
        return switch (change) {
            case BUDGET -> "a budget left out";
            case SIZE -> "a size left out";
            case RUN -> "a run left out";
            case OBJECTIVE -> "another objective";
            case ESTIMATOR -> "another estimator";
        };
    }
}
