package org.scalinglaws.diagnose;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import org.apache.commons.math3.stat.regression.SimpleRegression;
import org.scalinglaws.finding.Check;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.problem.FitProblem;
import org.scalinglaws.problem.NoFitException;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.recipe.Factor;

/**
 * Can two terms of the law change places? Where one factor is a power of the other in all runs, such
 * as D = 20 N, each term fits the other's factor as well, and the runs cannot say which is which.
 * Near to such a line the fit is started again from the swapped terms.
 */
final class SwappedTerms implements Check<Fit<?>> {
    private static final CheckName NAME = CheckName.SWAPPED_TERMS;

    /** Logarithms that leave a line by less than this lie on it: shares of a factor. */
    private static final double ON_THE_LINE = 1e-3;

    /** Factors that go together less than this are told apart by any runs. */
    private static final double TOGETHER = 0.8;

    /** Half of chi-squared's 99 % quantile for one number: a wrong order unsaid is worse than a doubt too many. */
    private static final double AS_GOOD = 3.317;

    /** Two laws are one where no exponent differs by more than this share. */
    private static final double SAME_LAW = 0.05;

    @Override
    public Optional<Finding> inspect(Fit<?> fit) {
        return inspectOf(fit);
    }

    private static <L extends LossLaw> Optional<Finding> inspectOf(Fit<L> fit) {
        LawFamily<L> family = fit.problem().family();
        List<PowerTerm> terms = new ArrayList<>();
        for (int factor = 0; factor < family.factors().size(); factor++) {
            PowerTerm.of(family, factor).ifPresent(terms::add);
        }
        for (int i = 0; i < terms.size(); i++) {
            for (int j = i + 1; j < terms.size(); j++) {
                Optional<Finding> found = inspect(fit, terms.get(i), terms.get(j));
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static <L extends LossLaw> Optional<Finding> inspect(
            Fit<L> fit, PowerTerm one, PowerTerm other) {
        FitProblem<L> problem = fit.problem();
        List<Factor> factors = problem.family().factors();
        double[] x = logarithms(problem, factors.get(one.factor()));
        double[] y = logarithms(problem, factors.get(other.factor()));
        SimpleRegression line = new SimpleRegression();
        for (int row = 0; row < x.length; row++) {
            line.addData(x[row], y[row]);
        }
        boolean together = line.getSlope() > 0 && line.getR() > TOGETHER;
        if (!together || !isFree(problem, one, other)) {
            return Optional.empty();
        }

        // The line of equal spreads treats both factors alike; where all lie on it, it is the line.
        double s = line.getSlope() / line.getR();
        double c = mean(y) - s * mean(x);
        boolean exact = true;
        for (int row = 0; row < x.length; row++) {
            exact &= Math.abs(y[row] - c - s * x[row]) < ON_THE_LINE;
        }
        double[] values = one.swapped(problem.family().values(fit.law()), other, c, s);
        if (!Arrays.stream(values).allMatch(Double::isFinite)
                || !Exchange.holds(problem.family(), one, other, c, s)) {
            return Optional.empty();
        }

        if (exact) {
            return Optional.of(onOneLine(fit, one, other, values, c, s));
        }
        return secondSolution(fit, one, other, values)
                .map(second -> fitsAsWell(fit, one, other, second, line.getR()));
    }

    private static <L extends LossLaw> Finding onOneLine(
            Fit<L> fit, PowerTerm one, PowerTerm other, double[] swapped, double c, double s) {
        List<Factor> factors = fit.problem().family().factors();
        String rule =
                String.format(
                        "%s = %s %s%s in all runs: ",
                        factors.get(other.factor()).name(),
                        Digits.three(Math.exp(c)),
                        factors.get(one.factor()).name(),
                        Math.abs(s - 1) < 1e-3 ? "" : "^" + Digits.three(s));
        return Finding.error(
                NAME,
                rule
                        + "the terms of "
                        + names(factors, one, other)
                        + " can change places, and the runs cannot say which is which"
                        + difference(fit, one, other, swapped));
    }

    private static <L extends LossLaw> Finding fitsAsWell(
            Fit<L> fit, PowerTerm one, PowerTerm other, double[] second, double correlation) {
        FitProblem<L> problem = fit.problem();
        return Finding.error(
                NAME,
                String.format(
                        "%s go together in these runs (correlation %.3f of their logarithms): with"
                                + " the terms swapped the law fits as well, objective %.6g and"
                                + " %.6g%s",
                        names(problem.family().factors(), one, other),
                        correlation,
                        problem.at(problem.family().at(second)).objective(),
                        fit.objective(),
                        difference(fit, one, other, second)));
    }

    private static String names(List<Factor> factors, PowerTerm one, PowerTerm other) {
        return factors.get(one.factor()).name() + " and " + factors.get(other.factor()).name();
    }

    private static double[] logarithms(FitProblem<?> problem, Factor factor) {
        return Directions.logarithms(problem.runs(), factor);
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }

    /** Whether all four numbers are chosen by the fit, each for itself. */
    private static boolean isFree(FitProblem<?> problem, PowerTerm one, PowerTerm other) {
        int[] places =
                Arrays.stream(
                                new int[] {
                                    one.coefficient(),
                                    one.exponent(),
                                    other.coefficient(),
                                    other.exponent()
                                })
                        .map(problem.coordinates()::place)
                        .filter(coordinate -> coordinate >= 0)
                        .distinct()
                        .toArray();
        return places.length == 4;
    }

    /** The law that the swapped terms lead to, when it is another one and fits as well. */
    private static <L extends LossLaw> Optional<double[]> secondSolution(
            Fit<L> fit, PowerTerm one, PowerTerm other, double[] swapped) {
        FitProblem<L> problem = fit.problem();
        double[] start = problem.at(led(fit, problem.family().at(swapped))).point();
        double[] end = Refit.from(fit, problem.objective(), problem.weights().toArray(), start);
        double[] values = problem.at(end).values();
        double[] own = problem.family().values(fit.law());
        boolean same =
                isSame(own[one.exponent()], values[one.exponent()])
                        && isSame(own[other.exponent()], values[other.exponent()]);
        double worse = problem.at(problem.family().at(values)).objective() - fit.objective();
        return same || !(worse < AS_GOOD * dispersion(fit))
                ? Optional.empty()
                : Optional.of(values);
    }

    /** Of many runs a sample leads near to where all of them then lead. */
    private static <L extends LossLaw> L led(Fit<L> fit, L start) {
        Fit<L> few = Few.of(fit);
        FitProblem<L> problem = few.problem();
        if (problem.runs().size() == fit.problem().runs().size()) {
            return start;
        }
        try {
            double[] end =
                    Refit.from(
                            few,
                            problem.objective(),
                            problem.weights().toArray(),
                            problem.at(start).point());
            return problem.at(end).law();
        } catch (NoFitException none) {
            return start;
        }
    }

    private static boolean isSame(double one, double other) {
        return Math.abs(one - other) <= SAME_LAW * Math.max(Math.abs(one), Math.abs(other));
    }

    /** What an objective grows by when one number is wrong by one standard error, twice. */
    private static double dispersion(Fit<?> fit) {
        FitProblem<?> problem = fit.problem();
        if (problem.objective().fitsScale()) {
            return 1;
        }
        double spare = Math.max(1, problem.weights().counted() - problem.coordinates().dimension());
        return (problem.objective().isSquares() ? 2 : 1) * fit.objective() / spare;
    }

    /** How far the two laws are apart: exponents, and the best model at the largest compute. */
    private static <L extends LossLaw> String difference(
            Fit<L> fit, PowerTerm one, PowerTerm other, double[] values) {
        LawFamily<L> family = fit.problem().family();
        double[] own = family.values(fit.law());
        StringJoiner numbers = new StringJoiner(" and ", "; ", "");
        for (int place : new int[] {one.exponent(), other.exponent()}) {
            numbers.add(
                    String.format(
                            "%s is %s or %s",
                            family.parameters().get(place).name(),
                            Digits.three(own[place]),
                            Digits.three(values[place])));
        }
        return numbers + Exchange.bestModels(fit, family.at(values));
    }
}
