package org.scalinglaws.law;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.law.Sheet.Section;
import org.scalinglaws.quantity.Require;

/**
 * Evaluates a formula and its {@link Derivatives} on all rows at once, a node at a time. Only what a
 * number that is not the same as in the call before changes is computed anew.
 */
final class Tape implements Evaluator {
    private final Derivatives derivatives;
    private final int rows;
    private final int count;
    private final Sheet sheet;
    private final double[] parameters;
    private final double[] weights;

    /** The sums of the Hessian, before those of (j, k) and (k, j) are added. */
    private final double[] total;

    private final Section forValue;

    /** Made with the first call that asks for them. */
    private @Nullable Section forGradient;

    private @Nullable Section forHessian;
    private List<Sum> sums = List.of();

    /** One sum of the Hessian. */
    @SuppressWarnings("ArrayRecordComponent") // columns of the sheet
    private record Sum(int j, int k, double[] left, double[] right) {}

    Tape(Derivatives derivatives, Columns columns) {
        this.derivatives = derivatives;
        this.rows = columns.rows();
        this.count = derivatives.count;
        this.parameters = new double[count];
        this.weights = new double[rows];
        this.total = new double[count * count];
        this.sheet = new Sheet(derivatives.graph, columns, parameters, weights);
        this.forValue = sheet.section(derivatives.forValue);
    }

    private void evaluate(double[] values) {
        long changed = 0;
        for (int j = 0; j < count; j++) {
            if (Double.compare(parameters[j], values[j]) != 0) {
                parameters[j] = values[j];
                changed |= Graph.byParameter(j);
            }
        }
        if (changed != 0) {
            change(forGradient, changed);
            change(forHessian, changed);
            forValue.change(changed);
        }
        forValue.run();
    }

    private static void change(@Nullable Section section, long changed) {
        if (section != null) {
            section.change(changed);
        }
    }

    private void differentiate() {
        if (forGradient == null) {
            forGradient = sheet.section(derivatives.forGradient);
        }
        forGradient.run();
    }

    @Override
    public void predict(double[] values, double[] predictions) {
        Require.length("values", values, count);
        Require.length("predictions", predictions, rows);
        evaluate(values);
        sheet.write(derivatives.value, predictions, 0);
    }

    @Override
    public void differentiate(double[] values, double[] predictions, double[] jacobian) {
        Require.length("jacobian", jacobian, count * rows);
        predict(values, predictions);
        differentiate();
        for (int j = 0; j < count; j++) {
            sheet.write(derivatives.gradient[j], jacobian, j * rows);
        }
    }

    @Override
    public void addCurvature(double[] values, double[] slopes, double[] hessian) {
        Require.length("values", values, count);
        Require.length("slopes", slopes, rows);
        Require.length("hessian", hessian, count * count);
        evaluate(values);
        differentiate();
        Section section = forHessian == null ? hessian() : forHessian;
        System.arraycopy(slopes, 0, weights, 0, rows);
        section.change(Graph.BY_WEIGHTS);
        section.run();
        Arrays.fill(total, 0);
        for (int i = 0; i < sums.size(); i++) {
            Sum sum = sums.get(i);
            total[sum.j * count + sum.k] += Loops.dot(sum.left, sum.right);
        }
        for (int j = 0; j < count; j++) {
            hessian[j * count + j] += total[j * count + j];
            for (int k = 0; k < j; k++) {
                double both = total[j * count + k] + total[k * count + j];
                hessian[j * count + k] += both;
                hessian[k * count + j] += both;
            }
        }
    }

    private Section hessian() {
        Section section = sheet.section(derivatives.forHessian);
        List<Sum> made = new ArrayList<>();
        for (Derivatives.Product product : derivatives.hessian) {
            double[] left = sheet.columnLike(product.left(), product.left(), section);
            double[] right = sheet.columnLike(product.right(), product.left(), section);
            made.add(new Sum(product.j(), product.k(), left, right));
        }
        sums = made;
        forHessian = section;
        return section;
    }
}
