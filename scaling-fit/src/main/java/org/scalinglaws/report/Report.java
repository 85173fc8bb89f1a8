package org.scalinglaws.report;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.scalinglaws.diagnose.Checks;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.plan.Comparison;
import org.scalinglaws.plan.Plan;
import org.scalinglaws.problem.FitProblem;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Scope;
import org.scalinglaws.solve.Solution;
import org.scalinglaws.uncertainty.Covariance;

/** Results as text for people: rounded, aligned, with units. */
public final class Report {
    private static final double LEVEL = 0.95;

    private Report() {}

    /**
     * A fit in the manner of a statistics package: estimates with errors and intervals, objective,
     * how the search ended, and what to know before believing it.
     *
     * @param fit the fit
     * @param <L> the type of the law
     * @return several lines, the last without a line break
     */
    public static <L extends LossLaw> String summary(Fit<L> fit) {
        FitProblem<L> problem = fit.problem();
        LawFamily<L> family = problem.family();
        Covariance<L> covariance = Covariance.sandwich(fit);
        StringJoiner lines = new StringJoiner("\n");
        lines.add(family.formula());
        String source = problem.runs().name();
        lines.add(
                "fitted to "
                        + problem.runs().size()
                        + " runs"
                        + (source.equals("runs") ? "" : " of " + source));
        lines.add("");
        lines.add(
                String.format(
                        "  %-14s %12s %12s %26s", "", "estimate", "std. error", "95 % interval"));
        double[] values = family.values(fit.law());
        Map<String, Double> errors = covariance.standardErrors();
        int place = 0;
        for (Parameter parameter : family.parameters()) {
            String name = parameter.name();
            double error = errors.getOrDefault(name, Double.NaN);
            String interval =
                    Double.isNaN(error)
                            ? problem.coordinate(place) < 0 ? "fixed" : "-"
                            : range(covariance.parameterInterval(LEVEL, name));
            lines.add(row(name, values[place++], error, interval));
        }
        for (Map.Entry<String, ToDoubleFunction<L>> derived : family.derived().entrySet()) {
            double error = covariance.standardError(derived.getValue());
            String interval =
                    Double.isNaN(error)
                            ? "-"
                            : range(covariance.interval(LEVEL, derived.getValue()));
            lines.add(
                    row(
                            derived.getKey(),
                            derived.getValue().applyAsDouble(fit.law()),
                            error,
                            interval));
        }
        lines.add("");
        addFacts(lines, fit, covariance);
        addFindings(lines, Checks.inspect(fit));
        return lines.toString();
    }

    private static String row(String name, double estimate, double error, String interval) {
        String written = Double.isNaN(error) ? "-" : number(error);
        return String.format("  %-14s %12s %12s %26s", name, number(estimate), written, interval);
    }

    private static String range(Interval interval) {
        return number(interval.lower()) + " to " + number(interval.upper());
    }

    private static void addFacts(StringJoiner lines, Fit<?> fit, Covariance<?> covariance) {
        FitProblem<?> problem = fit.problem();
        Solution solution = fit.solution();
        boolean likelihood = problem.objective().fitsScale();
        String sum =
                likelihood
                        ? String.format(Locale.ROOT, "log-likelihood %.6f", -fit.objective())
                        : String.format(Locale.ROOT, "sum %.9g", fit.objective());
        lines.add(fact("objective", problem.objective().name() + ", " + sum));
        lines.add(fact("residuals", residuals(fit)));
        lines.add(fact("range", scope(fit.scope())));
        lines.add(
                fact(
                        "search",
                        String.format(
                                "%s after %d evaluations; %d of %d starts agree",
                                solution.stop(),
                                solution.evaluations(),
                                solution.startsAgreeing(),
                                solution.starts())));
        lines.add(
                fact(
                        "errors",
                        String.format(
                                Locale.ROOT,
                                "sandwich, bandwidth %.3g; Student's t with %s degrees of freedom;"
                                        + " condition %.2g",
                                covariance.bandwidth(),
                                Decimal.format(covariance.degreesOfFreedom()),
                                covariance.condition())));
    }

    private static String fact(String name, String text) {
        return String.format("  %-14s %s", name, text);
    }

