package org.scalinglaws.problem;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.random.SobolSequenceGenerator;
import org.scalinglaws.law.Columns;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.law.Scale;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.Require;

/** Where a search for the best law of a problem may begin: points without a coordinate for the scale. */
public final class Starts {
    /** Runs a parameter up to which a family's own spread is worth its time. */
    private static final int FEW = 3;

    private final FitProblem<?> problem;
    private final Columns columns;

    Starts(FitProblem<?> problem, Columns columns) {
        this.problem = problem;
        this.columns = columns;
    }

    /** Keeps scratch space: a new one for each call, so that threads may share the starts. */
    private Projection projection() {
        // With more runs a scan number by number ends as low, in half of the time or less.
        boolean isFew = problem.runs().size() <= FEW * problem.coordinates().parameters();
        boolean free = isFew && problem.restrictions().equals(Restrictions.NONE);
        return new Projection(
                problem.family(),
                problem.coordinates(),
                columns,
                problem.objective(),
                problem.runs().losses(),
                problem.weights().toArray(),
                free ? problem.family().spread(columns) : Optional.empty());
    }

    /**
     * Points to descend from, found by looking over the whole range of the parameters.
     *
     * @return up to eight points, the most promising first; none when the law exists at no point
     *     looked at
     */
    public List<double[]> scanned() {
        return new Scan(projection()).starts();
    }

    /**
     * More points to descend from, for a problem with many valleys: the best of other parts of the
     * range.
     *
     * @param round which part, from 1
     * @return up to eight points
     */
    public List<double[]> further(int round) {
        return new Scan(projection()).furtherStarts(round);
    }

    /**
     * Points to descend from, found by few looks: for laws that cost much to evaluate. Bounds between
     * which a number is chosen on a linear scale are looked along too.
     *
     * @return up to twelve points and one for each such bound, the most promising first
     */
    public List<double[]> few() {
        return new SparseScan(projection()).starts();
    }

    /**
     * Half the squares of the residuals, where all numbers that the prediction is linear in have
     * their best values.
     *
     * @return a new cost of the other coordinates, for one thread
     */
    public ProjectedSquares projected() {
        return new ProjectedSquares(projection(), problem.weights().toArray());
    }

    /**
     * The points that a given start leads to: the start, and where the family is linear in some
     * parameters also the start with the best coefficients for its other numbers.
     *
     * @param values the law's numbers, in the order of the family; those of fixed and tied parameters
     *     are not used
     * @return one or two points, the start itself last
     * @throws IllegalArgumentException when a number lies outside its bounds
     */
    public List<double[]> from(double... values) {
        List<Parameter> parameters = problem.family().parameters();
        Coordinates coordinates = problem.coordinates();
        Require.length("values", values, parameters.size());
        double[] led = values.clone();
        for (int j = 0; j < led.length; j++) {
            led[j] = values[coordinates.leader(j)];
            if (coordinates.place(j) >= 0) {
                requireAllowed(parameters.get(j), led[j]);
            }
        }

        double[] start = coordinates.point(led);
        double[] projected = projection().solved(start);
        return Arrays.equals(start, projected) ? List.of(start) : List.of(projected, start);
    }

    private void requireAllowed(Parameter parameter, double value) {
        String what = "start of parameter " + parameter.name();
        Decimal.finite(what, value);
        Interval allowed = problem.restrictions().bounds().get(parameter.name());
        ResolvedRestrictions.requireInside(
                what,
                allowed == null ? parameter.lower() : allowed.lower(),
                allowed == null ? parameter.upper() : allowed.upper(),
                value);
        if (parameter.scale() == Scale.LOG) {
            Decimal.positive(what, value);
        }
    }

    /**
     * Places of some coordinates, spread over their ranges.
     *
     * @param chosen which coordinates, one or more
     * @param count how many places, up to a million
     * @return for each place a number for each of the chosen coordinates
     */
    public List<double[]> places(List<Integer> chosen, int count) {
        int dimension = problem.coordinates().dimension();
        Require.noNull("chosen", chosen);
        Require.count("number of chosen coordinates", chosen.size(), 1, dimension);
        chosen.forEach(place -> Require.place("coordinate", place, dimension));
        Require.count("number of places", count, 1, 1_000_000);
        Projection projection = projection();
        SobolSequenceGenerator sobol = new SobolSequenceGenerator(chosen.size());
        sobol.skipTo(1);
        List<double[]> places = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double[] place = sobol.nextVector();
            Arrays.setAll(place, k -> projection.spread(chosen.get(k), place[k]));
            places.add(place);
        }
        return places;
    }

    /**
     * How many coordinates a search has to choose: the others are coefficients, which are solved for.
     *
     * @return zero or more
     */
    public int searched() {
        return SeparableCoordinates.of(problem.family(), problem.coordinates()).searched().length;
    }

    @Override
    public String toString() {
        return "starts of " + problem;
    }
}
