package org.scalinglaws.command;

import org.jspecify.annotations.Nullable;
import org.scalinglaws.architecture.PublishedShapes;
import org.scalinglaws.architecture.ShapeSpace;
import org.scalinglaws.architecture.Transformer;
import picocli.CommandLine.Option;

/** The options that say what kind of transformer a size is looked for in. */
final class ChosenShapes {
    private static final String LLAMA = "llama";
    private static final String GPT = "gpt-2";

    @Option(
            names = "--like",
            defaultValue = LLAMA,
            paramLabel = "NAME",
            description =
                    "The kind of shape: llama (unless said), gpt-2, or the relatives of a published"
                            + " one, such as llama-3-8b.")
    private String like = "";

    @Option(
            names = "--vocabulary",
            paramLabel = "V",
            description =
                    "Tokens in the vocabulary; 32000 of llama, 50257 of gpt-2 and that of a published"
                            + " shape unless said.")
    private @Nullable Integer vocabulary;

    @Option(
            names = "--context",
            paramLabel = "S",
            description =
                    "Tokens in a sequence; 4096 of llama, 1024 of gpt-2 and that of a published shape"
                            + " unless said.")
    private @Nullable Integer context;

    ShapeSpace space() {
        return switch (like) {
            case LLAMA -> ShapeSpace.llama(or(vocabulary, 32_000), or(context, 4096));
            case GPT -> ShapeSpace.dense(or(vocabulary, 50_257), or(context, 1024));
            default -> ShapeSpace.like(changed(PublishedShapes.named(like).shape()));
        };
    }

    /** A shape with the vocabulary and the context that were asked for. */
    Transformer changed(Transformer shape) {
        Transformer changed =
                new Transformer(
                        shape.layers(),
                        shape.width(),
                        shape.attention(),
                        shape.feedForward(),
                        or(vocabulary, shape.vocabulary()),
                        shape.context(),
                        shape.tied(),
                        shape.positions(),
                        shape.norms(),
                        shape.biases());
        return context == null ? changed : changed.withContext(context);
    }

    /** What kind it is, in words. */
    String kind() {
        return like;
    }

    private static int or(@Nullable Integer said, int usual) {
        return said == null ? usual : said;
    }
}
