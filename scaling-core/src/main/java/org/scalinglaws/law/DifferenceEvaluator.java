package org.scalinglaws.law;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import org.scalinglaws.quantity.Require;
import org.scalinglaws.recipe.Recipe;

/**
 * Evaluates any law by asking it, with central differences for the derivatives. Where a law refuses
 * its numbers the predictions are NaN.
 */
final class DifferenceEvaluator implements Evaluator {
    private static final double STEP = Math.cbrt(Math.ulp(1.0));

    private final List<Parameter> parameters;
    private final int rows;
    private final BiConsumer<double[], double[]> predictor;
    private final double[] moved;
    private final double[] shifted;
    private final double[] spare;
    private final double[] above;
    private final double[] below;
    private final double[] jacobianAbove;
    private final double[] jacobianBelow;

    /**
     * For rows that someone else predicts.
     *
     * @param parameters what the values are
     * @param rows how many predictions there are
     * @param predictor reads values and writes predictions
     */
    DifferenceEvaluator(
            List<Parameter> parameters, int rows, BiConsumer<double[], double[]> predictor) {
        this.parameters = parameters;
        this.rows = rows;
        this.predictor = predictor;
        this.moved = new double[parameters.size()];
        this.shifted = new double[parameters.size()];
        this.spare = new double[rows];
        this.above = new double[rows];
        this.below = new double[rows];
        this.jacobianAbove = new double[rows * parameters.size()];
        this.jacobianBelow = new double[rows * parameters.size()];
    }

    static DifferenceEvaluator of(LawFamily<?> family, Columns columns) {
        Recipe[] recipes = new Recipe[columns.rows()];
        Arrays.setAll(recipes, columns::recipe);
        return new DifferenceEvaluator(
                family.parameters(),
                recipes.length,
                (values, predictions) -> {
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
                });
    }

    @Override
    public void predict(double[] values, double[] predictions) {
        Require.length("values", values, parameters.size());
        Require.length("predictions", predictions, rows);
        predictor.accept(values, predictions);
    }

    @Override
    public void differentiate(double[] values, double[] predictions, double[] jacobian) {
        int count = Require.length("values", values, parameters.size()).length;
        Require.length("predictions", predictions, rows);
        Require.length("jacobian", jacobian, count * rows);
        for (int place = 0; place < count; place++) {
            double width = 0;
            System.arraycopy(values, 0, moved, 0, count);
            moved[place] = up(values, place, STEP);
            width += moved[place];
            predict(moved, above);
            moved[place] = down(values, place, STEP);
            width -= moved[place];
            predict(moved, below);
            for (int row = 0; row < rows; row++) {
                jacobian[place * rows + row] = (above[row] - below[row]) / width;
            }
        }
        predict(values, predictions);
    }

    @Override
    public void addCurvature(double[] values, double[] slopes, double[] hessian) {
        int count = Require.length("values", values, parameters.size()).length;
        Require.length("slopes", slopes, rows);
        Require.length("hessian", hessian, count * count);
        double step = Math.sqrt(STEP);
        for (int place = 0; place < count; place++) {
            System.arraycopy(values, 0, shifted, 0, count);
            shifted[place] = up(values, place, step);
            double width = shifted[place];
            differentiate(shifted, spare, jacobianAbove);
            shifted[place] = down(values, place, step);
            width -= shifted[place];
            differentiate(shifted, spare, jacobianBelow);
            for (int other = 0; other < count; other++) {
                double sum = 0;
                for (int row = 0; row < rows; row++) {
                    int at = other * rows + row;
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
