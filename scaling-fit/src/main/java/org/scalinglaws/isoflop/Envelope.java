package org.scalinglaws.isoflop;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.scalinglaws.data.DataException;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.finding.Check;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.isoflop.EnvelopePoints.Verdict;
import org.scalinglaws.quantity.Compute;

/**
 * Approach 1: the envelope of training curves. At each budget the model size that has the least loss
 * by then is the best, and power laws go through the best sizes and their tokens.
 *
 * <pre>
 *  L_N(C) = least loss of the runs of size N, straight in ln C between checkpoints
 *  N*(C)  = where the parabola in ln N through L_N(C) of the best size and its two neighbours is lowest
 *  ln N* = ln G + a ln C,  ln D* = ln H + b ln C,  by least squares, each budget alike</pre>
 *
 * <p>A checkpoint counts as a finished run. That holds for a constant or a well-annealed learning
 * rate. Under a cosine schedule longer than the checkpoint the loss is too high, the more so the
 * earlier the checkpoint, and the exponents are those of the schedule.
 *
 * <p>Everything is read off loss over ln C. Under E + A/N^alpha + B/D^beta the curves at k times the
 * compute are the same curves, moved along ln C and shrunk towards E. Chords, parabolas and hulls go
 * with such a change, so each size is read in the same place and no error enters the exponent. Over
 * ln loss this holds for E = 0 only: with 3,000 checkpoints a run and no noise, the mean place of a
 * size on the hull gives an exponent 0.0002 off over ln loss and less than 0.00005 off over loss. So
 * neither the unit of the loss nor a constant added to it matters.
 *
 * <p>Where the smallest or the largest of the sizes that reach a budget is the best, a better one may
 * lie beyond: such budgets are left out. So are those where the line through all answers is below the
 * middle of the two smallest sizes there or above that of the two largest: a parabola cannot answer
 * so, and only luck gave an answer. Where that would leave fewer than half they stay. Budgets after
 * that of least loss are always left out.
 *
 * <p>What the readings get wrong: error of a, mean and standard deviation over 200 draws of the law
 * besiroglu-2024 (a = 0.5126) with 12 sizes from 50M to 10B and 30 checkpoints. Tokens go from 2 to
 * 200 a parameter in equal ratios (first), or up to 3e11 for every size in equal steps (second). The
 * noise of ln loss is independent, or half of its variance is of the run.
 *
 * <pre>
 *  tokens  noise         BETWEEN_SIZES     LOWEST_RUN        HULL              HOFFMANN
 *  first   none          -0.0000           -0.0042           -0.0031           -0.0701
 *  first   0.2 %         -0.0022 (0.0056)  -0.0115 (0.0090)  -0.0073 (0.0169)  -0.0705 (0.0030)
 *  first   0.5 %         -0.0067 (0.0106)  -0.0205 (0.0122)  -0.0136 (0.0269)  -0.0725 (0.0046)
 *  first   0.5 % by run  -0.0075 (0.0153)  -0.0212 (0.0139)  -0.0200 (0.0236)  -0.0740 (0.0078)
 *  second  none          +0.0059           +0.0154           +0.0225           +0.1041
 *  second  0.2 %         +0.0073 (0.0184)  +0.0195 (0.0265)  +0.0136 (0.0517)  +0.1035 (0.0061)
 *  second  0.5 %         +0.0182 (0.0394)  +0.0434 (0.0406)  +0.0210 (0.1129)  +0.1054 (0.0089)
 *  second  0.5 % by run  +0.0230 (0.0679)  +0.0499 (0.0542)  +0.0393 (0.0978)  +0.1066 (0.0166)</pre>
 *
 * <p>The lowest of noisy losses is a lucky one. The hull rests on the luckiest checkpoints, so it
 * strays 1.4 to 3 times as far as the default. Sizes of the grid alone make stairs, and the slope of
 * a line through K full stairs is 1/K^2 of itself too small. Runs of one size are not averaged: the lower counts, so that
 * runs of other lengths may stand beside each other; repeat all sizes equally often or none.
 *
 * @param reading how the best size of a budget is found
 * @param budgets how many budgets to read, in equal ratios from the least compute of any checkpoint
 *     to the most; no matter for {@link Reading#HULL}
 * @param keepsEnds whether a budget counts where the best size has none beside it
 * @see <a href="https://arxiv.org/abs/2203.15556">Hoffmann et al. (2022), section 3.1</a>
 */
