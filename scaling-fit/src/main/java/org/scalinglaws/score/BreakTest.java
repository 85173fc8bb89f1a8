package org.scalinglaws.score;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.PowerLaw;
import org.scalinglaws.numeric.Defaults;
import org.scalinglaws.numeric.Quantiles;
import org.scalinglaws.problem.NoFitException;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.recipe.Factor;

/**
 * The sup-F test for a break at an unknown place: whether a power law with a floor changes its exponent
 * somewhere.
 *
 * <pre>
 *   L(x) = E + A x^-alpha                          smooth
 *   L(x) = E + A x^-alpha max(1, x / d)^-c         broken at d</pre>
 *
 * <p>About the smooth law both are linear in their numbers, and so the gain of a hinge at each place is
 * one quotient; the greatest F over all places is the statistic. Under the smooth law it has no common
 * distribution, so its own is drawn: the same quotients of normal noise at the same scales. The first
 * and last tenth of the runs, and two runs at least, lie outside of every place.
 *
 * @param statistic the greatest F
 * @param pValue how often noise alone gives as great a one
 * @param place d, where the F is greatest, in the unit of x
 * @param before the exponent below d, of the law that breaks there
 * @param after the exponent above d
 * @see <a href="https://doi.org/10.2307/2951764">Andrews (1993)</a>
 * @see <a href="https://doi.org/10.2307/2171789">Hansen (1996), for a distribution that is drawn</a>
 */
