package org.scalinglaws.isoflop;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.scalinglaws.data.DataException;
import org.scalinglaws.finding.Check;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.numeric.TextTable;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Require;

/** What {@link QualityControl} says of every run of a sweep. */
public final class Inspection {
    /** Why {@link QualityControl} leaves a run out, in the order in which it asks. */
    public enum Reason {
        /** Another run of the budget has the same size. */
        EXACT_DUPLICATE("another run of the budget has the same size"),
        /** Another run of the budget has almost the same size. */
        NEAR_DUPLICATE_PARAMS("another run of the budget has almost the same size"),
        /** The budget has too few runs for a parabola and its errors. */
        TOO_FEW_POINTS("the budget has too few runs"),
        /** The run does not belong to the curve of its small budget. */
        STRANGE_RUN(
                "the curves of the budgets and the law of all runs both go better without the run"),
        /** The size is far from the least loss, or all sizes of the budget are on one side of it. */
        OFF_CENTER(
                "the size is much farther from the least loss than the nearer edge of the budget, or all"
                        + " sizes are on one side of it"),
        /** The loss is far from what the other runs of the budget foretell. */
        SPLINE_OUTLIER(
                "the loss is far from that of a spline through the other runs of the budget"),
        /** Loss over size bends downward, so that it has no least. */
        NEGATIVE_CURVATURE("the loss of the budget bends downward over size"),
        /** Loss over size could be a straight line. */
        WEAK_CURVATURE("the loss of the budget could be a straight line over size"),
        /** What the other reasons left of the budget is too little. */
        TOO_FEW_POST_QC("too few runs of the budget are left"),
        /** The run is kept. */
        NONE("the run is kept");

        private final String meaning;

        Reason(String meaning) {
            this.meaning = meaning;
        }

        /** {@return why, as a clause such as {@code the budget has too few runs}} */
        public String meaning() {
            return meaning;
        }

        /**
         * Writes the reason as files of runs do.
         *
         * @return such as {@code exact_duplicate}
         */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final CheckName CHECK = CheckName.QUALITY_CONTROL;
    private static final int LAW_PARAMETERS = 5;

    private static final List<Check<Inspection>> WHERE_SOME_ARE_LEFT_OUT =
            List.of(Inspection::runsLeftOut, Inspection::budgetsLost, Inspection::notJudged);

    private static final List<Check<Inspection>> WHERE_ALL_ARE_KEPT =
            List.of(Inspection::flaggedAndKept, Inspection::notJudged);

    private final Sweep sweep;
    private final Reason[] reasons;

    Inspection(Sweep sweep, Reason[] reasons) {
        this.sweep = requireNonNull(sweep, "sweep");
        this.reasons = reasons;
    }

    /** {@return the runs that were judged, all of them} */
    public Sweep sweep() {
        return sweep;
    }

    /**
     * Why a run is left out.
     *
     * @param row its place, from 0
     * @return the first reason that holds; {@link Reason#NONE} where it is kept
     */
    public Reason reason(int row) {
        return reasons[Require.place("row", row, reasons.length)];
    }

    /**
     * Whether a run is left out.
     *
     * @param row its place, from 0
     * @return whether there is a reason
     */
    public boolean isOutlier(int row) {
        return reason(row) != Reason.NONE;
    }

    /**
     * The runs that are kept, those without a budget too.
     *
     * @return the sweep of those runs
     * @throws DataException when no run with a budget is kept
     */
    public Sweep kept() {
        if (keptBudgets().isEmpty()) {
            throw new DataException(
                    String.format(
                            "quality control keeps no run with a budget of %s: %s",
                            sweep.runs().name(), flagged()));
        }
        return sweep.whereRow(row -> !isOutlier(row));
    }

    /**
     * Whether the runs that are kept can still answer: two budgets or more, and more runs than the law
     * of two powers has parameters.
     *
     * @return whether they are enough
     */
    public boolean isEnough() {
        int[] judged = judged();
        return keptBudgets().size() >= 2 && count(judged, Reason.NONE) > LAW_PARAMETERS;
    }

    /**
     * How many runs there are of each reason.
     *
     * @return the reasons that occur, in the order of the rules, {@link Reason#NONE} last; together as
     *     many as there are runs
     */
    public Map<Reason, Integer> counts() {
        Map<Reason, Integer> counts = new EnumMap<>(Reason.class);
        Arrays.stream(reasons).forEach(reason -> counts.merge(reason, 1, Integer::sum));
        return Collections.unmodifiableMap(counts);
    }

    /** Such as {@code 2 near_duplicate_params, 10 weak_curvature}. */
    private String flagged() {
        return counts().entrySet().stream()
                .filter(entry -> entry.getKey() != Reason.NONE)
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
    }

    /** The places of the budgets that keep a run. */
    private List<Integer> keptBudgets() {
        return IntStream.range(0, sweep.budgets().size())
                .filter(budget -> Arrays.stream(sweep.rows(budget)).anyMatch(r -> !isOutlier(r)))
                .boxed()
                .toList();
    }

    private int[] judged() {
        return IntStream.range(0, reasons.length)
                .filter(row -> !Double.isNaN(sweep.budget(row)))
                .toArray();
    }

    /**
     * What to know before an analysis of the runs that are kept.
     *
     * @return a note of how many runs are left out and why, a warning of the budgets that keep none
     *     (an error where all do), and a note of runs without a budget
     */
    public List<Finding> findings() {
        return Check.inOrder(WHERE_SOME_ARE_LEFT_OUT, this);
    }

