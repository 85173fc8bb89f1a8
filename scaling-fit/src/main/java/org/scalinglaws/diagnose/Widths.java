package org.scalinglaws.diagnose;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.law.Scale;
import org.scalinglaws.numeric.Defaults;
import org.scalinglaws.numeric.Quantiles;
import org.scalinglaws.problem.FitProblem;
import org.scalinglaws.problem.NoFitException;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.problem.Rho;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.solve.Solution;
import org.scalinglaws.uncertainty.Covariance;
import org.scalinglaws.uncertainty.Intervals;

/**
 * The numbers whose intervals are so wide that the runs say nothing of them. An exponent is one when
 * its interval holds both zero and twice itself; a floor, when it may be anything from zero to the
 * least loss; an exponent of the plan, a, when it may be half more or half less of its whole range.
 */
record Widths<L extends LossLaw>(Fit<L> fit, Covariance<L> covariance) {
    /** An exponent known to this, whatever its size, is not called undetermined. */
    private static final double SMALL = 0.1;

    /** The share of compute for a model lies between 0 and 1. */
    private static final double HALF_OF_ALL = 0.5;

    /**
     * Whether a law has no more exponents than factors. Where it has more, they stand in for each
     * other: one alone may be wide while every prediction is sharp.
     */
    static boolean eachFactorHasOneExponent(LawFamily<?> family) {
        return exponents(family).size() <= family.factors().size();
    }

    static List<Integer> exponents(LawFamily<?> family) {
        List<Parameter> parameters = family.parameters();
        List<Integer> places = new ArrayList<>();
        for (int j = 0; j < parameters.size(); j++) {
            if (parameters.get(j).scale() == Scale.LINEAR && !family.coefficients().contains(j)) {
                places.add(j);
            }
        }
        return places;
    }

    /**
     * By the errors of the fit itself. Those of a robust objective are far too wide where runs are
     * few; those of squares are, where a run is far off. One number at least must be wide by both.
     */
    static <L extends LossLaw> List<String> of(Fit<L> fit, Covariance<L> errors) {
        Map<String, String> wide = new Widths<>(fit, errors).wide();
        if (!wide.isEmpty() && !fit.problem().objective().isSquares()) {
            Optional<Fit<L>> squares = bySquares(fit);
            if (squares.isPresent() && alsoWide(squares.get(), wide.keySet()).isEmpty()) {
                return List.of();
            }
        }
        return List.copyOf(wide.values());
    }

    /**
     * The exponents, the floor and the exponent of the plan whose intervals, by the errors that are
     * printed, reach past what such a number can be.
     */
    static <L extends LossLaw> List<String> pastBounds(Fit<L> fit, Covariance<L> errors) {
        return new Widths<>(fit, errors).past();
    }

    private List<String> past() {
        LawFamily<L> family = fit.problem().family();
        List<Parameter> parameters = family.parameters();
        List<Integer> places = new ArrayList<>(exponents(family));
        parameters.stream()
                .filter(parameter -> parameter.name().equals(Parameter.floor().name()))
                .map(parameters::indexOf)
                .filter(place -> !places.contains(place))
                .forEach(places::add);

        // A number on its bound has a check of its own.
        List<String> past = new ArrayList<>();
        for (int place : places) {
            Parameter parameter = parameters.get(place);
            Interval possible = new Interval(parameter.lower(), parameter.upper());
            Optional<Interval> range =
                    Intervals.existing(
                            () -> covariance.parameterInterval(Defaults.LEVEL, parameter.name()));
            if (isInside(place) && !isWithin(range, possible)) {
                past.add(within(parameter.name(), family.values(fit.law())[place], range));
            }
        }
        ToDoubleFunction<L> share = family.derived().get("a");
        if (share != null) {
            Optional<Interval> range = covariance.find(Defaults.LEVEL, share);
            if (!isWithin(range, new Interval(0, 1))) {
                past.add(within("a", share.applyAsDouble(fit.law()), range));
            }
        }
        return past;
    }

