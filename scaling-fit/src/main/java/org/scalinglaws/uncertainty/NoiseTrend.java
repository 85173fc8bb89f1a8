package org.scalinglaws.uncertainty;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.distribution.TDistribution;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

/**
 * Wald's test of the sizes of residuals along every direction of scale, and the {@link NoiseModel} along that
 * of the least chance.
 */
final class NoiseTrend {
    /**
     * One sound table in a thousand shows a change: of 12 to 48 runs the test finds up to twice as many as
     * its level says.
     */
    private static final double FALSE_ALARMS = 5e-4;

    /** Fewer runs show no slope of noise. */
    private static final int LEAST = 12;

    /** Fewer runs to spare than this leave nothing to judge by. */
    private static final int SPARE = 3;

    /** A law that passes through its runs leaves rounding alone: a share of a residual's unit. */
    private static final double ROUNDING = 1e-9;

    /** Runs span a factor of two, in e-folds, or tell of no change along a scale. */
    private static final double LEAST_SPAN = Math.log(2);

    private static final double LEVEL = 0.95;
    private static final String COMPUTE = "compute";
    private static final String RATIO = "tokens per parameter";

    private final Noise noise;
    private final double[] residuals;
    private final double[] often;
    private final double level;
    private final double runs;
    private final Map<String, double[]> directions;

    /** Of plain residuals, or of those that a row of weight 1 would have. */
    NoiseTrend(Fit<?> fit, boolean weighed) {
        this.noise = new Noise(fit);
        this.residuals = noise.residuals().clone();
        if (weighed) {
            Arrays.setAll(residuals, noise::standard);
        }
        this.often = noise.frequencies();
        this.runs = Arrays.stream(often).sum();
        int parameters = fit.problem().coordinates().dimension();
        this.level = noise.level(residuals);
        boolean judged =
                fit.problem().runs().trainingRuns().isEmpty()
                        && runs >= Math.max(LEAST, parameters + SPARE)
                        && level > ROUNDING;
        this.directions = judged ? directions(fit) : Map.of();
    }

    /** The logarithm of each direction by its name, of all rows. */
    private static Map<String, double[]> directions(Fit<?> fit) {
        List<Factor> read = fit.problem().family().factors();
        Dataset runs = fit.problem().runs();
        Map<String, double[]> directions = new LinkedHashMap<>();
        for (Factor factor : List.of(Factor.PARAMETERS, Factor.TOKENS, Factor.FLOPS)) {
            if (read.contains(factor)) {
                directions.put(
                        factor.name(), Arrays.stream(runs.column(factor)).map(Math::log).toArray());
            }
        }
        double[] n = directions.get(Factor.PARAMETERS.name());
        double[] d = directions.get(Factor.TOKENS.name());
        if (n != null && d != null) {
            double[] compute = new double[n.length];
            double[] ratio = new double[n.length];
            Arrays.setAll(compute, row -> n[row] + d[row]);
            Arrays.setAll(ratio, row -> d[row] - n[row]);
            directions.put(COMPUTE, compute);
            directions.put(RATIO, ratio);
        }

        // Along a scale that runs hardly span, rounding would pass for a slope.
        directions
                .values()
                .removeIf(
                        logs ->
                                !(Arrays.stream(logs).max().orElse(0)
                                                - Arrays.stream(logs).min().orElse(0)
                                        > LEAST_SPAN));
        return directions;
    }

    /** The logarithm of a recipe's scale along a direction; of compute that of N times D. */
    static double along(String direction, Recipe recipe) {
        return switch (direction) {
            case COMPUTE ->
                    Math.log(recipe.value(Factor.PARAMETERS))
                            + Math.log(recipe.value(Factor.TOKENS));
            case RATIO ->
                    Math.log(recipe.value(Factor.TOKENS))
                            - Math.log(recipe.value(Factor.PARAMETERS));
            default -> Math.log(recipe.value(factor(direction)));
        };
    }

    private static Factor factor(String name) {
        return List.of(Factor.PARAMETERS, Factor.TOKENS, Factor.FLOPS).stream()
                .filter(factor -> factor.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "noise changes along no direction '" + name + "'"));
    }

    /** The model along the direction of the least chance. */
    NoiseModel model() {
        String steepest = "";
        double least = 1;
        for (Map.Entry<String, double[]> direction : directions.entrySet()) {
            double chance = new NoiseCurve(direction.getValue(), residuals, often).power().chance();
            if (chance < least) {
                least = chance;
                steepest = direction.getKey();
            }
        }
        double all = Math.min(1, least * Math.max(1, directions.size()));
        if (!(all < FALSE_ALARMS)) {
            return new NoiseModel("", 1, new Interval(1, 1), level, 0, 0, new Interval(0, 0), all);
        }

        return along(steepest, requireNonNull(directions.get(steepest)), all);
    }

    private NoiseModel along(String direction, double[] logs, double chance) {
        NoiseCurve curve = new NoiseCurve(logs, residuals, often);
        NoiseCurve.Power power = curve.power();
        double reach =
                power.error()
                        * new TDistribution(null, runs - 2)
                                .inverseCumulativeProbability(0.5 + 0.5 * LEVEL);

        // The level is that of residuals made alike, as for noise of one size.
        NoiseCurve.Components shape = curve.components(power);
        double[] alike = new double[residuals.length];
        Arrays.setAll(alike, row -> residuals[row] / shape.at(logs[row] - curve.middle()));
        NoiseCurve.Components parts = shape.times(noise.level(alike));
        return new NoiseModel(
                direction,
                Math.exp(curve.middle()),
                new Interval(
                        Math.exp(Arrays.stream(logs).min().orElseThrow()),
                        Math.exp(Arrays.stream(logs).max().orElseThrow())),
                parts.own(),
                parts.evaluation(),
                parts.power(),
                new Interval(power.slope() - reach, power.slope() + reach),
                chance);
    }
}
