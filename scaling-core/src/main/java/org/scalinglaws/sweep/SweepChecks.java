package org.scalinglaws.sweep;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.scalinglaws.finding.Check;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.plan.Planner;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.recipe.Recipe;

/** The checks of a sweep before any run is trained. */
public final class SweepChecks {
    private static final int FEW_SIZES = 5;
    private static final int FEW_BUDGETS = 3;
    private static final double WIDE = 8;
    private static final double SHORT = 2;
    private static final double OFF = 1.5;
    private static final double ROUNDING = 1e-9;

    private static final List<Check<IsoFlopSweep>> ALL =
            List.of(
                    SweepChecks::fewBudgets,
                    SweepChecks::fewSizes,
                    SweepChecks::wide,
                    sweep -> tooShort(sweep, "sizes", run -> run.model().parameters()),
                    sweep -> tooShort(sweep, "tokens", run -> run.tokens().count()));

    private static final List<Check<List<Aim>>> AIMS =
            List.of(SweepChecks::offCentre, SweepChecks::drift);

    private SweepChecks() {}

    /**
     * Every check of the design itself: too few sizes or budgets for a fit, sizes so far from their
     * middle that a parabola does not follow, or too short a range to see an exponent.
     *
     * @return the checks, in the order they run
     */
    public static List<Check<IsoFlopSweep>> all() {
        return ALL;
    }

    /**
     * Runs every check of the design itself.
     *
     * @param sweep the sweep to look at
     * @return what a reader should know, the most serious first; none for a sound design
     */
    public static List<Finding> inspect(IsoFlopSweep sweep) {
        requireNonNull(sweep, "sweep");
        return Check.all(ALL, sweep);
    }

    /**
     * The same, and where the sizes lie off the optimum of a law: their middle by more than a factor
     * of 1.5, or the optimum so near an edge that no spacing is left beyond it.
     *
     * @param sweep the sweep to look at
     * @param truth a planner of the law that is believed, such as {@code ComputeOptimal.of(law)}
     * @return what a reader should know, the most serious first; none for a sound design
     */
    public static List<Finding> inspect(IsoFlopSweep sweep, Planner truth) {
        requireNonNull(sweep, "sweep");
        requireNonNull(truth, "truth");
        List<Finding> findings = new ArrayList<>(inspect(sweep));
        List<Aim> aims = sweep.curves().stream().map(curve -> Aim.of(curve, truth)).toList();
        findings.addAll(Check.ofEach(SweepChecks::edge, aims));
        findings.addAll(Check.inOrder(AIMS, aims));
        findings.sort(Comparator.comparing(Finding::severity).reversed());
        return List.copyOf(findings);
    }

    /** Is there a budget left to check a straight line by? */
    private static Optional<Finding> fewBudgets(IsoFlopSweep sweep) {
        long budgets = sweep.curves().stream().map(Curve::budget).distinct().count();
        return budgets >= FEW_BUDGETS
                ? Optional.empty()
                : Optional.of(
                        Finding.warning(
                                CheckName.FEW_BUDGETS,
                                "a straight line over fewer than 3 budgets leaves nothing to check"
                                        + " it by"));
    }

    /** Are there sizes left to show the noise of a parabola? */
    private static Optional<Finding> fewSizes(IsoFlopSweep sweep) {
        int fewest =
                sweep.curves().stream().mapToInt(curve -> curve.recipes().size()).min().orElse(0);
        return fewest >= FEW_SIZES
                ? Optional.empty()
                : Optional.of(
                        Finding.warning(
                                CheckName.FEW_SIZES,
                                "a budget has "
                                        + fewest
                                        + " sizes; a parabola has 3 numbers, and"
                                        + " fewer than 5 sizes hardly show its noise"));
    }

    /** Do the sizes stay so near their middle that the law looks like a parabola? */
    private static Optional<Finding> wide(IsoFlopSweep sweep) {
        double widest = sweep.curves().stream().mapToDouble(Curve::reach).max().orElse(1);
        return widest <= WIDE * (1 + ROUNDING)
                ? Optional.empty()
                : Optional.of(
                        Finding.warning(
                                CheckName.WIDE,
                                "sizes reach to "
                                        + Digits.three(widest)
                                        + " times their middle;"
                                        + " beyond 8 a parabola does not follow a law that is not"
                                        + " symmetric, and ParabolaBias says how far it is off"));
    }

    /** Does a number span enough to see its exponent? */
    private static Optional<Finding> tooShort(
            IsoFlopSweep sweep, String what, ToDoubleFunction<Recipe> number) {
        List<Recipe> recipes = sweep.recipes();
        double most = recipes.stream().mapToDouble(number).max().orElse(1);
        double least = recipes.stream().mapToDouble(number).min().orElse(1);
        double decades = Math.log10(most / least);
        return decades >= SHORT - ROUNDING
                ? Optional.empty()
                : Optional.of(
                        Finding.warning(
                                CheckName.SHORT,
                                String.format(
                                        Locale.ROOT,
                                        "%s span %.1f decades; an exponent needs 2 or more",
                                        what,
                                        decades)));
    }

    /** The sizes of a budget and the best one there, parameters. */
    private record Aim(Curve curve, double best) {
        static Aim of(Curve curve, Planner truth) {
            return new Aim(curve, truth.plan(curve.budget()).model().parameters());
        }

        double size(int index) {
            return curve.recipes().get(index).model().parameters();
        }

        double second() {
            return size(1);
        }

        double lastButOne() {
            return size(curve.recipes().size() - 2);
        }

        /** The middle of the sizes over the best size. */
        double off() {
            return curve.centre().parameters() / best;
        }
    }

    private static double leastOff(List<Aim> aims) {
        return aims.stream().mapToDouble(Aim::off).min().orElse(1);
    }

    private static double mostOff(List<Aim> aims) {
        return aims.stream().mapToDouble(Aim::off).max().orElse(1);
    }

    /** Is there a size on either side of the best one, and one more? */
    private static Optional<Finding> edge(Aim aim) {
        boolean inside =
                aim.best >= aim.second() * (1 - ROUNDING)
                        && aim.best <= aim.lastButOne() * (1 + ROUNDING);
        return inside
                ? Optional.empty()
                : Optional.of(
                        Finding.error(
                                CheckName.EDGE,
                                "at "
                                        + Digits.four(aim.curve.budget().flops())
                                        + " FLOP the best size of "
                                        + Digits.four(aim.best)
                                        + " is not between the second and the last but one, "
                                        + Digits.four(aim.second())
                                        + " to "
                                        + Digits.four(aim.lastButOne())));
    }

    /** Are the sizes laid out around the best one? */
    private static Optional<Finding> offCentre(List<Aim> aims) {
        double least = leastOff(aims);
        double most = mostOff(aims);
        return most <= OFF && least >= 1 / OFF
                ? Optional.empty()
                : Optional.of(
                        Finding.warning(
                                CheckName.OFF_CENTRE,
                                "the middle of the sizes is "
                                        + Digits.three(least)
                                        + " to "
                                        + Digits.three(most)
                                        + " times the best size; a parabola is off for it"));
    }

    /** Is the middle off alike at every budget? Then N* shifts, and its exponent is left alone. */
    private static Optional<Finding> drift(List<Aim> aims) {
        double least = leastOff(aims);
        double most = mostOff(aims);
        return most <= OFF * least
                ? Optional.empty()
                : Optional.of(
                        Finding.warning(
                                CheckName.DRIFT,
                                "the middle of the sizes drifts against the best size by a factor"
                                        + " of "
                                        + Digits.three(most / least)
                                        + " over the budgets; the exponent is off for it"));
    }
}
