package org.scalinglaws.problem;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import org.scalinglaws.data.DataException;
import org.scalinglaws.law.Columns;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Require;

/** What one block of rows that no problem holds adds to a cost; it precomputes nothing and keeps none. */
final class RowSums implements FitProblem.BlockSums {
    private final LawFamily<?> family;
    private final Coordinates coordinates;
    private final Objective objective;
    private final double[] values;
    private double[] ones = {};
    private RowBlock.Scratch scratch;

    RowSums(LawFamily<?> family, Coordinates coordinates, Objective objective) {
        this.family = family;
        this.coordinates = coordinates;
        this.objective = objective;
        this.values = new double[coordinates.parameters()];
        this.scratch = new RowBlock.Scratch(0, values.length);
    }

    @Override
    public double cost(double[] point, Columns rows, double[] losses) {
        return block(point, rows, losses).value(values, logScale(point), scratch);
    }

    @Override
    public double[] derivatives(double[] point, Columns rows, double[] losses) {
        DerivativeSum sum = new DerivativeSum(values.length);
        block(point, rows, losses).differentiate(values, logScale(point), scratch, sum);
        return sum.numbers();
    }

    private RowBlock block(double[] point, Columns rows, double[] losses) {
        coordinates.checked("point", point);
        requireNonNull(rows, "rows");
        Require.length("losses", losses, rows.rows());
        requireLosses(losses);
        if (ones.length != losses.length) {
            ones = new double[losses.length];
            Arrays.fill(ones, 1);
            scratch = new RowBlock.Scratch(losses.length, values.length);
        }
        coordinates.values(point, values);
        return new RowBlock(
                family.evaluator(coordinates.inUnits(rows)),
                objective,
                losses,
                ones,
                0,
                losses.length,
                values.length);
    }

    private void requireLosses(double[] losses) {
        double least = objective.residual().leastLoss();
        for (double loss : losses) {
            if (!(loss > least && loss < Double.POSITIVE_INFINITY)) {
                throw new DataException(
                        String.format(
                                "objective '%s' needs finite losses above %s, got %s",
                                objective.name(), Decimal.format(least), Decimal.format(loss)));
            }
        }
    }

    private double logScale(double[] point) {
        return objective.fitsScale() ? point[coordinates.dimension()] : 0;
    }
}
