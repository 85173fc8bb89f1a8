package org.scalinglaws.problem;

import java.util.stream.IntStream;
import org.scalinglaws.law.Columns;
import org.scalinglaws.law.Evaluator;
import org.scalinglaws.law.LawFamily;

/**
 * The rows of a problem in blocks of nearly one length, each so short that what is written while it is
 * evaluated stays in the cache of a processor. Many blocks are shared out to threads. A sum over blocks
 * is always taken in their order, so that it has the same bits on any number of threads.
 */
final class RowBlocks {
    /** The most rows of a block. */
    static final int ROWS = 2048;

    /** Fewer blocks than this for each thread are not worth waking one. */
    private static final int BLOCKS_A_THREAD = 8;

    private final Evaluator[] evaluators;
    private final int[] starts;
    private final int count;

    /** For each thread what is written on the way, for long blocks and for short ones. */
    private final RowBlock.Scratch[][] scratch;

    private RowBlocks(Evaluator[] evaluators, int[] starts, int count, int threads) {
        this.evaluators = evaluators;
        this.starts = starts;
        this.count = count;
        int shortest = starts[evaluators.length] / evaluators.length;
        this.scratch = new RowBlock.Scratch[threads][];
        for (int thread = 0; thread < threads; thread++) {
            boolean even = starts[evaluators.length] % evaluators.length == 0;
            scratch[thread] =
                    new RowBlock.Scratch[] {
                        new RowBlock.Scratch(shortest, count),
                        new RowBlock.Scratch(even ? 0 : shortest + 1, count)
                    };
        }
    }

    /** The rows of a family's columns, for as many threads as there are processors. */
    static RowBlocks of(LawFamily<?> family, Columns columns) {
        return of(family, columns, Runtime.getRuntime().availableProcessors());
    }

    static RowBlocks of(LawFamily<?> family, Columns columns, int processors) {
        int rows = columns.rows();
        int blocks = Math.max(1, (rows + ROWS - 1) / ROWS);
        int threads = Math.max(1, Math.min(processors, blocks / BLOCKS_A_THREAD));
        Evaluator[] evaluators = new Evaluator[blocks];
        int[] starts = new int[blocks + 1];
        int longer = rows % blocks;
        for (int block = 0; block < blocks; block++) {
            starts[block + 1] = starts[block] + rows / blocks + (block < longer ? 1 : 0);
        }
        IntStream places = IntStream.range(0, blocks);
        (threads > 1 ? places.parallel() : places)
                .forEach(
                        block ->
                                evaluators[block] =
                                        family.evaluator(
                                                blocks == 1
                                                        ? columns
                                                        : columns.rows(
                                                                starts[block], starts[block + 1])));
        return new RowBlocks(evaluators, starts, family.parameters().size(), threads);
    }

    /** Whether some of the rows are soon made a block of their own. */
    boolean canChoose() {
        return evaluators.length == 1 && evaluators[0] instanceof Evaluator.Separable;
    }

    /** Some rows as a block of their own. */
    RowBlocks chosen(int[] places) {
        Evaluator few = ((Evaluator.Separable) evaluators[0]).chosen(places);
        return new RowBlocks(new Evaluator[] {few}, new int[] {0, places.length}, count, 1);
    }

    int rows() {
        return starts[evaluators.length];
    }

    /** The blocks of one cost, in order. */
    RowBlock[] of(Objective objective, double[] losses, double[] weights) {
        RowBlock[] blocks = new RowBlock[evaluators.length];
        for (int place = 0; place < blocks.length; place++) {
            int length = starts[place + 1] - starts[place];
            blocks[place] =
                    new RowBlock(
                            evaluators[place],
                            objective,
                            losses,
                            weights,
                            starts[place],
                            length,
                            count);
        }
        return blocks;
    }

    /** What is done with a block. */
    interface Task {
        void run(int block, RowBlock.Scratch scratch);
    }

    /** Does something with every block; on several threads where there are many. */
    void each(Task task) {
        int threads = scratch.length;
        if (threads == 1) {
            share(0, 1, task);
        } else {
            IntStream.range(0, threads).parallel().forEach(first -> share(first, threads, task));
        }
    }

    private void share(int first, int step, Task task) {
        int shortest = rows() / evaluators.length;
        for (int block = first; block < evaluators.length; block += step) {
            int length = starts[block + 1] - starts[block];
            task.run(block, scratch[first][length - shortest]);
        }
    }
}
