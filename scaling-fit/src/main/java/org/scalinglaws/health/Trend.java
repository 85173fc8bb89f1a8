package org.scalinglaws.health;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.stat.regression.SimpleRegression;
import org.scalinglaws.numeric.Defaults;
import org.scalinglaws.numeric.Quantiles;
import org.scalinglaws.numeric.Root;
import org.scalinglaws.plan.Plan;
import org.scalinglaws.plan.Planner;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.quantity.Require;

/**
 * How many FLOPs a unit of money buys as years go by: they double in a fixed time.
 *
 * <pre>
 *   F(t) = F(now) 2^((t - now) / doubling)</pre>
 *
 * <p>A trend that was fitted is a straight line by least squares of log2 F over years, with intervals of
 * Student's t for a further row of the table. A doubling time that was stated has none.
 *
 * @param now the year from which years are counted
 * @param flops what a unit of money buys then
 * @param doublingYears in which it doubles
 * @param rows how many dated rows it was fitted to; 0 where it was stated
 * @param centre the mean year of those rows
 * @param spread the sum of squares of their years about it
 * @param noise the standard deviation of log2 F of a row; NaN where nothing tells
 */
public record Trend(
        double now,
        double flops,
        double doublingYears,
        int rows,
        double centre,
        double spread,
        double noise) {
    private static final int LEAST = 2;
    private static final double LATEST = 200;

    /** Refuses numbers that are not positive. */
    public Trend {
        Decimal.finite("year", now);
        Decimal.positive("FLOPs for a unit of money", flops);
        Decimal.positive("doubling time in years", doublingYears);
        Decimal.finite("mean year", centre);
        Decimal.nonNegative("spread of the years", spread);
    }

    /**
     * A doubling time that one states.
     *
     * @param flops what a unit of money buys now
     * @param doublingYears in which it doubles, positive
     * @return a trend that counts years from 0
     */
    public static Trend stated(double flops, double doublingYears) {
        return new Trend(0, flops, doublingYears, 0, 0, 0, Double.NaN);
    }

    /**
     * A doubling time fitted to dated rows; now is the latest of them.
     *
     * @param dated two or more rows of two years or more; of three or more there are intervals
     * @return the trend
     * @throws IllegalArgumentException when there are fewer, or what money buys does not grow
     */
    public static Trend fitted(List<Dated> dated) {
        Require.noNull("dated", dated);
        if (dated.size() < LEAST) {
            throw new IllegalArgumentException(
                    "a doubling time needs 2 dated rows or more, got " + dated.size());
        }
        double first = dated.stream().mapToDouble(Dated::year).min().orElseThrow();
        double last = dated.stream().mapToDouble(Dated::year).max().orElseThrow();
        if (!(last > first)) {
            throw new IllegalArgumentException(
                    "a doubling time needs rows of two years or more, all are of "
                            + Dated.text(first));
        }

        SimpleRegression line = new SimpleRegression();
        double mean = dated.stream().mapToDouble(Dated::year).average().orElseThrow();
        dated.forEach(row -> line.addData(row.year() - mean, log2(row.flops())));
        if (!(line.getSlope() > 0)) {
            throw new IllegalArgumentException(
                    "what a unit of money buys must grow for a doubling time, it changes by a factor"
                            + " of "
                            + Decimal.format(Math.pow(2, line.getSlope()))
                            + " a year");
        }
        double noise = dated.size() > LEAST ? Math.sqrt(line.getMeanSquareError()) : Double.NaN;
        return new Trend(
                last,
                Math.pow(2, line.predict(last - mean)),
                1 / line.getSlope(),
                dated.size(),
                mean,
                line.getXSumSquares(),
                noise);
    }

    private static double log2(double value) {
        return Math.log(value) / Math.log(2);
    }

    private boolean hasErrors() {
        return Double.isFinite(noise);
    }

    /**
     * How sure the doubling time is.
     *
     * @param level such as 0.95
     * @return lower and upper end, which is infinite where growth itself is not sure; empty where
     *     nothing tells
     */
    public Optional<Interval> doubling(double level) {
        Quantiles.requireLevel(level);
        if (!hasErrors()) {
            return Optional.empty();
        }
        double reach = Quantiles.ofStudent(level, rows - 2.0) * noise / Math.sqrt(spread);
        double slope = 1 / doublingYears;
        double slowest = slope - reach;
        return Optional.of(
                new Interval(
                        1 / (slope + reach), slowest > 0 ? 1 / slowest : Double.POSITIVE_INFINITY));
    }

    /**
     * What a unit of money buys.
     *
     * @param year any
     * @return FLOPs
     */
    public double flopsAt(double year) {
        return flops * Math.pow(2, (Decimal.finite("year", year) - now) / doublingYears);
    }

    /**
     * How sure that is: where a further dated row of that year would lie.
     *
     * @param year any
     * @param level such as 0.95
     * @return FLOPs; empty where nothing tells
     */
    public Optional<Interval> flopsAt(double year, double level) {
        Quantiles.requireLevel(level);
        if (!hasErrors()) {
            return Optional.empty();
        }
        double away = year - centre;
        double error = noise * Math.sqrt(1 + 1.0 / rows + away * away / spread);
        double reach = Math.pow(2, Quantiles.ofStudent(level, rows - 2.0) * error);
        return Optional.of(new Interval(flopsAt(year) / reach, flopsAt(year) * reach));
    }

    /**
     * What a sum buys in one year.
     *
     * @param year when
     * @param plan the best plan of its compute
     * @param flops the interval of its compute, at the usual level; empty where nothing tells
     */
    public record Year(double year, Plan plan, Optional<Interval> flops) {
        /** Refuses no plan. */
        public Year {
            Decimal.finite("year", year);
            requireNonNull(plan, "plan");
            requireNonNull(flops, "flops");
        }
    }

    /**
     * What a fixed sum buys year by year.
     *
     * @param money positive
     * @param years how many after now
     * @param planner that spends compute
     * @return a row for now and each year after it
     */
    public List<Year> years(double money, int years, Planner planner) {
        Decimal.positive("money", money);
        Require.count("years", years, 1, (int) LATEST);
        requireNonNull(planner, "planner");
        List<Year> all = new ArrayList<>();
        for (int i = 0; i <= years; i++) {
            double year = now + i;
            Optional<Interval> each = flopsAt(year, Defaults.LEVEL);
            all.add(
                    new Year(
                            year,
                            planner.plan(Compute.flops(money * flopsAt(year))),
                            each.map(
                                    one ->
                                            new Interval(
                                                    money * one.lower(), money * one.upper()))));
        }
        return all;
    }

    /**
     * When a sum first buys a loss.
     *
     * @param target the loss
     * @param money positive
     * @param planner that spends compute
     * @return the year; now where it is affordable already; empty where it is not within 200 years,
     *     such as below the irreducible loss
     */
    public OptionalDouble affordable(Loss target, double money, Planner planner) {
        requireNonNull(target, "target");
        Decimal.positive("money", money);
        requireNonNull(planner, "planner");
        DoubleUnaryOperator above =
                year ->
                        planner.plan(Compute.flops(money * flopsAt(year))).loss().nats()
                                - target.nats();
        if (above.applyAsDouble(now) <= 0) {
            return OptionalDouble.of(now);
        }
        double latest = now + Math.min(LATEST, doublingYears * LATEST / 2);
        double year = Root.ifAny(above, now, latest);
        return Double.isNaN(year) ? OptionalDouble.empty() : OptionalDouble.of(year);
    }

    /** {@return what a unit buys now, and in which time it doubles} */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%.4g FLOPs for a unit of money, doubling every %.3g years",
                flops,
                doublingYears);
    }
}
