package org.scalinglaws.architecture;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Require;

/**
 * All shapes that some constraints allow, to find those of a wanted size.
 *
 * <pre>
 *  heads              = width / head size
 *  key/value heads    = heads / queries per key/value head
 *  feed-forward width = ratio * width, up to the next multiple
 *  layers             = any whole number for which width / layers lies in the aspect
 * </pre>
 *
 * <p>{@code ShapeSpace.llama(128256, 8192).near(ModelSize.billions(3), 5)} are five shapes of some
 * 3B parameters.
 *
 * <p>Of the 24 shapes of {@link PublishedShapes}, 18 have a width of 64 to 142.2 times their number
 * of layers, which is the aspect of {@link #llama} and {@link #dense}; gpt-2-medium, -large and -xl,
 * pythia-410m and qwen2.5-0.5b are deeper, from 33.3, and gopher-280b is wider, 204.8. Their head
 * size is 64 up to a width of 1600; from 2048 on it is 128, but 256 in pythia-1b and 80 in
 * pythia-2.8b.
 *
 * @param base what does not change with size: vocabulary, context, gate, experts, tied or not,
 *     positions, norms and biases; its layers, width and heads are not read
 * @param headSize numbers in one head's query
 * @param queriesPerKeyValueHead query heads that share one head of keys and values; 1 when none do
 * @param widthMultiple the width is a multiple of this
 * @param feedForwardRatio feed-forward width over width, positive
 * @param feedForwardMultiple the feed-forward width is a multiple of this
 * @param aspect least and greatest width over layers
 */
