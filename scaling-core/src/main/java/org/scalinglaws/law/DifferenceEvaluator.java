package org.scalinglaws.law;

import java.util.Arrays;
import java.util.List;
import org.scalinglaws.recipe.Recipe;

/**
 * Evaluates any family by asking its laws, with central differences for the derivatives. Where a
 * law refuses its numbers the predictions are NaN.
 */
final class DifferenceEvaluator implements Evaluator {
    private static final double STEP = Math.cbrt(Math.ulp(1.0));

    private final LawFamily<?> family;
    private final List<Parameter> parameters;
    private final Recipe[] recipes;
    private final double[] above;
    private final double[] below;
    private final double[] jacobianAbove;
    private final double[] jacobianBelow;

    DifferenceEvaluator(LawFamily<?> family, Columns columns) {
        this.family = family;
        this.parameters = family.parameters();
        int rows = columns.rows();
        this.recipes = new Recipe[rows];
        Arrays.setAll(recipes, columns::recipe);
        this.above = new double[rows];
        this.below = new double[rows];
        this.jacobianAbove = new double[rows * parameters.size()];
        this.jacobianBelow = new double[rows * parameters.size()];
    }

    @Override
    public void predict(double[] values, double[] predictions) {
        LossLaw law;
        try {
            law = family.at(values.clone());
        } catch (IllegalArgumentException refused) {
            Arrays.fill(predictions, Double.NaN);
            return;
        }
        for (int row = 0; row < recipes.length; row++) {
            predictions[row] = law.loss(recipes[row]);
        }
    }

    @Override
    public void differentiate(double[] values, double[] predictions, double[] jacobian) {
        int count = values.length;
        for (int place = 0; place < count; place++) {
            double width = 0;
            double[] moved = values.clone();
            moved[place] = up(values, place, STEP);
            width += moved[place];
            predict(moved, above);
            moved[place] = down(values, place, STEP);
            width -= moved[place];
            predict(moved, below);
            for (int row = 0; row < recipes.length; row++) {
                jacobian[place * recipes.length + row] = (above[row] - below[row]) / width;
            }
        }
        predict(values, predictions);
    }

    @Override
    public void addCurvature(double[] values, double[] slopes, double[] hessian) {
        int count = values.length;
        double step = Math.sqrt(STEP);
        for (int place = 0; place < count; place++) {
            double[] moved = values.clone();
            moved[place] = up(values, place, step);
            double width = moved[place];
            differentiate(moved.clone(), new double[recipes.length], jacobianAbove);
            moved[place] = down(values, place, step);
            width -= moved[place];
            differentiate(moved, new double[recipes.length], jacobianBelow);
            for (int other = 0; other < count; other++) {
                double sum = 0;
                for (int row = 0; row < recipes.length; row++) {
                    int at = other * recipes.length + row;
                    sum += slopes[row] * (jacobianAbove[at] - jacobianBelow[at]);
                }
                hessian[place * count + other] += 0.5 * sum / width;
                hessian[other * count + place] += 0.5 * sum / width;
            }
        }
    }

    private double up(double[] values, int place, double step) {
        return Math.min(values[place] + size(values[place]) * step, parameters.get(place).upper());
    }

    private double down(double[] values, int place, double step) {
        return Math.max(values[place] - size(values[place]) * step, parameters.get(place).lower());
    }

    private static double size(double value) {
        return value == 0 ? 1 : Math.abs(value);
    }
}
