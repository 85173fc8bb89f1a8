package org.scalinglaws.law;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.quantity.Brief;
import org.scalinglaws.quantity.Require;
import org.scalinglaws.recipe.Factor;

/**
 * All laws of one form: what they read, which numbers tell them apart, and how to evaluate one on
 * many runs at once. The methods with a default make a fit faster or more exact; a family works
 * without them.
 *
 * @param <L> the type of the laws
 */
public interface LawFamily<L extends LossLaw> {
    /**
     * A law of your own in one expression of doubles; derivatives are taken by differences. The
     * parameters in which it is linear are found by looking at it.
     *
     * <pre>
     *   LawFamily.of("logistic", List.of(Factor.TOKENS),
     *           List.of(Parameter.positive("a", "height"), Parameter.exponent("b", "slope")),
     *           (v, x) -&gt; v[0] / (1 + Math.pow(x[0], v[1])))</pre>
     *
     * @param name the name of the form
     * @param factors what the laws read, in the order of x
     * @param parameters what tells the laws apart, in the order of v; bounds and scales are honoured
     * @param formula the loss
     * @return the family
     */
    static LawFamily<FormulaLaw> of(
            String name, List<Factor> factors, List<Parameter> parameters, Formula formula) {
        requireNonNull(name, "name");
        Require.noNull("factors", factors);
        Require.noNull("parameters", parameters);
        requireNonNull(formula, "formula");
        return new FormulaFamily(name, factors, parameters, formula);
    }

    /**
     * A law of your own in one formula, which has exact derivatives: faster and sharper than {@link
     * #of}.
     *
     * <pre>
     *   LawFamily.ofExpression("logistic", List.of(Factor.TOKENS),
     *           List.of(Parameter.positive("a", "height"), Parameter.exponent("b", "slope")),
     *           "a / (1 + tokens^b)")</pre>
     *
     * @param name the name of the form
     * @param factors what the laws read
     * @param parameters what tells the laws apart; bounds and scales are honoured
     * @param formula the loss by the names of factors and parameters, as {@link Expression.Names#read} takes it
     * @return the family
     */
    static LawFamily<FormulaLaw> ofExpression(
            String name, List<Factor> factors, List<Parameter> parameters, String formula) {
        requireNonNull(formula, "formula");
        return ofExpression(name, factors, parameters, names -> names.read(formula));
    }

    /**
     * A law of your own in one {@link Expression}, for a formula that is put together from parts.
     *
     * @param name the name of the form
     * @param factors what the laws read
     * @param parameters what tells the laws apart; bounds and scales are honoured
     * @param formula the loss as an expression
     * @return the family
     */
    static LawFamily<FormulaLaw> ofExpression(
            String name,
            List<Factor> factors,
            List<Parameter> parameters,
            Expression.Formula formula) {
        Require.noNull("factors", factors);
        Require.noNull("parameters", parameters);
        requireNonNull(formula, "formula");
        return ExpressionFamily.of(name, factors, parameters, formula);
    }

    /**
     * The name of the form.
     *
     * @return such as {@code chinchilla}
     */
    String name();

    /**
     * The form as a formula in plain text.
     *
     * @return such as {@code loss = E + A / params^alpha + B / tokens^beta}
     */
    default String formula() {
        return name();
    }

    /**
     * What the laws read from a recipe.
     *
     * @return the factors, in a fixed order
     */
    List<Factor> factors();

    /**
     * What tells the laws apart.
     *
     * @return the parameters, in the order of {@link #values}
     */
    List<Parameter> parameters();

    /**
     * Where a parameter stands among {@link #parameters}.
     *
     * @param parameter its name
     * @return its place, from 0
     * @throws IllegalArgumentException when the laws have no such parameter
     */
    default int place(String parameter) {
        List<String> names = parameters().stream().map(Parameter::name).toList();
        int place = names.indexOf(parameter);
        if (place < 0) {
            throw new IllegalArgumentException(
                    Brief.of(
                            String.format(
                                    "law '%s' has no parameter '%s'; it has ", name(), parameter),
                            names));
        }
        return place;
    }

    /**
     * The law with the given numbers.
     *
     * @param values one for each parameter
     * @return the law
     * @throws IllegalArgumentException when a number is outside its range
     */
    L at(double... values);

    /**
     * The numbers of a law; the inverse of {@link #at}.
     *
     * @param law a law of this family
     * @return a new array, one value for each parameter
     */
    double[] values(L law);

    /**
     * What this family reads of runs.
     *
     * @param runs the runs; the factors are looked up by name
     * @return the columns of the factors, in their order
     * @throws org.scalinglaws.data.DataException when a run lacks a factor
     */
    default Columns columns(Dataset runs) {
        return Columns.of(runs, factors(), name());
    }

    /**
     * Evaluates laws of this family on fixed runs. The default asks each law for each run and takes
     * differences; a family overrides it with exact derivatives.
     *
     * @param columns the runs
     * @return an evaluator for one thread
     */
    default Evaluator evaluator(Columns columns) {
        requireNonNull(columns, "columns");
        return DifferenceEvaluator.of(this, columns);
    }

    /**
     * A family of nearly the same laws that cost less to evaluate, with the same parameters: a search
     * over the whole range looks among them, and this family's own laws are descended to from where
     * that ends.
     *
     * @return this family itself unless it has one
     */
    default LawFamily<L> forSearch() {
        return this;
    }

    /**
     * Where a search over the whole range looks when it comes to some numbers: a family whose one
     * number is of a size that depends on another moves it there.
     *
     * @param values numbers of a law, in order of {@link #parameters}
     * @return a number for each parameter; the same unless the family moves one
     */
    default double[] place(double... values) {
        return requireNonNull(values, "values").clone();
    }

    /**
     * Where a search over the whole range looks, for a family of whose numbers few go together: laws by
     * what they do to given runs. It is asked where runs are few and no number is restricted.
     *
     * @param columns the runs
     * @return takes a share from 0 to 1 for each parameter, in order of {@link #parameters}, and gives
     *     numbers of a law; empty where every number goes through its own range
     */
    default Optional<UnaryOperator<double[]>> spread(Columns columns) {
        requireNonNull(columns, "columns");
        return Optional.empty();
    }

    /**
     * The parameters in which the prediction is linear when all others are held. A fit solves for
     * them instead of searching.
     *
     * @return their places in {@link #parameters}, ascending; empty when there are none
     */
    default List<Integer> coefficients() {
        return List.of();
    }

    /**
     * Further parameters that are logarithms of coefficients: the prediction is linear in {@link
     * #coefficients} and in e to the power of these when all others are held. A fit solves for them too.
     *
     * @return their places in {@link #parameters}, ascending; empty when there are none
     */
    default List<Integer> logarithms() {
        return List.of();
    }

    /**
     * The same law when each factor is counted in other units. A fit uses it to count every factor
     * in units of its own mean, where the parameters are least entangled.
     *
     * @param values a law's numbers in units of 1
     * @param units for each factor, the size of the new unit in old ones
     * @return the law's numbers in the new units, NaN where the given ones are; empty when the family
     *     cannot say
     */
    default Optional<double[]> inUnits(double[] values, double... units) {
        requireNonNull(values, "values");
        requireNonNull(units, "units");
        return Optional.empty();
    }

    /**
     * Further numbers that a reader expects beside the parameters, such as the exponent of the
     * compute-optimal model size.
     *
     * @return the functions by name, in the order to show them
     */
    default Map<String, ToDoubleFunction<L>> derived() {
        return Map.of();
    }
}
