package org.scalinglaws.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.scalinglaws.architecture.ShapeSpace.Near;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.ModelSize;

class ShapeSpaceTest {
    private static final ShapeSpace LLAMA = ShapeSpace.llama(32000, 4096);

    /** All small shapes of heads of 32 and an aspect of 30 to 99, made by hand. */
    private static final List<Transformer> EVERY = new ArrayList<>();

    static {
        for (int width = 32; width <= 6000; width += 32) {
            for (int layers = 1; layers <= 200; layers++) {
                double aspect = (double) width / layers;
                if (aspect >= 30 && aspect <= 99) {
                    int inner = (4 * width + 255) / 256 * 256;
                    EVERY.add(
                            Transformer.dense(layers, width, width / 32, 500, 256)
                                    .withFeedForward(FeedForward.plain(inner)));
                }
            }
        }
    }

    static Stream<PublishedShape> published() {
        return PublishedShapes.all().stream();
    }

    @ParameterizedTest
    @MethodSource("published")
    void aPublishedShapeIsTheNearestToItsOwnSizeByEveryCountingRule(PublishedShape published) {
        Transformer shape = published.shape();
        for (Counting rule : Counting.values()) {
            Near nearest = ShapeSpace.like(shape).near(shape.parameters(rule), 1).get(0);
            assertThat(nearest.shape()).isEqualTo(shape);
            assertThat(nearest.percentOff()).isZero();
        }
    }

    /** Brown et al. (2020), tables 2.1 and D.1: 96 layers of width 12288 have 174.6B parameters. */
    @Test
    void theSizeThatGptThreePrintsIsThatOfItsShape() {
        Near nearest = ShapeSpace.dense(50257, 2048).near(ModelSize.billions(174.6), 1).get(0);
        assertThat(nearest.shape()).isEqualTo(PublishedShapes.named("gpt-3-175b").shape());
        assertThat(nearest.percentOff()).isCloseTo(0, within(0.02));
    }

    /** The relatives of Llama 2 7B at 13B: Touvron et al. (2023) chose 40 layers of width 5120. */
    @Test
    void aRelativeOfAnotherSizeIsFoundFromTheDefaultsOfItsFamily() {
        List<Transformer> shapes =
                LLAMA.near(ModelSize.of(13_015_864_320.0), 3).stream().map(Near::shape).toList();
        assertThat(shapes.get(0)).isEqualTo(PublishedShapes.named("llama-2-13b").shape());
    }

    @Test
    void theDefaultAspectHoldsEighteenOfTheTwentyFourPublishedShapes() {
        List<Double> inside =
                PublishedShapes.all().stream()
                        .map(PublishedShape::shape)
                        .map(shape -> (double) shape.width() / shape.layers())
                        .filter(LLAMA.aspect()::contains)
                        .sorted()
                        .toList();
        assertThat(PublishedShapes.all()).hasSize(24);
        assertThat(inside).hasSize(18);
        assertThat(inside.get(0)).isEqualTo(64);
        assertThat(inside.get(17)).isCloseTo(142.2, within(0.05));
        assertThat(PublishedShapes.all().stream().map(PublishedShape::shape))
                .filteredOn(shape -> shape.width() <= 1600)
                .allMatch(shape -> shape.attention().headSize() == 64);
        assertThat(PublishedShapes.all().stream().map(PublishedShape::shape))
                .filteredOn(shape -> shape.width() >= 2048 && shape.attention().headSize() != 128)
                .extracting(shape -> shape.attention().headSize())
                .containsExactly(256, 80);
    }