public record ShapeSpace(
        Transformer base,
        int headSize,
        int queriesPerKeyValueHead,
        int widthMultiple,
        double feedForwardRatio,
        int feedForwardMultiple,
        Interval aspect) {
    private static final Interval PUBLISHED_ASPECT = new Interval(64, 143);
    private static final int HEAD_SIZE = 128;
    private static final int WIDTH_MULTIPLE = 128;
    private static final int FEED_FORWARD_MULTIPLE = 256;
    private static final double ASPECT_REACH = 1.25;
    private static final double NEAR = 1.25;

    /** More shapes than this differ by less than a choice can tell. */
    private static final int MOST_SHAPES = 1000;

    private static final int WIDEST = 1 << 24;

    /** Lets a ratio that was a quotient give back the whole number it came from. */
    private static final double ROUNDING = 1e-6;

    private static final Comparator<Near> NEAREST_FIRST =
            Comparator.comparingDouble(Near::distance)
                    .thenComparingInt(near -> near.shape().layers())
                    .thenComparingInt(near -> near.shape().width());

    /** Refuses counts below one and ranges that hold no number. */
    public ShapeSpace {
        requireNonNull(aspect, "aspect");
        requireNonNull(base, "base");
        Whole.positive("head size", headSize);
        Whole.positive("number of query heads for each key/value head", queriesPerKeyValueHead);
        Whole.positive("multiple of the width", widthMultiple);
        Decimal.positive("feed-forward ratio", feedForwardRatio);
        Whole.positive("multiple of the feed-forward width", feedForwardMultiple);
        Decimal.positive("least aspect", aspect.lower());
        Decimal.positive("greatest aspect", aspect.upper());
        if (step(headSize, queriesPerKeyValueHead, widthMultiple) > WIDEST) {
            throw new IllegalArgumentException(
                    "the least width must be at most "
                            + WIDEST
                            + ", got a head size of "
                            + headSize
                            + ", "
                            + queriesPerKeyValueHead
                            + " query heads for each key/value head and a multiple of "
                            + widthMultiple);
        }
    }

    /**
     * Shapes as Llama has them: gated feed-forward of 8/3 the width up to a multiple of 256, untied
     * embeddings, rotary positions, root-mean-square norms, no biases; heads of 128, widths in
     * multiples of 128 and an aspect of 64 to 143.
     *
     * @param vocabulary number of tokens in the vocabulary
     * @param context tokens in a sequence
     * @return the shapes
     */
    public static ShapeSpace llama(int vocabulary, int context) {
        return published(Transformer.llama(1, HEAD_SIZE, 1, vocabulary, context), 8.0 / 3);
    }

    /**
     * Shapes as GPT-2 has them: feed-forward of 4 times the width without gate, tied embeddings,
     * learned positions, layer norms and all biases; heads of 128, widths in multiples of 128 and an
     * aspect of 64 to 143.
     *
     * @param vocabulary number of tokens in the vocabulary
     * @param context tokens in a sequence
     * @return the shapes
     */
    public static ShapeSpace dense(int vocabulary, int context) {
        return published(Transformer.dense(1, HEAD_SIZE, 1, vocabulary, context), 4);
    }

    private static ShapeSpace published(Transformer base, double ratio) {
        return new ShapeSpace(
                base, HEAD_SIZE, 1, WIDTH_MULTIPLE, ratio, FEED_FORWARD_MULTIPLE, PUBLISHED_ASPECT);
    }

    /**
     * The larger and smaller relatives of a shape. They keep all that does not change with size, the
     * head size, the sharing of keys and values and the feed-forward ratio; their aspect lies within
     * a factor of 1.25 of the shape's. Widths are multiples of 128 and feed-forward widths of 256,
     * or of the greatest divisor of these that the shape's own have.
     *
     * @param shape such as that of {@code PublishedShapes.named("llama-3-8b")}
     * @return shapes with the given one among them
     * @throws IllegalArgumentException when its heads do not share its width evenly
     */
    public static ShapeSpace like(Transformer shape) {
        requireNonNull(shape, "shape");
        Attention attention = shape.attention();
        int width = shape.width();
        if ((long) attention.heads() * attention.headSize() != width) {
            throw new IllegalArgumentException(
                    "heads must share the width evenly, got " + attention + " at width " + width);
        }

        int inner = shape.feedForward().width();
        double aspect = (double) width / shape.layers();
        return new ShapeSpace(
                shape,
                attention.headSize(),
                attention.heads() / attention.keyValueHeads(),
                (int) divisor(width, WIDTH_MULTIPLE),
                (double) inner / width,
                (int) divisor(inner, FEED_FORWARD_MULTIPLE),
                new Interval(aspect / ASPECT_REACH, aspect * ASPECT_REACH));
    }

    /**
     * The shapes whose size comes nearest to a wanted one, by |ln(size / wanted)|.
     *
     * <p>Every width is tried, with the layers that come nearest at it: nothing is fitted.
     *
     * @param wanted the size; shapes are counted by its own rule
     * @param count how many, from 1 to 1000
     * @return the shapes, nearest first; of two equally near, that of fewer layers
     * @throws IllegalArgumentException when no shape comes within a factor of 1.25; the message
     *     names the nearest
     */
    public List<Near> near(ModelSize wanted, int count) {
        requireNonNull(wanted, "wanted");
        Require.count("number of shapes", count, 1, MOST_SHAPES);

        List<Near> best = new ArrayList<>();
        int step = (int) step(headSize, queriesPerKeyValueHead, widthMultiple);
        int widest = widest();
        for (int width = step; width <= widest; width += step) {
            int fewest = (int) Math.max(1, Math.ceil(width / aspect.upper()));
            int most = (int) Math.min(WIDEST, Math.floor(width / aspect.lower()));
            if (fewest > most) {
                continue;
            }

            // The fewest layers of a wider model are still more parameters: nothing nearer comes.
            if (best.size() == count
                    && Math.log(count(fewest, width, wanted) / wanted.parameters())
                            > best.get(count - 1).distance()) {
                break;
            }
            addNearest(best, wanted, width, fewest, most, count);
        }

        return nearEnough(best, wanted);
    }

    /** Adds the layers that come nearest at one width; a count is a straight line over layers. */
    private void addNearest(
            List<Near> best, ModelSize wanted, int width, int fewest, int most, int count) {
        // Parameters are linear in the layers, so two counts give the depth that would hit exactly.
        double none = 2 * count(1, width, wanted) - count(2, width, wanted);
        double layer = count(1, width, wanted) - none;
        double exact = (wanted.parameters() - none) / layer;
        double middle = Math.min(most, Math.max(fewest, Math.floor(exact)));

        int from = (int) Math.max(fewest, middle - count);
        int to = (int) Math.min(most, middle + count);
        for (int layers = from; layers <= to; layers++) {
            Transformer shape = at(layers, width);
            best.add(new Near(shape, wanted, shape.parameters(wanted.counting())));
        }

        best.sort(NEAREST_FIRST);
        if (best.size() > count) {
            best.subList(count, best.size()).clear();
        }
    }

    private List<Near> nearEnough(List<Near> best, ModelSize wanted) {
        if (best.isEmpty()) {
            throw new IllegalArgumentException(
                    "no shape up to a width of " + widest() + " has an aspect in " + aspect.text());
        }

        Near nearest = best.get(0);
        if (nearest.distance() > Math.log(NEAR)) {
            throw new IllegalArgumentException(
                    "no shape comes within a factor of "
                            + NEAR
                            + " of "
                            + wanted
                            + " parameters; the nearest has "
                            + nearest.size().text()
                            + ": "
                            + nearest.shape().layers()
                            + " layers of width "
                            + nearest.shape().width());
        }

        return List.copyOf(best);
    }

    /** The greatest width to try: beyond it no model was ever trained, and whole numbers end. */
    private int widest() {
        return (int) Math.min(WIDEST, (Integer.MAX_VALUE - feedForwardMultiple) / feedForwardRatio);
    }

    private double count(int layers, int width, ModelSize wanted) {
        return at(layers, width).parameters(wanted.counting()).parameters();
    }

    private Transformer at(int layers, int width) {
        int heads = width / headSize;
        long inner = (long) (feedForwardRatio * width + ROUNDING);
        long multiples = Math.max(1, (inner + feedForwardMultiple - 1) / feedForwardMultiple);
        FeedForward block = base.feedForward();

        return new Transformer(
                layers,
                width,
                new Attention(heads, heads / queriesPerKeyValueHead, headSize),
                new FeedForward(
                        (int) (multiples * feedForwardMultiple),
                        block.gated(),
                        block.experts(),
                        block.activeExperts()),
                base.vocabulary(),
                base.context(),
                base.tied(),
                base.positions(),
                base.norms(),
                base.biases());
    }

    /** The least width, of which all others are multiples. */
    private static long step(int headSize, int queries, int multiple) {
        long group = (long) headSize * queries;
        return group / divisor(group, multiple) * multiple;
    }

    private static long divisor(long a, long b) {
        return b == 0 ? a : divisor(b, a % b);
    }

    /**
     * The same constraints with another head size.
     *
     * @param size numbers in one head's query, such as 64 for small models
     * @return the changed constraints
     */
    public ShapeSpace withHeadSize(int size) {
        return new ShapeSpace(
                base,
                size,
                queriesPerKeyValueHead,
                widthMultiple,
                feedForwardRatio,
                feedForwardMultiple,
                aspect);
    }

    /**
     * The same constraints with keys and values shared by groups of heads.
     *
     * @param queries query heads for each head of keys and values
     * @return the changed constraints
     */
    public ShapeSpace withQueriesPerKeyValueHead(int queries) {
        return new ShapeSpace(
                base,
                headSize,
                queries,
                widthMultiple,
                feedForwardRatio,
                feedForwardMultiple,
                aspect);
    }

    /**
     * The same constraints with widths on another grid.
     *
     * @param multiple the width is a multiple of this, and of the width of one group of heads
     * @return the changed constraints
     */
    public ShapeSpace withWidthMultiple(int multiple) {
        return new ShapeSpace(
                base,
                headSize,
                queriesPerKeyValueHead,
                multiple,
                feedForwardRatio,
                feedForwardMultiple,
                aspect);
    }

    /**
     * The same constraints with another feed-forward width.
     *
     * @param ratio feed-forward width over width, such as 3.5
     * @param multiple the feed-forward width is rounded up to a multiple of this
     * @return the changed constraints
     */
    public ShapeSpace withFeedForward(double ratio, int multiple) {
        return new ShapeSpace(
                base, headSize, queriesPerKeyValueHead, widthMultiple, ratio, multiple, aspect);
    }

    /**
     * The same constraints with deeper or wider shapes.
     *
     * @param least least width over layers
     * @param greatest greatest width over layers
     * @return the changed constraints
     */
    public ShapeSpace withAspect(double least, double greatest) {
        return new ShapeSpace(
                base,
                headSize,
                queriesPerKeyValueHead,
                widthMultiple,
                feedForwardRatio,
                feedForwardMultiple,
                new Interval(least, greatest));
    }

    /**
     * The same constraints with or without an output matrix of its own.
     *
     * @param together whether the output reuses the matrix of the token embedding
     * @return the changed constraints
     */
    public ShapeSpace withTied(boolean together) {
        return new ShapeSpace(
                base.withTied(together),
                headSize,
                queriesPerKeyValueHead,
                widthMultiple,
                feedForwardRatio,
                feedForwardMultiple,
                aspect);
    }

    /**
     * A shape and how far its size is from the wanted one.
     *
     * @param shape the shape
     * @param wanted the size that was asked for
     * @param size the size of the shape, counted by the same rule
     */
    public record Near(Transformer shape, ModelSize wanted, ModelSize size) {
        /** Refuses sizes that are counted by different rules. */
        public Near {
            requireNonNull(wanted, "wanted");
            requireNonNull(size, "size");
            requireNonNull(shape, "shape");
            if (wanted.counting() != size.counting()) {
                throw new IllegalArgumentException(
                        "the size of a shape must be counted as "
                                + wanted.counting()
                                + ", got "
                                + size);
            }
        }

        /**
         * How far off the size is.
         *
         * @return per cent of the wanted size; positive when the shape is larger
         */
        public double percentOff() {
            return 100 * (size.parameters() / wanted.parameters() - 1);
        }

        private double distance() {
            return Math.abs(Math.log(size.parameters() / wanted.parameters()));
        }

        /**
         * Writes the shape and how far off it is.
         *
         * @return such as {@code 32 layers of width 4096, ...: 8.030261248B parameters, 0.38 % above
         *     8B}
         */
        @Override
        public String toString() {
            double off = percentOff();
            if (off == 0) {
                return shape + ", exactly " + wanted.text();
            }
            double rounded = Decimal.parse("size", Digits.four(wanted.parameters()));
            return String.format(
                    Locale.ROOT,
                    "%s, %.2f %% %s %s",
                    shape,
                    Math.abs(off),
                    off > 0 ? "above" : "below",
                    new ModelSize(rounded, wanted.counting()));
        }
    }
}
