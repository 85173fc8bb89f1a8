package org.scalinglaws.law;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.StringJoiner;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

/**
 * A law of your own form, made by {@link LawFamily#of} or {@link LawFamily#ofExpression}. Immutable.
 */
public final class FormulaLaw implements LossLaw {
    private final LawFamily<FormulaLaw> family;
    private final Formula formula;
    private final double[] values;

    FormulaLaw(LawFamily<FormulaLaw> family, Formula formula, double[] values) {
        this.family = family;
        this.formula = formula;
        this.values = values.clone();
    }

    /**
     * The laws of the same form.
     *
     * @return the family
     */
    public LawFamily<FormulaLaw> family() {
        return family;
    }

    /**
     * One number of the law.
     *
     * @param parameter its name
     * @return its value
     * @throws IllegalArgumentException when the law has no such parameter
     */
    public double value(String parameter) {
        return values[family.place(parameter)];
    }

    /**
     * All numbers of the law.
     *
     * @return a new array, in the order of the family's parameters
     */
    public double[] values() {
        return values.clone();
    }

    @Override
    public double loss(Recipe recipe) {
        requireNonNull(recipe, "recipe");
        double[] x = new double[family.factors().size()];
        int place = 0;
        for (Factor factor : family.factors()) {
            x[place++] = recipe.value(factor);
        }
        return formula.loss(values.clone(), x);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FormulaLaw that
                && that.family == family
                && Arrays.equals(that.values, values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    /**
     * Writes the name and every number exactly.
     *
     * @return such as {@code exponential: E=1.5 A=2 k=0.1}
     */
    @Override
    public String toString() {
        StringJoiner text = new StringJoiner(" ", family.name() + ": ", "");
        for (int place = 0; place < values.length; place++) {
            String name = family.parameters().get(place).name();
            text.add(name + "=" + Digits.six(values[place]));
        }
        return text.toString();
    }
}
