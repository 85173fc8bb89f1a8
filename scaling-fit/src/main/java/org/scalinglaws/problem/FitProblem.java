package org.scalinglaws.problem;

import static java.util.Objects.requireNonNull;

import java.lang.ref.SoftReference;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.scalinglaws.data.DataException;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.law.Columns;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Require;
import org.scalinglaws.solve.Cost;

/**
 * A family of laws, runs, an objective and restrictions: everything that decides which law is best.
 * What it was stated of can be read back. Beyond that it gives six things: a cost to minimise and
 * starts for it, the coordinates and weights behind them, copies of itself for resampling, and the
 * linear model about a point.
 *
 * @param <L> the type of the laws
 */
public final class FitProblem<L extends LossLaw> {
    private final LawFamily<L> family;
    private final Dataset runs;
    private final Objective objective;
    private final Restrictions restrictions;
    private final Response response;
    private final Coordinates coordinates;
    private final Columns columns;
    private final double[] losses;
    private final RowWeights weights;

    /** Rows that are ready and that nobody uses now; given up where memory is short. */
    private final AtomicReference<SoftReference<RowBlocks>> idle =
            new AtomicReference<>(new SoftReference<>(null));

    private final Memory memory = new Memory();

    private FitProblem(
            LawFamily<L> family,
            Dataset runs,
            Objective objective,
            Restrictions restrictions,
            Response response) {
        this.family = requireNonNull(family, "family");
        this.runs = requireNonNull(runs, "runs");
        this.objective = requireNonNull(objective, "objective");
        this.restrictions = requireNonNull(restrictions, "restrictions");
        this.response = requireNonNull(response, "response");
        Columns natural = family.columns(runs);
        this.losses = runs.losses();
        this.weights = RowWeights.of(runs, objective);
        this.coordinates = new Coordinates(family, natural, restrictions, size(losses));
        this.columns = coordinates.inUnits(natural);
    }

    /** The size of a typical loss, a power of two so that nothing is rounded. */
    private static double size(double[] losses) {
        double mean = 0;
        for (double loss : losses) {
            mean += Math.abs(loss) / losses.length;
        }
        return mean >= Double.MIN_NORMAL ? Math.scalb(1.0, Math.getExponent(mean)) : 1;
    }

    /**
     * States a problem.
     *
     * @param family the laws to choose from
     * @param runs what was observed
     * @param objective what to make small
     * @param restrictions what may not be chosen freely
     * @param <L> the type of the laws
     * @return the problem
     * @throws DataException when a run lacks a factor, or has a loss that the objective cannot take
     * @throws NoFitException when there are fewer runs than free parameters
     * @throws IllegalArgumentException when a restriction names no parameter, contradicts its bounds
     *     or allows a number that no law of the family can have
     */
    public static <L extends LossLaw> FitProblem<L> of(
            LawFamily<L> family, Dataset runs, Objective objective, Restrictions restrictions) {
        return of(family, runs, objective, restrictions, Response.AS_SEEN);
    }

    /**
     * States a problem whose response has a direction.
     *
     * @param family the laws to choose from
     * @param runs what was observed
     * @param objective what to make small
     * @param restrictions what may not be chosen freely
     * @param response which way the response goes; it decides what is said of a fit, not the fit
     * @param <L> the type of the laws
     * @return the problem
     * @throws DataException when a run lacks a factor, has a factor of zero where no law exists, or
     *     has a loss that the objective cannot take
     * @throws NoFitException when there are fewer runs than free parameters
     * @throws IllegalArgumentException when a restriction names no parameter, contradicts its bounds
     *     or allows a number that no law of the family can have
     */
    public static <L extends LossLaw> FitProblem<L> of(
            LawFamily<L> family,
            Dataset runs,
            Objective objective,
            Restrictions restrictions,
            Response response) {
        FitProblem<L> problem = new FitProblem<>(family, runs, objective, restrictions, response);
        Admissible.require(family, restrictions);

        // Every reason why no fit can exist is told here, before any search.
        int free = problem.coordinates.dimension();
        if (runs.size() < free) {
            throw new NoFitException(
                    String.format("%d parameters cannot be fitted to %d runs", free, runs.size()));
        }
        Existence.require(family, runs);
        problem.requireLossesAbove(objective.residual().leastLoss());
        return problem;
    }

    private void requireLossesAbove(double least) {
        for (int row = 0; row < losses.length; row++) {
            if (!(losses[row] > least)) {
                String rule =
                        least == 0 ? "positive losses" : "losses above " + Decimal.format(least);
                throw new DataException(
                        String.format(
                                "objective '%s' needs %s; run %d has %s",
                                objective.name(), rule, row + 1, runs.run(row).loss()));
            }
        }
    }

    /**
     * The laws to choose from.
     *
     * @return the family
     */
    public LawFamily<L> family() {
        return family;
    }

    /**
     * What was observed.
     *
     * @return the runs
     */
    public Dataset runs() {
        return runs;
    }

    /**
     * What is made small.
     *
     * @return the objective
     */
    public Objective objective() {
        return objective;
    }

    /**
     * What may not be chosen freely.
     *
     * @return the restrictions
     */
    public Restrictions restrictions() {
        return restrictions;
    }