    private static boolean isWithin(Optional<Interval> range, Interval possible) {
        return range.filter(
                        there ->
                                there.lower() >= possible.lower()
                                        && there.upper() <= possible.upper())
                .isPresent();
    }

    private static String within(String name, double value, Optional<Interval> range) {
        double reach = range.map(there -> (there.upper() - there.lower()) / 2).orElse(Double.NaN);
        return between(name, value, reach);
    }

    private static <L extends LossLaw> Set<String> alsoWide(Fit<L> squares, Set<String> names) {
        Set<String> also = new HashSet<>(names);
        also.retainAll(new Widths<>(squares, Covariance.of(squares)).wide().keySet());
        return also;
    }

    /** A descent on the squares of the same residuals; none where a coefficient overflows there. */
    private static <L extends LossLaw> Optional<Fit<L>> bySquares(Fit<L> fit) {
        FitProblem<L> own = fit.problem();
        Objective squares = Objective.of(own.objective().residual(), Rho.squares());
        FitProblem<L> problem =
                FitProblem.of(
                        own.family(), own.runs(), squares, own.restrictions(), own.response());
        double[] start = Arrays.copyOf(fit.solution().point(), own.coordinates().dimension());
        Solution solution = fit.solver().solve(problem.cost(), start);
        try {
            L law = problem.at(solution.point()).law();
            return Optional.of(new Fit<>(law, problem, solution, fit.solver()));
        } catch (NoFitException beyond) {
            return Optional.empty();
        }
    }

    /** The wide numbers by name, each with its interval in words. */
    private Map<String, String> wide() {
        Map<String, String> wide = new LinkedHashMap<>();
        double degrees = covariance.degreesOfFreedom();
        if (!(degrees > 0)) {
            return wide;
        }
        double quantile = Quantiles.ofStudent(Defaults.LEVEL, degrees);
        addExponents(wide, quantile);
        addFloor(wide, quantile);
        if (!wide.isEmpty()) {
            addDerived(wide, quantile);
        }
        return wide;
    }

    private void addExponents(Map<String, String> wide, double quantile) {
        FitProblem<L> problem = fit.problem();
        for (int place : exponents(problem.family())) {
            double value = problem.family().values(fit.law())[place];
            double reach = quantile * error(place);
            boolean known = reach <= Math.max(Math.abs(value), SMALL);
            if (isInside(place) && !known) {
                String name = problem.family().parameters().get(place).name();
                wide.put(name, between(name, value, reach));
            }
        }
    }

    private void addFloor(Map<String, String> wide, double quantile) {
        LawFamily<L> family = fit.problem().family();
        String name = Parameter.floor().name();
        int place = family.parameters().stream().map(Parameter::name).toList().indexOf(name);
        if (place < 0 || !isInside(place)) {
            return;
        }
        double value = family.values(fit.law())[place];
        double reach = quantile * error(place);
        double least = Arrays.stream(fit.problem().runs().losses()).min().orElseThrow();
        if (value - reach <= 0 && value + reach >= least) {
            wide.put(name, between(name, value, reach));
        }
    }

    private void addDerived(Map<String, String> wide, double quantile) {
        for (Map.Entry<String, ToDoubleFunction<L>> derived :
                fit.problem().family().derived().entrySet()) {
            double reach = quantile * covariance.standardError(derived.getValue());
            if (reach > HALF_OF_ALL) {
                double value = derived.getValue().applyAsDouble(fit.law());
                wide.put(derived.getKey(), between(derived.getKey(), value, reach));
            }
        }
    }

    private double error(int place) {
        String name = fit.problem().family().parameters().get(place).name();
        return requireNonNull(covariance.standardErrors().get(name), name);
    }

    private boolean isInside(int place) {
        return fit.problem().coordinates().place(place) >= 0
                && !fit.problem().at(fit.solution().point()).isOnBound(place);
    }

    private static String between(String name, double value, double reach) {
        return Double.isFinite(reach)
                ? String.format(
                        "%s (%s, within %s to %s)",
                        name,
                        Digits.three(value),
                        Digits.three(value - reach),
                        Digits.three(value + reach))
                : name + " (" + Digits.three(value) + ", without any error)";
    }
}
