package org.scalinglaws.diagnose;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.regression.SimpleRegression;
import org.scalinglaws.finding.Check;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;

/**
 * Do residuals grow or shrink over the runs? Glejser's test: a straight line of their sizes along N, D,
 * C or D/N, whose slope has a Student's t. The levels of all directions add up to one false alarm in a
 * thousand.
 *
 * @see <a href="https://doi.org/10.1080/01621459.1969.10500976">Glejser (1969), A New Test for
 *     Heteroskedasticity</a>
 */
final class UnequalNoise implements Check<Fit<?>> {
    private static final int QUARTER = 4;

    /** Fewer runs show no slope of noise. */
    private static final int LEAST = 12;

    /** A direction, how often chance alone gives such a slope, and the logarithms along it. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Slope(String name, double p, double[] along) {}

    @Override
    public Optional<Finding> inspect(Fit<?> fit) {
        AddedTerms terms = AddedTerms.of(fit);
        Map<String, double[]> directions = Directions.of(fit);
        boolean dependent = fit.problem().runs().trainingRuns().isPresent();
        if (dependent || !terms.isPossible() || terms.rows().length < LEAST) {
            return Optional.empty();
        }
        double[] sizes = Arrays.stream(terms.studentised()).map(Math::abs).toArray();
        return directions.entrySet().stream()
                .map(entry -> slope(entry.getKey(), terms.column(entry.getValue()), sizes))
                .min(Comparator.comparingDouble(Slope::p))
                .filter(steepest -> steepest.p() < AddedTerms.FALSE_ALARMS / directions.size())
                .map(steepest -> finding(fit, steepest, sizes));
    }

    private static Slope slope(String name, double[] along, double[] sizes) {
        SimpleRegression line = new SimpleRegression();
        for (int i = 0; i < along.length; i++) {
            line.addData(along[i], sizes[i]);
        }
        double t = Math.abs(line.getSlope() / line.getSlopeStdErr());
        double p =
                t > 0
                        ? 2
                                * (1
                                        - new TDistribution(null, along.length - 2)
                                                .cumulativeProbability(t))
                        : 1;
        return new Slope(name, p, along);
    }

    private static Finding finding(Fit<?> fit, Slope slope, double[] sizes) {
        double[] ordered =
                IntStream.range(0, sizes.length)
                        .boxed()
                        .sorted(Comparator.comparingDouble(i -> slope.along()[i]))
                        .mapToDouble(i -> sizes[i])
                        .toArray();
        int quarter = Math.max(1, ordered.length / QUARTER);
        return Finding.warning(
                CheckName.UNEQUAL_NOISE,
                String.format(
                        Locale.ROOT,
                        "residuals are not of one size over %s: %s in the lowest quarter of the runs"
                                + " and %s in the highest (root mean squares; %s); take errors"
                                + " from a bootstrap by pairs, or give the runs weights",
                        slope.name(),
                        rootMeanSquare(fit, ordered, 0, quarter),
                        rootMeanSquare(fit, ordered, ordered.length - quarter, ordered.length),
                        AddedTerms.chance(slope.p())));
    }

    private static String rootMeanSquare(Fit<?> fit, double[] ordered, int from, int to) {
        double mean = Arrays.stream(ordered, from, to).map(x -> x * x).average().orElse(0);
        return ResidualTrend.size(fit.problem().objective().residual(), Math.sqrt(mean), "%.2g");
    }
}
