package org.scalinglaws.transformer;

import static java.util.Objects.requireNonNull;

import org.scalinglaws.architecture.ShapeSpace;
import org.scalinglaws.architecture.Transformer;
import org.scalinglaws.quantity.ModelSize;

/**
 * Shapes of models that one processor trains in minutes: as GPT-2, with heads of 16, or of 8 below 20,000
 * parameters, widths in multiples of the head and 6 to 32 times the layers.
 */
public final class SmallShapes {
    private static final double SMALL = 20_000;
    private static final int SMALL_HEAD = 8;
    private static final int HEAD = 16;

    private SmallShapes() {}

    /**
     * The shape that comes nearest to a size.
     *
     * @param size parameters, by the rule that they are counted by
     * @param vocabulary tokens of the vocabulary
     * @param context tokens in a sequence
     * @return the shape
     * @throws IllegalArgumentException when none comes near
     */
    public static Transformer near(ModelSize size, int vocabulary, int context) {
        requireNonNull(size, "size");
        int head = size.parameters() < SMALL ? SMALL_HEAD : HEAD;
        return ShapeSpace.dense(vocabulary, context)
                .withHeadSize(head)
                .withWidthMultiple(head)
                .withFeedForward(4, head)
                .withAspect(6, 32)
                .near(size, 1)
                .get(0)
                .shape();
    }
}
