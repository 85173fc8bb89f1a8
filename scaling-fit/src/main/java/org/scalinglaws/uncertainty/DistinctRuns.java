package org.scalinglaws.uncertainty;

import java.util.SplittableRandom;

/**
 * Draws of whole runs of which enough differ to fit a law: one with fewer different runs than parameters
 * is drawn again. It would have no law, or one that goes through every run.
 *
 * @param draws the draws
 * @param least how many different runs there must be
 */
record DistinctRuns(Draws draws, int least) implements Draws {
    /** Where the runs hold no more, a draw like that is left to fail. */
    private static final int MOST = 10_000;

    @Override
    public void draw(SplittableRandom random, double[] weights, double[] losses) {
        again(random, weights, losses);
    }

    /** Draws, and says how many draws had too few different runs. */
    int again(SplittableRandom random, double[] weights, double[] losses) {
        int again = 0;
        draws.draw(random, weights, losses);
        while (!isEnough(weights) && again < MOST) {
            draws.draw(random, weights, losses);
            again++;
        }
        return again;
    }

    private boolean isEnough(double[] weights) {
        int different = 0;
        for (double weight : weights) {
            different += weight > 0 ? 1 : 0;
        }
        return different >= least;
    }
}