    /**
     * What to know before an analysis of all runs, flagged or not.
     *
     * @return a warning of how many runs are flagged and why, and a note of runs without a budget
     */
    public List<Finding> findingsWhereAllAreKept() {
        return Check.inOrder(WHERE_ALL_ARE_KEPT, this);
    }

    /** Is a run left out? */
    private static Optional<Finding> runsLeftOut(Inspection of) {
        return of.sentenceOnFlagged("left out").map(said -> Finding.note(CHECK, said));
    }

    /** Is every budget left with runs? */
    private static Optional<Finding> budgetsLost(Inspection of) {
        List<Integer> kept = of.keptBudgets();
        int budgets = of.sweep.budgets().size();
        if (kept.isEmpty()) {
            return Optional.of(Finding.error(CHECK, "no run of any budget is kept"));
        }
        if (kept.size() == budgets) {
            return Optional.empty();
        }

        String lost =
                IntStream.range(0, budgets)
                        .filter(budget -> !kept.contains(budget))
                        .mapToObj(of::budget)
                        .collect(Collectors.joining(", "));
        return Optional.of(
                Finding.warning(
                        CHECK,
                        String.format(
                                "%d of %d budgets keep%s no run: %s FLOP",
                                budgets - kept.size(),
                                budgets,
                                budgets - kept.size() == 1 ? "s" : "",
                                lost)));
    }

    /** Is a run analysed that should not be? */
    private static Optional<Finding> flaggedAndKept(Inspection of) {
        return of.sentenceOnFlagged("flagged, and analysed all the same")
                .map(said -> Finding.warning(CHECK, said));
    }

    /** What became of the flagged runs, and why; nothing where there are none. */
    private Optional<String> sentenceOnFlagged(String fate) {
        long flagged = Arrays.stream(reasons).filter(reason -> reason != Reason.NONE).count();
        return flagged == 0
                ? Optional.empty()
                : Optional.of(
                        String.format(
                                "%d of %d runs %s %s: %s",
                                flagged,
                                judged().length,
                                flagged == 1 ? "is" : "are",
                                fate,
                                flagged()));
    }

    /** Has every run a budget? */
    private static Optional<Finding> notJudged(Inspection of) {
        return of.judged().length == of.reasons.length
                ? Optional.empty()
                : Optional.of(Finding.note(CHECK, of.unjudged()));
    }

    /**
     * The runs that are left out, by budget and reason.
     *
     * @return such as {@code run 3 (14.78M parameters at 3e17 FLOP): another run of the budget has the
     *     same size} or {@code runs 1, 2, 5 at 1e18 FLOP: the budget has too few runs}, by budget
     */
    public List<String> leftOut() {
        List<String> groups = new ArrayList<>();
        for (int place = 0; place < sweep.budgets().size(); place++) {
            Map<Reason, List<Integer>> byReason = new EnumMap<>(Reason.class);
            for (int row : sweep.rows(place)) {
                byReason.computeIfAbsent(reasons[row], reason -> new ArrayList<>()).add(row);
            }
            byReason.remove(Reason.NONE);
            byReason.forEach(
                    (reason, rows) -> groups.add(sweep.name(rows) + ": " + reason.meaning()));
        }
        return groups;
    }

    private String unjudged() {
        int count = reasons.length - judged().length;
        return String.format(
                "%d of %d runs %s no budget and %s not judged",
                count, reasons.length, count == 1 ? "has" : "have", count == 1 ? "is" : "are");
    }

    private String budget(int place) {
        return Digits.four(sweep.budgets().get(place).flops());
    }

    /**
     * Writes a table: for each budget how many runs it has, how many are kept, and how many are left
     * out for each reason that occurs.
     *
     * @return lines that begin such as {@code isoflop.csv: 116 of 133 runs kept at 8 of 10 budgets}
     */
    @Override
    public String toString() {
        List<Reason> columns =
                counts().keySet().stream().filter(reason -> reason != Reason.NONE).toList();
        StringJoiner lines = new StringJoiner("\n");
        int[] judged = judged();
        lines.add(
                String.format(
                        "%s: %d of %d runs kept at %d of %d budgets",
                        sweep.runs().name(),
                        count(judged, Reason.NONE),
                        judged.length,
                        keptBudgets().size(),
                        sweep.budgets().size()));

        if (judged.length < reasons.length) {
            lines.add(unjudged());
        }

        String layout =
                columns.stream()
                        .map(reason -> "  %" + reason.toString().length() + "s")
                        .collect(Collectors.joining("", "  %10s %5s %5s", ""));
        Stream<Object> head = Stream.concat(Stream.of("budget", "runs", "kept"), columns.stream());
        TextTable table = TextTable.of(layout).row(head.toArray());
        for (int place = 0; place < sweep.budgets().size(); place++) {
            int[] rows = sweep.rows(place);
            Stream<Object> counts =
                    Stream.concat(
                            Stream.of(budget(place), rows.length, count(rows, Reason.NONE)),
                            columns.stream().map(reason -> count(rows, reason)));
            table = table.row(counts.toArray());
        }
        return lines.add(table.text()).toString();
    }

    private long count(int[] rows, Reason reason) {
        return Arrays.stream(rows).filter(row -> reasons[row] == reason).count();
    }
}
