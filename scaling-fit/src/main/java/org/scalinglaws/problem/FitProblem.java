package org.scalinglaws.problem;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.scalinglaws.data.DataException;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.WeightKind;
import org.scalinglaws.law.Columns;
import org.scalinglaws.law.Evaluator;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.law.Scale;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.Require;
import org.scalinglaws.solve.Cost;
import org.scalinglaws.solve.SquaresCost;

/**
 * A family of laws, runs, an objective and restrictions: everything that decides which law is best.
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
    private final double[] weights;
    private final Weighting weighting;

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
        Columns natural = Columns.of(runs, family);
        this.losses = runs.losses();
        this.weighting = Weighting.of(runs, objective);
        this.weights = weighting.weights();
        this.coordinates = Coordinates.of(family, natural, restrictions, size(losses));
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
        int free = problem.freeParameters();
        if (runs.size() < free) {
            throw new NoFitException(
                    String.format("%d parameters cannot be fitted to %d runs", free, runs.size()));
        }
        problem.requireExistence();
        for (int row = 0; row < problem.losses.length; row++) {
            double least = objective.residual().leastLoss();
            if (!(problem.losses[row] > least)) {
                String rule =
                        least == 0 ? "positive losses" : "losses above " + Decimal.format(least);
                throw new DataException(
                        String.format(
                                "objective '%s' needs %s; run %d has %s",
                                objective.name(), rule, row + 1, runs.run(row).loss()));
            }
        }
        return problem;
    }

    /**
     * A power of zero is none: where the family exists at some laws and runs but at none of these
     * laws for a run with a factor of zero or less, that run is why no fit exists.
     */
    private void requireExistence() {
        Columns natural = Columns.of(runs, family);
        boolean[] exists = existing(natural);
        for (int k = 0; k < family.factors().size(); k++) {
            double[] factor = natural.values(k);
            for (int row = 0; row < factor.length; row++) {
                if (factor[row] <= 0 && !exists[row] && existsAbove(natural, k, exists)) {
                    throw new DataException(
                            String.format(
                                    "law '%s' needs a positive %s; run %d has %s",
                                    family.name(),
                                    family.factors().get(k).name(),
                                    row + 1,
                                    Decimal.format(factor[row])));
                }
            }
        }
    }

    private static boolean existsAbove(Columns natural, int factor, boolean[] exists) {
        for (int row = 0; row < exists.length; row++) {
            if (natural.values(factor)[row] > 0 && exists[row]) {
                return true;
            }
        }
        return false;
    }

    /** The runs for which one of a few laws inside the family's bounds gives a number. */
    private boolean[] existing(Columns natural) {
        boolean[] exists = new boolean[natural.rows()];
        boolean positive = true;
        for (int k = 0; k < family.factors().size(); k++) {
            positive &= Arrays.stream(natural.values(k)).allMatch(value -> value > 0);
        }
        if (positive) {
            Arrays.fill(exists, true);
            return exists;
        }
        double[] predictions = new double[natural.rows()];
        Evaluator evaluator = family.evaluator(natural);
        for (double size : new double[] {0.3, 0.7}) {
            double[] values =
                    family.parameters().stream()
                            .mapToDouble(p -> Math.max(p.lower(), Math.min(p.upper(), size)))
                            .toArray();
            evaluator.predict(values, predictions);
            for (int row = 0; row < predictions.length; row++) {
                exists[row] |= Double.isFinite(predictions[row]);
            }
        }
        return exists;
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
     * What each of some rows counts in an objective, as {@link #weights()} says.
     *
     * @param runs what was observed
     * @param objective says what residuals are of
     * @return a new array, one weight for each run
     */
    public static double[] weights(Dataset runs, Objective objective) {
        requireNonNull(runs, "runs");
        requireNonNull(objective, "objective");
        return Weighting.of(runs, objective).weights();
    }

    /**
     * What each row counts in the objective. Weights that count runs are taken as they are. All others
     * are brought to a mean of 1, so that no unit matters and their sum is the number of rows; for a
     * logarithmic objective a known standard deviation of the loss is first divided by L + offset.
     *
     * @return a new array, one weight for each run
     */
    public double[] weights() {
        return weights.clone();
    }

    /**
     * How many runs there are by their weights.
     *
     * @return the sum of weights that count runs; of any others the number of rows
     */
    public double counted() {
        return runs.weightKind() == WeightKind.COUNTS
                ? Arrays.stream(weights).sum()
                : weights.length;
    }

    /**
     * The variance of the residual of a row of weight 1, where the runs state it.
     *
     * @return a variance, in squared units of the residuals; nothing where only the residuals tell
     */
    public OptionalDouble knownVariance() {
        return weighting.variance();
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
     * How many parameters of the law the fit chooses. A fitted scale of the residuals is not counted.
     *
     * @return parameters less those that are fixed or tied
     */
    public int freeParameters() {
        return coordinates.dimension();
    }

    /**
     * The cost of this problem's objective.
     *
     * @return a new cost, for one thread
     */
    public Cost cost() {
        return cost(objective);
    }

    /**
     * The cost of another objective on the same coordinates.
     *
     * @param other the objective
     * @return a new cost, for one thread; a {@link org.scalinglaws.solve.SquaresCost} for squares
     */
    public Cost cost(Objective other) {
        requireNonNull(other, "other");
        return resample().cost(other);
    }

    /**
     * The same runs, whose weights and losses may be replaced: for many solutions of one problem.
     *
     * @return a new resample with this problem's weights and losses, for one thread
     */
    public Resample resample() {
        return new Resample(family.evaluator(columns), coordinates, losses, weights);
    }

    /**
     * Points to descend from, found by looking over the whole range of the parameters.
     *
     * @return up to eight points without a coordinate for the scale, the most promising first; none
     *     when the law exists at no point looked at
     */
    public List<double[]> starts() {
        return new Scan(projection()).starts();
    }

    /**
     * More points to descend from, for a problem with many valleys: the best of other parts of the
     * range.
     *
     * @param round which part, from 1
     * @return up to eight points without a coordinate for the scale
     */
    public List<double[]> furtherStarts(int round) {
        return new Scan(projection()).furtherStarts(round);
    }

    /**
     * Places of some coordinates, spread over their ranges.
     *
     * @param chosen which coordinates, one or more
     * @param count how many places, up to a million
     * @return for each place a number for each of the chosen coordinates
     */
    public List<double[]> places(List<Integer> chosen, int count) {
        Require.noNull("chosen", chosen);
        Require.count("number of chosen coordinates", chosen.size(), 1, freeParameters());
        chosen.forEach(place -> Require.place("coordinate", place, freeParameters()));
        Require.count("number of places", count, 1, 1_000_000);
        return projection().places(chosen, count);
    }

    /**
     * How many coordinates a search has to choose: the others are coefficients, which are solved for.
     *
     * @return zero or more
     */
    public int searchedCoordinates() {
        return projection().searched();
    }

    private Projection projection() {
        return new Projection(
                family, coordinates, family.evaluator(columns), objective, losses, weights);
    }

    /**
     * The points that a given start leads to: the start, and where the family is linear in some
     * parameters also the start with the best coefficients for its other numbers.
     *
     * @param values the law's numbers, in the order of the family; those of fixed and tied parameters
     *     are not used
     * @return one or two points without a coordinate for the scale, the start itself last
     * @throws IllegalArgumentException when a number lies outside its bounds
     */
    public List<double[]> startsFrom(double... values) {
        List<Parameter> parameters = family.parameters();
        Require.length("values", values, parameters.size());
        double[] led = values.clone();
        for (int j = 0; j < led.length; j++) {
            Parameter parameter = parameters.get(j);
            led[j] = values[coordinates.leader(j)];
            if (coordinates.place(j) >= 0) {
                String what = "start of parameter " + parameter.name();
                Decimal.finite(what, led[j]);
                Interval allowed = restrictions.bounds().get(parameter.name());
                Coordinates.requireInside(
                        what,
                        allowed == null ? parameter.lower() : allowed.lower(),
                        allowed == null ? parameter.upper() : allowed.upper(),
                        led[j]);
                if (parameter.scale() == Scale.LOG) {
                    Decimal.positive(what, led[j]);
                }
            }
        }
        double[] start = coordinates.point(led);
        double[] projected = projection().solved(start);
        return Arrays.equals(start, projected) ? List.of(start) : List.of(projected, start);
    }

    /**
     * Half the squares of this problem's residuals, whatever its objective makes of them.
     *
     * @return a new cost, for one thread, on coordinates without a scale
     */
    public SquaresCost squares() {
        return squaresOf(weights);
    }

    /**
     * The same squares, each of them times a factor: one step of iteratively reweighted least squares
     * where the factor is what a robust objective makes of a square.
     *
     * @param factors for each run a number, zero or more
     * @return a new cost, for one thread, on coordinates without a scale
     */
    public SquaresCost squares(double[] factors) {
        Require.length("factors", factors, losses.length);
        double[] counted = new double[losses.length];
        Arrays.setAll(counted, row -> weights[row] * Decimal.nonNegative("factor", factors[row]));
        return squaresOf(counted);
    }

    private SquaresCost squaresOf(double[] counted) {
        return new SquaresRowCost(
                family.evaluator(columns),
                coordinates,
                Objective.of(objective.residual(), Rho.squares()),
                losses,
                counted);
    }

    /**
     * The law at a point.
     *
     * @param point coordinates of a cost of this problem
     * @return the law, in the units of the data
     * @throws NoFitException when a number of the law is too large for a double in those units
     */
    public L law(double[] point) {
        double[] values = coordinates.naturalValues(coordinates.checked("point", point));
        for (int j = 0; j < values.length; j++) {
            if (!Double.isFinite(values[j])) {
                throw new NoFitException(
                        String.format(
                                "parameter %s of law '%s' must be finite, got %s in the units of the"
                                        + " runs; count the factors in larger units",
                                family.parameters().get(j).name(),
                                family.name(),
                                Decimal.format(values[j])));
            }
        }
        return family.at(values);
    }

    /**
     * The point of a law, without a coordinate for the scale.
     *
     * @param law a law of the family
     * @return new coordinates
     */
    public double[] point(L law) {
        requireNonNull(law, "law");
        return coordinates.point(family.values(law));
    }

    /**
     * The residuals at a point.
     *
     * @param point coordinates of a cost of this problem
     * @return observed minus predicted of L or ln(L + offset), as the objective takes them, run by
     *     run
     */
    public double[] residuals(double[] point) {
        return resample().rowCost(objective).residuals(coordinates.checked("point", point));
    }

    /**
     * Where a parameter of the law stands among the coordinates.
     *
     * @param parameter its place in the family
     * @return its coordinate, shared by tied parameters; -1 for a fixed one
     */
    public int coordinate(int parameter) {
        return coordinates.place(Require.place("parameter", parameter, family.parameters().size()));
    }

    /**
     * Residuals and their derivatives by the free parameters of the law.
     *
     * @param point coordinates of a cost of this problem
     * @param residuals receives one number for each run
     * @param jacobian receives a column with one number for each run, for each free parameter
     */
    public void linearise(double[] point, double[] residuals, double[] jacobian) {
        coordinates.checked("point", point);
        Require.length("residuals", residuals, losses.length);
        int least = losses.length * coordinates.dimension();
        if (requireNonNull(jacobian, "jacobian").length < least) {
            throw new IllegalArgumentException(
                    "jacobian must have " + least + " numbers or more, got " + jacobian.length);
        }
        resample().rowCost(objective).residualJacobian(point, residuals, jacobian);
    }

    /**
     * The objective at a law that need not be the best: the judge between two laws.
     *
     * @param law a law of the family
     * @return the sum over runs; for a likelihood, at the best scale
     */
    public double objectiveOf(L law) {
        requireNonNull(law, "law");
        Cost cost = cost();
        double[] point = point(law);
        return objective.fitsScale() ? cost.value(withScale(point)) : cost.value(point);
    }

    /**
     * A point with the best scale for its residuals, as the last coordinate.
     *
     * @param point coordinates without a scale
     * @return new coordinates with ln s
     */
    public double[] withScale(double[] point) {
        return withScale(objective, point);
    }

    /**
     * A point with the best scale for its residuals under another objective.
     *
     * @param other an objective that fits a scale
     * @param point coordinates, with or without a scale
     * @return new coordinates with ln s
     */
    public double[] withScale(Objective other, double[] point) {
        requireNonNull(other, "other");
        return resample().withScale(other, point);
    }

    /**
     * The law's numbers at a point, in the units of the data.
     *
     * @param point coordinates of a cost of this problem
     * @return one value for each parameter
     */
    public double[] values(double[] point) {
        return coordinates.naturalValues(coordinates.checked("point", point));
    }

    /**
     * How fast the law's numbers, in the units of the data, move with a coordinate.
     *
     * @param point coordinates of a cost of this problem
     * @param coordinate its place
     * @return one derivative for each parameter
     */
    public double[] slopes(double[] point, int coordinate) {
        Require.place("coordinate", coordinate, freeParameters());
        return coordinates.naturalSlopes(coordinates.checked("point", point), coordinate);
    }

    @Override
    public String toString() {
        return String.format(
                "%s with %d free parameters to %s by %s",
                family.name(), freeParameters(), runs, objective.name());
    }
}
