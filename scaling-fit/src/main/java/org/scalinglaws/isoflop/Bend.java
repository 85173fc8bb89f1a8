package org.scalinglaws.isoflop;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.TDistribution;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.quantity.Digits;

/**
 * How the least loss bends with compute: the parabola of its logarithm over ln C, with the error that
 * the vertices of the budgets have themselves.
 *
 * <pre>
 *  ln L = c_0 + c_1 x + c_2 x^2,  x = ln C,  c_2 = sum(a_i ln L_i)
 *  variance of c_2 = sum(a_i^2 share_i s_i^2)</pre>
 *
 * <p>With s_i one for all budgets, and each its own (Welch and Satterthwaite): the chance is the larger of
 * both. A sum of powers above a floor is a sum of exponentials of ln N and ln D, so that ln L is convex in
 * both, and so is the least of it at each C: c_2 is nothing or more.
 *
 * @param low slope of ln L over ln C at the lowest budget
 * @param high the same at the highest
 * @param from ln C of the lowest budget
 * @param to ln C of the highest
 * @param budgets how many
 * @param errors how many standard errors c_2 is from nothing; negative where the fall quickens
 * @param chance how often chance alone bends so far down
 * @see <a href="https://web.stanford.edu/~boyd/cvxbook/">Boyd and Vandenberghe (2004), Convex
 *     Optimization, sections 3.1.5 and 3.2.5</a>
 */
record Bend(
        double low,
        double high,
        double from,
        double to,
        int budgets,
        double errors,
        double chance) {
    /** A parabola takes three; the fourth is the first that says how it bends beyond them. */
    static final int FEWEST = 4;

    /** How often a sound sweep may be called bent. */
    private static final double FALSE_ALARMS = 1e-3;

    /** Slopes that differ by less, as a share, are one but for rounding. */
    private static final double ROUNDING = 1e-6;

    /**
     * Does the loss of the largest budgets fall ever faster? Asked of all, and of the four or more
     * largest, since a skill may emerge late; chances are counted together by Bonferroni's rule.
     */
    static Optional<Finding> finding(Sweep sweep) {
        // Checkpoints of a training run err together, and most stop before their schedule ends.
        boolean isPositive = Arrays.stream(sweep.runs().losses()).allMatch(loss -> loss > 0);
        if (!isPositive || sweep.runs().trainingRuns().isPresent()) {
            return Optional.empty();
        }

        List<LeastLoss> all = LeastLoss.of(sweep);
        int questions = all.size() - FEWEST + 1;
        return IntStream.range(0, questions)
                .mapToObj(first -> of(all.subList(first, all.size())))
                .filter(bend -> bend.isDown() && bend.chance * questions < FALSE_ALARMS)
                .min(Comparator.comparingDouble(Bend::chance))
                .map(Bend::told);
    }

    /** The bend through the least losses of four budgets or more. */
    static Bend of(List<LeastLoss> all) {
        double[] x = all.stream().mapToDouble(LeastLoss::logFlops).toArray();
        double[] y = all.stream().mapToDouble(LeastLoss::height).toArray();
        Polynomial parabola = Polynomial.fit(2, x, y);
        double curvature = parabola.leading();
        double from = x[0];
        double to = x[x.length - 1];
        double secant = (parabola.at(to) - parabola.at(from)) / (to - from);

        Doubt doubt = Doubt.of(all, parabola.leadingReach(x));
        return new Bend(
                secant - curvature * (to - from),
                secant + curvature * (to - from),
                from,
                to,
                x.length,
                curvature / Math.sqrt(Math.max(doubt.together(), doubt.apart())),
                Math.max(
                        chance(curvature / Math.sqrt(doubt.together()), doubt.spare()),
                        chance(curvature / Math.sqrt(doubt.apart()), doubt.spareApart())));
    }

    /**
     * The variance of c_2, by one scatter of all runs and by that of each budget, with degrees of freedom.
     */
    private record Doubt(double together, double spare, double apart, double spareApart) {
        static Doubt of(List<LeastLoss> all, double[] reach) {
            double spare = all.stream().mapToDouble(LeastLoss::spare).sum();
            double common = all.stream().mapToDouble(LeastLoss::squares).sum() / spare;
            double together = 0;
            double apart = 0;
            double doubts = 0;

            // A budget of three runs shows no scatter, and is taken to have that of all.
            for (int i = 0; i < reach.length; i++) {
                LeastLoss least = all.get(i);
                boolean hasOwn = least.spare() > 0;
                double own = hasOwn ? least.squares() / least.spare() : common;
                double square = reach[i] * reach[i] * least.share();
                together += square * common;
                apart += square * own;
                doubts += Math.pow(square * own, 2) / (hasOwn ? least.spare() : spare);
            }
            return new Doubt(together, spare, apart, apart * apart / doubts);
        }
    }

    /** Without runs to spare, or without any scatter, nothing is known of chance. */
    private static double chance(double errors, double degreesOfFreedom) {
        return degreesOfFreedom > 0 && Double.isFinite(errors)
                ? new TDistribution(null, degreesOfFreedom).cumulativeProbability(errors)
                : 1;
    }

    private boolean isDown() {
        return high < 0 && high < low - ROUNDING * Math.abs(low);
    }

    private Finding told() {
        return Finding.warning(
                CheckName.FALLING_FASTER,
                String.format(
                        Locale.ROOT,
                        "at %d budgets, %s to %s FLOP, the least loss falls ever faster with compute,"
                                + " which no sum of powers above a floor does: d ln L / d ln C goes"
                                + " from %.3g to %.3g, a bend of %.1f standard errors; if it goes on,"
                                + " forecasts beyond these budgets lie too high and their intervals do"
                                + " not hold; if the smaller budgets were trained worse than the"
                                + " larger, tune them anew or leave them out",
                        budgets,
                        Digits.four(Math.exp(from)),
                        Digits.four(Math.exp(to)),
                        low,
                        high,
                        -errors));
    }
}
