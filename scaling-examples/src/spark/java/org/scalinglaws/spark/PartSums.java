package org.scalinglaws.spark;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.scalinglaws.law.Columns;
import org.scalinglaws.problem.FitProblem;
import org.scalinglaws.problem.Objective;

/**
 * What the blocks of one partition add to a cost, on the machine where they are.
 *
 * @param problem says the law and its coordinates
 * @param objective the name of what is made small
 * @param point where
 * @param differentiated whether derivatives are wanted too
 */
@SuppressWarnings("ArrayRecordComponent")
record PartSums(
        Broadcast<SentProblem> problem, String objective, double[] point, boolean differentiated)
        implements FlatMapFunction<Iterator<Block>, double[]> {
    @Override
    public Iterator<double[]> call(Iterator<Block> blocks) {
        FitProblem<?> stated = problem.value().problem();
        FitProblem.BlockSums sums = stated.blockSums(Objective.parse(objective));
        double[] numbers = new double[64];
        int count = 0;
        while (blocks.hasNext()) {
            Block block = blocks.next();
            Columns rows = Columns.ofUnsafe(stated.family().factors(), block.factors());
            double[] added =
                    differentiated
                            ? sums.derivatives(point, rows, block.losses())
                            : new double[] {sums.cost(point, rows, block.losses())};
            if (count + added.length > numbers.length) {
                numbers = Arrays.copyOf(numbers, 2 * (count + added.length));
            }
            System.arraycopy(added, 0, numbers, count, added.length);
            count += added.length;
        }
        return List.of(Arrays.copyOf(numbers, count)).iterator();
    }
}
