package org.scalinglaws.law;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Finds the parameters in which a formula is linear when all others are held, by looking at it: at
 * random places the mixed second difference of each two of them is zero. A place where the formula
 * does not exist says nothing.
 */
final class Linearity {
    private static final int PLACES = 1000;
    private static final int ENOUGH = 12;
    private static final double ZERO = 1e-9;

    private final Formula formula;
    private final int factors;
    private final List<Parameter> parameters;
    private final SplittableRandom random = new SplittableRandom(1973);

    /** Parameters in whose place e to their power stands. */
    private final boolean[] raised;

    private Linearity(Formula formula, int factors, List<Parameter> parameters) {
        this(formula, factors, parameters, new boolean[parameters.size()]);
    }

    private Linearity(Formula formula, int factors, List<Parameter> parameters, boolean[] raised) {
        this.formula = formula;
        this.factors = factors;
        this.parameters = parameters;
        this.raised = raised;
    }

    /** The greatest number of parameters that goes: those bound to few others are taken first. */
    static List<Integer> coefficients(Formula formula, int factors, List<Parameter> parameters) {
        boolean[][] bent = new Linearity(formula, factors, parameters).bent();
        boolean[] open = new boolean[parameters.size()];
        for (int j = 0; j < open.length; j++) {
            open[j] = !bent[j][j];
        }
        return chosen(bent, open);
    }

    /**
     * Further parameters on a linear scale that are logarithms of coefficients: the formula is linear
     * in the coefficients and in e to the power of these.
     */
    static List<Integer> logarithms(
            Formula formula, int factors, List<Parameter> parameters, List<Integer> coefficients) {
        boolean[] open = new boolean[parameters.size()];
        for (int j = 0; j < open.length; j++) {
            open[j] = parameters.get(j).scale() == Scale.LINEAR && !coefficients.contains(j);
        }
        boolean[] raised = open.clone();
        Formula ofPowers =
                (values, x) -> {
                    double[] inside = values.clone();
                    for (int j = 0; j < inside.length; j++) {
                        inside[j] = raised[j] ? Math.log(values[j]) : values[j];
                    }
                    return formula.loss(inside, x);
                };
        boolean[][] bent = new Linearity(ofPowers, factors, parameters, raised).bent();
        for (int j = 0; j < open.length; j++) {
            open[j] &= !bent[j][j];
            for (int coefficient : coefficients) {
                open[j] &= !bent[j][coefficient];
            }
        }
        return chosen(bent, open);
    }

    private static List<Integer> chosen(boolean[][] bent, boolean[] open) {
        int count = open.length;
        List<Integer> chosen = new ArrayList<>();
        while (true) {
            // Next goes the one that rules out the fewest of those that are left.
            int best = -1;
            int fewest = Integer.MAX_VALUE;
            for (int j = 0; j < count; j++) {
                int bound = 0;
                for (int k = 0; k < count; k++) {
                    bound += open[k] && bent[j][k] ? 1 : 0;
                }
                if (open[j] && bound < fewest) {
                    fewest = bound;
                    best = j;
                }
            }
            if (best < 0) {
                chosen.sort(null);
                return List.copyOf(chosen);
            }
            chosen.add(best);
            for (int k = 0; k < count; k++) {
                open[k] &= k != best && !bent[best][k];
            }
        }
    }

    /** Whether the formula bends along each two parameters together. */
    private boolean[][] bent() {
        int count = parameters.size();
        boolean[][] bent = new boolean[count][count];
        for (int j = 0; j < count; j++) {
            for (int k = 0; k <= j; k++) {
                bent[j][k] = bends(j, k);
                bent[k][j] = bent[j][k];
            }
        }
        return bent;
    }

    private boolean bends(int j, int k) {
        int seen = 0;
        for (int i = 0; i < PLACES && seen < ENOUGH; i++) {
            double[] x = random.doubles(factors, -3, 3).map(Math::exp).toArray();
            double[] corner = new double[parameters.size()];
            Arrays.setAll(corner, this::draw);

            // The four corners of a parallelogram, or of a line where both are one parameter.
            double share = j == k ? 0.3 + 0.4 * random.nextDouble() : 1;
            double alongJ = share * (draw(j) - corner[j]);
            double alongK = j == k ? alongJ * (1 - share) / share : draw(k) - corner[k];
            double[] corners = new double[4];
            for (int at = 0; at < corners.length; at++) {
                double[] values = corner.clone();
                values[j] += (at & 1) * alongJ;
                values[k] += (at >> 1) * alongK;
                corners[at] = formula.loss(values, x);
            }

            // They cancel where the formula is linear along both.
            double difference = corners[0] - corners[1] - corners[2] + corners[3];
            if (Double.isFinite(difference)) {
                seen++;
                if (Math.abs(difference) > ZERO * Arrays.stream(corners).map(Math::abs).sum()) {
                    return true;
                }
            }
        }
        return seen < ENOUGH;
    }

    private double draw(int place) {
        double value = draw(parameters.get(place));
        return raised[place] ? Math.exp(value) : value;
    }

    /** A value inside the bounds, of the order of one where they allow it. */
    private double draw(Parameter parameter) {
        double share = random.nextDouble();
        if (parameter.scale() == Scale.LOG) {
            double least = Math.max(parameter.lower(), Math.exp(-2));
            double most = Math.min(parameter.upper(), Math.max(least, 1) * Math.exp(2));
            return least * Math.pow(Math.max(most, least) / least, share);
        }
        double least = Math.max(parameter.lower(), Math.min(-2, parameter.upper() - 4));
        double most = Math.min(parameter.upper(), Math.max(2, parameter.lower() + 4));
        return least + share * (most - least);
    }
}
