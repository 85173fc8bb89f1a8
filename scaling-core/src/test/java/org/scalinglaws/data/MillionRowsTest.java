package org.scalinglaws.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scalinglaws.recipe.Factor;

class MillionRowsTest {
    private static final int ROWS = 1_000_000;
    private static final double[] SCALES = {1e8, 1e10, 2};

    @Test
    void aMillionRowsOfSeventeenDigitsAreReadWithoutLoss(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("runs.csv");
        double[] sums = write(file, new SplittableRandom(20220329));
        long start = System.nanoTime();
        Dataset runs = Dataset.readCsv(file);
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                "a million rows, %.0f MB, read in %.2f s%n", Files.size(file) / 1e6, seconds);
        assertThat(runs.size()).isEqualTo(ROWS);
        assertThat(sum(runs.column(Factor.PARAMETERS))).isEqualTo(sums[0]);
        assertThat(sum(runs.column(Factor.TOKENS))).isEqualTo(sums[1]);
        assertThat(sum(runs.losses())).isEqualTo(sums[2]);
    }

    private static double[] write(Path file, SplittableRandom random) throws IOException {
        double[] sums = new double[SCALES.length];
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("params,tokens,loss\n");
            for (int row = 0; row < ROWS; row++) {
                for (int place = 0; place < sums.length; place++) {
                    double cell = SCALES[place] * (1 + random.nextDouble());
                    sums[place] += cell;
                    out.write(Double.toString(cell));
                    out.write(place < 2 ? ',' : '\n');
                }
            }
        }
        return sums;
    }

    /** In the order of the rows, as the expected sum is taken: streams of doubles compensate. */
    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }
}
