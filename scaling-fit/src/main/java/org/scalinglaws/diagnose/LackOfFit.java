package org.scalinglaws.diagnose;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.FDistribution;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.finding.Check;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;

/**
 * Are residuals larger than runs of one recipe differ among themselves? Fisher's lack-of-fit test
 * against replicates, at one false alarm in a thousand.
 *
 * @see <a href="https://doi.org/10.1002/9781118625590">Draper and Smith (1998), Applied Regression
 *     Analysis, section 2.1</a>
 */
final class LackOfFit implements Check<Fit<?>> {
    /** Fewer repeats do not tell how far runs scatter. */
    private static final int REPEATS = 3;

    @Override
    public Optional<Finding> inspect(Fit<?> fit) {
        Dataset runs = fit.problem().runs();
        List<double[]> read = fit.problem().family().factors().stream().map(runs::column).toList();
        boolean repeated = repeats(Alike.first(read)) >= REPEATS;
        if (!repeated || runs.trainingRuns().isPresent()) {
            return Optional.empty();
        }

        // Copies of a run that counts more than once are not among the repeats.
        AddedTerms terms = AddedTerms.of(fit);
        int[] first = Alike.first(read.stream().map(terms::column).toList());
        int repeats = repeats(first);
        int spare = terms.spare() - repeats;
        if (!terms.isPossible() || repeats < REPEATS || spare < 1) {
            return Optional.empty();
        }

        // The squares of residuals split into what repeats show and what the law misses.
        double all = terms.spread() * terms.spread() * terms.spare();
        double pure = within(terms.residuals(), first);
        double noise = pure / repeats;
        double f = (all - pure) / spare / noise;
        double p = 1 - new FDistribution(null, spare, repeats).cumulativeProbability(f);
        return noise > 0 && p < AddedTerms.FALSE_ALARMS
                ? Optional.of(finding(fit, Math.sqrt(noise), (all - pure) / spare, p, repeats))
                : Optional.empty();
    }

    private static int repeats(int[] first) {
        return (int) IntStream.range(0, first.length).filter(row -> first[row] < row).count();
    }

    private static Finding finding(Fit<?> fit, double noise, double missed, double p, int repeats) {
        return Finding.warning(
                CheckName.LACK_OF_FIT,
                String.format(
                        Locale.ROOT,
                        "the law misses by more than noise: runs of one recipe scatter by %s (%d"
                                + " repeats), the means of recipes by %s around the law (F test, %s);"
                                + " weigh other forms of law, and do not read the errors as"
                                + " all that is in doubt",
                        ResidualTrend.size(fit.problem().objective().residual(), noise, "%.2g"),
                        repeats,
                        ResidualTrend.size(
                                fit.problem().objective().residual(), Math.sqrt(missed), "%.2g"),
                        AddedTerms.chance(p)));
    }

    /** The squares about the mean of the rows of each recipe. */
    private static double within(double[] residuals, int[] first) {
        double[] means = new double[first.length];
        int[] counts = new int[first.length];
        for (int row = 0; row < first.length; row++) {
            int place = first[row];
            counts[place]++;
            means[place] += (residuals[row] - means[place]) / counts[place];
        }
        double squares = 0;
        for (int row = 0; row < first.length; row++) {
            squares += Math.pow(residuals[row] - means[first[row]], 2);
        }
        return squares;
    }
}
