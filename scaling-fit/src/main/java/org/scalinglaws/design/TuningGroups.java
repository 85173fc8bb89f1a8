package org.scalinglaws.design;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.numeric.Quantiles;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.select.NestedTest;

/** The surface of every size and length, and the noise of ln loss that they have together. */
final class TuningGroups {
    private static final int FEWEST = 3;
    private static final double SIGNIFICANT = 0.01;

    /** So many roundings of ln loss are no cube. */
    private static final double FAINT = 1e4;

    private static final int FEWEST_OF_SURFACE = 6;

    /** The variance that rounding alone leaves of ln loss. */
    private static final double ROUNDING = Math.ulp(1.0) * Math.ulp(1.0);

    private final double level;
    private final List<Measured> measured;
    private final Optional<NestedTest> cube;
    private final double spare;
    private final double variance;

    /**
     * A group before its noise is known.
     *
     * @param rows what was fitted
     * @param surface the quadratic; null where there is none
     * @param aside a batch whose runs were passed over for that of the least loss; empty for none
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Measured(
            ModelSize size,
            Tokens tokens,
            int[] rows,
            Interval rates,
            Optional<Interval> batches,
            @Nullable Surface surface,
            String refusal,
            String aside) {
        boolean isUsed() {
            return refusal.isEmpty();
        }

        /** The same with a cube that all surfaces share. */
        private Measured with(double g, double deviation) {
            if (surface == null || !surface.isDetermined()) {
                return this;
            }
            Surface other = surface.withCube(g, deviation);
            return new Measured(
                    size,
                    tokens,
                    rows,
                    rates,
                    batches,
                    other,
                    refused(other, rates, batches),
                    aside);
        }

