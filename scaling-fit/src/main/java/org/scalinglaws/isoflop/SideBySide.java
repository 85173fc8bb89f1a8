package org.scalinglaws.isoflop;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;
import org.scalinglaws.finding.Check;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.numeric.Defaults;
import org.scalinglaws.plan.NoPlanException;
import org.scalinglaws.problem.NoFitException;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.uncertainty.Bootstrap;
import org.scalinglaws.uncertainty.Intervals;

/**
 * Every approach at one budget, with intervals, and where two of them differ by more than chance. All
 * approaches but the first are read off the very same sets of runs, drawn from those at hand, so that
 * a difference has an interval of its own; training curves are drawn apart, by training run.
 */
public final class SideBySide {
    /** An interval whose ends differ by more says little of N*. */
    private static final double WIDE = 100;

    private final IsoFlop study;
    private final Compute target;
    private final double level;
    private final String method;
    private final List<Row> rows;
    private final List<Difference> differences;
    private final List<Finding> findings;

    /**
     * What an approach says.
     *
     * @param allocation the approach; it has an answer
     * @param sizeExponent interval of a, the exponent of N*
     * @param dataExponent interval of b, the exponent of D*
     * @param parameters interval of N* at the budget, from 1 on
     * @param tokens interval of D* at the budget, from 1 on
     * @param wastedPercent of the budget, when its model size is trained and the law of Approach 3 is
     *     true; NaN when that law has no optimum there, is doubted, or 6ND is not the budget
     */
    public record Row(
            Allocation allocation,
            Interval sizeExponent,
            Interval dataExponent,
            Interval parameters,
            Interval tokens,
            double wastedPercent) {
        /** Refuses what is absent and a waste without end. */
        public Row {
            requireNonNull(allocation, "allocation");
            requireNonNull(sizeExponent, "sizeExponent");
            requireNonNull(dataExponent, "dataExponent");
            requireNonNull(parameters, "parameters");
            requireNonNull(tokens, "tokens");
            if (Double.isInfinite(wastedPercent)) {
                throw new IllegalArgumentException(
                        "waste must be a number or unknown, got " + Decimal.format(wastedPercent));
            }
        }

        /**
         * Writes the powers and their intervals.
         *
         * @return one line
         */
        @Override
        public String toString() {
            return String.format(
                    "%s: a %s %s, b %s %s, N* %s, D* %s",
                    allocation.approach(),
                    Digits.four(allocation.size().exponent()),
                    Ends.text(sizeExponent),
                    Digits.four(allocation.data().exponent()),
                    Ends.text(dataExponent),
                    Ends.text(parameters),
                    Ends.text(tokens));
        }
    }