public record Envelope(Reading reading, int budgets, boolean keepsEnds) {
    /** What to use: between sizes, 200 budgets, without ends. */
    public static final Envelope DEFAULT = new Envelope(Reading.BETWEEN_SIZES, 200, false);

    /** As Hoffmann et al. did: the lowest run at 1,500 budgets, ends and all. */
    public static final Envelope HOFFMANN = new Envelope(Reading.LOWEST_RUN, 1500, true);

    private static final String APPROACH = "approach 1";
    private static final int FEW_SIZES = 3;

    /** How the best size of a budget is found. */
    public enum Reading {
        /** Where a parabola over ln N through the best size and its two neighbours is lowest. */
        BETWEEN_SIZES,
        /** The size of the run of least loss. */
        LOWEST_RUN,
        /** No budgets: the checkpoints on the lower convex hull of loss over ln C. */
        HULL
    }

    /** Refuses fewer than 2 budgets. */
    public Envelope {
        requireNonNull(reading, "reading");
        if (budgets < 2) {
            throw new IllegalArgumentException("budgets to read must be 2 or more, got " + budgets);
        }
    }

    /**
     * With another way to find the best size.
     *
     * @param other the way
     * @return new options
     */
    public Envelope withReading(Reading other) {
        requireNonNull(other, "other");
        return new Envelope(other, budgets, keepsEnds);
    }

    /**
     * With more or fewer budgets.
     *
     * @param count how many, 2 or more
     * @return new options
     */
    public Envelope withBudgets(int count) {
        return new Envelope(reading, count, keepsEnds);
    }

    /**
     * With or without the budgets where the best size has none beside it.
     *
     * @param kept whether they count
     * @return new options
     */
    public Envelope withEnds(boolean kept) {
        return new Envelope(reading, budgets, kept);
    }

    /**
     * Reads the envelope.
     *
     * @param checkpoints a row for each checkpoint: parameters, tokens so far, loss, and FLOPs so far
     *     where they are not 6ND
     * @param runColumn the label or column of numbers that tells training runs apart
     * @return the power laws, and why where there are none
     * @throws IllegalArgumentException when there is no such column
     * @throws DataException when a row states no size, tokens or run, a run has two sizes, there are
     *     fewer than two runs, or no run has two checkpoints
     */
    public Allocation of(Dataset checkpoints, String runColumn) {
        requireNonNull(checkpoints, "checkpoints");
        TrainingCurves curves = TrainingCurves.of(checkpoints, runColumn);
        EnvelopePoints points = read(curves, curves.weights());

        double[] powers = powers(points);
        List<Optimum> optima = optima(points);
        List<Finding> findings = findings(points);

        if (Double.isNaN(powers[0])) {
            return Allocation.refused(
                    APPROACH, curves.counting(), optima, refusal(points), findings);
        }

        return Allocation.of(
                APPROACH,
                curves.counting(),
                optima,
                new PowerOfCompute(powers[1], powers[0]),
                new PowerOfCompute(powers[3], powers[2]),
                findings);
    }

    /**
     * The power laws alone, to be asked often.
     *
     * @param curves the checkpoints
     * @param weights a weight for each row; one of 0 is as if the row were not there
     * @return the exponent and the coefficient of N*, then of D*; all NaN where there is no answer
     */
    double[] estimate(TrainingCurves curves, double[] weights) {
        return powers(read(curves, weights));
    }

    private EnvelopePoints read(TrainingCurves curves, double[] weights) {
        TrainingCurves.Kept kept = curves.kept(weights);
        return reading == Reading.HULL
                ? EnvelopePoints.hull(kept, keepsEnds)
                : EnvelopePoints.atBudgets(
                        kept, budgets, reading == Reading.BETWEEN_SIZES, keepsEnds);
    }