    /** A run counts as often as it weighs. */
    private static String residuals(Fit<?> fit) {
        double[] residuals = fit.residuals();
        double[] weights = fit.problem().runs().weights();
        TreeMap<Double, Double> sizes = new TreeMap<>();
        double squares = 0;
        double runs = 0;
        for (int row = 0; row < residuals.length; row++) {
            squares += weights[row] * residuals[row] * residuals[row];
            runs += weights[row];
            sizes.merge(Math.abs(residuals[row]), weights[row], Double::sum);
        }
        return String.format(
                Locale.ROOT,
                "of %s: root mean square %.3g, median size %.3g, 95 %% below %.3g",
                subject(fit.problem().objective()),
                Math.sqrt(squares / runs),
                quantile(sizes, 0.5 * (runs + 1)),
                quantile(sizes, 0.95 * (runs + 1)));
    }

    /** The size of a rank among sizes that count as often as they weigh; between two ranks, both. */
    private static double quantile(SortedMap<Double, Double> sizes, double rank) {
        double whole = Math.floor(rank);
        double share = rank - whole;
        return (1 - share) * ranked(sizes, whole) + share * ranked(sizes, whole + 1);
    }

    private static double ranked(SortedMap<Double, Double> sizes, double rank) {
        double counted = 0;
        for (Map.Entry<Double, Double> size : sizes.entrySet()) {
            counted += size.getValue();
            if (counted >= rank) {
                return size.getKey();
            }
        }
        return sizes.lastKey();
    }

    private static String subject(Objective objective) {
        if (!objective.logarithmic()) {
            return "L";
        }
        return objective.offset() == 0
                ? "ln L"
                : "ln(L + " + Decimal.format(objective.offset()) + ")";
    }

    private static String scope(Scope scope) {
        StringJoiner ranges = new StringJoiner("; ");
        scope.ranges()
                .forEach(
                        (factor, range) ->
                                ranges.add(
                                        String.format(
                                                Locale.ROOT,
                                                "%s %.3g to %.3g",
                                                named(factor, scope.counting()),
                                                range.lower(),
                                                range.upper())));
        return ranges.toString();
    }

    /** Parameters that are not all of them say which they are. */
    private static String named(Factor factor, Counting counting) {
        boolean all = counting == Counting.TOTAL || !factor.equals(Factor.PARAMETERS);
        return all ? factor.name() : counting + " " + factor.name();
    }

    /**
     * Plans as a table, with the findings of all of them below.
     *
     * @param plans the plans, at least one
     * @return several lines, the last without a line break
     */
    public static String plans(List<Plan> plans) {
        StringJoiner lines = new StringJoiner("\n");
        lines.add(
                String.format(
                        "  %12s %12s %12s %12s %12s",
                        "FLOP", modelColumn(plans), "tokens D", "D / N", "loss (nats)"));
        for (Plan plan : plans) {
            lines.add(
                    String.format(
                            "  %12s %12s %12s %12s %12s",
                            number(plan.compute().flops()),
                            size(plan.model().parameters()),
                            size(plan.tokens().count()),
                            number(plan.tokensPerParameter()),
                            number(plan.loss().nats())));
        }
        addFindings(
                lines,
                plans.stream().flatMap(plan -> plan.findings().stream()).distinct().toList());
        return lines.toString();
    }

    private static String modelColumn(List<Plan> plans) {
        Set<Counting> rules = new HashSet<>();
        plans.forEach(plan -> rules.add(plan.model().counting()));
        if (rules.equals(Set.of(Counting.NON_EMBEDDING))) {
            return "non-emb. N";
        }
        return rules.equals(Set.of(Counting.ACTIVE)) ? "active N" : "params N";
    }

    /**
     * What laws say of one recipe or one budget as a table; below, how far they disagree, which of
     * them are out of their range, and which are silent, with the reason.
     *
     * @param comparison what each law says
     * @return several lines, the last without a line break
     */
    public static String comparison(Comparison comparison) {
        return new ComparisonTable(comparison).text();
    }

    private static void addFindings(StringJoiner lines, List<Finding> findings) {
        if (!findings.isEmpty()) {
            lines.add("");
            findings.forEach(finding -> lines.add("  " + finding));
        }
    }

    /** Five significant digits; scientific where plain digits would be too many. */
    static String number(double value) {
        double size = Math.abs(value);
        boolean plain = value == 0 || (size >= 1e-4 && size < 1e7);
        return plain
                ? String.format(Locale.ROOT, "%.5g", value)
                : String.format(Locale.ROOT, "%.4e", value);
    }

    /** Four significant digits with a suffix, as people speak of models and corpora. */
    static String size(double value) {
        String[] suffixes = {"", "K", "M", "B", "T"};
        int place = (int) Math.floor(Math.log10(value) / 3);
        return place >= 0 && place < suffixes.length
                ? String.format(
                        Locale.ROOT, "%.4g%s", value / Math.pow(1000, place), suffixes[place])
                : number(value);
    }
}
