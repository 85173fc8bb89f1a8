package org.scalinglaws.testing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.forecast.Forecast;
import org.scalinglaws.forecast.Forecaster;
import org.scalinglaws.forecast.PlanRange;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.joint.CoupledLaw;
import org.scalinglaws.law.joint.FarseerLaw;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.simulate.SimulatedRuns;

/**
 * The study of plans: how often the 90 % interval of the best size at ten times the largest budget holds
 * that of the truth, and those of the loss at ten and a hundred times, whose numbers, design and noise are
 * drawn anew for each study.
 *
 * @param studies how many of each truth
 * @param seed of all draws
 */
public record PlanStudy(int studies, long seed) {
    /** The columns of a row. */
    public static final String COLUMNS =
            "truth,studies,held,width,error,score,loss10Held,loss10Width,loss100Held,loss100Width";

    private static final double LEVEL = 0.9;
    private static final double TOP = 1e20;
    private static final double AHEAD = 10;
    private static final double[] FARTHER = {10, 100};

    /** D / N between which the best of a budget is looked for. */
    private static final double LEAST_RATIO = 3;

    private static final double MOST_RATIO = 3000;
    private static final int STEPS = 500;

    /** A form that the truth may have. */
    public enum Truth {
        /** Two powers and a floor. */
        CHINCHILLA,
        /** A power of their sum. */
        COUPLED,
        /** The published law, its slopes a little changed. */
        FARSEER,
        /** The power of N breaks within the runs or up to a decade beyond. */
        BROKEN_PARAMS,
        /** The power of D does. */
        BROKEN_TOKENS
    }

    /** Where the truth and the interval of a loss lie, in nats. */
    private record Beyond(double truth, Interval interval) {
        boolean held() {
            return interval.contains(truth);
        }

        double width() {
            return interval.width() / truth;
        }
    }

    /** One study: where the truth and the interval lie, in ln N, and in nats at two budgets. */
    private record Case(double truth, double middle, Interval interval, List<Beyond> losses) {
        boolean held() {
            return interval.contains(truth);
        }

        /** Gneiting and Raftery (2007), equation 43. */
        double score() {
            double below = Math.max(0, interval.lower() - truth);
            double above = Math.max(0, truth - interval.upper());
            return interval.width() + 2 / (1 - LEVEL) * (below + above);
        }
    }

    /**
     * Runs the studies of one truth.
     *
     * @param truth its form
     * @return a row of the table
     */
    public String row(Truth truth) {
        SplittableRandom source = new SplittableRandom(seed + truth.name().hashCode());
        List<Case> cases = new ArrayList<>();
        for (int study = 0; study < studies; study++) {
            cases.add(study(truth, source.split()));
        }
        return String.format(
                Locale.ROOT,
                "%s,%d,%.3f,%.3f,%.3f,%.3f%s",
                truth.name().toLowerCase(Locale.ROOT),
                studies,
                cases.stream().filter(Case::held).count() / (double) studies,
                median(cases.stream().mapToDouble(one -> one.interval.width()).toArray()),
                median(cases.stream().mapToDouble(c -> Math.abs(c.middle - c.truth)).toArray()),
                cases.stream().mapToDouble(Case::score).average().orElseThrow(),
                IntStream.range(0, FARTHER.length)
                        .mapToObj(i -> losses(cases.stream().map(c -> c.losses.get(i)).toList()))
                        .collect(Collectors.joining()));
    }

    private static String losses(List<Beyond> losses) {
        return String.format(
                Locale.ROOT,
                ",%.3f,%.3f",
                losses.stream().filter(Beyond::held).count() / (double) losses.size(),
                median(losses.stream().mapToDouble(Beyond::width).toArray()));
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }

    private static Case study(Truth truth, SplittableRandom random) {
        LossLaw law = law(truth, random);
        int budgets = random.nextInt(5, 9);
        int sizes = random.nextInt(6, 10);
        double decades = random.nextDouble(2, 3);
        double reach = Math.log(random.nextDouble(3, 6));
        List<Recipe> design = new ArrayList<>();
        for (int budget = 0; budget < budgets; budget++) {
            double flops = TOP * Math.pow(10, -decades * budget / (budgets - 1));
            double middle = bestLogSize(law, flops);
            for (int k = 0; k < sizes; k++) {
                double size = Math.exp(middle + reach * (2.0 * k / (sizes - 1) - 1));
                design.add(Recipe.of(size, flops / 6 / size));
            }
        }

        double noise = Math.exp(random.nextDouble(Math.log(0.001), Math.log(0.006)));
        Dataset runs =
                SimulatedRuns.of(law, design)
                        .withNoise(noise)
                        .withSeed(random.nextLong())
                        .dataset();
        Compute ahead = Compute.flops(AHEAD * TOP);
        Forecaster forecaster = Forecast.of(runs).withLevel(LEVEL);
        Forecast forecast = forecaster.at(ahead);
        PlanRange plan = forecast.plan().orElseThrow();
        List<Beyond> losses =
                Arrays.stream(FARTHER).mapToObj(times -> beyond(law, forecaster, times)).toList();
        return new Case(
                bestLogSize(law, ahead.flops()),
                Math.log(forecast.recipe().model().parameters()),
                new Interval(Math.log(plan.params().lower()), Math.log(plan.params().upper())),
                losses);
    }