    private static double[] powers(EnvelopePoints points) {
        double[] size = points.line(points.sizes);
        double[] data = points.line(points.tokens);
        double[] powers = {size[1], Math.exp(size[0]), data[1], Math.exp(data[0])};
        boolean answered =
                points.sizesDiffer()
                        && Arrays.stream(powers).allMatch(Double::isFinite)
                        && powers[1] > 0
                        && powers[3] > 0;
        if (!answered) {
            Arrays.fill(powers, Double.NaN);
        }
        return powers;
    }

    private String refusal(EnvelopePoints points) {
        int used = points.used();
        if (used < 2) {
            return String.format(
                    "%s need 2 or more with the best size between others, got %d of %d",
                    places(), used, points.count);
        }
        return points.sizesDiffer()
                ? "the best sizes rise or fall too steeply for a power of compute"
                : "one size is the best at all " + used + " " + places() + " that count";
    }

    private String places() {
        return reading == Reading.HULL ? "corners of the hull" : "budgets";
    }

    private List<Optimum> optima(EnvelopePoints points) {
        List<Optimum> optima = new ArrayList<>();
        for (int i = 0; i < points.count; i++) {
            boolean between =
                    reading == Reading.BETWEEN_SIZES && points.verdicts[i] == Verdict.USED;

            optima.add(
                    new Optimum(
                            Compute.flops(Math.exp(points.flops[i])),
                            Math.exp(points.sizes[i]),
                            Math.exp(points.tokens[i]),
                            points.losses[i],
                            between ? 3 : 1,
                            Optimum.UNKNOWN,
                            Optimum.UNKNOWN,
                            points.verdicts[i].reason));
        }
        return optima;
    }

    private List<Finding> findings(EnvelopePoints points) {
        List<Check<EnvelopePoints>> checks =
                List.of(Envelope::unfinished, this::ends, Envelope::fewSizes);
        return Check.inOrder(checks, points);
    }

    /** Was each checkpoint trained as far as it should have been? No row says so. */
    private static Optional<Finding> unfinished(EnvelopePoints points) {
        return Optional.of(
                Finding.note(
                        CheckName.CHECKPOINTS,
                        "each checkpoint counts as a finished run, which holds for a constant or a"
                                + " well-annealed learning rate; under a schedule longer than the"
                                + " checkpoint its loss is too high"));
    }

    /** Do sizes enough become the best one for an exponent? */
    private static Optional<Finding> fewSizes(EnvelopePoints points) {
        int sizes = points.bestSizes();
        return points.used() < 2 || sizes >= FEW_SIZES
                ? Optional.empty()
                : Optional.of(
                        Finding.warning(
                                CheckName.FEW_SIZES,
                                String.format(
                                        "only %d of %d sizes %s the best at a budget that counts:"
                                                + " an exponent wants %d or more",
                                        sizes,
                                        points.gridSizes(),
                                        sizes == 1 ? "is" : "are",
                                        FEW_SIZES)));
    }

    /** Do the sizes reach beyond the best one wherever they are compared? */
    private Optional<Finding> ends(EnvelopePoints points) {
        if (points.ends() == 0) {
            return Optional.empty();
        }

        String counted = String.format("%d of %d %s", points.ends(), points.count, places());
        if (keepsEnds) {
            return Optional.of(
                    Finding.warning(
                            CheckName.GRID_ENDS,
                            counted
                                    + " count although the best size may lie beyond the sizes that"
                                    + " reach them: this bends the exponents"));
        }

        int smallest = points.countOf(Verdict.SMALLEST);
        int largest = points.countOf(Verdict.LARGEST);
        return Optional.of(
                Finding.note(
                        CheckName.GRID_ENDS,
                        String.format(
                                "%s are left out because the best size may lie beyond the sizes"
                                        + " that reach them: %d where the smallest is the best, %d"
                                        + " the largest, %d for other reasons",
                                counted, smallest, largest, points.ends() - smallest - largest)));
    }
}
