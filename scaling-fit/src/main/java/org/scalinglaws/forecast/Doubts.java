package org.scalinglaws.forecast;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.math3.stat.regression.SimpleRegression;
import org.scalinglaws.finding.Check;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.select.RollOut;

/** What speaks against one forecast. */
record Doubts(RollOut rollOut) {
    /** With fewer cuts the growth of the error is a guess. */
    private static final int CUTS = 3;

    /** A new run's interval so wide, as a ratio of its ends, decides next to nothing. */
    private static final double WIDE = 1.5;

    /** N or D so many decades outside of the runs, while C is not, is as far as C would be. */
    private static final double FAR = 0.5;

    /** Tokens that stray less than this from a power of N, in ln D, are one line. */
    private static final double THIN = 0.1;

    /** Tokens that stray less than this are one exactly: only rounding tells them from it. */
    private static final double EXACT = 0.01;

    /** What is forecast: how far from the runs, and where a new run would be measured. */
    private record Asked(Recipe recipe, Distance distance, double loss, Interval newRun) {}

    List<Finding> of(Recipe recipe, Distance distance, double loss, Interval newRun) {
        List<Check<Asked>> checks =
                List.of(
                        this::untried,
                        asked -> collinear(),
                        this::fartherThanTried,
                        asked ->
                                sideways(asked)
                                        .or(
                                                () ->
                                                        Stretched.of(
                                                                asked.recipe(),
                                                                rollOut.evidence().runs())),
                        Doubts::wide,
                        asked ->
                                BelowPublished.of(
                                        asked.loss(), rollOut.evidence().runs().losses()));
        return Check.inOrder(checks, new Asked(recipe, distance, loss, newRun));
    }

    private Optional<Finding> fartherThanTried(Asked asked) {
        double tried = Math.max(tried(), 0);
        return when(
                asked.distance.flops() > tried,
                CheckName.EXTRAPOLATION,
                tried > 0
                        ? "compute is %.1f decades above the runs; forecasts from fewer of them could be"
                                + " tried up to %.1f decades"
                        : "compute is %.1f decades above the runs, and no forecast from fewer of them"
                                + " could be tried",
                asked.distance.flops(),
                tried);
    }

    /** A budget within reach may be split in a way that no run was. */
    private static Optional<Finding> sideways(Asked asked) {
        Distance distance = asked.distance;
        double sideways = Math.max(distance.params(), distance.tokens()) - distance.flops();
        return when(
                sideways > FAR,
                CheckName.EXTRAPOLATION,
                "params lie %.1f and tokens %.1f decades outside of the runs, more than compute does:"
                        + " no roll-out tried that",
                distance.params(),
                distance.tokens());
    }

    private static Optional<Finding> wide(Asked asked) {
        Interval newRun = asked.newRun;
        return when(
                newRun.upper() > WIDE * newRun.lower(),
                CheckName.WIDE_INTERVAL,
                "the interval of a new run is wide, %.4g to %.4g: the runs decide little at this"
                        + " distance",
                newRun.lower(),
                newRun.upper());
    }

    private static Optional<Finding> when(
            boolean condition, CheckName check, String sentence, double one, double other) {
        return condition
                ? Optional.of(
                        Finding.warning(check, String.format(Locale.ROOT, sentence, one, other)))
                : Optional.empty();
    }

    /** Inside the runs the error of the form has no part in the interval. */
    private Optional<Finding> untried(Asked asked) {
        int cuts = rollOut.cuts().size() - 1;
        if (cuts >= CUTS || asked.distance.flops() <= 0) {
            return Optional.empty();
        }
        String runs =
                String.format(
                        Locale.ROOT,
                        "%.0f independent runs in %d groups of compute leave %d cuts with 3 groups"
                                + " and 12 runs below: ",
                        rollOut.evidence().counted(),
                        rollOut.evidence().groups().count(),
                        cuts);
        String rest =
                cuts == 0
                        ? "the error of the form is not measured but taken as 3.2 % one decade beyond"
                        : "the error of the form is measured by few forecasts";
        return Optional.of(Finding.warning(CheckName.ROLL_OUT, runs + rest));
    }

    /** Along a line of N and D the runs say nothing of what lies beside it. */
    private Optional<Finding> collinear() {
        double spread = spread();
        return spread < THIN
                ? Optional.of(Finding.warning(CheckName.IDENTIFIABILITY, line(spread)))
                : Optional.empty();
    }

    /** Along a line no size was ever weighed against tokens. */
    Optional<Finding> noTradeOff() {
        double spread = spread();
        return spread < EXACT
                ? Optional.of(
                        Finding.error(
                                CheckName.IDENTIFIABILITY,
                                line(spread) + ", so that no best size follows"))
                : Optional.empty();
    }

    private static String line(double spread) {
        return String.format(
                Locale.ROOT,
                "params and tokens of the runs lie on one line (tokens stray from it by %.0f %%): they"
                        + " do not tell the two terms of the loss apart",
                100 * spread);
    }

    /** How far ln D strays from a power of N, root mean square; 0 where all sizes are one. */
    private double spread() {
        double[] sizes = rollOut.evidence().runs().column(Factor.PARAMETERS);
        double[] tokens = rollOut.evidence().runs().column(Factor.TOKENS);
        SimpleRegression line = new SimpleRegression();
        for (int row = 0; row < sizes.length; row++) {
            line.addData(Math.log(sizes[row]), Math.log(tokens[row]));
        }
        double spread = Math.sqrt(line.getSumSquaredErrors() / sizes.length);
        return Double.isNaN(spread) ? 0 : spread;
    }

    /** The farthest that any later group lay above a cut. */
    double tried() {
        return rollOut.misses().stream().mapToDouble(RollOut.Miss::decades).max().orElse(0);
    }
}
