package org.scalinglaws.transformer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.StringJoiner;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.scalinglaws.architecture.FlopRule;
import org.scalinglaws.architecture.Transformer;
import org.scalinglaws.quantity.Counting;

/** How fast a training step is, beside the products of its own matrices, in processor time. */
@Tag("study")
class TransformerSpeedStudyTest {
    private static final double LEAST_SHARE = 0.3;
    private static final int BATCH = 16;
    private static final int TIMES = 5;
    private static final double SECONDS = 0.4;

    private static final List<Transformer> SHAPES =
            List.of(
                    Transformer.dense(2, 8, 1, 512, 128),
                    Transformer.dense(2, 16, 2, 512, 128),
                    Transformer.dense(2, 32, 4, 512, 128),
                    Transformer.dense(2, 64, 8, 512, 128),
                    Transformer.dense(2, 96, 12, 512, 128),
                    Transformer.dense(3, 40, 4, 512, 128),
                    Transformer.dense(5, 64, 4, 512, 128),
                    Transformer.dense(5, 128, 4, 512, 128),
                    Transformer.dense(5, 128, 4, 1024, 256));

    @Test
    void eachSizeReachesAThirdOfItsOwnProducts() throws IOException {
        StringJoiner table = new StringJoiner("\n", "", "\n");
        table.add(
                "layers,width,context,vocabulary,params,non_embedding_params,tokens_per_second,"
                        + "gflops,product_gflops,share,peak_heap_mb");
        for (Transformer shape : SHAPES) {
            forgetPeaks();
            TransformerModel model = TransformerModel.of(shape, 1);
            int context = shape.context();

            // Of several rounds the fastest counts, since others use the machine too.
            double flops = context * FlopRule.matricesAndHead().trainingFlops(shape);
            double step = flops / seconds(step(model));
            double product = products(model) / seconds(multiply(model));

            table.add(
                    String.format(
                            Locale.ROOT,
                            "%d,%d,%d,%d,%.0f,%.0f,%.0f,%.1f,%.1f,%.2f,%.0f",
                            shape.layers(),
                            shape.width(),
                            context,
                            shape.vocabulary(),
                            model.parameters(Counting.TOTAL).parameters(),
                            model.parameters(Counting.NON_EMBEDDING).parameters(),
                            context * step / flops,
                            1e-9 * step,
                            1e-9 * product,
                            step / product,
                            1e-6 * peak()));
            assertThat(step / product).isGreaterThan(LEAST_SHARE);
        }
        Path file = Files.createDirectories(Path.of("target")).resolve("transformer-speed.csv");
        Files.writeString(file, table.toString());
        System.out.print(table);
    }

    /** One sequence of a batch, with a step of the weights after the last. */
    private static IntConsumer step(TransformerModel model) {
        Transformer shape = model.shape();
        AdamW steps = new AdamW(model.weights(), 0.1, 1);
        int[] text =
                new SplittableRandom(1)
                        .ints(1L + (long) BATCH * shape.context(), 0, shape.vocabulary())
                        .toArray();
        return sequence -> {
            int place = sequence % BATCH;
            model.learn(text, place * shape.context(), 1f / (BATCH * shape.context()));
            if (place == BATCH - 1) {
                steps.step(1e-3);
            }
        };
    }

    /** All matrices of a model times rows, in space that is made before. */
    private static IntConsumer multiply(TransformerModel model) {
        Product product = new Product();
        int context = model.shape().context();
        List<Runnable> each = new ArrayList<>();
        for (Weights weights : model.weights()) {
            float[][] values = weights.values();
            float[][] x = Rows.zeros(values[0].length, context);
            float[][] y = Rows.zeros(values.length, context);
            if (isMultiplied(weights)) {
                each.add(() -> product.add(values, x, y));
            }
        }
        return sequence -> each.forEach(Runnable::run);
    }

    private static double products(TransformerModel model) {
        double count = 0;
        for (Weights weights : model.weights()) {
            count += isMultiplied(weights) ? weights.count() : 0;
        }
        return 2 * count * model.shape().context();
    }

    private static boolean isMultiplied(Weights weights) {
        return weights.decays() && weights.role() != Weights.Role.PLACES;
    }

    /** Processor time of one call, the least of several rounds. */
    private static double seconds(IntConsumer work) {
        double least = Double.POSITIVE_INFINITY;
        for (int round = 0; round < TIMES; round++) {
            double start = time();
            int calls = 0;
            while (time() - start < SECONDS) {
                work.accept(calls++);
            }
            least = Math.min(least, (time() - start) / calls);
        }
        return least;
    }

    private static double time() {
        return 1e-9 * ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static void forgetPeaks() {
        System.gc();
        ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
    }

    /** Bytes of the heap at their most since then, what was not yet collected among them. */
    private static double peak() {
        double bytes = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            bytes += pool.getType() == MemoryType.HEAP ? pool.getPeakUsage().getUsed() : 0;
        }
        return bytes;
    }
}
