package org.scalinglaws.uncertainty;

import java.io.Serializable;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.scalinglaws.fit.Fit;

/** What is changed for each refit of a fit, as data that can be sent to other machines. */
interface Variation extends Serializable {
    /** What decides the weights and losses of a number; threads share it. */
    interface Change {
        /** Changes the fit's own weights and losses, which the arrays hold, for a number. */
        void apply(int number, double[] weights, double[] losses);
    }

    /** The changes of one fit. */
    Change of(Fit<?> fit);

    /**
     * Runs or losses drawn anew.
     *
     * @param resampling the kind of draw
     * @param seed decides every draw
     * @param count how many draws there are
     */
    record Drawn(Resampling resampling, long seed, int count) implements Variation {
        @Override
        public Change of(Fit<?> fit) {
            Draws draws = Draws.of(resampling, fit);
            SplittableRandom[] randoms = Bootstrap.randoms(seed, count);
            return (number, weights, losses) ->
                    draws.draw(randoms[number].split(), weights, losses);
        }
    }

    /**
     * Groups of runs left out.
     *
     * @param groups the rows of each group
     */
    @SuppressWarnings("ArrayRecordComponent")
    record LeftOut(int[][] groups) implements Variation {
        static LeftOut of(List<int[]> groups) {
            return new LeftOut(groups.toArray(int[][]::new));
        }

        static LeftOut each(int runs) {
            return of(IntStream.range(0, runs).mapToObj(row -> new int[] {row}).toList());
        }

        @Override
        public Change of(Fit<?> fit) {
            return (number, weights, losses) -> {
                for (int row : groups[number]) {
                    weights[row] = 0;
                }
            };
        }
    }
}
