package org.scalinglaws.uncertainty;

import java.util.Arrays;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.exception.TooManyEvaluationsException;
import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.PointValuePair;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.NelderMeadSimplex;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.SimplexOptimizer;

/**
 * The sizes of residuals as a function of scale, by an M-estimate of scale whose score is bounded.
 *
 * <pre>
 *  minimise  sum m [k eta + R(|u| exp(-eta))],  eta = ln s(x)
 *  R(r) = r up to c, c + c ln(r/c) beyond;  k = E min(|Z|, c) makes it right for normal noise</pre>
 *
 * <p>With {@code eta} straight in ln x this is convex, and its errors are those of a sandwich.
 *
 * @see <a href="https://doi.org/10.1080/01621459.1987.10478543">Davidian and Carroll (1987), Variance
 *     Function Estimation, section 3.3</a>
 */
final class NoiseCurve {
    /** Beyond so many deviations a residual pulls no harder. */
    private static final double MOST = 2.5;

    /** E min(|Z|, 2.5) and E min(Z^2, 6.25), Z normal. */
    private static final double MEAN = 0.793876;

    private static final double MEAN_SQUARE = 0.977560;

    /** E |Z| where |Z| is below 2.5: the mean slope of the score. */
    private static final double SLOPE = 0.762828;

    /** The 99 % point of chi-squared with one degree of freedom: a constant part must be sure. */
    private static final double SURE = 6.63;

    /** A sum that rises by less than this share of itself is rounded, and no step overshot. */
    private static final double ROUNDING = 1e-12;

    private static final int STEPS = 100;
    private static final int EVALUATIONS = 5_000;

    private final double[] logs;
    private final double[] sizes;
    private final double[] often;
    private final double middle;
    private final double runs;

    /**
     * A power of scale: the logarithm of the deviation at the middle, the exponent, its error and how often
     * noise of one size shows such an exponent.
     */
    record Power(double level, double slope, double error, double chance) {}

    /** The two components at the middle, and the exponent of the first. */
    record Components(double own, double evaluation, double power) {
        /** The deviation so far from the middle, in e-folds of scale. */
        double at(double distance) {
            double moving = own * Math.exp(power * distance);
            return evaluation == 0 ? moving : Math.hypot(moving, evaluation);
        }

        Components times(double factor) {
            return new Components(factor * own, factor * evaluation, power);
        }
    }

    NoiseCurve(double[] logs, double[] residuals, double[] often) {
        this.logs = logs;
        this.often = often;
        this.sizes = Arrays.stream(residuals).map(Math::abs).toArray();
        this.runs = Arrays.stream(often).sum();
        double sum = 0;
        for (int row = 0; row < logs.length; row++) {
            sum += often[row] * logs[row] / runs;
        }
        this.middle = sum;
    }

    double middle() {
        return middle;
    }

    /** By Newton steps on a convex function of two numbers, halved where they overshoot. */
    Power power() {
        double mean = 0;
        for (int row = 0; row < sizes.length; row++) {
            mean += often[row] * sizes[row] / runs;
        }
        double level = Math.log(mean / MEAN);
        double slope = 0;
        double before = cost(level, slope);

        // What rises by rounding alone has not overshot.
        for (int step = 0; step < STEPS; step++) {
            double[] move = new Sums(level, slope).newton();
            double share = 1;
            double after = cost(level + move[0], slope + move[1]);
            while (share > 1e-6 && after > before + ROUNDING * Math.abs(before)) {
                share /= 2;
                after = cost(level + share * move[0], slope + share * move[1]);
            }
            before = after;
            level += share * move[0];
            slope += share * move[1];
            if (Math.abs(move[0]) + Math.abs(move[1]) < 1e-10) {
                break;
            }
        }

        Sums sums = new Sums(level, slope);
        return new Power(level, slope, sums.error(), sums.chance(slope));
    }

