package org.scalinglaws.problem;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.scalinglaws.law.Columns;
import org.scalinglaws.law.Evaluator;
import org.scalinglaws.law.LawFamily;

/**
 * Variable projection: only the parameters in which the prediction is not linear are chosen; the
 * coefficients that go with them are solved for, by least squares that a robust objective reweights
 * (IRLS). A family that is linear in nothing is chosen in all.
 *
 * @see <a href="https://doi.org/10.1137/0710036">Golub and Pereyra (1973), The differentiation of
 *     pseudo-inverses and nonlinear least squares problems whose variables separate</a>
 * @see <a href="https://doi.org/10.1080/03610927708827533">Holland and Welsch (1977), Robust regression
 *     using iteratively reweighted least-squares</a>
 */
final class Projection {
    private static final int REWEIGHTINGS = 1;

    /** Residuals count as at least this share of the loss when a robust objective reweights them. */
    private static final double LEAST_RESIDUAL = 1e-4;

    private final LawFamily<?> family;
    private final Coordinates coordinates;
    private final Objective objective;
    private final Columns columns;
    private final Evaluator evaluator;
    private final double[] losses;
    private final double[] weights;
    private final int[] searched;
    private final int[] linear;
    private final int[] linearOf;
    private final boolean[] logarithmic;
    private final boolean[] raised;
    private final double[] sizes;
    private final boolean[] mayBeNegative;
    private final Optional<UnaryOperator<double[]>> given;
    private final Spread spread;
    private final double[] point;
    private final double[] values;
    private final double[] predictions;
    private final double[] residuals;
    private final double[] jacobian;
    private final double[] base;
    private final double[] roots;

    /** One over what a residual of L is divided by to stand for a residual of the objective. */
    private final double[] inverseSizes;

    private final double leastResidual;

    private final double[][] basis;
    private final double[][] augmented;
    private final NonNegativeSquares squares;

    Projection(
            LawFamily<?> family,
            Coordinates coordinates,
            Columns columns,
            Objective objective,
            double[] losses,
            double[] weights,
            Optional<UnaryOperator<double[]>> given) {
        this.family = family;
        this.coordinates = coordinates;
        this.objective = objective;
        this.columns = columns;
        this.evaluator = family.evaluator(columns);
        this.losses = losses;
        this.weights = weights;
        SeparableCoordinates separable = SeparableCoordinates.of(family, coordinates);
        this.linear = separable.linear();
        this.searched = separable.searched();
        this.logarithmic = separable.logarithmic();
        this.raised = separable.raised();
        this.sizes = separable.sizes();
        this.linearOf = separable.columns(coordinates);
        this.mayBeNegative = separable.mayBeNegative();

        int count = coordinates.parameters();
        this.given = given;
        this.spread = new Spread(family, coordinates, separable, given);
        this.point = new double[coordinates.dimension()];
        this.values = new double[count];
        this.predictions = new double[losses.length];
        this.residuals = new double[losses.length];
        this.jacobian = new double[losses.length * count];
        this.base = new double[losses.length];
        this.roots = new double[losses.length];
        this.basis = new double[linear.length][losses.length];
        this.augmented = new double[linear.length + 1][losses.length];
        this.squares = new NonNegativeSquares(linear.length);

        // Least squares of L stand for those of ln L when each row is divided by its loss.
        this.inverseSizes = new double[losses.length];
        Arrays.setAll(inverseSizes, row -> 1 / objective.residual().nats(losses[row]));
        double mean = Arrays.stream(losses).map(Math::abs).average().orElse(0);
        this.leastResidual = LEAST_RESIDUAL * (mean == 0 ? 1 : objective.residual().whole(mean));
    }

    int rows() {
        return losses.length;
    }

    /** The same of some rows. */
    Projection chosen(int[] rows) {
        return new Projection(
                family,
                coordinates,
                columns.chosen(rows),
                objective,
                Arrays.stream(rows).mapToDouble(row -> losses[row]).toArray(),
                Arrays.stream(rows).mapToDouble(row -> weights[row]).toArray(),
                given);
    }

    /** How many coordinates are chosen rather than solved for. */
    int searched() {
        return searched.length;
    }

    /** For each linear coordinate whether it may be below zero. */
    boolean[] mayBeNegative() {
        return mayBeNegative;
    }

    /** What shapes each linear term, as {@link SeparableCoordinates#shapes} says. */
    Optional<int[]> shapes() {
        return SeparableCoordinates.of(family, coordinates).shapes(evaluator, family, coordinates);
    }