    /** The loss of the recipe that is best in truth. */
    private static Beyond beyond(LossLaw law, Forecaster forecaster, double times) {
        double size = Math.exp(bestLogSize(law, times * TOP));
        Recipe recipe = Recipe.of(size, times * TOP / 6 / size);
        return new Beyond(law.loss(recipe), forecaster.at(recipe).mean());
    }

    /** ln N of the lowest valley at a budget. */
    private static double bestLogSize(LossLaw law, double flops) {
        double step = Math.log(MOST_RATIO / LEAST_RATIO) / STEPS;
        double[] sizes =
                IntStream.rangeClosed(0, STEPS)
                        .mapToDouble(
                                i -> Math.sqrt(flops / 6 / LEAST_RATIO) * Math.exp(-i * step / 2))
                        .toArray();
        double[] losses = new double[sizes.length];
        int least = 1;
        for (int i = 0; i < sizes.length; i++) {
            losses[i] = law.loss(Recipe.of(sizes[i], flops / 6 / sizes[i]));
        }
        for (int i = 1; i < STEPS; i++) {
            boolean isValley = losses[i] <= losses[i - 1] && losses[i] <= losses[i + 1];
            least = isValley && losses[i] < losses[least] ? i : least;
        }
        double bend = losses[least - 1] - 2 * losses[least] + losses[least + 1];
        double shift = 0.5 * (losses[least - 1] - losses[least + 1]) / bend;
        return Math.log(sizes[least]) - shift * step / 2;
    }

    /** Terms of the size of measured ones at a fifth of the largest budget, where D / N is 8 to 60. */
    private static LossLaw law(Truth truth, SplittableRandom random) {
        double floor = random.nextDouble(1.4, 1.9);
        double alpha = random.nextDouble(0.27, 0.45);
        double beta = random.nextDouble(0.27, 0.45);
        double ofSize = random.nextDouble(0.25, 0.7);
        double ofData = ofSize * alpha / beta;
        double size = Math.sqrt(TOP / 30 / Math.exp(random.nextDouble(Math.log(8), Math.log(60))));
        double tokens = TOP / 30 / size;
        double a = ofSize * Math.pow(size, alpha);
        double b = ofData * Math.pow(tokens, beta);
        double change = random.nextDouble(0.15, 0.35) * (random.nextBoolean() ? 1 : -1);
        double width = random.nextDouble(0.2, 0.6);
        double at = Math.exp(random.nextDouble(Math.log(0.15), Math.log(8)));
        return switch (truth) {
            case CHINCHILLA -> new ChinchillaLaw(floor, a, alpha, b, beta);
            case COUPLED -> {
                double gamma =
                        random.nextBoolean()
                                ? random.nextDouble(0.4, 0.85)
                                : random.nextDouble(1.15, 1.6);
                double scale = Math.pow(ofSize + ofData, 1 / gamma - 1);
                yield new CoupledLaw(floor, a * scale, alpha, b * scale, beta, gamma);
            }
            case FARSEER -> {
                double slope = -0.124 * random.nextDouble(0.99, 1.01);
                double shift = random.nextDouble(0.8, 1.2);
                yield new FarseerLaw(
                        slope,
                        0.123,
                        0.424,
                        88.01,
                        -0.1,
                        -6.287 + shift,
                        -0.021,
                        0.169,
                        -0.091 + shift);
            }
            case BROKEN_PARAMS -> {
                Break broken = new Break(size * at, change * alpha, width);
                double own = a / broken.at(size);
                yield recipe -> {
                    double n = recipe.model().parameters();
                    double d = recipe.tokens().count();
                    return floor
                            + own * Math.pow(n, -alpha) * broken.at(n)
                            + b * Math.pow(d, -beta);
                };
            }
            case BROKEN_TOKENS -> {
                Break broken = new Break(tokens * at, change * beta, width);
                double own = b / broken.at(tokens);
                yield recipe -> {
                    double n = recipe.model().parameters();
                    double d = recipe.tokens().count();
                    return floor
                            + a * Math.pow(n, -alpha)
                            + own * Math.pow(d, -beta) * broken.at(d);
                };
            }
        };
    }

    /** The smooth break of Caballero et al. (2023): the exponent grows by a change past a place. */
    private record Break(double place, double change, double width) {
        double at(double x) {
            return Math.pow(1 + Math.pow(x / place, 1 / width), -change * width);
        }
    }
}
