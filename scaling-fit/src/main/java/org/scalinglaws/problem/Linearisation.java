package org.scalinglaws.problem;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.law.Scale;
import org.scalinglaws.numeric.CentralDifferences;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Require;
import org.scalinglaws.solve.Cost;

/**
 * The linear model of a problem about a point: the law there, its residuals, and how residuals and
 * numbers of the law move with the coordinates, to first order. Errors by the delta method, profiles
 * and designs of experiments all start from it.
 *
 * <p>Nothing is kept but the point: each method computes its answer anew.
 *
 * @param <L> the type of the laws
 * @see <a href="https://doi.org/10.1002/9780470316757">Bates and Watts (1988), Nonlinear Regression
 *     Analysis and Its Applications, chapter 2</a>
 */
public final class Linearisation<L extends LossLaw> {
    /** Of central differences, as a share of what a coordinate is measured by. */
    private static final double STEP = 1e-5;

    private final FitProblem<L> problem;
    private final Coordinates coordinates;
    private final double[] point;

    Linearisation(FitProblem<L> problem, double[] point) {
        this.problem = problem;
        this.coordinates = problem.coordinates();
        this.point = coordinates.checked("point", point).clone();
    }

    /**
     * Where the linear model holds.
     *
     * @return a new array of coordinates, with a scale where one was given
     */
    public double[] point() {
        return point.clone();
    }

    /**
     * The law at the point.
     *
     * @return the law, in the units of the data
     * @throws NoFitException when a number of the law is too large for a double in those units
     */
    public L law() {
        return law(point);
    }

    private L law(double[] there) {
        double[] values = coordinates.naturalValues(there);
        for (int j = 0; j < values.length; j++) {
            if (!Double.isFinite(values[j])) {
                throw new NoFitException(
                        String.format(
                                "parameter %s of law '%s' must be finite, got %s in the units of the"
                                        + " runs; count the factors in larger units",
                                problem.family().parameters().get(j).name(),
                                problem.family().name(),
                                Decimal.format(values[j])));
            }
        }
        return problem.family().at(values);
    }

    /**
     * The law's numbers, in the units of the data, finite or not.
     *
     * @return one value for each parameter
     */
    public double[] values() {
        return coordinates.naturalValues(point);
    }

    /**
     * How fast the law's numbers, in the units of the data, move with a coordinate.
     *
     * @param coordinate its place
     * @return one derivative for each parameter
     */
    public double[] slopes(int coordinate) {
        Require.place("coordinate", coordinate, coordinates.dimension());
        return coordinates.naturalSlopes(point, coordinate);
    }

    /**
     * The objective at the point, which need not be the best: the judge between two laws.
     *
     * @return the sum over runs; for a likelihood whose point has no scale, at the best one
     */
    public double objective() {
        return problem.briefly(this::objective);
    }

    private double objective(Resample runs) {
        Cost cost = runs.cost(problem.objective());
        boolean lacksScale = point.length < cost.dimension();
        return lacksScale
                ? cost.value(runs.withScale(problem.objective(), point))
                : cost.value(Arrays.copyOf(point, cost.dimension()));
    }

    /**
     * The residuals.
     *
     * @return observed minus predicted of L or ln(L + offset), as the objective takes them, run by
     *     run
     */
    public double[] residuals() {
        return problem.briefly(runs -> runs.rowCost(problem.objective()).residuals(point));
    }

    /**
     * How the residuals move with the coordinates.
     *
     * @return a column with one derivative for each run, for each coordinate of the law: that of row r
     *     by coordinate a at a * rows + r
     */
    public double[] jacobian() {
        int rows = problem.runs().size();
        double[] jacobian = new double[rows * coordinates.dimension()];
        return problem.briefly(
                runs -> {
                    runs.rowCost(problem.objective())
                            .residualJacobian(point, new double[rows], jacobian);
                    return jacobian;
                });
    }

    /**
     * The coordinates that may move to both sides: what lies on a bound has no error of its own.
     *
     * @return their places, ascending
     */
    public int[] free() {
        return IntStream.range(0, coordinates.dimension())
                .filter(a -> point[a] > coordinates.lower(a) && point[a] < coordinates.upper(a))
                .toArray();
    }

    /**
     * Whether a parameter of the law lies on the edge of its range.
     *
     * @param parameter its place in the family
     * @return false for one inside its bounds, and for a fixed one, which has no range
     */
    public boolean isOnBound(int parameter) {
        int a = coordinates.place(parameter);
        return a >= 0 && (point[a] <= coordinates.lower(a) || point[a] >= coordinates.upper(a));
    }

    /**
     * What each coordinate is measured by: a logarithm by 1, a number by itself.
     *
     * @return a size for each coordinate of the law, zero or more
     */
    public double[] sizes() {
        double[] sizes = new double[coordinates.dimension()];
        Arrays.setAll(sizes, a -> Math.abs(point[a]));
        List<Parameter> parameters = problem.family().parameters();
        for (int j = 0; j < parameters.size(); j++) {
            if (coordinates.place(j) >= 0 && parameters.get(j).scale() == Scale.LOG) {
                sizes[coordinates.place(j)] = 1;
            }
        }
        return sizes;
    }

    /**
     * How fast a number read off the law moves with some coordinates, by central differences that stay
     * inside the bounds.
     *
     * @param quantity the number
     * @param along the coordinates
     * @param sizes what each of them is measured by, positive
     * @return one derivative for each of them
     */
    public double[] gradient(ToDoubleFunction<? super L> quantity, int[] along, double[] sizes) {
        requireNonNull(quantity, "quantity");
        requireNonNull(along, "along");
        Require.length("sizes", sizes, along.length);
        double[] gradient = new double[along.length];
        for (int i = 0; i < along.length; i++) {
            int a = Require.place("coordinate", along[i], coordinates.dimension());
            double[] moved = point.clone();
            gradient[i] =
                    CentralDifferences.slopeWithin(
                            at -> {
                                moved[a] = at;
                                return quantity.applyAsDouble(law(moved));
                            },
                            point[a],
                            STEP * Decimal.positive("size", sizes[i]),
                            coordinates.lower(a),
                            coordinates.upper(a));
        }
        return gradient;
    }

    @Override
    public String toString() {
        return problem
                + " at "
                + Arrays.stream(point)
                        .mapToObj(Digits::six)
                        .collect(Collectors.joining(", ", "[", "]"));
    }
}