    /** The terms at shares of the ranges of the chosen coordinates, and what the linear ones explain. */
    double[][] terms(double[] unit) {
        spread.choose(unit, point);
        leaveCoefficients();
        evaluator.differentiate(values, predictions, jacobian);
        splitPredictions();
        double[][] terms = Arrays.copyOf(basis, linear.length + 1);
        terms[linear.length] = new double[losses.length];
        Arrays.setAll(terms[linear.length], row -> losses[row] - base[row]);
        return terms;
    }

    double[] losses() {
        return losses;
    }

    /** What each row is multiplied by for squares of residuals, to first order. */
    double[] rootsOfWeights() {
        double[] own = new double[losses.length];
        Arrays.setAll(own, row -> Math.sqrt(weights[row]) * inverseSizes[row]);
        return own;
    }

    /** The same when the objective has weighed each row by its residual there. */
    double[] reweighted(double[] unit) {
        score(unit);
        reweight();
        return roots.clone();
    }

    boolean isSquares() {
        return !objective.fitsScale() && objective.rho().equals(Rho.squares());
    }

    /** Whether every linear term has a part in what was scored last. */
    boolean isWhole() {
        return Arrays.stream(squares.coefficients()).allMatch(coefficient -> coefficient != 0);
    }

    /** The whole point that was scored last. */
    double[] scored() {
        return point.clone();
    }

    /** The whole point that goes with shares of the ranges of the chosen coordinates. */
    double[] point(double[] unit) {
        score(unit);
        return point.clone();
    }

    /**
     * The objective there, or the sum of absolute residuals where it has a scale to fit; NaN where
     * the law does not exist.
     */
    double score(double[] unit) {
        spread.choose(unit, point);
        return scorePoint();
    }

    /** The point with its linear coordinates solved for; itself where that gives no finite one. */
    double[] solved(double[] start) {
        System.arraycopy(start, 0, point, 0, point.length);
        boolean exists = linear.length > 0 && Double.isFinite(scorePoint());
        return exists ? point.clone() : start.clone();
    }

    private double scorePoint() {
        leaveCoefficients();
        if (linear.length == 0) {
            evaluator.predict(values, predictions);
        } else {
            evaluator.differentiate(values, predictions, jacobian);
            solve();
        }
        objective.residual().ofEach(losses, losses.length, predictions, residuals);
        return sumOfResiduals();
    }

    /** The objective of such predictions, or the sum of absolute residuals as {@link #score} says. */
    double objectiveOf(double[] predicted) {
        objective.residual().ofAll(losses, losses.length, predicted, residuals);
        return sumOfResiduals();
    }

    private double sumOfResiduals() {
        Rho rho = objective.fitsScale() ? Rho.absolute() : objective.rho();
        double sum = 0;
        for (int row = 0; row < residuals.length; row++) {
            sum += weights[row] * rho.loss(residuals[row]);
        }
        return sum;
    }

    private void leaveCoefficients() {
        for (int place : linear) {
            double nothing = logarithmic[place] ? coordinates.lower(place) : 0;
            point[place] = raised[place] ? inside(place, 0) : nothing;
        }
        coordinates.values(point, values);
    }

    /**
     * Solves for the linear coordinates at a place of the chosen ones, by least squares.
     *
     * @param place a number for each chosen coordinate
     * @param given what each row is multiplied by
     * @param residuals receives rows times what is left of the losses
     */
    void solveAt(double[] place, double[] given, double[] residuals) {
        for (int k = 0; k < searched.length; k++) {
            point[searched[k]] = place[k];
        }
        leaveCoefficients();
        evaluator.differentiate(values, predictions, jacobian);
        splitPredictions();
        System.arraycopy(given, 0, roots, 0, roots.length);
        solveSquares();
        for (int row = 0; row < losses.length; row++) {
            residuals[row] = roots[row] * (losses[row] - predictions[row]);
        }
    }

    /** The whole point that was solved for last. */
    double[] solvedPoint() {
        takeCoefficients();
        return point.clone();
    }

    /** Writes how the residuals that were solved for last move with the chosen coordinates. */
    void slopes(double[] slopes) {
        for (int j = 0; j < linearOf.length; j++) {
            if (linearOf[j] >= 0) {
                double coefficient = squares.coefficients()[linearOf[j]];
                values[j] = raised[coordinates.place(j)] ? Math.log(coefficient) : coefficient;
            }
        }
        evaluator.differentiate(values, predictions, jacobian);
        int rows = losses.length;
        Arrays.fill(slopes, 0, rows * searched.length, 0);
        for (int j = 0; j < values.length; j++) {
            int k = Arrays.binarySearch(searched, coordinates.place(j));
            if (k >= 0) {
                double factor = coordinates.factor(j, values);
                for (int row = 0; row < rows; row++) {
                    slopes[k * rows + row] -= roots[row] * factor * jacobian[j * rows + row];
                }
            }
        }
        squares.project(basis, roots, augmented, slopes);
    }

