package org.scalinglaws.law;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.scalinglaws.recipe.Factor;

/** The family of a formula of doubles, differentiated by differences. */
final class FormulaFamily implements LawFamily<FormulaLaw> {
    private final String name;
    private final List<Factor> factors;
    private final List<Parameter> parameters;
    private final Formula formula;
    private final List<Integer> coefficients;

    FormulaFamily(String name, List<Factor> factors, List<Parameter> parameters, Formula formula) {
        this.name = name;
        this.factors = List.copyOf(factors);
        this.parameters = List.copyOf(parameters);
        this.formula = formula;
        this.coefficients = Linearity.coefficients(formula, factors.size(), parameters);
    }

    @Override
    public String name() {
        return name;
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
    public FormulaLaw at(double... values) {
        requireNonNull(values, "values");
        return new FormulaLaw(this, formula, Parameter.checked(name, parameters, values));
    }

    @Override
    public double[] values(FormulaLaw law) {
        requireNonNull(law, "law");
        return law.values();
    }

    @Override
    public List<Integer> coefficients() {
        return coefficients;
    }

    @Override
    public Evaluator evaluator(Columns columns) {
        requireNonNull(columns, "columns");
        double[][] runs = new double[columns.rows()][factors.size()];
        for (int place = 0; place < factors.size(); place++) {
            double[] column = columns.values(place);
            for (int row = 0; row < runs.length; row++) {
                runs[row][place] = column[row];
            }
        }
        return new DifferenceEvaluator(
                parameters,
                runs.length,
                (values, predictions) -> {
                    for (int row = 0; row < runs.length; row++) {
                        predictions[row] = formula.loss(values, runs[row]);
                    }
                });
    }

    @Override
    public String toString() {
        return name;
    }
}