        /** Its surface, which those that are used have. */
        Surface curve() {
            if (surface == null) {
                throw new IllegalStateException(refusal);
            }
            return surface;
        }
    }

    TuningGroups(TuningRows table, double level, double within) {
        this.level = level;
        List<Measured> plain = new ArrayList<>();
        for (int[] rows : table.groups()) {
            plain.add(measure(table, near(table, rows, within)));
        }

        // One cube of ln rate for all groups, where they show one.
        double product = sum(plain, Surface::cubeProduct);
        double cubes = sum(plain, Surface::cubeSquares);
        double squares = sum(plain, Surface::squares);
        double free = sum(plain, Surface::degreesOfFreedom);
        double saved = product * product / cubes;
        this.cube =
                NestedTest.of(
                                squares,
                                Math.max(ROUNDING, squares - saved),
                                1,
                                (int) Math.floor(free - 1))
                        .filter(test -> test.pValue() < SIGNIFICANT)
                        .filter(test -> saved > FAINT * ROUNDING);
        this.measured =
                cube.isPresent()
                        ? plain.stream()
                                .map(each -> each.with(product / cubes, 1 / Math.sqrt(cubes)))
                                .toList()
                        : plain;

        this.spare = sum(measured, Surface::degreesOfFreedom) - (cube.isPresent() ? 1 : 0);
        double left = sum(measured, Surface::squares);
        this.variance = spare > 0 ? Math.max(ROUNDING, left / spare) : Double.NaN;
    }

    private static double sum(List<Measured> some, ToDoubleFunction<Surface> part) {
        return some.stream()
                .filter(Measured::isUsed)
                .mapToDouble(each -> part.applyAsDouble(each.curve()))
                .sum();
    }

    /** The test that found one cube of ln rate in all groups, which their curves then have. */
    Optional<NestedTest> cube() {
        return cube;
    }

    List<Measured> all() {
        return measured;
    }

    List<Measured> used() {
        return measured.stream().filter(Measured::isUsed).toList();
    }

    /** How many runs the surfaces have beyond their numbers. */
    double spare() {
        return spare;
    }

    /** The variance of ln loss about the surfaces; NaN where no run is to spare. */
    double variance() {
        return variance;
    }

    /** The runs whose ln loss is at most so far above the least of their group. */
    private static int[] near(TuningRows table, int[] rows, double within) {
        double[] heights = table.heights(rows);
        double least = Arrays.stream(heights).min().orElse(0);
        return IntStream.range(0, rows.length)
                .filter(i -> heights[i] <= least + within)
                .map(i -> rows[i])
                .toArray();
    }

    private static Measured measure(TuningRows table, int[] near) {
        Optional<double[]> tried = table.batches(near);
        long many = tried.map(each -> Arrays.stream(each).distinct().count()).orElse(1L);
        if (many != 2) {
            return measure(table, near, many > 2, "");
        }

        // Two batches make no curve: those of the least loss are taken.
        double[] batches = tried.orElseThrow();
        double[] heights = table.heights(near);
        double best = batches[Quantiles.order(heights)[0]];
        double other = Arrays.stream(batches).filter(each -> each != best).findFirst().orElse(best);
        int[] kept =
                IntStream.range(0, near.length)
                        .filter(i -> batches[i] == best)
                        .map(i -> near[i])
                        .toArray();
        return measure(table, kept, false, Digits.four(Math.exp(other)));
    }

    private static Measured measure(TuningRows table, int[] rows, boolean both, String aside) {
        double[] rates = table.rates(rows);
        Optional<double[]> batches = both ? table.batches(rows) : Optional.empty();
        double[] heights = table.heights(rows);
        String refusal = tooFew(rates, heights, both);
        Optional<Interval> tried = both ? table.batchesTried(rows) : Optional.empty();

        // Too few or too equal runs have no surface at all.
        Surface surface = null;
        if (refusal.isEmpty()) {
            surface =
                    new Surface(
                            new Surface.Points(
                                    rates,
                                    batches,
                                    heights,
                                    table.weights(rows),
                                    table.heaviness(rows)));
            refusal = refused(surface, table.ratesTried(rows), tried);
        }
        return new Measured(
                ModelSize.of(table.mean(Factor.PARAMETERS, rows))
                        .countedAs(table.runs().counting()),
                Tokens.of(table.mean(Factor.TOKENS, rows)),
                rows,
                table.ratesTried(rows),
                tried,
                surface,
                refusal,
                aside);
    }

    private static String tooFew(double[] rates, double[] heights, boolean both) {
        long places = Arrays.stream(rates).distinct().count();
        if (places < FEWEST) {
            return String.format(
                    "%d learning rate%s tried, and a curve needs %d",
                    places, places == 1 ? "" : "s", FEWEST);
        }
        if (both && rates.length < FEWEST_OF_SURFACE) {
            return String.format(
                    "%d runs, and a surface of rate and batch needs %d",
                    rates.length, FEWEST_OF_SURFACE);
        }
        return Arrays.stream(heights).distinct().count() == 1 ? "its losses are all the same" : "";
    }

    private static String refused(Surface surface, Interval rates, Optional<Interval> batches) {
        if (!surface.isDetermined()) {
            return "the rates and batches tried do not tell a surface; try rates at every batch";
        }
        if (!surface.opensUp()) {
            return "its curve opens downwards, or is a saddle: no rate is the best";
        }
        String rate = outside("rate", surface.rateMiddle() + surface.rate().place(), rates);
        return rate.isEmpty() && batches.isPresent()
                ? outside("batch", surface.batchMiddle() + surface.batch().place(), batches.get())
                : rate;
    }

    private static String outside(String what, double best, Interval tried) {
        return tried.contains(Math.exp(best))
                ? ""
                : String.format(
                        "its best %s of %s lies outside of those tried, %s to %s",
                        what,
                        Digits.four(Math.exp(best)),
                        Digits.four(tried.lower()),
                        Digits.four(tried.upper()));
    }

    /** What is said of a group. */
    TunedGroup told(Measured each) {
        Optional<TunedOptimum> rate = Optional.empty();
        Optional<TunedOptimum> batch = Optional.empty();
        if (each.isUsed()) {
            Surface surface = each.curve();
            rate = Optional.of(optimum(surface.rate(), surface.rateMiddle(), each.rates()));
            batch =
                    each.batches()
                            .map(tried -> optimum(surface.batch(), surface.batchMiddle(), tried));
        }
        return new TunedGroup(
                each.size(), each.tokens(), each.rows().length, rate, batch, each.refusal());
    }

    private TunedOptimum optimum(Turn turn, double middle, Interval tried) {
        double t = Quantiles.ofStudent(level, spare);
        Interval around = turn.interval(t * t * variance);
        double error = Math.sqrt(variance * turn.variance());
        return new TunedOptimum(
                Math.exp(middle + turn.place()),
                Double.isNaN(error) ? Double.POSITIVE_INFINITY : error,
                new Interval(Math.exp(middle + around.lower()), Math.exp(middle + around.upper())),
                tried);
    }
}
