package org.scalinglaws.transformer;

import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.scalinglaws.architecture.Attention;
import org.scalinglaws.architecture.Transformer;

/** Small shapes of every kind that can be trained, and texts for them. */
final class Shapes {
    static final Transformer GPT = Transformer.dense(2, 12, 3, 19, 10);
    static final Transformer LLAMA =
            Transformer.llama(2, 16, 2, 23, 9).withGatedFeedForward(21).withKeyValueHeads(1);

    private Shapes() {}

    static Stream<Transformer> all() {
        return Stream.of(
                GPT,
                LLAMA,
                GPT.untied().withBiases(Transformer.Biases.QUERY_KEY_VALUE),
                LLAMA.withTied(true).withPositions(Transformer.Positions.LEARNED),
                GPT.withAttention(new Attention(3, 3, 6)).withNorms(Transformer.Norms.RMS),
                Transformer.dense(1, 64, 4, 70, 33),
                LLAMA.withNorms(Transformer.Norms.LAYER).withBiases(Transformer.Biases.ALL));
    }

    /** Any text, one token longer than the context. */
    static int[] text(Transformer shape, long seed) {
        return new SplittableRandom(seed)
                .ints(shape.context() + 1L, 0, shape.vocabulary())
                .toArray();
    }
}