    /** The coordinates of a point that are chosen. */
    double[] chosen(double[] whole) {
        double[] checked = coordinates.checked("whole", whole);
        return Arrays.stream(searched).mapToDouble(a -> checked[a]).toArray();
    }

    /** What a row of the objective's residuals is divided by to stand for one of L. */
    double inverseSize(int row) {
        return inverseSizes[row];
    }

    /** Whether a chosen coordinate lies on a linear scale between two bounds. */
    boolean hasFaces(int chosen) {
        boolean bounded = Double.isFinite(lower(chosen)) && Double.isFinite(upper(chosen));
        return bounded && !logarithmic[searched[chosen]];
    }

    double lower(int chosen) {
        return coordinates.lower(searched[chosen]);
    }

    double upper(int chosen) {
        return coordinates.upper(searched[chosen]);
    }

    /** Solves for the linear coordinates, from the derivatives at a point where they are small. */
    private void solve() {
        splitPredictions();
        for (int row = 0; row < losses.length; row++) {
            roots[row] = Math.sqrt(weights[row]) * inverseSizes[row];
        }
        boolean again = true;
        for (int round = 0; again && round <= REWEIGHTINGS; round++) {
            solveSquares();
            again = round < REWEIGHTINGS && reweight();
        }
        takeCoefficients();
    }

    /**
     * Writes the prediction as a base plus coefficients times a basis. Tied parameters share a column,
     * which is the sum of theirs.
     */
    private void splitPredictions() {
        int rows = losses.length;
        System.arraycopy(predictions, 0, base, 0, rows);
        for (double[] column : basis) {
            Arrays.fill(column, 0);
        }
        for (int j = 0; j < linearOf.length; j++) {
            if (linearOf[j] >= 0) {
                // Of e to a power the derivative is itself.
                boolean power = raised[coordinates.place(j)];
                double coefficient = power ? Math.exp(values[j]) : values[j];
                double inverse = power ? 1 / coefficient : 1;
                double[] column = basis[linearOf[j]];
                for (int row = 0; row < rows; row++) {
                    double slope = inverse * jacobian[j * rows + row];
                    column[row] += slope;
                    base[row] -= slope * coefficient;
                }
            }
        }
    }

    /** A coefficient of zero has no logarithm: it becomes a trace, from which a descent can grow it. */
    private void takeCoefficients() {
        for (int k = 0; k < linear.length; k++) {
            int place = linear[k];
            double coefficient = squares.coefficients()[k];
            double there =
                    logarithmic[place] || raised[place]
                            ? Math.log(coefficient > 0 ? coefficient : trace(basis[k]))
                            : coefficient / sizes[place];
            point[place] = inside(place, there);
        }
    }

    private double inside(int place, double there) {
        return Math.max(coordinates.lower(place), Math.min(coordinates.upper(place), there));
    }

    /** A coefficient so small that its term is a thousandth of the loss where it is largest. */
    private double trace(double[] column) {
        double least = Double.POSITIVE_INFINITY;
        for (int row = 0; row < losses.length; row++) {
            least = Math.min(least, Math.abs(losses[row] / column[row]));
        }
        return 1e-3 * least;
    }

    private void solveSquares() {
        int rows = losses.length;
        double[] right = augmented[linear.length];
        for (int row = 0; row < rows; row++) {
            right[row] = roots[row] * (losses[row] - base[row]);
        }
        for (int k = 0; k < linear.length; k++) {
            double[] column = basis[k];
            double[] scaled = augmented[k];
            for (int row = 0; row < rows; row++) {
                scaled[row] = roots[row] * column[row];
            }
        }
        squares.solve(augmented, mayBeNegative);

        // The predictions follow, for the next reweighting and for the score.
        System.arraycopy(base, 0, predictions, 0, rows);
        for (int k = 0; k < linear.length; k++) {
            double[] column = basis[k];
            double coefficient = squares.coefficients()[k];
            for (int row = 0; row < rows; row++) {
                predictions[row] += coefficient * column[row];
            }
        }
    }

    /** Weighs each row by slope over residual; false when that changes nothing. */
    private boolean reweight() {
        boolean changed = false;
        for (int row = 0; row < losses.length; row++) {
            double inverse = inverseSizes[row];
            double residual =
                    Math.max(Math.abs(losses[row] - predictions[row]) * inverse, leastResidual);
            double slope = objective.fitsScale() ? 1 : objective.rho().slope(residual);
            changed |= slope != residual;
            roots[row] = Math.sqrt(weights[row] * slope / residual) * inverse;
        }
        return changed;
    }

    /** A coordinate from its share of the range. */
    double spread(int coordinate, double share) {
        return spread.at(coordinate, share);
    }
}
