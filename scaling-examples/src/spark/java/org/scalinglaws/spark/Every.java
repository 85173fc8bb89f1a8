package org.scalinglaws.spark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.Function2;

/**
 * Takes every so many-th row by its place in the whole table, from the middle of each step.
 *
 * @param step from one to the next
 * @param starts the place of the first row of each partition
 */
@SuppressWarnings("ArrayRecordComponent")
record Every(long step, long[] starts)
        implements Function2<Integer, Iterator<Block>, Iterator<Block>> {
    @Override
    public Iterator<Block> call(Integer partition, Iterator<Block> blocks) {
        List<Block> chosen = new ArrayList<>();
        long place = starts[partition];
        while (blocks.hasNext()) {
            Block block = blocks.next();
            Block taken = taken(block, place);
            if (taken.rows() > 0) {
                chosen.add(taken);
            }
            place += block.rows();
        }
        return chosen.iterator();
    }

    private Block taken(Block block, long place) {
        int[] rows = new int[block.rows()];
        int count = 0;
        for (int row = 0; row < rows.length; row++) {
            if ((place + row) % step == step / 2) {
                rows[count++] = row;
            }
        }
        double[][] factors = new double[block.factors().length][];
        int[] wanted = Arrays.copyOf(rows, count);
        Arrays.setAll(factors, column -> at(block.factors()[column], wanted));
        return new Block(factors, at(block.losses(), wanted));
    }

    private static double[] at(double[] column, int[] rows) {
        return Arrays.stream(rows).mapToDouble(row -> column[row]).toArray();
    }
}
