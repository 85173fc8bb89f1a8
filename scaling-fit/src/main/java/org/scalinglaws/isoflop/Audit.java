package org.scalinglaws.isoflop;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.scalinglaws.effort.Effort;
import org.scalinglaws.numeric.TextTable;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.plan.Plan;
import org.scalinglaws.problem.InterruptedFitException;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Id;
import org.scalinglaws.quantity.Require;

/**
 * How far an IsoFLOP analysis hangs on which runs it has and on how it was made: each budget, each size
 * and each run is left out in turn, and other objectives and estimators are tried. An answer that moves
 * by more than its interval under any of these is not to be believed.
 */
public final class Audit {
    private final Compute target;
    private final Plan recommended;
    private final List<Variant> variants;

    /** What is changed. */
    public enum Change {
        /** The runs of a budget are left out. */
        BUDGET,
        /** The runs of a size, whatever their budget, are left out. */
        SIZE,
        /** One run is left out. */
        RUN,
        /** The law is fitted by another objective. */
        OBJECTIVE,
        /** The least losses of budgets are found in another way. */
        ESTIMATOR
    }

    /**
     * What comes out when something is changed.
     *
     * @param change what kind of thing
     * @param name which, such as {@code without 6e18 FLOP} or {@code squares}
     * @param moves the approaches that it concerns and that have an answer
     * @param regretPercent compute wasted, per cent of the budget, when the law that comes out is true
     *     and the recommended size is trained; NaN where no law comes out, or it has no optimum
     */
    public record Variant(Change change, String name, List<Move> moves, double regretPercent) {
        /** Copies the moves; refuses a regret without end. */
        public Variant {
            Require.noNull("moves", moves);
            requireNonNull(change, "change");
            requireNonNull(name, "name");
            moves = List.copyOf(moves);
            if (Double.isInfinite(regretPercent)) {
                throw new IllegalArgumentException(
                        "regret must be a number or unknown, got " + regretPercent);
            }
        }

        /**
         * Writes what is changed, what the approaches say then, and the regret.
         *
         * @return one line
         */
        @Override
        public String toString() {
            String regret =
                    Double.isNaN(regretPercent)
                            ? "regret unknown"
                            : "regret " + Digits.three(regretPercent) + " %";
            return name + ": " + moves + ", " + regret;
        }

        /**
         * What an approach says now.
         *
         * @param approach its name, such as {@code approach 3}
         * @return its move, where it has an answer
         */
        public Optional<Move> move(String approach) {
            requireNonNull(approach, "approach");
            return moves.stream().filter(move -> move.approach.equals(approach)).findFirst();
        }
    }

    /**
     * What an approach says after a change.
     *
     * @param approach its name, such as {@code approach 3}
     * @param exponent a, of N* over C
     * @param parameters N* at the budget
     * @param factor N* over what it was before the change
     */
    public record Move(String approach, double exponent, double parameters, double factor) {
        /** Refuses what is absent and numbers that are not finite. */
        public Move {
            requireNonNull(approach, "approach");
            Decimal.finite("exponent", exponent);
            Decimal.finite("N*", parameters);
            Decimal.finite("factor", factor);
        }
    }

    private Audit(Compute target, Plan recommended, List<Variant> variants) {
        this.target = target;
        this.recommended = recommended;
        this.variants = List.copyOf(variants);
    }

    /**
     * What hangs on which runs and on which choices: each budget, each size and each run left out, and
     * other objectives and estimators.
     *
     * @param study the analysis
     * @param target C, FLOP
     * @return how far N* at the budget moves
     * @throws org.scalinglaws.problem.NoFitException when Approach 2 or 3 has no answer
     * @throws InterruptedFitException when the thread is interrupted
     */
    public static Audit of(IsoFlop study, Compute target) {
        requireNonNull(study, "study");
        requireNonNull(target, "target");
        return of(study, target, Effort.DEFAULT);
    }

    /**
     * The same with a deadline, or on the thread of an executor.
     *
     * @param study the runs and what was asked of them
     * @param target the budget to plan
     * @param effort such as {@code Effort.DEFAULT.withDeadline(Duration.ofSeconds(30))}
     * @return every change, and how far it moves the answer
     * @throws InterruptedFitException when the thread is interrupted
     * @throws org.scalinglaws.effort.DeadlineException when the deadline passes
     */
    public static Audit of(IsoFlop study, Compute target, Effort effort) {
        requireNonNull(study, "study");
        requireNonNull(target, "target");
        requireNonNull(effort, "effort");
        return effort.call("the audit", () -> audit(study, target));
    }

