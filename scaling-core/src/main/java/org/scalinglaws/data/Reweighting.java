package org.scalinglaws.data;

import java.util.Map;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.recipe.Factor;

/** Other weights for the runs of a table, or the same ones taken for another kind. */
record Reweighting(Table table) {
    /** Other weights; deviations that go out of use become a factor again. */
    Table of(WeightKind kind, double[] numbers) {
        String present = table.weights().name();
        boolean earlier = present.equals(WeightKind.DEVIATIONS) && kind != WeightKind.SIGMA;
        Map<Factor, double[]> more =
                earlier ? Map.of(Factor.named(present), table.weights().numbers()) : Map.of();
        String column =
                earlier ? Table.free(ColumnName.WEIGHT, "frequency", table.factors()) : present;
        table.checkWeights(kind, column, numbers);
        return table.with(more).withWeights(column, numbers, kind);
    }

    /** The weights that are there, taken for another kind than until now. */
    Table takenFor(WeightKind kind) {
        if (kind != WeightKind.SIGMA) {
            boolean known = table.weights().kind() == WeightKind.SIGMA;
            return of(
                    kind,
                    table.column(
                            row -> known && kind == WeightKind.COUNTS ? 1 : table.weight(row)));
        }

        // A column sigma is what deviations are called; else the weights are them by another name.
        Factor deviations = Factor.named(WeightKind.DEVIATIONS);
        double[] column = table.factors().get(deviations);
        if (column != null) {
            table.checkWeights(kind, WeightKind.DEVIATIONS, column);
            return table.withDeviations(deviations);
        }
        if (table.weights().name().equals(ColumnName.WEIGHT)) {
            throw new DataException(table.noColumn(WeightKind.DEVIATIONS));
        }
        return of(kind, table.weights().numbers());
    }

    /** Each row as often as it counts, each copy with a weight of 1. */
    Table copies() {
        Table.Response weights = table.weights();
        if (weights.kind() != WeightKind.COUNTS) {
            throw new IllegalArgumentException(
                    "weights of runs to copy must be counts, got " + weights.kind());
        }

        for (int row = 0; row < table.size(); row++) {
            double count = weights.numbers()[row];
            if (count != Math.rint(count)) {
                throw new IllegalArgumentException(
                        String.format(
                                "counts of runs to copy must be whole, run %d of %s has %s",
                                row + 1, table.source(), Decimal.format(count)));
            }
        }

        return table.copies();
    }
}
