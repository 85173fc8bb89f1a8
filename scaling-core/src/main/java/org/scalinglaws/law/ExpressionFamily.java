package org.scalinglaws.law;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.DoubleConsumer;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.data.DataException;
import org.scalinglaws.law.Expression.Names;
import org.scalinglaws.quantity.Require;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

/**
 * The family of a law that is one formula. The formula gives the loss, exact derivatives, and its
 * own text; the record of the law gives the numbers; the parameters give what is asked of them; and
 * the parameters in which the law is linear are found by themselves. Immutable.
 *
 * <pre>
 *   record Decay(double e, double a, double k) implements LossLaw {
 *       static final ExpressionFamily&lt;Decay&gt; FAMILY = ExpressionFamily.of(
 *               "decay", Decay.class, List.of(Factor.TOKENS),
 *               List.of(Parameter.floor(), Parameter.positive("A", "height"), Parameter.positive("k", "rate")),
 *               "E + A * exp(-k * tokens)");
 *       Decay { FAMILY.check(e, a, k); }
 *       public double loss(Recipe recipe) { return FAMILY.loss(recipe, e, a, k); }
 *   }</pre>
 *
 * @param <L> the type of the laws
 */
public final class ExpressionFamily<L extends LossLaw> implements LawFamily<L> {
    /**
     * Stands for the factor of a law of one factor until {@link #over} says which it is. A formula
     * calls it {@code x}, texts call it <code>{x}</code>.
     */
    public static final Factor X = new Factor("{x}", "");

    private final String name;
    private final List<Factor> factors;
    private final List<Parameter> parameters;
    private final Written written;
    private final Numbers<L> numbers;
    private final Further<L> further;

    /** What the formula comes to: for one run and for many, and where it is linear. */
    private record Written(
            String text,
            Program run,
            Columnwise runs,
            List<Integer> coefficients,
            List<Integer> logarithms) {
        static Written of(
                List<Factor> factors, List<Parameter> parameters, Expression.Formula formula) {
            Expression loss = requireNonNull(formula.of(new Names(factors, parameters)), "formula");
            Program run = new Program(loss);
            List<Integer> coefficients = Linearity.coefficients(run, factors.size(), parameters);
            return new Written(
                    "loss = " + loss,
                    run,
                    new Columnwise(loss, parameters.size()),
                    coefficients,
                    Linearity.logarithms(run, factors.size(), parameters, coefficients));
        }

        Written withText(String other) {
            return new Written(other, run, runs, coefficients, logarithms);
        }

        Written over(Factor factor) {
            return withText(text.replace(X.name(), factor.name()));
        }
    }

    /** From numbers to a law, and back; a law that is a record knows the way itself. */
    private record Numbers<L extends LossLaw>(
            BiFunction<ExpressionFamily<L>, double[], L> make,
            Function<L, double[]> read,
            @Nullable RecordNumbers<L> ofRecord) {
        static <L extends LossLaw> Numbers<L> of(RecordNumbers<L> ofRecord) {
            return new Numbers<>(
                    (family, values) -> ofRecord.make(values), ofRecord::read, ofRecord);
        }
    }

    private ExpressionFamily(
            String name,
            List<Factor> factors,
            List<Parameter> parameters,
            Written written,
            Numbers<L> numbers,
            Further<L> further) {
        this.name = name;
        this.factors = factors;
        this.parameters = parameters;
        this.written = written;
        this.numbers = numbers;
        this.further = further;
    }

    /**
     * The family of a law that is a record. Its numbers are the components of type double, and those
     * of records inside it, in the order of the parameters.
     *
     * @param name the name of the form
     * @param law the record
     * @param factors what the laws read; {@link #X} for one that is said later
     * @param parameters what tells the laws apart, and what their numbers may be
     * @param formula the loss, as {@link Expression.Names#read} takes it
     * @param <L> the type of the laws
     * @return the family
     */
    public static <L extends Record & LossLaw> ExpressionFamily<L> of(
            String name,
            Class<L> law,
            List<Factor> factors,
            List<Parameter> parameters,
            String formula) {
        requireNonNull(formula, "formula");
        return of(name, law, factors, parameters, names -> names.read(formula));
    }

    /**
     * The family of a law that is a record, where names are not known in advance.
     *
     * @param name the name of the form
     * @param law the record
     * @param factors what the laws read
     * @param parameters what tells the laws apart, and what their numbers may be
     * @param formula the loss as an expression
     * @param <L> the type of the laws
     * @return the family
     */
    public static <L extends Record & LossLaw> ExpressionFamily<L> of(
            String name,
            Class<L> law,
            List<Factor> factors,
            List<Parameter> parameters,
            Expression.Formula formula) {
        requireNonNull(law, "law");
        return of(name, factors, parameters, formula, Numbers.of(RecordNumbers.of(law)));
    }