    private static Audit audit(IsoFlop study, Compute target) {
        study.approach2().size();
        study.approach3().size();
        Plan recommended = ComputeOptimal.of(study.fit().law()).plan(target);
        Variants again = new Variants(study, recommended);
        List<Variant> variants = new ArrayList<>();
        again.withoutBudgets().forEach(out -> variants.add(of(Change.BUDGET, out, target)));
        again.withoutSizes().forEach(out -> variants.add(of(Change.SIZE, out, target)));
        again.withoutRuns().forEach(out -> variants.add(of(Change.RUN, out, target)));
        again.objectives().forEach(out -> variants.add(of(Change.OBJECTIVE, out, target)));
        again.estimators().forEach(out -> variants.add(of(Change.ESTIMATOR, out, target)));

        // An interrupt ends fits early, whose numbers would pass for answers.
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedFitException("the audit was interrupted");
        }
        return new Audit(target, recommended, variants);
    }

    /** The moves of the approaches that have an answer before and after. */
    private static Variant of(Change change, Variants.Outcome outcome, Compute target) {
        List<Move> moves = new ArrayList<>();
        outcome.powers()
                .forEach(
                        (before, powers) -> {
                            if (before.isAnswered() && !Double.isNaN(powers[0])) {
                                move(before, powers, target).ifPresent(moves::add);
                            }
                        });
        return new Variant(change, outcome.name(), moves, outcome.regretPercent());
    }

    /** None where N* is beyond all numbers. */
    private static Optional<Move> move(Allocation before, double[] powers, Compute target) {
        double parameters = Math.exp(powers[1] + powers[0] * Math.log(target.flops()));
        double factor = parameters / before.size().at(target);
        return Double.isFinite(parameters) && Double.isFinite(factor)
                ? Optional.of(new Move(before.approach(), powers[0], parameters, factor))
                : Optional.empty();
    }

    /** {@return the budget, FLOP} */
    public Compute target() {
        return target;
    }

    /** {@return what the law of Approach 3 would train before any change} */
    public Plan recommended() {
        return recommended;
    }

    /** {@return every change, by kind} */
    public List<Variant> variants() {
        return variants;
    }

    /**
     * The changes of a kind, those first that move an approach furthest.
     *
     * @param change what kind
     * @param approach the name of the approach
     * @return those that the approach has an answer for
     */
    public List<Variant> furthest(Change change, String approach) {
        requireNonNull(change, "change");
        requireNonNull(approach, "approach");
        return variants.stream()
                .filter(variant -> variant.change == change)
                .filter(variant -> variant.move(approach).isPresent())
                .sorted(Comparator.comparingDouble(variant -> -distance(variant, approach)))
                .toList();
    }

    private static double distance(Variant variant, String approach) {
        return variant.move(approach).map(move -> Math.abs(Math.log(move.factor))).orElse(0.0);
    }

    /**
     * Writes for each kind of change what moves each approach furthest.
     *
     * @return a line for each
     */
    @Override
    public String toString() {
        TextTable table =
                TextTable.of("  %-9s  %-20s  %s times, a %s  %s")
                        .line(
                                "N* at "
                                        + Digits.four(target.flops())
                                        + " FLOP, times what it is without the change; the furthest"
                                        + " of each kind");
        List<String> approaches =
                variants.stream()
                        .flatMap(variant -> variant.moves.stream())
                        .map(Move::approach)
                        .distinct()
                        .toList();

        for (Change change : Change.values()) {
            for (String approach : approaches) {
                List<Variant> moved = furthest(change, approach);
                table = moved.isEmpty() ? table : table.row(cells(change, approach, moved.get(0)));
            }
        }
        return table.text();
    }

    private static Object[] cells(Change change, String approach, Variant variant) {
        Move move = variant.move(approach).orElseThrow();
        return new Object[] {
            Id.of(change),
            approach,
            String.format(Locale.ROOT, "%.4g", move.factor),
            String.format(Locale.ROOT, "%.4f", move.exponent),
            variant.name
        };
    }
}
