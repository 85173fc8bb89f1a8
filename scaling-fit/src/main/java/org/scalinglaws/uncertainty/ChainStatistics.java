package org.scalinglaws.uncertainty;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Whether several chains tell one story, and how many independent draws they are worth. Every chain
 * is split in halves, so that one that drifts disagrees with itself.
 *
 * <pre>
 *  W = mean variance inside a half, B = n times the variance between the means of halves of n draws
 *  V = (n-1)/n W + B/n,  R-hat = sqrt(V/W)
 *  effective size = m n / tau,  tau = -1 + 2 sum of P(k),  P(k) = rho(2k) + rho(2k+1)
 *  rho(t) = 1 - (W - mean autocovariance at lag t) / V</pre>
 *
 * <p>The sum stops where P(k) is no longer positive, of which rho(2k) still counts once where it is,
 * and P(k) counts as no more than the one before (Geyer's initial monotone sequence).
 *
 * @param rHat 1 when all halves agree; NaN when they are shorter than two draws, or never move
 * @param effectiveSize how many independent draws know the mean as well; NaN like R-hat
 * @see <a href="https://doi.org/10.1214/20-BA1221">Vehtari et al. (2021), Rank-normalization, folding,
 *     and localization, sections 2 and 3</a>
 */
record ChainStatistics(double rHat, double effectiveSize) {
    /** How many chains a posterior is drawn by. */
    static final int CHAINS = 4;

    /** The number of the first draw of a chain, of so many in all. */
    static int first(int chain, int draws) {
        return (int) ((long) chain * draws / CHAINS);
    }

    /** Judges chains; all are taken to be as long as the shortest. */
    static ChainStatistics of(List<double[]> chains) {
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