    /**
     * The family of a law whose numbers are not simply the components of a record, such as one that
     * sorts them.
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
        requireNonNull(make, "make");
        requireNonNull(read, "read");
        return of(
                name,
                factors,
                parameters,
                formula,
                new Numbers<>((family, values) -> make.apply(values), read, null));
    }

    /** A family whose laws know nothing but their formula. */
    static ExpressionFamily<FormulaLaw> of(
            String name,
            List<Factor> factors,
            List<Parameter> parameters,
            Expression.Formula formula) {
        return of(
                name,
                factors,
                parameters,
                formula,
                new Numbers<>(
                        (family, values) ->
                                new FormulaLaw(
                                        family,
                                        family.written.run,
                                        Parameter.checked(name, family.parameters, values)),
                        FormulaLaw::values,
                        null));
    }

    private static <L extends LossLaw> ExpressionFamily<L> of(
            String name,
            List<Factor> factors,
            List<Parameter> parameters,
            Expression.Formula formula,
            Numbers<L> numbers) {
        Require.noNull("factors", factors);
        Require.noNull("parameters", parameters);
        requireNonNull(formula, "formula");
        List<Factor> read = List.copyOf(factors);
        List<Parameter> asked = List.copyOf(parameters);
        return new ExpressionFamily<>(
                requireNonNull(name, "name"),
                read,
                asked,
                Written.of(read, asked, formula),
                numbers,
                Further.none());
    }

    private ExpressionFamily<L> with(Further<L> more) {
        return new ExpressionFamily<>(name, factors, parameters, written, numbers, more);
    }

    /**
     * The laws of which a component of the record has one value: it is no number of them, whatever
     * its type.
     *
     * @param component a component of the record
     * @param value its value in every law
     * @return a new family
     */
    public ExpressionFamily<L> holding(String component, Object value) {
        requireNonNull(component, "component");
        requireNonNull(value, "value");
        return with(ofRecord().holding(component, value));
    }

    /**
     * The laws of which a component of the record is a list of records, one for each factor. The
     * factor is the first component of each; the others are numbers of the law.
     *
     * @param component a component of the record
     * @param element the record in the list
     * @param listed the factors, in the order of the list
     * @return a new family
     */
    public ExpressionFamily<L> listing(
            String component, Class<? extends Record> element, List<Factor> listed) {
        requireNonNull(component, "component");
        requireNonNull(element, "element");
        Require.noNull("listed", listed);
        return with(ofRecord().listing(component, element, listed));
    }

    private RecordNumbers<L> ofRecord() {
        if (numbers.ofRecord == null) {
            throw new IllegalArgumentException("laws of '" + name + "' are not made from a record");
        }
        return numbers.ofRecord;
    }

    private ExpressionFamily<L> with(RecordNumbers<L> ofRecord) {
        return new ExpressionFamily<>(
                name, factors, parameters, written, Numbers.of(ofRecord), further);
    }

    /**
     * The laws of a given factor, in place of {@link #X}. A record says which it is by a component
     * {@code factor}.
     *
     * @param factor what the laws read
     * @return a new family
     */
    public ExpressionFamily<L> over(Factor factor) {
        requireNonNull(factor, "factor");
        return new ExpressionFamily<>(
                        name,
                        List.of(factor),
                        parameters.stream().map(parameter -> parameter.over(X, factor)).toList(),
                        written.over(factor),
                        numbers,
                        further)
                .holding("factor", factor);
    }

    /**
     * With the way in which a number changes when factors are counted in other units, as {@link
     * LawFamily#inUnits} says. Numbers without one stay. A fit is better conditioned with it.
     *
     * @param parameter the number
     * @param change its value in the new units, where the name of a factor stands for the size of its
     *     unit, such as {@code A / params^alpha}
     * @return a new family
     */
    public ExpressionFamily<L> withUnits(String parameter, String change) {
        requireNonNull(change, "change");
        return withUnits(parameter, names -> names.read(change));
    }

