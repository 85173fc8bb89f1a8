package org.scalinglaws.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.scalinglaws.architecture.Transformer.Biases;
import org.scalinglaws.architecture.Transformer.Norms;
import org.scalinglaws.architecture.Transformer.Positions;
import org.scalinglaws.quantity.Counting;

/** What holds for every shape. */
class ShapePropertiesTest {
    @Provide
    Arbitrary<Transformer> shapes() {
        Arbitrary<Attention> attention =
                Combinators.combine(whole(1, 8), whole(1, 8), whole(1, 256))
                        .as((groups, shared, size) -> new Attention(groups * shared, groups, size));
        Arbitrary<FeedForward> block =
                Combinators.combine(whole(1, 9999), whole(0, 1), whole(1, 9), whole(0, 9))
                        .as(
                                (width, gate, active, idle) ->
                                        new FeedForward(width, gate == 1, active + idle, active));
        Arbitrary<Transformer> sizes =
                Combinators.combine(
                                whole(1, 200),
                                whole(1, 20000),
                                attention,
                                block,
                                whole(1, 300000),
                                whole(1, 200000))
                        .as(ShapePropertiesTest::shape);
        return Combinators.combine(
                        sizes,
                        Arbitraries.of(true, false),
                        Arbitraries.of(Positions.class),
                        Arbitraries.of(Norms.class),
                        Arbitraries.of(Biases.class))
                .as(
                        (shape, tied, positions, norms, biases) ->
                                shape.withTied(tied)
                                        .withPositions(positions)
                                        .withNorms(norms)
                                        .withBiases(biases));
    }

    private static Arbitrary<Integer> whole(int least, int most) {
        return Arbitraries.integers().between(least, most);
    }

    private static Transformer shape(
            int layers,
            int width,
            Attention attention,
            FeedForward block,
            int vocabulary,
            int context) {
        return Transformer.dense(layers, width, 1, vocabulary, context)
                .withAttention(attention)
                .withFeedForward(block);
    }

    private static double count(Transformer shape, Counting rule) {
        return shape.parameters(rule).parameters();
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void aPartIsNoMoreThanTheWhole(@ForAll("shapes") Transformer shape) {
        double total = count(shape, Counting.TOTAL);
        assertThat(count(shape, Counting.NON_EMBEDDING)).isPositive().isLessThan(total);
        assertThat(count(shape, Counting.WITHOUT_INPUT_EMBEDDING))
                .isGreaterThan(count(shape, Counting.NON_EMBEDDING))
                .isLessThanOrEqualTo(total);
        assertThat(count(shape, Counting.ACTIVE)).isPositive().isLessThanOrEqualTo(total);
        assertThat(shape.parameters(Counting.ACTIVE).counting()).isEqualTo(Counting.ACTIVE);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void aDenseShapeIsAllActive(@ForAll("shapes") Transformer shape) {
        Transformer dense = shape.withExperts(1, 1);
        assertThat(count(dense, Counting.ACTIVE)).isEqualTo(count(dense, Counting.TOTAL));
        Transformer visited = shape.withExperts(5, 5);
        assertThat(count(visited, Counting.ACTIVE)).isEqualTo(count(visited, Counting.TOTAL));
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void countsGrowWithEveryDimension(@ForAll("shapes") Transformer shape) {
        Attention heads = shape.attention();
        FeedForward block = shape.feedForward();
        List<UnaryOperator<Transformer>> larger =
                List.of(
                        s -> rebuilt(s, s.layers() + 1, s.width(), s.vocabulary()),
                        s -> rebuilt(s, s.layers(), s.width() + 1, s.vocabulary()),
                        s -> rebuilt(s, s.layers(), s.width(), s.vocabulary() + 1),
                        s -> s.withPositions(Positions.LEARNED).withContext(s.context() + 1),
                        s -> s.withAttention(resized(heads, 2 * heads.heads(), heads.headSize())),
                        s -> s.withAttention(resized(heads, heads.heads(), heads.headSize() + 1)),
                        s -> s.withFeedForward(changed(block, block.width() + 1, 0)),
                        s -> s.withFeedForward(changed(block, block.width(), 1)));
        for (UnaryOperator<Transformer> change : larger) {
            Transformer base = shape.withPositions(Positions.LEARNED);
            assertThat(count(change.apply(base), Counting.TOTAL))
                    .isGreaterThan(count(base, Counting.TOTAL));
        }
    }

    private static Attention resized(Attention heads, int number, int size) {
        return new Attention(number, heads.keyValueHeads(), size);
    }

    private static FeedForward changed(FeedForward block, int width, int moreExperts) {
        return new FeedForward(
                width, block.gated(), block.experts() + moreExperts, block.activeExperts());
    }

    private static Transformer rebuilt(Transformer shape, int layers, int width, int vocabulary) {
        return shape(
                        layers,
                        width,
                        shape.attention(),
                        shape.feedForward(),
                        vocabulary,
                        shape.context())
                .withTied(shape.tied())
                .withPositions(shape.positions())
                .withNorms(shape.norms())
                .withBiases(shape.biases());
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void sharedKeysAndAGateChangeTheCountTheRightWay(@ForAll("shapes") Transformer shape) {
        Transformer one = shape.withKeyValueHeads(1);
        assertThat(count(one, Counting.TOTAL)).isLessThanOrEqualTo(count(shape, Counting.TOTAL));
        int inner = shape.feedForward().width();
        assertThat(count(shape.withGatedFeedForward(inner), Counting.TOTAL))
                .isGreaterThan(
                        count(shape.withFeedForward(FeedForward.plain(inner)), Counting.TOTAL));
    }
}
