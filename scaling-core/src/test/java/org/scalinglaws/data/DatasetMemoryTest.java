package org.scalinglaws.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What many runs take of memory, in a process of their own: nothing else is counted. */
class DatasetMemoryTest {
    private static final int ROWS = 200_000;

    /** A size, tokens, a loss and a weight of eight bytes each, and something to spare. */
    private static final int BYTES_A_ROW = 40;

    /** What the classes of a reader take. */
    private static final long CLASSES = 8_000_000;

    @TempDir private Path folder;

    /** Reads a file and prints the bytes that its runs hold. */
    public static void main(String[] file) {
        long before = used();
        Dataset runs = Dataset.readCsv(Path.of(file[0]));
        System.out.println(used() - before);
        System.out.println(runs.size());
    }

    private static long used() {
        Runtime.getRuntime().gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private Path written() throws IOException {
        Path file = folder.resolve("runs.csv");
        SplittableRandom random = new SplittableRandom(20);
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file))) {
            out.println("params,tokens,loss");
            for (int row = 0; row < ROWS; row++) {
                out.printf(
                        Locale.ROOT,
                        "%.9e,%.9e,%.9f%n",
                        random.nextDouble(1e8, 1e10),
                        random.nextDouble(1e9, 1e11),
                        random.nextDouble(2, 4));
            }
        }
        return file;
    }

    @Test
    void runsTakeFortyBytesEachAndTwiceTheFileWhileTheyAreRead() throws Exception {
        Path file = written();
        long heap = CLASSES + (long) ROWS * BYTES_A_ROW + 2 * Files.size(file);
        Process reading =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "-Xmx" + heap / 1024 + "k",
                                "-cp",
                                System.getProperty("java.class.path"),
                                DatasetMemoryTest.class.getName(),
                                file.toString())
                        .redirectErrorStream(true)
                        .start();
        String printed =
                new String(reading.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(reading.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(reading.exitValue()).as(printed).isZero();

        String[] lines = printed.strip().split("\\R", -1);
        assertThat(lines).hasSize(2);
        assertThat(lines[1]).isEqualTo(Integer.toString(ROWS));
        assertThat(Long.parseLong(lines[0])).isLessThan((long) ROWS * BYTES_A_ROW);
    }
}
