package org.scalinglaws.architecture;

import org.scalinglaws.architecture.Transformer.Biases;
import org.scalinglaws.architecture.Transformer.Norms;
import org.scalinglaws.quantity.Counting;

/** Forward operations of one token by each published rule. */
final class Costs {
    private Costs() {}

    /** Weights by a counting rule, without the experts that a token does not visit. */
    static double visited(Transformer model, Counting counting) {
        double active = model.parameters(Counting.ACTIVE).parameters();
        return switch (counting) {
            case TOTAL, ACTIVE -> active;
            case NON_EMBEDDING -> active - model.embeddings();
            case WITHOUT_INPUT_EMBEDDING -> active - model.lookedUp();
        };
    }

    static double palm(Transformer model) {
        double weights = visited(model, Counting.WITHOUT_INPUT_EMBEDDING);
        return 2 * (weights + attendedOnce(model));
    }

    static double matricesAndHead(Transformer model) {
        Transformer matrices = model.withBiases(Biases.NONE).withNorms(Norms.NONE);
        return palm(matrices);
    }

    static double kaplan(Transformer model) {
        Transformer matrices = model.withBiases(Biases.NONE).withNorms(Norms.NONE);
        double weights = visited(matrices, Counting.NON_EMBEDDING);
        return 2 * weights + attendedOnce(model);
    }

    static double hoffmann(Transformer model) {
        return hoffmannLayers(model) + 4 * model.vocabularyMatrix();
    }

    static double hoffmannLayers(Transformer model) {
        FeedForward block = model.feedForward();
        double width = model.width();
        double matrices =
                model.attention().projections(width)
                        + block.router(width)
                        + block.activeExperts() * block.matrices(width);
        double softmax = 3.0 * model.attention().heads() * model.context();
        return model.layers() * (2 * matrices + softmax) + 2 * attendedOnce(model);
    }

    static double deepSeek(Transformer model) {
        double width = model.width();
        return model.layers() * (24 * width * width + 4 * width * model.context());
    }

    /** Every query of all layers against every key of the context. */
    private static double attendedOnce(Transformer model) {
        return 2.0 * model.layers() * model.context() * model.attention().queryWidth();
    }
}
