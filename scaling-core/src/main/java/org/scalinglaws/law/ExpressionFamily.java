package org.scalinglaws.law;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.DoubleConsumer;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.data.DataException;
import org.scalinglaws.quantity.Require;
import org.scalinglaws.recipe.Factor;

/**
 * The family of a law that is one {@link Expression}: it has exact derivatives, and the parameters
 * in which it is linear are found by themselves. Immutable.
 *
 * @param <L> the type of the laws
 */
public final class ExpressionFamily<L extends LossLaw> implements LawFamily<L> {
    private final String name;
    private final List<Factor> factors;
    private final List<Parameter> parameters;
    private final String text;
    private final Program program;
    private final Function<double[], L> make;
    private final Function<L, double[]> read;
    private final List<Integer> coefficients;
    private final @Nullable BinaryOperator<double[]> units;
    private final Map<String, ToDoubleFunction<L>> derived;
    private final Map<Factor, DoubleConsumer> domains;

    private ExpressionFamily(
            String name,
            List<Factor> factors,
            List<Parameter> parameters,
            String text,
            Program program,
            Function<double[], L> make,
            Function<L, double[]> read,
            List<Integer> coefficients,
            @Nullable BinaryOperator<double[]> units,
            Map<String, ToDoubleFunction<L>> derived,
            Map<Factor, DoubleConsumer> domains) {
        this.name = name;
        this.factors = factors;
        this.parameters = parameters;
        this.text = text;
        this.program = program;
        this.make = make;
        this.read = read;
        this.coefficients = coefficients;
        this.units = units;
        this.derived = derived;
        this.domains = domains;
    }

    private ExpressionFamily(
            ExpressionFamily<L> base,
            String text,
            @Nullable BinaryOperator<double[]> units,
            Map<String, ToDoubleFunction<L>> derived,
            Map<Factor, DoubleConsumer> domains) {
        this(
                base.name,
                base.factors,
                base.parameters,
                text,
                base.program,
                base.make,
                base.read,
                base.coefficients,
                units,
                derived,
                domains);
    }

    /**
     * A family of laws of a type of your own.
     *
     * @param name the name of the form
     * @param factors what the laws read
     * @param parameters what tells the laws apart
     * @param formula the loss as an expression
     * @param make the law with given numbers; it may refuse them
     * @param read the numbers of a law
     * @param <L> the type of the laws
     * @return the family
     */
    public static <L extends LossLaw> ExpressionFamily<L> of(
            String name,
            List<Factor> factors,
            List<Parameter> parameters,
            Expression.Formula formula,
            Function<double[], L> make,
            Function<L, double[]> read) {
        Require.noNull("factors", factors);
        Require.noNull("parameters", parameters);
        requireNonNull(formula, "formula");
        requireNonNull(make, "make");
        requireNonNull(read, "read");
        Expression expression = write(factors, parameters, formula);
        Program program = new Program(expression);
        return new ExpressionFamily<>(
                requireNonNull(name, "name"),
                List.copyOf(factors),
                List.copyOf(parameters),
                "loss = " + expression,
                program,
                make,
                read,
                Linearity.coefficients(program, factors.size(), parameters),
                null,
                Map.of(),
                Map.of());
    }

    /** A family whose laws know nothing but their formula. */
    static ExpressionFamily<FormulaLaw> of(
            String name,
            List<Factor> factors,
            List<Parameter> parameters,
            Expression.Formula formula) {
        Program program = new Program(write(factors, parameters, formula));
        List<ExpressionFamily<FormulaLaw>> self = new ArrayList<>();
        self.add(
                of(
                        name,
                        factors,
                        parameters,
                        formula,
                        values ->
                                new FormulaLaw(
                                        self.get(0),
                                        program,
                                        Parameter.checked(name, parameters, values)),
                        FormulaLaw::values));
        return self.get(0);
    }

