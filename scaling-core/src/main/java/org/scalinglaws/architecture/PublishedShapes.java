package org.scalinglaws.architecture;

import static org.scalinglaws.architecture.Transformer.dense;
import static org.scalinglaws.architecture.Transformer.llama;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.scalinglaws.architecture.Transformer.Biases;
import org.scalinglaws.architecture.Transformer.Norms;
import org.scalinglaws.architecture.Transformer.Positions;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Spelling;

/**
 * The catalogue of published shapes.
 *
 * <ul>
 *   <li>{@code gpt-2-small}, {@code -medium}, {@code -large}, {@code -xl}: the released checkpoints;
 *       table 2 of Radford et al. (2019) prints 117M, 345M, 762M and 1542M, which they do not have
 *   <li>{@code gpt-3-175b}: Brown et al. (2020), tables 2.1 and D.1
 *   <li>{@code gopher-280b}: Rae et al. (2021), table 1
 *   <li>{@code chinchilla-70b}: Hoffmann et al. (2022), table 4 and model card
 *   <li>{@code pythia-70m} to {@code pythia-12b}: Biderman et al. (2023), table 1
 *   <li>{@code llama-2-7b}, {@code -13b}, {@code -70b}: the released checkpoints of Touvron et al.
 *       (2023)
 *   <li>{@code mixtral-8x7b}: the released checkpoint of Jiang et al. (2024)
 *   <li>{@code llama-3-8b}, {@code -70b}, {@code llama-3.1-405b}: the released checkpoints of
 *       Grattafiori et al. (2024)
 *   <li>{@code qwen2.5-0.5b}, {@code -7b}: the released checkpoints and their model cards
 * </ul>
 *
 * <p>Gopher and Chinchilla have projections of relative positions. Papers do not say which biases
 * they have; with all biases and root-mean-square norms, 48 of the 50 counts of table A9 of Hoffmann
 * et al. agree to the million and two lie 0.06 million beyond the rounding.
 */
public final class PublishedShapes {
    private static final Map<String, PublishedShape> BY_NAME = new LinkedHashMap<>();

    static {
        Stream.of(gpt(), deepMind(), pythia(), llamas(), qwen())
                .flatMap(List::stream)
                .forEach(shape -> BY_NAME.put(shape.name(), shape));
    }

    private PublishedShapes() {}

    /**
     * Every shape of the catalogue.
     *
     * @return the shapes, family by family
     */
    public static List<PublishedShape> all() {
        return List.copyOf(BY_NAME.values());
    }

    /**
     * A shape by name.
     *
     * @param name such as {@code llama-3-8b}
     * @return the shape and its source
     * @throws IllegalArgumentException when the catalogue does not have it
     */
    public static PublishedShape named(String name) {
        PublishedShape shape = BY_NAME.get(name);
        if (shape == null) {
            throw new IllegalArgumentException(
                    Spelling.unknown("shape", name, List.copyOf(BY_NAME.keySet())));
        }
        return shape;
    }

    private static List<PublishedShape> gpt() {
        Source two =
                new Source("GPT-2, released checkpoint", "https://huggingface.co/openai-community");
        Source three =
                new Source(
                        "Brown et al. (2020), tables 2.1 and D.1",
                        "https://arxiv.org/abs/2005.14165");
        return List.of(
                two.total("gpt-2-small", dense(12, 768, 12, 50257, 1024), 124_439_808),
                two.total("gpt-2-medium", dense(24, 1024, 16, 50257, 1024), 354_823_168),
                two.total("gpt-2-large", dense(36, 1280, 20, 50257, 1024), 774_030_080),
                two.total("gpt-2-xl", dense(48, 1600, 25, 50257, 1024), 1_557_611_200),
                three.total("gpt-3-175b", dense(96, 12288, 96, 50257, 2048), 174.6e9));
    }

    private static List<PublishedShape> deepMind() {
        Source gopher =
                new Source("Rae et al. (2021), table 1", "https://arxiv.org/abs/2112.11446");
        Source chinchilla =
                new Source(
                        "Hoffmann et al. (2022), table 4 and model card",
                        "https://arxiv.org/abs/2203.15556");
        return List.of(
                gopher.total("gopher-280b", relative(dense(80, 16384, 128, 32000, 2048)), 280e9),
                chinchilla.total(
                        "chinchilla-70b", relative(dense(80, 8192, 64, 32000, 2048)), 70e9));
    }

