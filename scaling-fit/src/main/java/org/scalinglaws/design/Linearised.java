package org.scalinglaws.design;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.Scale;
import org.scalinglaws.problem.Coordinates;
import org.scalinglaws.problem.FitProblem;
import org.scalinglaws.problem.Linearisation;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.recipe.Recipe;

/**
 * The Fisher information of runs about a law, by linearisation (the delta method): how far each
 * candidate moves with each free coordinate, and what the runs made say of the coordinates.
 *
 * <pre>  M = sum over runs of x x' + s^2 sum over priors of h h' / deviation^2,  Var = s^2 M^-1</pre>
 *
 * <p>Every coordinate is measured so that no candidate moves by more than 1 with it.
 */
final class Linearised<L extends LossLaw> {
    /** What stands in for knowledge where there is none, as a share of what a run tells. */
    private static final double RIDGE = 1e-9;

    private final FitProblem<L> problem;
    private final Linearisation<L> expected;
    private final int[] free;
    private final double[] scale;
    private final double noise;
    private final double[] rows;
    private final double[] base;

    Linearised(Known<L> known, List<Recipe> candidates) {
        this.noise = Decimal.positive("noise of a run", known.noise());

        // Candidates may be fewer than parameters, which no problem takes: the last one fills up.
        int made = known.runs().size();
        List<Run> all = new ArrayList<>(known.runs());
        candidates.forEach(recipe -> all.add(known.expected(recipe)));
        int wanted = all.size();
        for (int i = 0; i < known.family().parameters().size(); i++) {
            all.add(all.get(wanted - 1));
        }

        this.problem =
                FitProblem.of(
                        known.family(), Dataset.of(all), known.objective(), known.restrictions());
        this.expected = problem.at(known.law());

        // A coordinate on its bound cannot move to both sides, and counts as known.
        this.free = expected.free();

        int n = free.length;
        double[] natural = natural(all.size());
        this.base = new double[n * n];
        for (int row = 0; row < made; row++) {
            add(base, natural, row, known.runs().get(row).weight());
        }
        known.priors().forEach((name, deviation) -> addPrior(name, deviation));
        this.rows = Arrays.copyOfRange(natural, made * n, wanted * n);
        this.scale = rescale();
    }

    /** How fast each residual moves with each free coordinate, run by run. */
    private double[] natural(int runs) {
        double[] jacobian = expected.jacobian();
        double[] natural = new double[runs * free.length];
        for (int row = 0; row < runs; row++) {
            for (int a = 0; a < free.length; a++) {
                natural[row * free.length + a] = jacobian[free[a] * runs + row];
            }
        }
        return natural;
    }

    private static void add(double[] matrix, double[] rows, int row, double weight) {
        int n = (int) Math.round(Math.sqrt(matrix.length));
        for (int a = 0; a < n; a++) {
            for (int b = 0; b < n; b++) {
                matrix[a * n + b] += weight * rows[row * n + a] * rows[row * n + b];
            }
        }
    }

    private void addPrior(String name, double deviation) {
        int place = problem.family().place(name);
        boolean logarithmic = problem.family().parameters().get(place).scale() == Scale.LOG;
        double unit = logarithmic ? expected.values()[place] : 1;
        double[] slopes =
                Arrays.stream(free).mapToDouble(a -> expected.slopes(a)[place] / unit).toArray();
        double share = noise / deviation;
        add(base, slopes, 0, share * share);
    }

    private double[] rescale() {
        int n = free.length;
        double[] lengths = new double[n];
        for (int a = 0; a < n; a++) {
            double most = base[a * n + a];
            for (int at = a; at < rows.length; at += n) {
                most = Math.max(most, rows[at] * rows[at]);
            }
            lengths[a] = most > 0 ? Math.sqrt(most) : 1;
        }

        for (int at = 0; at < rows.length; at++) {
            rows[at] /= lengths[at % n];
        }
        for (int at = 0; at < base.length; at++) {
            base[at] /= lengths[at / n] * lengths[at % n];
        }

        return lengths;
    }

    int size() {
        return free.length;
    }

    double noise() {
        return noise;
    }

    /** The candidates, row by row. */
    double[] rows() {
        return rows;
    }

    /** The information with some candidates run as well. */
    double[] information(int... chosen) {
        double[] information = base.clone();
        for (int row : chosen) {
            add(information, rows, row, 1);
        }
        return information;
    }

    /** The information so far, with a touch of knowledge where there is none. */
    double[] searchable() {
        return new Inverse(size()).of(base) ? base.clone() : ridged(base, RIDGE);
    }

    private double[] ridged(double[] information, double ridge) {
        double[] ridged = information.clone();
        for (int a = 0; a < size(); a++) {
            ridged[a * size() + a] += ridge;
        }
        return ridged;
    }

    boolean determinesAll(double[] information) {
        return new Inverse(size()).of(information);
    }

    /** How fast a number read off the law moves with each coordinate. */
    double[] gradient(ToDoubleFunction<? super L> target) {
        double[] all = expected.sizes();
        double[] sizes = Arrays.stream(free).mapToDouble(a -> all[a] > 0 ? all[a] : 1).toArray();
        double[] gradient = expected.gradient(target, free, sizes);
        for (int a = 0; a < gradient.length; a++) {
            gradient[a] = Decimal.finite("slope of the target", gradient[a]) / scale[a];
        }
        return gradient;
    }

    /** The standard error of a number by its gradient; infinite when it is not determined. */
    double error(double[] information, double[] gradient) {
        Inverse inverse = new Inverse(size());
        if (inverse.of(information)) {
            return noise * Math.sqrt(inverse.form(gradient));
        }
        inverse.of(ridged(information, RIDGE));
        double variance = inverse.form(gradient);
        inverse.of(ridged(information, RIDGE / 100));
        return inverse.form(gradient) < 2 * variance
                ? noise * Math.sqrt(variance)
                : Double.POSITIVE_INFINITY;
    }

    /** The mean error of all coordinates together, by ratio; infinite when one is not determined. */
    double jointError(double[] information) {
        Inverse inverse = new Inverse(size());
        if (!inverse.of(information)) {
            return Double.POSITIVE_INFINITY;
        }
        double sum = inverse.logDeterminant();
        for (double length : scale) {
            sum += 2 * Math.log(length);
        }
        return noise * Math.exp(-sum / (2 * size()));
    }

    /**
     * The law one standard error of a number up or down, where the other numbers follow as they most
     * likely would.
     *
     * @throws IllegalArgumentException when that is no law
     */
    L aside(double[] information, double[] gradient, int side) {
        int n = size();
        Inverse inverse = new Inverse(n);
        if (!inverse.of(information)) {
            inverse.of(ridged(information, RIDGE));
        }

        double length = Math.sqrt(inverse.form(gradient));
        double[] moved = expected.point();
        for (int a = 0; a < n; a++) {
            double along = 0;
            for (int b = 0; b < n; b++) {
                along += inverse.values()[a * n + b] * gradient[b];
            }
            moved[free[a]] += side * noise * along / length / scale[a];
        }

        Coordinates coordinates = problem.coordinates();
        for (int a : free) {
            if (!(moved[a] >= coordinates.lower(a) && moved[a] <= coordinates.upper(a))) {
                throw new IllegalArgumentException("one standard error leads past a bound");
            }
        }

        return problem.at(moved).law();
    }
}
