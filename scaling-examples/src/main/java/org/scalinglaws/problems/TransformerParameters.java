package org.scalinglaws.problems;

import java.util.Locale;
import org.scalinglaws.architecture.PublishedShapes;
import org.scalinglaws.architecture.Transformer;
import org.scalinglaws.quantity.Counting;

/**
 * How many parameters has a transformer of l layers and width d with a vocabulary of V? Textbooks
 * say 12 l d^2, and V d for the embedding; what does counting every weight say?
 */
public final class TransformerParameters {
    private TransformerParameters() {}

    /** Attention has four matrices of d by d, the feed-forward block two of d by 4d. */
    static double shortcut(Transformer shape) {
        return 12.0 * shape.layers() * shape.width() * shape.width();
    }

    static double shortcutWithEmbedding(Transformer shape) {
        return shortcut(shape) + (double) shape.vocabulary() * shape.width();
    }

    private static void print(String name, Transformer shape) {
        double blocks = shape.parameters(Counting.NON_EMBEDDING).parameters();
        double total = shape.parameters(Counting.TOTAL).parameters();
        System.out.printf(
                Locale.ROOT,
                """
                %s: %d layers of width %d, vocabulary %d
                  layers  12 l d^2 = %,14.0f  counted %,14.0f  off by %+5.1f %%
                  in all     + V d = %,14.0f  counted %,14.0f  off by %+5.1f %%
                """,
                name,
                shape.layers(),
                shape.width(),
                shape.vocabulary(),
                shortcut(shape),
                blocks,
                100 * (shortcut(shape) / blocks - 1),
                shortcutWithEmbedding(shape),
                total,
                100 * (shortcutWithEmbedding(shape) / total - 1));
    }

    public static void main(String[] args) {
        for (String name : new String[] {"gpt-2-small", "llama-3-8b"}) {
            print(name, PublishedShapes.named(name).shape());
        }
        System.out.println(
                """
                The shortcut leaves out norms, biases and positions, which is little, and knows neither
                gated blocks nor shared keys nor a second matrix of the vocabulary, which is not.""");
    }
}