    /**
     * With a part that stays where a likelihood ratio asks for it; the ratio is corrected for normal noise,
     * whose likelihood this is not.
     */
    Components components(Power power) {
        double ratio = (MEAN_SQUARE - MEAN * MEAN) / SLOPE;
        double before = cost(power.level(), power.slope());
        double[] start = {power.level(), 1.5 * power.slope(), power.level() - 1};
        double[] best = start;
        double after = Double.POSITIVE_INFINITY;
        try {
            PointValuePair found =
                    new SimplexOptimizer(1e-10, 1e-10)
                            .optimize(
                                    new MaxEval(EVALUATIONS),
                                    new ObjectiveFunction(this::cost),
                                    GoalType.MINIMIZE,
                                    new InitialGuess(start),
                                    new NelderMeadSimplex(3, 0.3));
            best = found.getPoint();
            after = found.getValue();
        } catch (TooManyEvaluationsException enough) {
            // A part that the sizes cannot place is none.
        }
        boolean stays = 2 * (before - after) / ratio > SURE && power.slope() * best[1] > 0;
        return stays
                ? new Components(Math.exp(best[0]), Math.exp(best[2]), best[1])
                : new Components(Math.exp(power.level()), 0, power.slope());
    }

    private double cost(double level, double slope) {
        return cost(new double[] {level, slope, Double.NEGATIVE_INFINITY});
    }

    /** Of the logarithm of the own part, its exponent and the logarithm of the part that stays. */
    private double cost(double[] point) {
        Components parts = new Components(Math.exp(point[0]), Math.exp(point[2]), point[1]);
        double sum = 0;
        for (int row = 0; row < sizes.length; row++) {
            double deviation = parts.at(logs[row] - middle);
            double r = sizes[row] / deviation;
            double size = r <= MOST ? r : MOST + MOST * Math.log(r / MOST);
            sum += often[row] * (MEAN * Math.log(deviation) + size);
        }
        return Double.isNaN(sum) ? Double.POSITIVE_INFINITY : sum;
    }

    /** Scores and their slopes, summed over runs, for a level and an exponent. */
    private final class Sums {
        private final double[] score = new double[2];
        private final double[][] slopes = new double[2][2];
        private final double[][] squares = new double[2][2];

        Sums(double level, double slope) {
            for (int row = 0; row < sizes.length; row++) {
                double z = logs[row] - middle;
                double r = sizes[row] * Math.exp(-level - slope * z);
                double pull = MEAN - Math.min(r, MOST);
                double pulled = often[row] * pull;
                double bent = often[row] * (r < MOST ? r : 0);
                double squared = pulled * pull;
                score[0] += pulled;
                score[1] += pulled * z;
                slopes[0][0] += bent;
                slopes[0][1] += bent * z;
                slopes[1][1] += bent * z * z;
                squares[0][0] += squared;
                squares[0][1] += squared * z;
                squares[1][1] += squared * z * z;
            }
            slopes[1][0] = slopes[0][1];
            squares[1][0] = squares[0][1];
        }

        double[] newton() {
            double[][] inverse = inverse();
            return new double[] {
                -inverse[0][0] * score[0] - inverse[0][1] * score[1],
                -inverse[1][0] * score[0] - inverse[1][1] * score[1]
            };
        }

        /** The standard error of the exponent. */
        double error() {
            double[] row = inverse()[1];
            double variance = 0;
            for (int a = 0; a < 2; a++) {
                for (int b = 0; b < 2; b++) {
                    variance += row[a] * squares[a][b] * row[b];
                }
            }
            return Math.sqrt(runs / (runs - 2) * variance);
        }

        /** The p-value of Wald's t test: scores and slopes are alike at every scale where noise is. */
        double chance(double slope) {
            double spread = 0;
            for (int row = 0; row < logs.length; row++) {
                spread += often[row] * Math.pow(logs[row] - middle, 2);
            }
            double score = squares[0][0] / (runs - 2);
            double error = Math.sqrt(score / spread) / (slopes[0][0] / runs);
            double t = Math.abs(slope / error);
            return t > 0 ? 2 * new TDistribution(null, runs - 2).cumulativeProbability(-t) : 1;
        }

        private double[][] inverse() {
            double determinant = slopes[0][0] * slopes[1][1] - slopes[0][1] * slopes[0][1];
            return new double[][] {
                {slopes[1][1] / determinant, -slopes[0][1] / determinant},
                {-slopes[0][1] / determinant, slopes[0][0] / determinant}
            };
        }
    }
}
