package org.scalinglaws.design;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.finding.ScalingException;
import org.scalinglaws.numeric.Quantiles;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.recipe.Scope;
import org.scalinglaws.tuning.Powers;

/**
 * The best learning rate or batch as a power law of what is trained, through the optima of one's own
 * sweeps.
 *
 * <pre>  ln best = c + a ln N + b ln D</pre>
 *
 * <p>Each optimum is weighed by one over its variance, with a scatter between groups added where there
 * is one. Errors come from how the optima scatter about the law, with Student's t of as many degrees of
 * freedom as there are groups beyond the law's numbers.
 *
 * @see <a href="https://arxiv.org/abs/2503.04715">Li et al. (2025), Step Law: the same form, with the
 *     exponent of N left out for the batch</a>
 * @see <a href="https://doi.org/10.1002/sim.791">Hartung and Knapp (2001), On tests of the overall
 *     treatment effect in meta-analysis with normally distributed responses</a>
 */
public final class TuningLaw {
    private final String what;
    private final List<Factor> factors;
    private final OptimaLine line;
    private final double t;
    private final Scope scope;

    TuningLaw(String what, List<Factor> factors, OptimaLine line, double level, Scope scope) {
        this.what = what;
        this.factors = List.copyOf(factors);
        this.line = line;
        this.t = Quantiles.ofStudent(level, line.spare());
        this.scope = scope;
    }

    /** {@return the factors that the law reads: N, D or both} */
    public List<Factor> factors() {
        return factors;
    }

    /**
     * The exponent of a factor.
     *
     * @param factor one of {@link #factors()}
     * @return a or b
     * @throws IllegalArgumentException when the law does not read it
     */
    public double exponent(Factor factor) {
        return line.exponent(place(factor));
    }

    /**
     * How far off an exponent could be.
     *
     * @param factor one of {@link #factors()}
     * @return by Student's t, at the level of the fit
     * @throws IllegalArgumentException when the law does not read it
     */
    public Interval exponentInterval(Factor factor) {
        int place = place(factor);
        double reach = t * line.error(place);
        return new Interval(line.exponent(place) - reach, line.exponent(place) + reach);
    }

    private int place(Factor factor) {
        int place = factors.indexOf(requireNonNull(factor, "factor"));
        if (place < 0) {
            throw new IllegalArgumentException(
                    "the law of the " + what + " does not read " + factor.name());
        }
        return place;
    }

    /**
     * The best setting by the law.
     *
     * @param recipe what is trained, with every factor that the law reads
     * @return a learning rate, or a batch in the unit of its column
     */
    public double at(Recipe recipe) {
        return Math.exp(line.at(logs(recipe)));
    }

    /**
     * How far off the law could be there.
     *
     * @param recipe what is trained
     * @return at the level of the fit; that the power law itself ends somewhere is not in it
     */
    public Interval interval(Recipe recipe) {
        double[] logs = logs(recipe);
        return about(line.at(logs), line.error(logs));
    }

    /**
     * Where the optimum of one more sweep would be found there, made like the others.
     *
     * @param recipe what is trained
     * @return at the level of the fit, with the error of such an optimum in it
     */
    public Interval newSweep(Recipe recipe) {
        double[] logs = logs(recipe);
        return about(line.at(logs), line.errorOfAnother(logs));
    }

    private Interval about(double middle, double error) {
        return new Interval(Math.exp(middle - t * error), Math.exp(middle + t * error));
    }

    private double[] logs(Recipe recipe) {
        requireNonNull(recipe, "recipe");
        return factors.stream().mapToDouble(factor -> Math.log(recipe.value(factor))).toArray();
    }

    /**
     * How far optima scatter about the law beyond their own errors.
     *
     * @return a standard deviation of the logarithm, 0 where their errors explain it all
     */
    public double scatter() {
        return line.scatter();
    }

    /** {@return how many optima there are beyond the numbers of the law} */
    public int degreesOfFreedom() {
        return line.spare();
    }

    /**
     * The law as a product of powers, as the published rules are written.
     *
     * @return the product
     * @throws ScalingException when its value at a factor of 1 is beyond the range of a double
     */
    public Powers powers() {
        double scale = Math.exp(line.at(new double[factors.size()]));
        if (!(scale > 0 && scale < Double.POSITIVE_INFINITY)) {
            throw new ScalingException(
                    "the law of the " + what + " has no finite value at factors of 1");
        }
        Map<Factor, Double> exponents = new LinkedHashMap<>();
        factors.forEach(factor -> exponents.put(factor, exponent(factor)));
        return new Powers(scale, exponents);
    }

    /**
     * How far a recipe lies outside of the sizes and lengths of the sweeps.
     *
     * @param recipe what is trained
     * @return a finding for each factor outside, also one that all sweeps had alike
     */
    public List<Finding> findings(Recipe recipe) {
        return scope.findings(requireNonNull(recipe, "recipe"));
    }

    OptimaLine line() {
        return line;
    }

    /**
     * Writes the law to four digits.
     *
     * @return such as {@code learning rate = 1.79 params^-0.713 tokens^0.307}
     */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        parts.add(Digits.four(Math.exp(line.at(new double[factors.size()]))));
        factors.forEach(factor -> parts.add(factor.name() + "^" + Digits.four(exponent(factor))));
        return what + " = " + String.join(" ", parts);
    }
}
