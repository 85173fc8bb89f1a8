package org.scalinglaws.uncertainty;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ObjIntConsumer;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;
import org.scalinglaws.problem.NoFitException;

/**
 * One chain of Metropolis steps with normal proposals. It starts away from the optimum, twice as far
 * as proposals are wide. While it warms up, proposals learn their covariance from the later half of
 * the steps and their size from how many are taken; then both are frozen, so that what follows is a
 * Markov chain of the density. A pilot measures how many steps k are worth one independent draw; where
 * it is not twenty times as long, the chain warms up again, four times as long. Of what follows every
 * k-th point is kept, k at most 400.
 *
 * <pre>  x' = x + s L z,  L L' = covariance,  s = 2.38 / sqrt(d) before it is tuned</pre>
 *
 * @see <a href="https://doi.org/10.2307/3318737">Haario, Saksman and Tamminen (2001), An adaptive
 *     Metropolis algorithm</a>
 * @see <a href="https://doi.org/10.1007/s11222-008-9110-y">Andrieu and Thoms (2008), A tutorial on
 *     adaptive MCMC, section 5</a>
 */
final class Metropolis {
    private static final int LEAST_ROUNDS = 6;
    private static final int MOST_ROUNDS = 40;
    private static final double WANTED = 0.28;
    private static final double LEAST_TAKEN = 0.15;
    private static final double MOST_TAKEN = 0.5;
    private static final int LEAST_PILOT = 2000;
    private static final int PILOT_DRAWS = 20;
    private static final int LONGER = 4;
    private static final int WARM_UPS = 4;
    private static final int MOST_BETWEEN = 400;
    private static final int TRIES = 60;

    /** A share of the first covariance stays, so that no direction is ever lost. */
    private static final double KEPT = 1e-6;

    private final PosteriorDensity density;
    private final SplittableRandom random;
    private final int n;
    private final DMatrixRMaj first;
    private DMatrixRMaj root;
    private double logSize;
    private double[] point;
    private double level;

    Metropolis(PosteriorDensity density, SplittableRandom random) {
        this.density = density;
        this.random = random;
        this.point = density.start();
        this.n = point.length;
        this.first = inverse(density.precision());
        this.root = root(first, first);
        this.logSize = Math.log(2.38 / Math.sqrt(n));
        this.level = density.at(point);
        disperse();
    }

    private void disperse() {
        // Twice as wide as the posterior seems; nearer when the priors forbid it.
        double[] start = point;
        double reach = 2;
        for (int i = 0; i < TRIES; i++) {
            double[] away = moved(start, reach);
            double there = density.at(away);
            if (Double.isFinite(there)) {
                point = away;
                level = there;
                return;
            }
            reach *= 0.8;
        }
        if (!Double.isFinite(level)) {
            throw new NoFitException("the priors allow no law near the fit");
        }
    }

    /** The inverse, by way of a matrix with ones on its diagonal; that of the diagonal if need be. */
    private static DMatrixRMaj inverse(DMatrixRMaj precision) {
        int n = precision.numRows;
        DMatrixRMaj scaled = precision.copy();
        DMatrixRMaj inverse = new DMatrixRMaj(n, n);
        double[] sizes = new double[n];
        Arrays.setAll(sizes, a -> Math.sqrt(precision.get(a, a)));
        for (int a = 0; a < n; a++) {
            for (int b = 0; b < n; b++) {
                scaled.set(a, b, precision.get(a, b) / sizes[a] / sizes[b]);
            }
        }

        // A precision that is not positive leaves every coordinate to itself.
        if (!CommonOps_DDRM.invertSPD(scaled, inverse)) {
            CommonOps_DDRM.setIdentity(inverse);
        }
        for (int a = 0; a < n; a++) {
            for (int b = 0; b < n; b++) {
                inverse.set(a, b, inverse.get(a, b) / sizes[a] / sizes[b]);
            }
        }
        return inverse;
    }

    /** The lower triangle whose square is a covariance; the other root when it is not one. */
    private static DMatrixRMaj root(DMatrixRMaj covariance, DMatrixRMaj other) {
        CholeskyDecomposition_F64<DMatrixRMaj> cholesky =
                DecompositionFactory_DDRM.chol(covariance.numRows, true);
        return cholesky.decompose(covariance.copy()) ? cholesky.getT(null) : other;
    }

