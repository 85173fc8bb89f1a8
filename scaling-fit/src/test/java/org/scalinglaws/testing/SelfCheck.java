package org.scalinglaws.testing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.problem.NoFitException;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

/**
 * The check of a search that needs no reference: a fit with fewer free numbers, in other units or
 * from another start never ends lower than the free fit.
 *
 * @param family the laws to choose from
 * @param runs what was observed
 * @param objective what to make small, by residuals of ln L, which no unit of the loss changes
 * @param values at how many shares of its best value each number is held
 * @param units in how many units each factor is counted
 * @param <L> the type of the laws
 */
public record SelfCheck<L extends LossLaw>(
        LawFamily<L> family, Dataset runs, Objective objective, int values, int units) {
    /** An end is lower when it is so by more than this share. */
    private static final double SHARE = 1e-8;

    /** Objectives of so much a run cannot be told apart. */
    private static final double ROUNDING = 1e-20;

    private static final double[] SHARES = {0.5, 2, 0.9, 1.1};
    private static final double BITS = 1 / Math.log(2);
    private static final double[] UNITS = {1e-9, 1e-3, 7.3, 1e6};

    /** Laws that read a loss as a factor, or whose numbers carry a unit of loss inside a power. */
    private static final Set<String> HELD_LOSS = Set.of("distillation", "optimizer");

    /**
     * The end of another way to fit the same runs.
     *
     * @param what which way
     * @param gap how much lower it ends, as a share of the free fit; zero or less where it does not
     */
    public record Way(String what, double gap) {}

    /**
     * Tries every way.
     *
     * @return the ends
     */
    public List<Way> ways() {
        Fitter<L> free = Fitter.of(family).withObjective(objective);
        Fit<L> best = free.fit(runs);
        Map<String, Fit<L>> others = new LinkedHashMap<>();
        double[] numbers = family.values(best.law());
        for (int j = 0; j < numbers.length; j++) {
            Parameter parameter = family.parameters().get(j);
            for (double value : held(parameter, numbers[j])) {
                attempt(
                        () -> free.withFixed(parameter.name(), value).fit(runs),
                        fit -> others.put(parameter.name() + " = " + value, fit));
            }
        }
        List<Fit<L>> lowest =
                others.values().stream()
                        .sorted(Comparator.comparingDouble(Fit::objective))
                        .limit(2)
                        .toList();
        for (Fit<L> start : lowest) {
            attempt(
                    () -> free.withStart(family.values(start.law())).fit(runs),
                    fit -> others.put("start at " + start.law(), fit));
        }
        for (Factor factor : family.factors()) {
            for (double unit : Arrays.copyOf(UNITS, units)) {
                if (closed(factor)) {
                    attempt(
                            () -> free.fit(inUnits(factor, unit)),
                            fit -> others.put(factor.name() + " in " + unit, fit));
                }
            }
        }
        if (!HELD_LOSS.contains(family.name()) && objective.residual().curvature() == 1) {
            attempt(() -> free.fit(lossTimes(BITS)), fit -> others.put("loss in bits", fit));
        }
        List<Way> ways = new ArrayList<>();
        others.forEach((what, fit) -> ways.add(new Way(what, gap(best, fit))));
        return ways;
    }

    private interface Attempt<L extends LossLaw> {
        Fit<L> fit();
    }

    /** A restriction that leaves no law, or that the law refuses, is none. */
    private static <L extends LossLaw> void attempt(Attempt<L> attempt, Consumer<Fit<L>> take) {
        Optional<Fit<L>> fit;
        try {
            fit = Optional.of(attempt.fit());
        } catch (NoFitException | IllegalArgumentException none) {
            fit = Optional.empty();
        }
        fit.ifPresent(take);
    }

    private double gap(Fit<L> best, Fit<L> other) {
        double lower = best.objective() - other.objective();
        boolean told = lower > ROUNDING * runs.size();
        return told ? lower / Math.abs(best.objective()) : 0;
    }

    /**
     * Whether a way counts as lower.
     *
     * @param way one of {@link #ways}
     * @return true when a better law exists than was found
     */
    public static boolean isLower(Way way) {
        return way.gap > SHARE;
    }

    private Set<Double> held(Parameter parameter, double best) {
        Set<Double> held = new LinkedHashSet<>(List.of(0.0, parameter.lower(), parameter.upper()));
        for (int i = 0; i < values; i++) {
            held.add(best * SHARES[i]);
        }
        held.removeIf(
                value ->
                        !Double.isFinite(value)
                                || value < parameter.lower()
                                || value > parameter.upper());
        return held;
    }

    /** Whether a factor may be counted in another unit: another law of the family gives the same. */
    private boolean closed(Factor factor) {
        double[] units =
                family.factors().stream().mapToDouble(f -> f.equals(factor) ? 2 : 1).toArray();
        double[] probe = family.parameters().stream().mapToDouble(p -> 0.5).toArray();
        return family.inUnits(probe, units).isPresent();
    }

    private Dataset inUnits(Factor factor, double unit) {
        List<Run> scaled = new ArrayList<>();
        for (Run run : runs) {
            Recipe recipe = run.recipe().with(factor, run.recipe().value(factor) / unit);
            scaled.add(new Run(recipe, run.loss(), run.weight()));
        }
        return Dataset.of(scaled);
    }

    private Dataset lossTimes(double size) {
        return RandomSweep.withLoss(runs, run -> size * run.loss().nats());
    }
}