    private static Transformer relative(Transformer shape) {
        return shape.withPositions(Positions.RELATIVE).withNorms(Norms.RMS);
    }

    private static List<PublishedShape> pythia() {
        Source paper =
                new Source("Biderman et al. (2023), table 1", "https://arxiv.org/abs/2304.01373");
        return List.of(
                paper.body("pythia-70m", neox(6, 512, 8, 50304), 18_915_328),
                paper.body("pythia-160m", neox(12, 768, 12, 50304), 85_056_000),
                paper.body("pythia-410m", neox(24, 1024, 16, 50304), 302_311_424),
                paper.body("pythia-1b", neox(16, 2048, 8, 50304), 805_736_448),
                paper.body("pythia-1.4b", neox(24, 2048, 16, 50304), 1_208_602_624),
                paper.body("pythia-2.8b", neox(32, 2560, 32, 50304), 2_517_652_480.0),
                paper.body("pythia-6.9b", neox(32, 4096, 32, 50432), 6_444_163_072.0),
                paper.body("pythia-12b", neox(36, 5120, 40, 50688), 11_327_027_200.0));
    }

    private static Transformer neox(int layers, int width, int heads, int vocabulary) {
        return dense(layers, width, heads, vocabulary, 2048)
                .untied()
                .withPositions(Positions.WEIGHTLESS);
    }

    private static List<PublishedShape> llamas() {
        Source two =
                new Source(
                        "Touvron et al. (2023), released checkpoint",
                        "https://arxiv.org/abs/2307.09288");
        Source mixtral =
                new Source(
                        "Jiang et al. (2024), released checkpoint",
                        "https://arxiv.org/abs/2401.04088");
        Source three =
                new Source(
                        "Grattafiori et al. (2024), released checkpoint",
                        "https://arxiv.org/abs/2407.21783");

        Transformer wide = shared(llama(80, 8192, 64, 32000, 4096), 28672);
        Transformer eight = shared(llama(32, 4096, 32, 128256, 8192), 14336);
        Transformer seventy = shared(llama(80, 8192, 64, 128256, 8192), 28672);
        Transformer large = shared(llama(126, 16384, 128, 128256, 131072), 53248);
        Transformer experts = shared(llama(32, 4096, 32, 32000, 32768), 14336).withExperts(8, 2);

        return List.of(
                two.total("llama-2-7b", llama(32, 4096, 32, 32000, 4096), 6_738_415_616.0),
                two.total("llama-2-13b", llama(40, 5120, 40, 32000, 4096), 13_015_864_320.0),
                two.total("llama-2-70b", wide, 68_976_648_192.0),
                mixtral.total("mixtral-8x7b", experts, 46_702_792_704.0),
                three.total("llama-3-8b", eight, 8_030_261_248.0),
                three.total("llama-3-70b", seventy, 70_553_706_496.0),
                three.total("llama-3.1-405b", large, 405_853_388_800.0));
    }

    /** Eight key/value heads and a gated block of some width. */
    private static Transformer shared(Transformer shape, int inner) {
        return shape.withKeyValueHeads(8).withGatedFeedForward(inner);
    }

    private static List<PublishedShape> qwen() {
        Source card =
                new Source(
                        "Qwen2.5, released checkpoint and model card",
                        "https://arxiv.org/abs/2412.15115");

        Transformer half =
                llama(24, 896, 14, 151936, 32768)
                        .withKeyValueHeads(2)
                        .withGatedFeedForward(4864)
                        .withTied(true)
                        .withBiases(Biases.QUERY_KEY_VALUE);
        Transformer seven =
                llama(28, 3584, 28, 152064, 131072)
                        .withKeyValueHeads(4)
                        .withGatedFeedForward(18944)
                        .withBiases(Biases.QUERY_KEY_VALUE);

        return List.of(
                card.total("qwen2.5-0.5b", half, 494_032_768),
                card.total("qwen2.5-7b", seven, 7_615_616_512.0));
    }

    /** Where shapes come from. */
    private record Source(String text, String link) {
        PublishedShape total(String name, Transformer shape, double parameters) {
            return new PublishedShape(name, shape, ModelSize.of(parameters), text, link);
        }

        PublishedShape body(String name, Transformer shape, double parameters) {
            ModelSize printed = new ModelSize(parameters, Counting.NON_EMBEDDING);
            return new PublishedShape(name, shape, printed, text, link);
        }
    }
}
