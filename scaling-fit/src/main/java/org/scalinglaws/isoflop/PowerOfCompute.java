package org.scalinglaws.isoflop;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import org.scalinglaws.problem.NoFitException;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Require;

/**
 * How the best model size, or the best number of tokens, grows with compute: a power law, through
 * points by weighted least squares of logarithms.
 *
 * <pre>  N*(C) = coefficient C^exponent</pre>
 *
 * @param coefficient parameters or tokens at one FLOP, positive
 * @param exponent of C
 */
public record PowerOfCompute(double coefficient, double exponent) {
    /** Refuses a coefficient that is not positive and an exponent that is not finite. */
    public PowerOfCompute {
        Decimal.positive("coefficient of a power of compute", coefficient);
        Decimal.finite("exponent of a power of compute", exponent);
    }

    /**
     * The power law through the best sizes, or tokens, of some budgets: a straight line through their
     * logarithms by least squares.
     *
     * @param flops the budgets, FLOP
     * @param values the best size or tokens of each
     * @return the power law
     * @throws NoFitException when fewer than two budgets differ
     */
    public static PowerOfCompute through(double[] flops, double[] values) {
        requireNonNull(flops, "flops");
        requireNonNull(values, "values");
        double[] ones = new double[flops.length];
        Arrays.fill(ones, 1);
        return through(flops, values, ones);
    }

    /**
     * The same where some count more. Where the standard error of ln value is known, the weight is 1
     * over its square.
     *
     * @param flops the budgets, FLOP
     * @param values the best size or tokens of each
     * @param weights how much each counts, zero or more
     * @return the power law
     * @throws NoFitException when fewer than two budgets that count differ
     */
    public static PowerOfCompute through(double[] flops, double[] values, double[] weights) {
        requireNonNull(flops, "flops");
        Require.length("values", values, flops.length);
        Require.length("weights", weights, flops.length);
        for (int i = 0; i < flops.length; i++) {
            Decimal.positive("budget", flops[i]);
            Decimal.positive("best value of a budget", values[i]);
            Decimal.nonNegative("weight of a budget", weights[i]);
        }
        double[] x = Arrays.stream(flops).map(Math::log).toArray();
        double[] y = Arrays.stream(values).map(Math::log).toArray();
        return of(line(x, y, weights));
    }

    /** A line of logarithms over logarithms. */
    static Polynomial line(double[] logFlops, double[] logValues, double[] weights) {
        double[] counted = new double[logFlops.length];
        int count = 0;
        for (int i = 0; i < logFlops.length; i++) {
            if (weights[i] > 0) {
                counted[count++] = logFlops[i];
            }
        }

        long budgets = Arrays.stream(counted, 0, count).distinct().count();
        if (budgets < 2) {
            throw new NoFitException(
                    "a power of compute needs 2 different budgets or more, got " + budgets);
        }

        return Polynomial.fit(1, logFlops, logValues, weights);
    }

    static PowerOfCompute of(Polynomial line) {
        double coefficient = Math.exp(line.at(0));
        if (!(coefficient > 0 && coefficient < Double.POSITIVE_INFINITY)) {
            throw new NoFitException(
                    "a power of compute needs a coefficient within all numbers, got e^"
                            + Math.round(line.at(0)));
        }
        return new PowerOfCompute(coefficient, line.leading());
    }

    /**
     * The value at a budget.
     *
     * @param budget C, FLOP
     * @return parameters or tokens
     */
    public double at(Compute budget) {
        requireNonNull(budget, "budget");
        return Math.exp(Math.log(coefficient) + exponent * Math.log(budget.flops()));
    }

    /**
     * Writes the power law.
     *
     * @return such as {@code 0.5568 C^0.4632}
     */
    @Override
    public String toString() {
        return Digits.four(coefficient) + " C^" + Digits.four(exponent);
    }
}
