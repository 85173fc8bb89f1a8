package org.scalinglaws.testing;

import static org.scalinglaws.recipe.Factor.PARAMETERS;
import static org.scalinglaws.recipe.Factor.TOKENS;
import static org.scalinglaws.recipe.Factor.UNIQUE_TOKENS;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.problem.Residual;
import org.scalinglaws.recipe.Factor;

/**
 * What another unit does to a law. A family is closed under a change of unit where another law of it
 * gives the same losses; then no unit may change how well it fits. Most families say so by {@link
 * LawFamily#inUnits}. This table is about those that cannot say it there: what changes, or why no
 * law of the family does it.
 *
 * @param family the name of the family
 * @param factors what is counted in the other unit, together
 * @param change the numbers in the new unit; empty where the family is not closed
 * @param reason why
 */
public record UnitChange(
        String family, Set<Factor> factors, Optional<Change> change, String reason) {
    private static final Factor EXPERTS = Factor.named("experts");
    private static final Factor SPARSITY = Factor.named("sparsity");
    private static final String COUNTED_FROM_ONE = "experts are counted from one: E - 1";
    private static final String SHARE = "a share has no unit";
    private static final String GIVEN = "the law of students alone is given in its own units";

    /** What the table knows beyond the families themselves. */
    public static final List<UnitChange> TABLE =
            List.of(
                    closed("farseer", PARAMETERS, UnitChange::farseer, "slopes are scales of N"),
                    open("farseer", TOKENS, "a power of a unit of D whose exponent moves with N"),
                    closed("routed", PARAMETERS, UnitChange::routed, "d and b take up log10 N"),
                    open("routed", EXPERTS, COUNTED_FROM_ONE),
                    closed("joint-experts", PARAMETERS, (v, u) -> joint(v, 0, u), "a and delta"),
                    closed("joint-experts", TOKENS, (v, u) -> joint(v, 4, u), "b and omega"),
                    open("joint-experts", EXPERTS, COUNTED_FROM_ONE),
                    closed("data-constrained", PARAMETERS, (v, u) -> scale(v, 1, 2, u), "A"),
                    new UnitChange(
                            "data-constrained",
                            Set.of(TOKENS, UNIQUE_TOKENS),
                            Optional.of((v, u) -> scale(v, 3, 4, u)),
                            "B, where seen and distinct tokens have one unit"),
                    open("data-constrained", TOKENS, "distinct tokens keep the other unit"),
                    open("data-constrained", UNIQUE_TOKENS, "tokens keep the other unit"),
                    closed("optimizer", PARAMETERS, (v, u) -> scale(v, 1, 2, u), "A"),
                    closed("optimizer", TOKENS, (v, u) -> scale(v, 3, 4, u), "B"),
                    open("optimizer", Factor.named("muon"), "an indicator has no unit"),
                    closed("precision", PARAMETERS, (v, u) -> scale(v, 1, 2, u), "A"),
                    closed("precision", TOKENS, (v, u) -> scale(v, 3, 4, u), "B"),
                    bits("weight_bits", 5),
                    bits("activation_bits", 7),
                    bits("kv_bits", 9),
                    closed("sparsity", PARAMETERS, UnitChange::sparsity, "a and d"),
                    closed("sparsity", TOKENS, (v, u) -> scale(v, 3, 4, u), "b"),
                    open("sparsity", SPARSITY, SHARE),
                    closed("unified-sparsity", PARAMETERS, UnitChange::unified, "a and c"),
                    closed("unified-sparsity", TOKENS, (v, u) -> scale(v, 5, 6, u), "b"),
                    open("unified-sparsity", SPARSITY, SHARE),
                    open("distillation", PARAMETERS, GIVEN),
                    open("distillation", TOKENS, GIVEN),
                    open("distillation", Factor.named("teacher_loss"), GIVEN),
                    open(
                            "multi-power",
                            Factor.named("step"),
                            "the schedule counts the same steps"));

    /** Turns a law's numbers into those where x is counted as x / unit. */
    public interface Change {
        /**
         * Changes numbers in place.
         *
         * @param values a law's numbers
         * @param unit the size of the new unit in old ones
         */
        void in(double[] values, double unit);
    }

    private static UnitChange closed(String family, Factor factor, Change change, String reason) {
        return new UnitChange(family, Set.of(factor), Optional.of(change), reason);
    }

    private static UnitChange open(String family, Factor factor, String reason) {
        return new UnitChange(family, Set.of(factor), Optional.empty(), reason);
    }

    private static UnitChange bits(String factor, int gamma) {
        Change change = (values, unit) -> values[gamma] /= unit;
        return closed("precision", Factor.named(factor), change, "gamma is counted in bits");
    }

    /** A term A / x^alpha. */
    private static void scale(double[] values, int coefficient, int exponent, double unit) {
        values[coefficient] *= Math.pow(unit, -values[exponent]);
    }

    private static void farseer(double[] values, double unit) {
        for (int slope = 0; slope < values.length; slope += 3) {
            values[slope] *= Math.pow(unit, values[slope + 1]);
        }
    }

    private static void routed(double[] values, double unit) {
        values[3] += values[0] * Math.log10(unit);
        values[1] += values[2] * Math.log10(unit);
    }

    private static void joint(double[] values, int first, double unit) {
        values[first] *= Math.pow(unit, values[first + 1]);
        values[first + 2] += values[first + 3] * Math.log(unit);
    }

    private static void sparsity(double[] values, double unit) {
        scale(values, 1, 2, unit);
        scale(values, 7, 9, unit);
    }

    private static void unified(double[] values, double unit) {
        scale(values, 2, 3, unit);
        scale(values, 4, 3, unit);
    }

    /**
     * The factors that may be counted in another unit, those that change together as one set.
     *
     * @param family a family
     * @return the sets of factors under whose units the family is closed
     */
    public static List<Set<Factor>> closed(LawFamily<?> family) {
        List<Set<Factor>> closed = new ArrayList<>();
        for (Factor factor : family.factors()) {
            if (known(family, probe(family), Set.of(factor), 2).isPresent()) {
                closed.add(Set.of(factor));
            }
        }
        TABLE.stream()
                .filter(row -> row.family.equals(family.name()) && row.change.isPresent())
                .forEach(row -> closed.add(row.factors));
        return closed;
    }

    /**
     * Whether something is said of a factor, by the family or by the table.
     *
     * @param family a family
     * @param factor one of its factors
     * @return true unless nobody knows
     */
    public static boolean isSaid(LawFamily<?> family, Factor factor) {
        return known(family, probe(family), Set.of(factor), 2).isPresent()
                || TABLE.stream()
                        .anyMatch(
                                row ->
                                        row.family.equals(family.name())
                                                && row.factors.contains(factor));
    }

    private static double[] probe(LawFamily<?> family) {
        return family.parameters().stream().mapToDouble(parameter -> 0.5).toArray();
    }

    private static Optional<double[]> known(
            LawFamily<?> family, double[] values, Set<Factor> factors, double unit) {
        double[] units =
                family.factors().stream()
                        .mapToDouble(f -> factors.contains(f) ? unit : 1)
                        .toArray();
        return family.inUnits(values, units);
    }

    /**
     * The numbers of a law where some factors are counted in another unit.
     *
     * @param family a family
     * @param values a law's numbers
     * @param factors one of the sets of {@link #closed}
     * @param unit the size of the new unit in old ones
     * @return the numbers in the new unit
     */
    public static double[] inUnits(
            LawFamily<?> family, double[] values, Set<Factor> factors, double unit) {
        Optional<double[]> known = known(family, values.clone(), factors, unit);
        if (known.isPresent()) {
            return known.orElseThrow();
        }
        double[] changed = values.clone();
        TABLE.stream()
                .filter(row -> row.family.equals(family.name()) && row.factors.equals(factors))
                .findFirst()
                .flatMap(UnitChange::change)
                .orElseThrow()
                .in(changed, unit);
        return changed;
    }

    /**
     * The units of the loss that a family can be held to. The scales of a transfer law take the unit to
     * the power of one over an exponent, which may be a hundred: no double holds them in large units.
     *
     * @param family a family
     * @param units sizes of units
     * @return those units, or small ones
     */
    public static List<Double> ofLoss(LawFamily<?> family, List<Double> units) {
        return family.name().equals("transfer") ? List.of(Math.log(2), 2.0) : units;
    }

    /**
     * The numbers of a law where the loss is counted in another unit, as far as their bounds are not
     * the same in every unit: two numbers of a Farseer law are logarithms of a loss, within bounds.
     *
     * @param family a family
     * @param values a law's numbers
     * @param unit the size of the new unit in old ones
     * @return the numbers to hold against the bounds
     */
    public static double[] ofLoss(LawFamily<?> family, double[] values, double unit) {
        double[] changed = values.clone();
        if (family.name().equals("farseer")) {
            changed[family.place("b2")] -= Math.log(unit);
            changed[family.place("b3")] -= Math.log(unit);
        }
        return changed;
    }

    /**
     * By what an objective is multiplied when every loss is, where the family is closed under that.
     *
     * <ul>
     *   <li>Residuals of ln L stay as they are, and so does every function of them.
     *   <li>Squares of L take the square of the unit, absolute values the unit.
     *   <li>A Huber function of L has its delta in nats, and ln(L + 1) its 1: they are not closed.
     *   <li>A distillation reads the teacher's loss as a factor: it is not closed. All other
     *       families are: their floors and scales, or what stands before a power, take the unit.
     * </ul>
     *
     * @param family a family
     * @param objective what is made small
     * @param size by what each loss is multiplied
     * @return the factor; empty where family and objective are not closed
     */
    public static OptionalDouble ofLoss(LawFamily<?> family, Objective objective, double size) {
        if (family.name().equals("distillation") || objective.fitsScale()) {
            return OptionalDouble.empty();
        }
        if (objective.residual().equals(Residual.LOG)) {
            return OptionalDouble.of(1);
        }
        return switch (objective.name()) {
            case "squares" -> OptionalDouble.of(size * size);
            case "absolute" -> OptionalDouble.of(size);
            default -> OptionalDouble.empty();
        };
    }
}