    private static Expression write(
            List<Factor> factors, List<Parameter> parameters, Expression.Formula formula) {
        Expression[] values = new Expression[parameters.size()];
        for (int place = 0; place < values.length; place++) {
            values[place] = Expression.value(place, parameters.get(place).name());
        }
        Expression[] x = new Expression[factors.size()];
        for (int place = 0; place < x.length; place++) {
            x[place] = Expression.factor(place, factors.get(place).name());
        }
        return requireNonNull(formula.of(values, x), "formula");
    }

    /**
     * With the way in which the laws change when factors are counted in other units, as {@link
     * LawFamily#inUnits} says. A fit is better conditioned with it.
     *
     * @param change from a law's numbers and the new units to the numbers in those units
     * @return a new family
     */
    public ExpressionFamily<L> withUnits(BinaryOperator<double[]> change) {
        return new ExpressionFamily<>(
                this, text, requireNonNull(change, "change"), derived, domains);
    }

    /**
     * With a formula that reads better than the expression does, for a form that names parts of
     * itself.
     *
     * @param formula such as {@code loss = E + A / N'^alpha, N' = min(params, 20 * unique_tokens)}
     * @return a new family
     */
    public ExpressionFamily<L> withFormula(String formula) {
        return new ExpressionFamily<>(
                this, requireNonNull(formula, "formula"), units, derived, domains);
    }

    /**
     * With a further number that a reader expects beside the parameters.
     *
     * @param number its name
     * @param quantity how to read it off a law
     * @return a new family
     */
    public ExpressionFamily<L> withDerived(String number, ToDoubleFunction<L> quantity) {
        Map<String, ToDoubleFunction<L>> more = new LinkedHashMap<>(derived);
        more.put(requireNonNull(number, "number"), requireNonNull(quantity, "quantity"));
        return new ExpressionFamily<>(
                this, text, units, Collections.unmodifiableMap(more), domains);
    }

    /**
     * With a check of what a factor may be where the formula alone would give a number without
     * meaning, such as for less than one expert. {@link #evaluator} then refuses such runs. Together
     * with {@link #withUnits} it must say the same in every unit.
     *
     * @param factor a factor of this family
     * @param check throws {@link IllegalArgumentException} for a value that may not be
     * @return a new family
     */
    public ExpressionFamily<L> withDomain(Factor factor, DoubleConsumer check) {
        if (!factors.contains(requireNonNull(factor, "factor"))) {
            throw new IllegalArgumentException("law '" + name + "' does not read " + factor.name());
        }
        Map<Factor, DoubleConsumer> more = new LinkedHashMap<>(domains);
        more.put(factor, requireNonNull(check, "check"));
        return new ExpressionFamily<>(
                this, text, units, derived, Collections.unmodifiableMap(more));
    }

    private void check(Columns columns) {
        domains.forEach(
                (factor, check) -> {
                    double[] values = columns.values(factors.indexOf(factor));
                    for (int row = 0; row < values.length; row++) {
                        try {
                            check.accept(values[row]);
                        } catch (IllegalArgumentException refused) {
                            throw new DataException(
                                    String.format("run %d: %s", row + 1, refused.getMessage()),
                                    refused);
                        }
                    }
                });
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String formula() {
        return text;
    }

    @Override
    public List<Factor> factors() {
        return factors;
    }

    @Override
    public List<Parameter> parameters() {
        return parameters;
    }

    @Override
    public L at(double... values) {
        requireNonNull(values, "values");
        return make.apply(Parameter.counted(name, parameters, values).clone());
    }

    @Override
    public double[] values(L law) {
        requireNonNull(law, "law");
        return read.apply(law);
    }

    @Override
    public Evaluator evaluator(Columns columns) {
        requireNonNull(columns, "columns");
        check(columns);
        return new Tape(program, parameters.size(), columns);
    }

    @Override
    public List<Integer> coefficients() {
        return coefficients;
    }

    @Override
    public Optional<double[]> inUnits(double[] values, double... sizes) {
        Require.length("values", values, parameters.size());
        Require.length("sizes", sizes, factors.size());
        return units == null
                ? Optional.empty()
                : Optional.of(units.apply(values.clone(), sizes.clone()));
    }

    @Override
    public Map<String, ToDoubleFunction<L>> derived() {
        return derived;
    }

    @Override
    public String toString() {
        return name;
    }
}