    private double[] moved(double[] from, double size) {
        double[] normal = new double[n];
        Arrays.setAll(normal, a -> random.nextGaussian());
        double[] to = from.clone();
        for (int a = 0; a < n; a++) {
            for (int b = 0; b <= a; b++) {
                to[a] += size * root.get(a, b) * normal[b];
            }
        }
        return to;
    }

    /** One step; the chance with which it was taken. */
    private double step() {
        double[] proposal = moved(point, Math.exp(logSize));
        double there = density.at(proposal);
        double chance = Math.min(1, Math.exp(there - level));
        if (random.nextDouble() < chance) {
            point = proposal;
            level = there;
        }
        return chance;
    }

    private static boolean stopped() {
        return Thread.currentThread().isInterrupted();
    }

    /**
     * Runs the chain.
     *
     * @param draws how many points to keep
     * @param keeper gets each point and its number from 0; fewer when the thread is interrupted
     * @return the share of steps that were taken, and how many steps lie between two draws
     */
    Pace run(int draws, ObjIntConsumer<double[]> keeper) {
        int length = Math.max(250, 100 * n);
        int between = MOST_BETWEEN;

        // Longer warm-ups until the pilot holds enough independent draws to judge by.
        for (int i = 0; i < WARM_UPS; i++) {
            int pilot = Math.max(LEAST_PILOT, LONGER * length);
            warmUp(length);
            double worth = worthOneDraw(pilot);
            between = (int) Math.min(MOST_BETWEEN, Math.ceil(worth));
            if (PILOT_DRAWS * worth <= pilot) {
                break;
            }
            length *= LONGER;
        }

        // Only now are draws kept: the proposal stays as it is from here on.
        double taken = 0;
        for (int i = 0; i < draws; i++) {
            for (int k = 0; k < between; k++) {
                if (stopped()) {
                    return new Pace(taken / Math.max(1, i) / between, between);
                }
                taken += step();
            }
            keeper.accept(point, i);
        }
        return new Pace(taken / draws / between, between);
    }

    /** How a chain went. */
    record Pace(double taken, int between) {}

    private void warmUp(int length) {
        List<double[]> seen = new ArrayList<>();
        boolean tuned = false;
        for (int round = 0; round < MOST_ROUNDS && !tuned; round++) {
            if (round > 0) {
                learn(seen.subList(seen.size() / 2, seen.size()));
            }

            // Robbins and Monro: the size of a step follows the share that is taken.
            double taken = 0;
            for (int i = 1; i <= length; i++) {
                if (stopped()) {
                    return;
                }
                double chance = step();
                taken += chance / length;
                logSize += (chance - WANTED) * Math.pow(i, -0.6);
                seen.add(point);
            }
            tuned = round + 1 >= LEAST_ROUNDS && taken >= LEAST_TAKEN && taken <= MOST_TAKEN;
        }
    }

    private void learn(List<double[]> points) {
        double[] mean = new double[n];
        for (double[] each : points) {
            Arrays.setAll(mean, a -> mean[a] + each[a] / points.size());
        }

        // A share of the first guess keeps the covariance of few points regular.
        DMatrixRMaj covariance = new DMatrixRMaj(n, n);
        CommonOps_DDRM.scale(KEPT, first, covariance);
        for (double[] each : points) {
            for (int a = 0; a < n; a++) {
                for (int b = 0; b < n; b++) {
                    covariance.add(a, b, (each[a] - mean[a]) * (each[b] - mean[b]) / points.size());
                }
            }
        }
        root = root(covariance, root);
        logSize = Math.log(2.38 / Math.sqrt(n));
    }

    /** Steps that are worth one draw, for the coordinate that takes the most. */
    private double worthOneDraw(int pilot) {
        int stride = pilot / LEAST_PILOT;
        double[][] series = new double[n][LEAST_PILOT];
        for (int i = 0; i < stride * LEAST_PILOT && !stopped(); i++) {
            step();
            for (int a = 0; a < n; a++) {
                series[a][i / stride] = point[a];
            }
        }

        // The coordinate that moves the slowest decides.
        double most = 1;
        for (double[] each : series) {
            double size = ChainStatistics.of(List.of(each)).effectiveSize();
            most = Math.max(most, Double.isNaN(size) ? pilot : pilot / size);
        }
        return most;
    }
}