public record BreakTest(
        double statistic, double pValue, double place, double before, double after) {
    private static final int DRAWS = 999;
    private static final int NUMBERS = 4;
    private static final int LEAST_RUNS = 7;
    private static final int LEAST_OUTSIDE = 2;
    private static final double OUTSIDE = 0.1;
    private static final double LEAST_SHOWN = 0.001;

    /** Of a thousand smooth curves fewer than fifty are then called broken, bad luck reckoned in. */
    private static final double LEVEL = 0.04;

    /** Refuses a chance outside 0 to 1, and what is no number. */
    public BreakTest {
        Decimal.nonNegative("statistic", statistic);
        Decimal.positive("place", place);
        Decimal.finite("exponent before", before);
        Decimal.finite("exponent after", after);
        if (!(pValue >= 0 && pValue <= 1)) {
            throw new IllegalArgumentException(
                    "chance must lie between 0 and 1, got " + Decimal.format(pValue));
        }
    }

    /**
     * Tests the losses of runs along one factor.
     *
     * @param runs seven or more; their weights count
     * @param along x, such as compute, positive in every run
     * @return the test
     * @throws NoFitException when the runs are too few, or of too few scales
     */
    public static BreakTest of(Dataset runs, Factor along) {
        requireNonNull(runs, "runs");
        requireNonNull(along, "along");
        double[] x = runs.column(along);
        int[] order = Quantiles.order(x);
        if (x.length < LEAST_RUNS) {
            throw new NoFitException(
                    "a test for a break needs " + LEAST_RUNS + " runs or more, got " + x.length);
        }
        PowerLaw law =
                Fitter.of(PowerLaw.family(along))
                        .withObjective(Objective.logSquares())
                        .fit(runs.with(along, x))
                        .law();
        double[] losses = runs.losses();
        double[] weights = runs.weights();
        double[] logs = Arrays.stream(order).mapToDouble(row -> Math.log(x[row])).toArray();
        double[] sorted = Arrays.stream(order).mapToDouble(row -> losses[row]).toArray();
        double[] roots = Arrays.stream(order).mapToDouble(row -> Math.sqrt(weights[row])).toArray();
        return new Hinges(law, logs, sorted, roots).test();
    }

    /** Places between runs of different scale, with enough runs on both sides. */
    private static double[] places(double[] logs) {
        int outside = Math.max(LEAST_OUTSIDE, (int) Math.ceil(OUTSIDE * logs.length));
        return IntStream.range(outside, logs.length - outside)
                .mapToDouble(i -> logs[i])
                .distinct()
                .filter(at -> Arrays.stream(logs).filter(log -> log < at).count() >= outside)
                .filter(at -> Arrays.stream(logs).filter(log -> log > at).count() >= outside)
                .toArray();
    }

    /** The smooth law made linear, and a hinge at each place less what the law can do itself. */
    private static final class Hinges {
        private final PowerLaw law;
        private final double[] logs;
        private final double[] losses;
        private final double[] roots;
        private final double[] places;
        private final LinearSpan span;
        private final double[][] hinges;

        Hinges(PowerLaw law, double[] logs, double[] losses, double[] roots) {
            this.law = law;
            this.logs = logs;
            this.losses = losses;
            this.roots = roots;
            this.places = places(logs);
            this.span = new LinearSpan();
            span.add(column(i -> 1 / smooth(i)));
            span.add(column(i -> term(i) / smooth(i)));
            span.add(column(i -> term(i) * logs[i] / smooth(i)));
            this.hinges = new double[places.length][];
            for (int j = 0; j < places.length; j++) {
                double place = places[j];
                hinges[j] =
                        LinearSpan.unit(
                                span.without(
                                        column(
                                                i ->
                                                        -term(i)
                                                                * Math.max(0, logs[i] - place)
                                                                / smooth(i))));
            }
            if (places.length == 0) {
                throw new NoFitException("runs of so few scales leave no place for a break");
            }
        }

        private interface Cell {
            double at(int run);
        }

        private double[] column(Cell cell) {
            double[] column = new double[logs.length];
            Arrays.setAll(column, i -> roots[i] * cell.at(i));
            return column;
        }

        private double term(int i) {
            return law.a() * Math.exp(-law.alpha() * logs[i]);
        }

        private double smooth(int i) {
            return law.e() + term(i);
        }

        /** The place of the greatest gain, and F there; what the law can do itself is no gain of a hinge. */
        private int best(double[] residuals, double[] statistic) {
            double squares = LinearSpan.dot(residuals, residuals) - span.squares(residuals);
            int best = 0;
            double most = -1;
            for (int j = 0; j < hinges.length; j++) {
                double along = LinearSpan.dot(hinges[j], residuals);
                if (along * along > most) {
                    most = along * along;
                    best = j;
                }
            }
            int spare = residuals.length - NUMBERS;
            statistic[0] = most / Math.max(Double.MIN_NORMAL, squares - most) * spare;
            return best;
        }

        BreakTest test() {
            double[] residuals = span.without(column(i -> Math.log(losses[i] / smooth(i))));
            double[] seen = new double[1];
            int best = best(residuals, seen);

            // a residual of rounding alone is no break
            double squares = LinearSpan.dot(residuals, residuals);
            boolean isExact = squares < 1e-20 * residuals.length;
            int greater = 0;
            SplittableRandom random = new SplittableRandom(Defaults.SEED);
            double[] drawn = new double[1];
            double[] noise = new double[logs.length];
            for (int draw = 0; draw < DRAWS; draw++) {
                Arrays.setAll(noise, i -> random.nextGaussian());
                best(noise, drawn);
                greater += drawn[0] >= seen[0] ? 1 : 0;
            }
            double chance = isExact ? 1 : (1.0 + greater) / (1 + DRAWS);
            double[] exponents = new BrokenProfile(logs, losses, roots).exponents(places[best]);
            return new BreakTest(
                    isExact ? 0 : seen[0],
                    chance,
                    Math.exp(places[best]),
                    exponents[0],
                    exponents[1]);
        }
    }

    /**
     * Whether the law is called broken.
     *
     * @return true where noise alone gives as great an F in 4 % of studies or fewer
     */
    public boolean isBroken() {
        return pValue <= LEVEL;
    }

    /** {@return the statistic, its chance, and where the exponent changes} */
    @Override
    public String toString() {
        return String.format(
                "sup F = %s, p %s; at %s the exponent goes from %s to %s",
                Digits.four(statistic),
                pValue <= LEAST_SHOWN ? "<= 0.001" : "= " + Digits.three(pValue),
                Digits.four(place),
                Digits.four(before),
                Digits.four(after));
    }
}
