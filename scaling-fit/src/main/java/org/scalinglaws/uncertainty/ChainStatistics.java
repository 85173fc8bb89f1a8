package org.scalinglaws.uncertainty;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.stat.ranking.NaNStrategy;
import org.apache.commons.math3.stat.ranking.NaturalRanking;
import org.apache.commons.math3.stat.ranking.TiesStrategy;

/**
 * Whether several chains tell one story, and how many independent draws they are worth: split R-hat and
 * effective size of rank-normalised draws. Every chain is split in halves, so that one that drifts disagrees
 * with itself.
 *
 * <pre>
 *  z = Phi^-1((rank - 3/8) / (count + 1/4)), ranks over all chains
 *  W = mean variance inside a half, B = n times the variance between the means of halves of n draws
 *  V = (n-1)/n W + B/n,  R = sqrt(V/W)
 *  effective size = m n / tau,  tau = -1 + 2 sum of P(k),  P(k) = rho(2k) + rho(2k+1)
 *  rho(t) = 1 - (W - mean autocovariance at lag t) / V</pre>
 *
 * <p>The sum stops where P(k) is no longer positive, of which rho(2k) still counts once where it is,
 * and P(k) counts as no more than the one before (Geyer's initial monotone sequence).
 *
 * <p>R-hat is the greater of R of z and R of the ranks of distances from the median, which sees chains that
 * differ in width. The effective size is the least of those of z and of being among the lowest and the
 * highest twentieth, which the ends of an interval hang on: draws with long tails know their middle far better
 * than their ends.
 *
 * @param rHat 1 when all halves agree; NaN when they are shorter than two draws, or never move
 * @param effectiveSize how many independent draws know the middle and both ends as well; NaN like R-hat
 * @see <a href="https://doi.org/10.1214/20-BA1221">Vehtari et al. (2021), Rank-normalization, folding,
 *     and localization, sections 3 and 4</a>
 * @see <a href="https://doi.org/10.1214/ss/1177011137">Geyer (1992), Practical Markov Chain Monte Carlo,
 *     section 3.3</a>
 */
record ChainStatistics(double rHat, double effectiveSize) {
    /** How many chains a posterior is drawn by. */
    static final int CHAINS = 4;

    /** The number of the first draw of a chain, of so many in all. */
    static int first(int chain, int draws) {
        return (int) ((long) chain * draws / CHAINS);
    }

    /** Where an interval ends: a twentieth of the draws lies beyond. */
    private static final double TAIL = 0.05;

    /** Judges chains by ranks; all are taken to be as long as the shortest. */
    static ChainStatistics of(List<double[]> chains) {
        ChainStatistics middle = ofNumbers(ranked(chains));
        if (Double.isNaN(middle.rHat)) {
            return middle;
        }
        double[] all = chains.stream().flatMapToDouble(Arrays::stream).sorted().toArray();
        double median = quantile(all, 0.5);
        ChainStatistics width = ofNumbers(ranked(each(chains, value -> Math.abs(value - median))));
        double low = quantile(all, TAIL);
        double high = quantile(all, 1 - TAIL);
        double least = middle.effectiveSize;
        for (double end : new double[] {low, high}) {
            double size = ofNumbers(each(chains, value -> value <= end ? 1 : 0)).effectiveSize;
            least = size < least ? size : least;
        }

        // Distances from the median that are all alike tell nothing more.
        double rHat = width.rHat > middle.rHat ? width.rHat : middle.rHat;
        return new ChainStatistics(rHat, least);
    }

    private static List<double[]> each(List<double[]> chains, DoubleUnaryOperator change) {
        return chains.stream().map(chain -> Arrays.stream(chain).map(change).toArray()).toList();
    }

    /** Straight between draws in order. */
    private static double quantile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(sorted.length - 1, below + 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    /** The normal scores of ranks over all chains; equal numbers share their mean rank. */
    private static List<double[]> ranked(List<double[]> chains) {
        double[] all = chains.stream().flatMapToDouble(Arrays::stream).toArray();
        if (all.length == 0) {
            return chains;
        }
        double[] ranks = new NaturalRanking(NaNStrategy.FIXED, TiesStrategy.AVERAGE).rank(all);
        NormalDistribution normal = new NormalDistribution(null, 0, 1);
        List<double[]> scores = new ArrayList<>();
        int from = 0;
        for (double[] chain : chains) {
            double[] score = Arrays.copyOfRange(ranks, from, from + chain.length);
            for (int i = 0; i < score.length; i++) {
                score[i] =
                        normal.inverseCumulativeProbability(
                                (score[i] - 0.375) / (all.length + 0.25));
            }
            scores.add(score);
            from += chain.length;
        }
        return scores;
    }

    /** Judges numbers as they are. */
    static ChainStatistics ofNumbers(List<double[]> chains) {
        int half = chains.stream().mapToInt(chain -> chain.length).min().orElse(0) / 2;
        if (half < 2) {
            return new ChainStatistics(Double.NaN, Double.NaN);
        }

        // Each half is a chain of its own: one that drifts disagrees with itself.
        List<double[]> halves = new ArrayList<>();
        for (double[] chain : chains) {
            halves.add(centred(Arrays.copyOf(chain, half)));
            halves.add(centred(Arrays.copyOfRange(chain, chain.length - half, chain.length)));
        }

        // The variance inside halves, and that of their means.
        double within = 0;
        double[] means = new double[halves.size()];
        for (int i = 0; i < means.length; i++) {
            double[] chain = chains.get(i / 2);
            int from = i % 2 == 0 ? 0 : chain.length - half;
            means[i] = Arrays.stream(chain, from, from + half).average().orElse(0);
            within += autocovariance(halves.get(i), 0) * half / (half - 1) / means.length;
        }
        double between = 0;
        for (double mean : centred(means)) {
            between += mean * mean / (means.length - 1);
        }

        // A chain that never moved tells nothing.
        double total = (half - 1.0) / half * within + between;
        double size = (double) half * means.length;
        if (!(total > 0)) {
            return new ChainStatistics(Double.NaN, Double.NaN);
        }
        double time = Math.max(time(halves, half, within, total), 1 / Math.log10(size));
        return new ChainStatistics(Math.sqrt(total / within), size / time);
    }

    private static double[] centred(double[] values) {
        double mean = Arrays.stream(values).average().orElse(0);
        return Arrays.stream(values).map(value -> value - mean).toArray();
    }

    private static double autocovariance(double[] centred, int lag) {
        double sum = 0;
        for (int i = lag; i < centred.length; i++) {
            sum += centred[i] * centred[i - lag];
        }
        return sum / centred.length;
    }

    private static double time(List<double[]> halves, int half, double within, double total) {
        double time = -1;
        double before = Double.POSITIVE_INFINITY;
        for (int lag = 0; lag + 1 < half; lag += 2) {
            double even = lag == 0 ? 1 : correlation(halves, lag, within, total);
            double pair = even + correlation(halves, lag + 1, within, total);
            if (!(pair > 0)) {
                return time + Math.max(0, even);
            }
            before = Math.min(before, pair);
            time += 2 * before;
        }
        return time;
    }

    private static double correlation(List<double[]> halves, int lag, double within, double total) {
        double covariance = 0;
        for (double[] each : halves) {
            covariance += autocovariance(each, lag) / halves.size();
        }
        return 1 - (within - covariance) / total;
    }
}
