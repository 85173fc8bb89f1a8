package org.scalinglaws.architecture;

import static java.util.Objects.requireNonNull;

import org.scalinglaws.quantity.ModelSize;

/**
 * A shape as a paper or a model card gives it.
 *
 * @param name short name, such as {@code llama-3-8b}
 * @param shape the shape
 * @param printed the size that the source prints, to its rounding and by its counting rule
 * @param source what gives the shape and the size
 * @param link address of the source
 */
public record PublishedShape(
        String name, Transformer shape, ModelSize printed, String source, String link) {
    /** Refuses nulls. */
    public PublishedShape {
        requireNonNull(name, "name");
        requireNonNull(shape, "shape");
        requireNonNull(printed, "printed");
        requireNonNull(source, "source");
        requireNonNull(link, "link");
    }
}