    @Property(tries = 200)
    void everyShapeObeysTheConstraints(
            @ForAll @DoubleRange(min = 10, max = 13) double log10,
            @ForAll @IntRange(min = 1, max = 8) int queries,
            @ForAll @IntRange(min = 1, max = 3) int multiple,
            @ForAll @DoubleRange(min = 2, max = 6) double ratio,
            @ForAll @IntRange(min = 1, max = 20) int count) {
        ShapeSpace space =
                ShapeSpace.llama(1000, 2048)
                        .withHeadSize(64)
                        .withQueriesPerKeyValueHead(queries)
                        .withWidthMultiple(32 * multiple)
                        .withFeedForward(ratio, 48)
                        .withAspect(20, 300)
                        .withTied(true);
        ModelSize wanted = ModelSize.of(Math.pow(10, log10));
        List<Near> found = space.near(wanted, count);
        assertThat(found).hasSize(count).doesNotHaveDuplicates();
        for (Near near : found) {
            Transformer shape = near.shape();
            Attention heads = shape.attention();
            double aspect = (double) shape.width() / shape.layers();
            assertThat(aspect).isBetween(20.0, 300.0);
            assertThat(shape.width() % (32 * multiple)).isZero();
            assertThat(heads.headSize()).isEqualTo(64);
            assertThat(heads.heads() * 64).isEqualTo(shape.width());
            assertThat(heads.keyValueHeads() * queries).isEqualTo(heads.heads());
            assertThat(shape.feedForward().width() % 48).isZero();
            assertThat(shape.feedForward().width() - ratio * shape.width()).isBetween(-1.0, 48.0);
            assertThat(shape.feedForward().gated()).isTrue();
            assertThat(shape.tied()).isTrue();
            assertThat(near.size()).isEqualTo(shape.parameters(Counting.TOTAL));
            assertThat(near.percentOff())
                    .isCloseTo(
                            100
                                    * (near.size().parameters() - wanted.parameters())
                                    / wanted.parameters(),
                            within(1e-9));
        }
    }

    @Property(tries = 200)
    void noShapeOfTheSpaceIsNearer(
            @ForAll @DoubleRange(min = 6.5, max = 10) double log10,
            @ForAll Counting rule,
            @ForAll @IntRange(min = 1, max = 12) int count) {
        ShapeSpace space =
                ShapeSpace.dense(500, 256)
                        .withHeadSize(32)
                        .withWidthMultiple(32)
                        .withAspect(30, 99);
        ModelSize wanted = new ModelSize(Math.pow(10, log10), rule);
        Comparator<Transformer> nearest =
                Comparator.<Transformer>comparingDouble(
                                shape ->
                                        Math.abs(
                                                Math.log(
                                                        shape.parameters(rule).parameters()
                                                                / wanted.parameters())))
                        .thenComparingInt(Transformer::layers);
        List<Transformer> expected = EVERY.stream().sorted(nearest).limit(count).toList();
        assertThat(space.near(wanted, count).stream().map(Near::shape).toList())
                .isEqualTo(expected);
    }

    @Test
    void theRelativesOfAShapeKeepWhatDoesNotChangeWithSize() {
        Transformer parent = PublishedShapes.named("mixtral-8x7b").shape();
        ShapeSpace space = ShapeSpace.like(parent);
        assertThat(space.aspect()).isEqualTo(new Interval(102.4, 160));
        Transformer child = space.near(new ModelSize(3e9, Counting.ACTIVE), 1).get(0).shape();
        assertThat(child.feedForward().experts()).isEqualTo(8);
        assertThat(child.feedForward().activeExperts()).isEqualTo(2);
        assertThat(child.feedForward().width()).isEqualTo(7 * child.width() / 2);
        assertThat(child.attention().headSize()).isEqualTo(128);
        assertThat(child.attention().heads()).isEqualTo(4 * child.attention().keyValueHeads());
        assertThat(child.vocabulary()).isEqualTo(32000);
        assertThat(child.context()).isEqualTo(32768);
        assertThat(child.norms()).isEqualTo(parent.norms());
        assertThat(child.positions()).isEqualTo(parent.positions());
        assertThat(child.biases()).isEqualTo(parent.biases());
        assertThat(child.tied()).isFalse();
    }