    /**
     * How two approaches differ.
     *
     * @param one the name of the first
     * @param other the name of the second
     * @param exponent a of the first less a of the second
     * @param exponentInterval of that
     * @param factor N* of the first over N* of the second, at the budget
     * @param factorInterval of that
     */
    public record Difference(
            String one,
            String other,
            double exponent,
            Interval exponentInterval,
            double factor,
            Interval factorInterval) {
        /** Refuses what is absent and numbers that are not finite. */
        public Difference {
            requireNonNull(one, "one");
            requireNonNull(other, "other");
            requireNonNull(exponentInterval, "exponentInterval");
            requireNonNull(factorInterval, "factorInterval");
            Decimal.finite("difference of exponents", exponent);
            Decimal.finite("factor between sizes", factor);
        }

        /** {@return whether the intervals leave out no difference: an exponent of 0, a factor of 1} */
        public boolean isBeyondError() {
            return !exponentInterval.contains(0) || !factorInterval.contains(1);
        }

        /**
         * Writes both differences.
         *
         * @return one line
         */
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%s against %s: N* %.3g times as large %s, a %+.3g %s",
                    one,
                    other,
                    factor,
                    Ends.text(factorInterval, "%.3g"),
                    exponent,
                    Ends.text(exponentInterval, "%+.3g"));
        }
    }

    private SideBySide(
            IsoFlop study, Compute target, double level, String method, List<Draws> answered) {
        this.study = study;
        this.target = target;
        this.level = level;
        this.method = method;
        this.rows = answered.stream().map(this::row).toList();

        this.differences = new ArrayList<>();
        for (int i = 0; i < answered.size(); i++) {
            for (int j = i + 1; j < answered.size(); j++) {
                differences.add(difference(answered.get(i), answered.get(j)));
            }
        }

        this.findings = new ArrayList<>(study.findings());
        findings.addAll(ofComparison());
    }

    /**
     * All approaches at a budget with intervals of 95 %, by 1,000 sets of runs drawn from those at hand.
     *
     * @param study the analysis
     * @param target C, FLOP
     * @return the comparison
     */
    public static SideBySide of(IsoFlop study, Compute target) {
        requireNonNull(study, "study");
        requireNonNull(target, "target");
        return of(study, target, Defaults.LEVEL, Bootstrap.DEFAULT);
    }

    /**
     * All approaches at a budget with intervals.
     *
     * @param study the analysis
     * @param target C, FLOP
     * @param level such as 0.95
     * @param bootstrap draws whole runs, alone or in groups
     * @return the comparison
     * @throws IllegalArgumentException when the bootstrap keeps the runs and changes their losses, or
     *     unless 0 &lt; level &lt; 1
     */
    public static SideBySide of(IsoFlop study, Compute target, double level, Bootstrap bootstrap) {
        requireNonNull(study, "study");
        requireNonNull(target, "target");
        requireNonNull(bootstrap, "bootstrap");
        Redrawn redrawn = new Redrawn(study, bootstrap);
        SideBySide comparison =
                new SideBySide(study, target, level, bootstrap.toString(), redrawn.answered());
        comparison.findings.addAll(redrawn.findings());
        return comparison;
    }

    private Row row(Draws draws) {
        return new Row(
                draws.allocation(),
                Intervals.percentile(level, draws.exponents(0)),
                Intervals.percentile(level, draws.exponents(2)),
                oneOrMore(Intervals.percentile(level, draws.logs(0, target))),
                oneOrMore(Intervals.percentile(level, draws.logs(2, target))),
                wasted(draws.allocation()));
    }

    private double wasted(Allocation allocation) {
        try {
            return study.waste(allocation, target).percent();
        } catch (NoPlanException | NoFitException none) {
            return Double.NaN;
        }
    }

    private static Interval positive(Interval logs) {
        return new Interval(Math.exp(logs.lower()), Math.exp(logs.upper()));
    }

    /** Sets of runs may say less than one parameter or one token, where they say next to nothing. */
    private static Interval oneOrMore(Interval logs) {
        return Double.isInfinite(logs.lower())
                ? positive(logs)
                : positive(new Interval(Math.max(0, logs.lower()), Math.max(0, logs.upper())));
    }

    /** Do the runs say how large a model should be? */
    private Optional<Finding> wide(Row row) {
        Interval sizes = row.parameters;
        String where =
                String.format(
                        "the runs hardly say N* by %s at %s FLOP: ",
                        row.allocation.approach(), Digits.four(target.flops()));

        if (Double.isInfinite(sizes.upper())) {
            return Optional.of(
                    Finding.warning(
                            CheckName.WIDE_INTERVAL,
                            where
                                    + "too many of the sets drawn from them have no answer for an"
                                    + " interval of "
                                    + Digits.level(level)));
        }
        return !(sizes.upper() > WIDE * sizes.lower())
                ? Optional.empty()
                : Optional.of(
                        Finding.warning(
                                CheckName.WIDE_INTERVAL,
                                where
                                        + "its interval spans "
                                        + Digits.three(sizes.lower())
                                        + " to "
                                        + Digits.three(sizes.upper())
                                        + " parameters"));
    }

    private Difference difference(Draws one, Draws other) {
        return new Difference(
                one.allocation().approach(),
                other.allocation().approach(),
                one.allocation().size().exponent() - other.allocation().size().exponent(),
                Intervals.percentile(level, less(one.exponents(0), other.exponents(0))),
                one.allocation().size().at(target) / other.allocation().size().at(target),
                positive(
                        Intervals.percentile(
                                level, less(one.logs(0, target), other.logs(0, target)))));
    }

    private static double[] less(double[] one, double[] other) {
        double[] difference = new double[Math.min(one.length, other.length)];
        for (int i = 0; i < difference.length; i++) {
            difference[i] = one[i] - other[i];
        }
        return difference;
    }

    private List<Finding> ofComparison() {
        List<Check<IsoFlop>> ofStudy =
                List.of(SideBySide::unknownBias, this::bias, this::influence);
        List<Finding> findings = new ArrayList<>();
        findings.addAll(Check.ofEach(SideBySide::beyondChance, differences));
        findings.addAll(Check.inOrder(ofStudy, study));
        findings.addAll(Check.ofEach(this::wide, rows));
        if (study.approach3().isAnswered()) {
            Recipe best = study.approach3().recipe(target);
            findings.addAll(study.fit().scope().findings(best));
        }
        return findings;
    }

    /** Could chance make two approaches differ so? */
    private static Optional<Finding> beyondChance(Difference difference) {
        return difference.isBeyondError()
                ? Optional.of(
                        Finding.warning(
                                CheckName.APPROACHES_DIFFER, "beyond chance, " + difference))
                : Optional.empty();
    }

    /** Is it known what parabolas are off by? */
    private static Optional<Finding> unknownBias(IsoFlop study) {
        return study.wasteDoubt().isEmpty()
                ? Optional.empty()
                : Optional.of(Finding.warning(CheckName.PARABOLA_BIAS, study.unknownWaste()));
    }

    /** How far are parabolas off, before any noise? */
    private Optional<Finding> bias(IsoFlop of) {
        try {
            return Optional.of(Finding.note(CheckName.PARABOLA_BIAS, of.bias(target).toString()));
        } catch (NoPlanException | NoFitException none) {
            // Said by the check before, or by approach 3 where its law has no optimum.
            return Optional.empty();
        }
    }

    /** Does the answer of parabolas hang on single runs? */
    private Optional<Finding> influence(IsoFlop of) {
        return of.approach2().isAnswered()
                ? Influence.finding(of.sweep(), of.estimate(), target)
                : Optional.empty();
    }

    /** {@return the analysis that is compared} */
    public IsoFlop study() {
        return study;
    }

    /** {@return the budget, FLOP} */
    public Compute target() {
        return target;
    }

    /** {@return the level of the intervals} */
    public double level() {
        return level;
    }

    /** {@return how the sets of runs were drawn, in words} */
    public String method() {
        return method;
    }

    /** {@return a row for each approach that has an answer} */
    public List<Row> rows() {
        return rows;
    }

    /** {@return how each two of them differ} */
    public List<Difference> differences() {
        return List.copyOf(differences);
    }

    /** {@return what to know before believing any of it} */
    public List<Finding> findings() {
        return findings.stream().distinct().toList();
    }

    /**
     * Writes a line for each approach.
     *
     * @return such as {@code approach 2: a 0.4632 [0.42, 0.5], N* 393.3B [200B, 700B]}
     */
    @Override
    public String toString() {
        StringJoiner lines = new StringJoiner("\n");
        lines.add("at " + Digits.four(target.flops()) + " FLOP; " + method);

        for (Row row : rows) {
            lines.add(
                    String.format(
                            "%s: a %s %s, N* %s %s, D* %s %s",
                            row.allocation.approach(),
                            Digits.four(row.allocation.size().exponent()),
                            Ends.text(row.sizeExponent),
                            Digits.four(row.allocation.size().at(target)),
                            Ends.text(row.parameters),
                            Digits.four(row.allocation.data().at(target)),
                            Ends.text(row.tokens)));
        }

        differences.stream()
                .filter(Difference::isBeyondError)
                .forEach(difference -> lines.add("beyond chance, " + difference));
        return lines.toString();
    }
}
