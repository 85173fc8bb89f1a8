package org.scalinglaws.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.scalinglaws.data.WeightKind;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.numeric.Quantiles;
import org.scalinglaws.numeric.TextTable;
import org.scalinglaws.problem.FitProblem;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.LossUnit;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Scope;
import org.scalinglaws.solve.Solution;

/** A fit as a table of its numbers, the facts about it, and findings. */
record Summary<L extends LossLaw>(Fit<L> fit, Errors<L> errors, double level) {
    /** What families call the loss that remains. */
    private static final String FLOOR = "E";

    String text(List<Finding> findings) {
        FitProblem<L> problem = fit.problem();
        StringJoiner lines = new StringJoiner("\n");
        lines.add(formula(problem));

        // A name that says nothing is not printed.
        String source = problem.runs().name();
        lines.add(
                "fitted to "
                        + problem.runs().size()
                        + " runs"
                        + (source.equals("runs") ? "" : " of " + source));
        lines.add("");
        lines.add(numbers().text());
        lines.add("");
        lines.add(facts(TextTable.of("  %-14s %s")).text());
        FindingLines.add(lines, findings);
        return lines.toString();
    }

    /** What is no loss goes by the name of its column. */
    private static String formula(FitProblem<?> problem) {
        String formula = problem.family().formula();
        return formula.replaceFirst(
                "^(loss|response) = ",
                Matcher.quoteReplacement(problem.runs().lossColumn() + " = "));
    }

    /** The same as tables with a head each: what it is, its numbers, and its findings. */
    List<TextTable> tables(List<Finding> findings) {
        FitProblem<L> problem = fit.problem();
        TextTable facts =
                TextTable.of("  %-14s %s")
                        .row("of the fit", "")
                        .row("law", formula(problem))
                        .row("runs", problem.runs().size() + " of " + problem.runs().name());
        return Stream.concat(
                        Stream.of(numbers(), facts(facts)), FindingLines.table(findings).stream())
                .toList();
    }

    private TextTable numbers() {
        LawFamily<L> family = fit.problem().family();
        TextTable table =
                TextTable.of("  %-14s %12s %12s %26s")
                        .row("", "estimate", "std. error", Digits.level(level) + " interval");
        double[] values = family.values(fit.law());
        int place = 0;
        for (Parameter parameter : family.parameters()) {
            Optional<Interval> interval = errors.parameterInterval(level, place);
            String none = fit.problem().coordinates().place(place) < 0 ? "fixed" : "-";
            table =
                    table.row(
                            parameter.name(),
                            Digits.column(values[place]),
                            known(errors.ofParameter(place)),
                            interval.map(Summary::range).orElse(none));
            place++;
        }

        // Numbers that follow from the parameters, such as the exponents of a plan.
        for (Map.Entry<String, ToDoubleFunction<L>> derived : family.derived().entrySet()) {
            Optional<Interval> interval = errors.interval(level, derived.getValue());
            table =
                    table.row(
                            derived.getKey(),
                            known(derived.getValue().applyAsDouble(fit.law())),
                            known(errors.of(derived.getValue())),
                            interval.map(Summary::range).orElse("-"));
        }
        return table;
    }

    private static String known(double number) {
        return Double.isNaN(number) ? "-" : Digits.column(number);
    }

    private static String range(Interval interval) {
        return Digits.column(interval.lower()) + " to " + Digits.column(interval.upper());
    }

    private TextTable facts(TextTable head) {
        FitProblem<?> problem = fit.problem();
        Solution solution = fit.solution();
        boolean likelihood = problem.objective().fitsScale();
        String sum =
                likelihood
                        ? String.format(Locale.ROOT, "log-likelihood %.6f", -fit.objective())
                        : String.format(Locale.ROOT, "sum %.9g", fit.objective());

        // In the order in which a reader doubts: fit, range, search, errors.
        TextTable table =
                head.row("objective", problem.objective().name() + ", " + sum)
                        .row("residuals", residuals(fit))
                        .row("range", scope(fit.scope()))
                        .row(
                                "search",
                                String.format(
                                        "%s after %d evaluations; %d of %d starts agree",
                                        solution.stop(),
                                        solution.evaluations(),
                                        solution.startsAgreeing(),
                                        solution.starts()))
                        .row("errors", errors.method());
        LossUnit unit = problem.runs().lossUnit();
        return unit.equals(LossUnit.NATS) ? table : table.row("loss unit", spoken(unit));
    }

    /** The law stays in nats; what it says of the data's entropy is said in the unit of the table too. */
    private String spoken(LossUnit unit) {
        double[] values = fit.problem().family().values(fit.law());
        List<Parameter> parameters = fit.problem().family().parameters();
        StringBuilder text =
                new StringBuilder(unit.text()).append("; the law above is in nats per token");
        for (int place = 0; place < values.length; place++) {
            if (parameters.get(place).name().equals(FLOOR)) {
                text.append(
                        String.format(
                                ", its %s is %s %s",
                                FLOOR, Digits.column(unit.of(values[place])), unit));
            }
        }
        return text.toString();
    }

    /** A row counts as often as it stands for runs, else once. */
    private static String residuals(Fit<?> fit) {
        double[] residuals = fit.residuals();
        double[] weights = fit.problem().weights().toArray();
        if (fit.problem().runs().weightKind() != WeightKind.COUNTS) {
            Arrays.fill(weights, 1);
        }

        double[] sizes = Arrays.stream(residuals).map(Math::abs).toArray();
        double runs = Arrays.stream(weights).sum();
        double squares = 0;
        for (int row = 0; row < residuals.length; row++) {
            squares += weights[row] * residuals[row] * residuals[row];
        }
        return String.format(
                Locale.ROOT,
                "of %s: root mean square %.3g, median size %.3g, 95 %% below %.3g",
                fit.problem().objective().residual(),
                Math.sqrt(squares / runs),
                Quantiles.weighted(sizes, weights, 0.5 * (runs + 1)),
                Quantiles.weighted(sizes, weights, 0.95 * (runs + 1)));
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
}