    @Test
    void anAnswerSaysHowFarOffItIs() {
        Transformer eight = PublishedShapes.named("llama-3-8b").shape();
        Near above = ShapeSpace.like(eight).near(ModelSize.billions(8), 1).get(0);
        assertThat(above)
                .hasToString(
                        "32 layers of width 4096, 32 heads of 128, 8 key/value heads, gated"
                                + " feed-forward 14336, vocabulary 128256 untied, context 8192:"
                                + " 8.030261248B parameters, 0.38 % above 8B");
        ModelSize exact = eight.parameters(Counting.TOTAL);
        assertThat(new Near(eight, ModelSize.billions(10), exact).toString())
                .endsWith("8.030261248B parameters, 19.70 % below 10B");
        assertThat(new Near(eight, exact, exact).toString())
                .endsWith("8.030261248B parameters, exactly 8.030261248B");
    }

    @Test
    void aSizeThatNoShapeComesNearIsRefusedWithTheNearest() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ShapeSpace.llama(128256, 8192).near(ModelSize.millions(5), 3))
                .withMessage(
                        "no shape comes within a factor of 1.25 of 5M parameters; the nearest has"
                                + " 33.096064M: 1 layers of width 128");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LLAMA.withAspect(128.0001, 128.0002).near(ModelSize.of(1e9), 1))
                .withMessage(
                        "no shape up to a width of 16777216 has an aspect in [128.0001, 128.0002]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 1 | 128 | 4 | 256 | 64 | 99 | head size must be 1 or more, got 0",
                "1 | 0 | 128 | 4 | 256 | 64 | 99 | number of query heads for each key/value head"
                        + " must be 1 or more, got 0",
                "1 | 1 | -1 | 4 | 256 | 64 | 99 | multiple of the width must be 1 or more, got -1",
                "1 | 1 | 1 | NaN | 256 | 64 | 99 | feed-forward ratio must be positive and finite,"
                        + " got NaN",
                "1 | 1 | 1 | 4 | 0 | 64 | 99 | multiple of the feed-forward width must be 1 or"
                        + " more, got 0",
                "1 | 1 | 1 | 4 | 1 | 0 | 99 | least aspect must be positive and finite, got 0",
                "1 | 1 | 1 | 4 | 1 | 9 | Infinity | greatest aspect must be positive and finite,"
                        + " got Infinity",
                "1 | 1 | 1 | 4 | 1 | 9 | 8 | an interval needs lower <= upper, got 9 and 8",
                "65536 | 1024 | 3 | 4 | 1 | 8 | 9 | the least width must be at most 16777216, got a"
                        + " head size of 65536, 1024 query heads for each key/value head and a"
                        + " multiple of 3"
            })
    void constraintsThatHoldNoShapeAreRefused(
            int headSize,
            int queries,
            int multiple,
            double ratio,
            int inner,
            double least,
            double most,
            String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new ShapeSpace(
                                        LLAMA.base(),
                                        headSize,
                                        queries,
                                        multiple,
                                        ratio,
                                        inner,
                                        new Interval(least, most)))
                .withMessage(message);
    }

    @Test
    void otherBadArgumentsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LLAMA.near(ModelSize.billions(1), 0))
                .withMessage("number of shapes must be from 1 to 1000, got 0");
        assertThatNullPointerException()
                .isThrownBy(() -> new ShapeSpace(null, 128, 1, 128, 4, 256, new Interval(64, 143)))
                .withMessage("base");
        Transformer odd =
                Transformer.dense(2, 96, 1, 10, 10).withAttention(new Attention(2, 1, 64));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ShapeSpace.like(odd))
                .withMessage(
                        "heads must share the width evenly, got 2 heads of 64, 1 key/value heads at"
                                + " width 96");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new Near(odd, ModelSize.of(1e6), new ModelSize(1e6, Counting.ACTIVE)))
                .withMessage("the size of a shape must be counted as total, got 1M active");
    }
}