    /**
     * With the way in which a number changes, as {@link #withUnits(String, String)} says, where
     * names are not known in advance.
     *
     * @param parameter the number
     * @param change its value in the new units, where a factor stands for the size of its unit
     * @return a new family
     */
    public ExpressionFamily<L> withUnits(String parameter, Expression.Formula change) {
        Expression changed = requireNonNull(change, "change").of(new Names(factors, parameters));
        int place = place(requireNonNull(parameter, "parameter"));
        return with(further.withUnits(place, new Program(changed)));
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
                name,
                factors,
                parameters,
                written.withText(requireNonNull(formula, "formula")),
                numbers,
                further);
    }

    /**
     * With a further number that a reader expects beside the parameters.
     *
     * @param number its name
     * @param quantity how to read it off a law
     * @return a new family
     */
    public ExpressionFamily<L> withDerived(String number, ToDoubleFunction<L> quantity) {
        requireNonNull(number, "number");
        requireNonNull(quantity, "quantity");
        return with(further.withDerived(number, quantity));
    }

    /**
     * With a check of what a factor may be where the formula alone would give a number without
     * meaning, such as for less than one expert. {@link #evaluator} and {@link #loss} then refuse
     * such runs. Together with {@link #withUnits(String, String)} it must say the same in every unit.
     *
     * @param factor a factor of this family
     * @param check throws {@link IllegalArgumentException} for a value that may not be
     * @return a new family
     */
    public ExpressionFamily<L> withDomain(Factor factor, DoubleConsumer check) {
        requireNonNull(check, "check");
        if (!factors.contains(requireNonNull(factor, "factor"))) {
            throw new IllegalArgumentException("law '" + name + "' does not read " + factor.name());
        }
        return with(further.withDomain(factor, check));
    }

    /** With an evaluator that knows the form, and is faster than one that knows its formula only. */
    ExpressionFamily<L> withEvaluator(Function<Columns, Evaluator> evaluator) {
        return with(further.withEvaluator(evaluator));
    }

    /**
     * With the places where a search looks, as {@link LawFamily#spread} says.
     *
     * @param spread for given runs, numbers of a law for a share of each
     * @return a new family
     */
    public ExpressionFamily<L> withSpread(Function<Columns, UnaryOperator<double[]>> spread) {
        requireNonNull(spread, "spread");
        return with(further.withSpread(spread));
    }

    /**
     * Refuses numbers that no law of the form can have: what the bounds of a parameter say of the
     * sign of a number, and that it is finite. A record asks this in its constructor.
     *
     * @param first the numbers of a law, or the first of them
     * @throws IllegalArgumentException when one is not what its parameter asks
     */
    public void check(double... first) {
        Parameter.check(parameters, first);
    }

    /**
     * The loss by the formula.
     *
     * @param recipe what is trained
     * @param values the numbers of a law
     * @return nats per token, or the unit of the observations
     * @throws IllegalArgumentException when the recipe lacks a factor, or has one that may not be
     */
    public double loss(Recipe recipe, double... values) {
        requireNonNull(recipe, "recipe");
        Require.length("values", values, parameters.size());
        double[] x = new double[factors.size()];
        for (int place = 0; place < x.length; place++) {
            Factor factor = factors.get(place);
            x[place] = recipe.value(factor);
            DoubleConsumer check = further.domains().get(factor);
            if (check != null) {
                check.accept(x[place]);
            }
        }
        return written.run.loss(values, x);
    }

    /**
     * The loss by the formula of a law of one factor.
     *
     * @param recipe what is trained
     * @param factor the factor
     * @param values the numbers of a law
     * @return nats per token, or the unit of the observations
     * @throws IllegalArgumentException when the recipe lacks the factor
     */
    public double loss(Recipe recipe, Factor factor, double... values) {
        requireNonNull(recipe, "recipe");
        requireNonNull(factor, "factor");
        Require.length("values", values, parameters.size());
        if (factors.size() != 1) {
            throw new IllegalArgumentException(
                    "law '" + name + "' reads " + factors.size() + " factors, not one");
        }
        return written.run.loss(values, new double[] {recipe.value(factor)});
    }

    private void check(Columns columns) {
        Map<Factor, DoubleConsumer> domains = further.domains();
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
        return written.text;
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
        return numbers.make.apply(this, Parameter.counted(name, parameters, values).clone());
    }

    @Override
    public double[] values(L law) {
        return numbers.read.apply(requireNonNull(law, "law"));
    }

    @Override
    public Evaluator evaluator(Columns columns) {
        requireNonNull(columns, "columns");
        check(columns);
        @Nullable Function<Columns, Evaluator> known = further.evaluator();
        return known == null ? new Tape(written.runs.derivatives(), columns) : known.apply(columns);
    }

    @Override
    public Optional<UnaryOperator<double[]>> spread(Columns columns) {
        requireNonNull(columns, "columns");
        return Optional.ofNullable(further.spread()).map(spread -> spread.apply(columns));
    }

    @Override
    public List<Integer> coefficients() {
        return written.coefficients;
    }

    @Override
    public List<Integer> logarithms() {
        return written.logarithms;
    }

    @Override
    public Optional<double[]> inUnits(double[] values, double... units) {
        Require.length("values", values, parameters.size());
        Require.length("units", units, factors.size());
        if (further.units().isEmpty()) {
            return Optional.empty();
        }
        double[] changed = values.clone();
        further.units().forEach((place, change) -> changed[place] = change.loss(values, units));
        return Optional.of(changed);
    }

    @Override
    public Map<String, ToDoubleFunction<L>> derived() {
        return further.derived();
    }

    @Override
    public String toString() {
        return name;
    }
}