    /**
     * Which way the response goes.
     *
     * @return as it was stated; {@link Response#AS_SEEN} where it was not
     */
    public Response response() {
        return response;
    }

    /**
     * What each row counts in the objective.
     *
     * @return one weight for each run
     */
    public RowWeights weights() {
        return weights;
    }

    /**
     * What the fit chooses, and between which bounds.
     *
     * @return the free coordinates of the family's parameters
     */
    public Coordinates coordinates() {
        return coordinates;
    }

    /**
     * Where a search may begin.
     *
     * @return starts that need no guess, and those that a guess leads to
     */
    public Starts starts() {
        return new Starts(this, columns);
    }

    /**
     * The cost of this problem's objective.
     *
     * @return a new cost, for one thread; a {@link org.scalinglaws.solve.SquaresCost} for squares
     */
    public Cost cost() {
        return resample().cost(objective);
    }

    /** Rows that are held elsewhere, in blocks of a fixed order. */
    public interface Blocks {
        /**
         * The cost of every block.
         *
         * @param point coordinates of the problem, with ln s where the objective fits a scale
         * @return what {@link BlockSums#cost} says of each, in their order
         */
        double[] costs(double[] point);

        /**
         * The cost of every block with its derivatives.
         *
         * @param point as above
         * @return what {@link BlockSums#derivatives} says of each, one after another in their order
         */
        double[] derivatives(double[] point);
    }

    /** What one block of rows adds to a cost. For one thread. */
    public interface BlockSums {
        /**
         * The cost of rows that weigh 1 each.
         *
         * @param point coordinates of the problem, with ln s where the objective fits a scale
         * @param rows what the law reads of them, in the units of the data
         * @param losses of the same rows
         * @return their sum; NaN or infinite where the law does not exist
         * @throws DataException when the objective cannot take a loss
         */
        double cost(double[] point, Columns rows, double[] losses);

        /**
         * The same with derivatives by the numbers of the law, which {@link FitProblem#cost(Objective,
         * Blocks)} adds up.
         *
         * @param point as above
         * @param rows what the law reads of them, in the units of the data
         * @param losses of the same rows
         * @return as many numbers for every block
         * @throws DataException when the objective cannot take a loss
         */
        double[] derivatives(double[] point, Columns rows, double[] losses);
    }

    /**
     * Sums over blocks of rows that this problem does not hold, in its coordinates and by its law.
     *
     * @param by what is made small
     * @return new sums, for one thread
     */
    public BlockSums blockSums(Objective by) {
        return new RowSums(family, coordinates, requireNonNull(by, "by"));
    }

    /**
     * The cost of rows that are held elsewhere, on this problem's coordinates. Blocks of the same rows
     * give the same bits as rows that are held here.
     *
     * @param by what is made small
     * @param blocks all rows
     * @return a new cost, for one thread
     */
    public Cost cost(Objective by, Blocks blocks) {
        return new DistantCost(
                coordinates, requireNonNull(by, "by"), requireNonNull(blocks, "blocks"));
    }

    /**
     * The same runs, whose weights and losses may be replaced, under this objective or any other: for
     * many solutions of one problem.
     *
     * @return a new resample with this problem's weights and losses, for one thread
     */
    public Resample resample() {
        return new Resample(
                RowBlocks.of(family, columns), coordinates, objective, losses, weights.toArray());
    }

    /** What is read off the runs at once, by rows that are used again: many take long to make ready. */
    <T> T briefly(Function<Resample, T> reading) {
        RowBlocks ready = requireNonNull(idle.getAndSet(new SoftReference<>(null))).get();
        RowBlocks rows = ready == null ? RowBlocks.of(family, columns) : ready;
        T read =
                reading.apply(
                        new Resample(rows, coordinates, objective, losses, weights.toArray()));
        idle.set(new SoftReference<>(rows));
        return read;
    }

    /**
     * What follows from this problem and takes long to find, such as the errors of its fit: found once, and
     * kept while there is memory for it and little else is asked.
     *
     * @param question what is asked, told from all others by the numbers and types in it
     * @param answer how it is found; it asks nothing that waits for this answer
     * @param <T> the type of the answer, always the same for a question
     * @return the answer, which must not be changed
     */
    @SuppressWarnings("unchecked")
    public <T> T remembered(List<?> question, Supplier<T> answer) {
        Require.noNull("question", question);
        requireNonNull(answer, "answer");
        T known = (T) memory.find(question);
        if (known != null) {
            return known;
        }
        T found = requireNonNull(answer.get(), "answer");
        memory.keep(question, found);
        return found;
    }

    /**
     * The problem about a point.
     *
     * @param point coordinates of a cost of this problem, with or without a scale
     * @return the law there, its residuals, and how they move
     */
    public Linearisation<L> at(double[] point) {
        return new Linearisation<>(this, point);
    }

    /**
     * The problem about a law.
     *
     * @param law a law of the family
     * @return the same, at the point of the law, without a coordinate for the scale
     */
    public Linearisation<L> at(L law) {
        requireNonNull(law, "law");
        return at(coordinates.point(family.values(law)));
    }

    @Override
    public String toString() {
        return String.format(
                "%s with %d free parameters to %s by %s",
                family.name(), coordinates.dimension(), runs, objective.name());
    }
}
