package org.scalinglaws.isoflop;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.finding.Check;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Interval;

/**
 * Whether the vertices of a sweep are to be trusted: tests of single budgets, and of all together.
 */
final class VertexChecks {
    /** Exponents that sum to 1 by arithmetic differ from it by rounding. */
    private static final double ROUNDING = 1e-9;

    private static final double BELOW = 0.25;

    private final Parabolas how;
    private final List<Vertices> vertices;
    private final double[] weights;

    /** Weights say how often each run of the sweep counts. */
    VertexChecks(Parabolas how, List<Vertices> vertices, double[] weights) {
        this.how = how;
        this.vertices = vertices;
        this.weights = weights;
    }

    /** Why a vertex is not to be trusted; empty where nothing speaks against it. */
    String doubt(Vertices vertex) {
        if (!vertex.isUsed()) {
            return "";
        }

        if (isNearEdge(vertex)) {
            return "its vertex lies within one step of the edge of its sizes, or outside";
        }
        if (vertex.rows().leastAtEdge(weights) != 0) {
            return "its run of least loss is its smallest or largest";
        }
        if (isBelowAll(vertex)) {
            return "its vertex lies far below every loss";
        }
        return isFlat(vertex) ? "its curvature could be nothing" : "";
    }

    private static boolean isNearEdge(Vertices vertex) {
        double[] sizes = vertex.size().distinct();
        double place = vertex.size().place();
        return !(place > sizes[1] && place < sizes[sizes.length - 2]);
    }

    /**
     * Whether the vertex is lower than the least loss by more than a quarter of what the losses differ
     * by. Through five sizes around it, a vertex is a sixteenth lower at most.
     */
    private boolean isBelowAll(Vertices vertex) {
        Interval losses = vertex.rows().reach(how, weights);
        double below = losses.lower() - vertex.size().height();
        return below > BELOW * (losses.upper() - losses.lower());
    }

    private boolean isFlat(Vertices vertex) {
        Polynomial curve = vertex.size().curve();
        return curve != null
                && curve.degreesOfFreedom() > 0
                && !(curve.leadingInterval(how.level()).lower() > 0);
    }

    /** What each budget says for itself, check by check, then what all of them say together. */
    List<Finding> findings(List<Optimum> optima) {
        List<Vertices> used =
                IntStream.range(0, optima.size())
                        .filter(place -> optima.get(place).isUsed())
                        .mapToObj(vertices::get)
                        .toList();
        return Stream.concat(
                        Check.ofEach(VertexChecks::leftOut, optima).stream(),
                        Check.inOrder(ofUsed(), used).stream())
                .toList();
    }

    /** The checks of the budgets that are used; each names those that fail it, in one finding. */
    private List<Check<List<Vertices>>> ofUsed() {
        return List.of(
                named(
                        Finding.warning(
                                CheckName.VERTEX_AT_EDGE,
                                "the vertex lies within one step of the edge of the sizes, or"
                                        + " outside"),
                        VertexChecks::isNearEdge),
                named(
                        Finding.warning(
                                CheckName.BEST_RUN_AT_EDGE,
                                "the run of least loss is the smallest or largest"),
                        vertex -> vertex.rows().leastAtEdge(weights) != 0),

                // Where losses hardly bend, or bend to one side, the vertex lies where chance put
                // it.
                named(
                        Finding.warning(
                                CheckName.VERTEX_BELOW_LOSSES,
                                "the vertex lies below every loss by more than a quarter of what"
                                        + " they differ by"),
                        this::isBelowAll),
                named(
                        Finding.warning(
                                CheckName.WEAK_CURVATURE,
                                "the curvature could be nothing at " + Digits.level(how.level())),
                        this::isFlat),
                named(
                        Finding.note(
                                CheckName.NOT_A_PARABOLA,
                                "a third-order term differs from nothing at "
                                        + Digits.level(how.level())
                                        + ", so that the vertex depends on how wide the sizes"
                                        + " reach"),
                        this::isLopsided),

                // These look at the budgets together, for no single one shows it.
                this::drift,
                this::sum);
    }

    private static Optional<Finding> leftOut(Optimum best) {
        return best.isUsed()
                ? Optional.empty()
                : Optional.of(
                        Finding.warning(
                                CheckName.BUDGET_LEFT_OUT,
                                Digits.four(best.budget().flops())
                                        + " FLOP is left out: "
                                        + best.refusal()));
    }

    /** Says a thing of the budgets that it holds for. */
    private static Check<List<Vertices>> named(Finding what, Predicate<Vertices> condition) {
        return used -> {
            String budgets =
                    used.stream()
                            .filter(condition)
                            .map(vertex -> Digits.four(vertex.rows().budget().flops()))
                            .collect(Collectors.joining(", "));
            return budgets.isEmpty()
                    ? Optional.empty()
                    : Optional.of(what.withMessage("at " + budgets + " FLOP " + what.message()));
        };
    }

    private boolean isLopsided(Vertices vertex) {
        if (how.estimator() == Parabolas.Estimator.AKIMA) {
            return false;
        }
        Polynomial cubic = vertex.rows().cubic(how, weights);
        return cubic != null && !cubic.leadingInterval(how.level()).contains(0);
    }

    /** Sizes that drift from the vertices as budgets grow bias the exponent, not only the coefficient. */
    private Optional<Finding> drift(List<Vertices> used) {
        double[] off = new double[used.size()];
        Arrays.setAll(off, i -> centre(used.get(i)) - used.get(i).size().place());
        Polynomial drift = overBudgets(used, off);
        if (drift == null
                || drift.leadingInterval(how.level()).contains(0)
                || !(Math.abs(drift.leading()) > ROUNDING)) {
            return Optional.empty();
        }
        return Optional.of(
                Finding.warning(
                        CheckName.DRIFTING_CENTRE,
                        String.format(
                                Locale.ROOT,
                                "the middle of the sizes drifts from the vertex by a factor of"
                                        + " %.3g for each decade of compute: that biases the"
                                        + " exponent",
                                Math.pow(10, drift.leading()))));
    }

    private static double centre(Vertices vertex) {
        double[] sizes = vertex.size().distinct();
        return 0.5 * (sizes[0] + sizes[sizes.length - 1]);
    }

    private @Nullable Polynomial overBudgets(List<Vertices> used, double[] heights) {
        double[] budgets =
                used.stream()
                        .mapToDouble(vertex -> Math.log(vertex.rows().budget().flops()))
                        .toArray();
        return Arrays.stream(budgets).distinct().count() < 3
                ? null
                : Polynomial.fit(1, budgets, heights);
    }

    /** N* D* is the budget, so the exponents of both sum to that of C. */
    private Optional<Finding> sum(List<Vertices> used) {
        double[] products =
                used.stream().mapToDouble(best -> best.logSize() + best.logTokens()).toArray();
        Polynomial sum = overBudgets(used, products);
        if (sum == null
                || Math.abs(sum.leading() - 1) <= ROUNDING
                || sum.leadingInterval(how.level()).contains(1)) {
            return Optional.empty();
        }
        return Optional.of(
                Finding.warning(
                        CheckName.EXPONENT_SUM,
                        String.format(
                                Locale.ROOT,
                                "a + b = %.4g differs from 1 beyond its error: sizes and tokens"
                                        + " disagree about the budget",
                                sum.leading())));
    }
}
