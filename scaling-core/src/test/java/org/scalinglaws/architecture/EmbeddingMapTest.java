package org.scalinglaws.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.withinPercentage;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalinglaws.architecture.Transformer.Norms;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.ModelSize;

class EmbeddingMapTest {
    private static final EmbeddingMap MAP = EmbeddingMap.PEARCE_SONG;
    private static final double PERCENT = 1e-12;

    private static ModelSize body(double parameters) {
        return new ModelSize(parameters, Counting.NON_EMBEDDING);
    }

    /** The root of the cubic bracketed in mpmath with 40 digits; 6ND with attention likewise. */
    @ParameterizedTest
    @CsvSource({
        "1e4, 0.0093360859283885866, 0.31249970824731474, 60061.185029863157, 61.241046378727406",
        "1e6, 9083.988879773554, 30.966125347507076, 6600785.8269964005, 655289.76027504182",
        "1e8, 79573203.515595557, 638.33739013763884, 855297470.14318064, 732736691.23675398",
        "1e9, 953260734.56643972, 1460.6020447987588, 7336625531.4677809, 7056189938.8664192",
        "7e10, 69804458458.19576, 6110.6731813824897, 443395054305.6275, 442221805054.80206",
        "1e13, 9998976872316.7457, 31972.740101697216, 60640480126800.82, 60634341360701.294"
    })
    void theMapAgreesWithMpmath(
            double total, double nonEmbedding, double width, double flops, double bodyFlops) {
        ModelSize model = ModelSize.of(total);
        ModelSize converted = MAP.convert(model, Counting.NON_EMBEDDING);
        assertThat(converted.counting()).isEqualTo(Counting.NON_EMBEDDING);
        assertThat(converted.parameters()).isCloseTo(nonEmbedding, withinPercentage(PERCENT));
        assertThat(MAP.width(model)).isCloseTo(width, withinPercentage(PERCENT));
        assertThat(MAP.trainingFlops(model, 2048)).isCloseTo(flops, withinPercentage(PERCENT));
        assertThat(MAP.trainingFlops(converted, 2048))
                .isCloseTo(bodyFlops, withinPercentage(PERCENT));
        assertThat(MAP.convert(body(nonEmbedding), Counting.TOTAL).parameters())
                .isCloseTo(total, withinPercentage(PERCENT));
    }

    @Property
    void thereAndBackIsTheSameNumber(
            @ForAll @DoubleRange(min = -6, max = 18) double log10Parameters,
            @ForAll @DoubleRange(min = 0, max = 8) double log10Omega) {
        EmbeddingMap map = new EmbeddingMap(Math.pow(10, log10Omega), 32000);
        ModelSize model = body(Math.pow(10, log10Parameters));
        ModelSize total = map.convert(model, Counting.TOTAL);
        assertThat(total.parameters()).isGreaterThan(model.parameters());
        assertThat(map.convert(total, Counting.NON_EMBEDDING).parameters())
                .isCloseTo(model.parameters(), withinPercentage(1e-10));
    }

    /** The script of Pearce and Song writes 39.2 beside 47491; 95603.301 is from mpmath. */
    @Test
    void omegaFollowsFromVocabularyAndAspect() {
        assertThat(Math.round(MAP.aspect() * 10) / 10.0).isEqualTo(39.2);
        assertThat(MAP.aspect()).isCloseTo(39.225207931556763, withinPercentage(PERCENT));
        EmbeddingMap wide = EmbeddingMap.of(64000, 40);
        assertThat(wide.omega()).isCloseTo(95603.30125988618, withinPercentage(PERCENT));
        assertThat(wide.aspect()).isCloseTo(40, withinPercentage(PERCENT));
    }

    /** A shape of 12 d^2 a layer follows the map of its own vocabulary and aspect exactly. */
    @Test
    void theMapIsExactForItsOwnShapes() {
        Transformer shape =
                Transformer.dense(32, 2560, 32, 50257, 2048)
                        .withNorms(Norms.NONE)
                        .withBiases(Transformer.Biases.NONE);
        EmbeddingMap map = EmbeddingMap.of(50257 + 2048, 2560.0 / 32);
        ModelSize total = shape.parameters(Counting.TOTAL);
        ModelSize body = shape.parameters(Counting.NON_EMBEDDING);
        assertThat(map.convert(total, Counting.NON_EMBEDDING).parameters())
                .isCloseTo(body.parameters(), withinPercentage(PERCENT));
        assertThat(map.width(total)).isCloseTo(2560, withinPercentage(PERCENT));
        assertThat(map.trainingFlops(body, 2048))
                .isCloseTo(FlopRule.deepSeek().trainingFlops(shape), withinPercentage(PERCENT));
    }

    /** Hoffmann et al. (2022), table A9, to which the map was fitted: 6.5 percent at most. */
    @ParameterizedTest
    @CsvFileSource(resources = "hoffmann-table-a9.csv", numLinesToSkip = 2)
    void theMapIsCloseToTheShapesItWasFittedTo(
            int millions, int width, int inner, int headSize, int heads, int layers) {
        Transformer shape = TransformerTest.ofHoffmann(width, inner, headSize, heads, layers);
        assertThat(millions).isPositive();
        assertThat(
                        MAP.convert(shape.parameters(Counting.TOTAL), Counting.NON_EMBEDDING)
                                .parameters())
                .isCloseTo(
                        shape.parameters(Counting.NON_EMBEDDING).parameters(),
                        withinPercentage(6.6));
    }

    @Test
    void aCountThatFollowsTheRuleIsLeftAlone() {
        ModelSize total = ModelSize.billions(1);
        assertThat(MAP.convert(total, Counting.TOTAL)).isSameAs(total);
        assertThat(MAP.convert(body(7), Counting.NON_EMBEDDING)).isEqualTo(body(7));
    }

    @Test
    void activeCountsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MAP.convert(new ModelSize(1e9, Counting.ACTIVE), Counting.TOTAL))
                .withMessage("counting rules must be total or non-embedding, got active to total");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MAP.convert(body(1e9), Counting.ACTIVE))
                .withMessage(
                        "counting rules must be total or non-embedding, got non-embedding to"
                                + " active");
    }

    @Test
    void badMapsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EmbeddingMap(0, 32000))
                .withMessage("omega must be positive and finite, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EmbeddingMap(47491, Double.NaN))
                .withMessage("vocabulary must be positive and finite, got NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EmbeddingMap.of(32000, -1))
                .withMessage("aspect must be positive and finite, got -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MAP.trainingFlops(ModelSize.billions(1), 0))
                .withMessage("context must be positive and finite, got 0");
        assertThatNullPointerException()
                .isThrownBy(() -> MAP.convert(ModelSize.billions(1), null))
                .withMessage("rule");
    }
}
