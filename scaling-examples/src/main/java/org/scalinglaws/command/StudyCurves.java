package org.scalinglaws.command;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.scalinglaws.curve.Curve;
import org.scalinglaws.curve.Point;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.study.Stage;

/**
 * The learning curves of a stage, one run after another.
 *
 * @param stage the stage
 * @param points a row for each moment of each run
 */
record StudyCurves(Stage stage, Dataset points) {
    /** The column that tells runs apart, which the file has not: their steps begin anew. */
    static final String RUN = "run";

    static StudyCurves of(Stage stage, String csv) {
        Dataset points = Dataset.readCsv(stage + "-curves.csv", new StringReader(csv));
        double[] steps = points.column(Factor.named("step"));
        double[] runs = new double[steps.length];
        for (int row = 1; row < runs.length; row++) {
            runs[row] = runs[row - 1] + (steps[row] <= steps[row - 1] ? 1 : 0);
        }
        return new StudyCurves(stage, points.with(Factor.named(RUN), runs));
    }

    /** The same with models counted as in the table of runs, with the head. */
    Dataset checkpoints(Dataset runs) {
        double[] all = runs.column(Factor.PARAMETERS);
        double[] withHead = runs.column(Factor.named("head_params"));
        Map<Double, Double> heads = new HashMap<>();
        for (int row = 0; row < all.length; row++) {
            heads.put(all[row], withHead[row]);
        }
        return points.with(
                        Factor.PARAMETERS,
                        run ->
                                heads.getOrDefault(
                                        run.recipe().value(Factor.PARAMETERS), Double.NaN))
                .countedAs(Counting.WITHOUT_INPUT_EMBEDDING);
    }

    List<Curve> curves() {
        double[] steps = points.column(Factor.named("step"));
        double[] runs = points.column(Factor.named(RUN));
        double[] training = points.column(Factor.named("training_loss"));
        double[] accuracy = points.column(Factor.named("accuracy"));
        double[] rates = points.column(Factor.named("rate"));
        double[] heldOut = points.losses();

        List<Curve> curves = new ArrayList<>();
        List<Point> moments = new ArrayList<>();
        for (int row = 0; row < steps.length; row++) {
            if (row > 0 && runs[row] != runs[row - 1]) {
                curves.add(new Curve(points.name(), moments));
                moments = new ArrayList<>();
            }
            moments.add(
                    new Point(
                            steps[row],
                            training[row],
                            OptionalDouble.of(accuracy[row]),
                            OptionalDouble.of(heldOut[row]),
                            OptionalDouble.of(rates[row])));
        }
        curves.add(new Curve(points.name(), moments));
        return curves;
    }
}
