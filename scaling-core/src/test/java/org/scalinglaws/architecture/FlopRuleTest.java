package org.scalinglaws.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.scalinglaws.architecture.Transformer.Biases;
import org.scalinglaws.architecture.Transformer.Norms;
import org.scalinglaws.architecture.Transformer.Positions;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.Tokens;

class FlopRuleTest {
    private static final Transformer MIXTRAL = PublishedShapes.named("mixtral-8x7b").shape();
    private static final Transformer GPT_3 = PublishedShapes.named("gpt-3-175b").shape();
    private static final Transformer GOPHER = PublishedShapes.named("gopher-280b").shape();

    static List<FlopRule> rules() {
        return List.of(
                FlopRule.sixN(),
                FlopRule.sixN(Counting.NON_EMBEDDING),
                FlopRule.kaplan(),
                FlopRule.hoffmann(),
                FlopRule.hoffmannLayers(),
                FlopRule.deepSeek(),
                FlopRule.palm(),
                FlopRule.matricesAndHead(),
                FlopRule.sixN(Counting.WITHOUT_INPUT_EMBEDDING),
                shape -> shape.width());
    }

    @ParameterizedTest
    @MethodSource("rules")
    void trainingTakesThreePassesAndRecomputationOneMore(FlopRule rule) {
        double forward = rule.forwardFlops(MIXTRAL);
        assertThat(forward).isPositive();
        assertThat(rule.trainingFlops(MIXTRAL)).isEqualTo(3 * forward);
        FlopRule recomputing = rule.withRecomputation();
        assertThat(recomputing.forwardFlops(MIXTRAL)).isEqualTo(forward);
        assertThat(recomputing.trainingFlops(MIXTRAL)).isEqualTo(4 * forward);
        assertThat(recomputing.withRecomputation()).isSameAs(recomputing);
        Tokens tokens = Tokens.of(1e6);
        assertThat(recomputing.training(MIXTRAL, tokens)).isEqualTo(Compute.flops(4e6 * forward));
        assertThat(recomputing.inference(MIXTRAL, tokens)).isEqualTo(Compute.flops(1e6 * forward));
    }

    @Test
    void sixNCountsTheExpertsThatATokenVisits() {
        assertThat(FlopRule.sixN().trainingFlops(MIXTRAL)).isEqualTo(6 * 12_879_925_248.0);
        assertThat(FlopRule.sixN().forwardFlops(MIXTRAL)).isEqualTo(2 * 12_879_925_248.0);
        assertThat(FlopRule.sixN(Counting.TOTAL).forwardFlops(MIXTRAL))
                .isEqualTo(FlopRule.sixN().forwardFlops(MIXTRAL));
        assertThat(FlopRule.sixN(Counting.NON_EMBEDDING).forwardFlops(MIXTRAL))
                .isEqualTo(2 * (12_879_925_248.0 - 2 * 32000 * 4096));
    }

    /** Brown et al. (2020), table D.1: 174.6B parameters and 300B tokens take 3.14e23. */
    @Test
    void gptThreeTookWhatItsPaperSays() {
        assertThat(FlopRule.sixN().training(GPT_3, Tokens.billions(300)).flops())
                .isCloseTo(3.14e23, within(0.005e23));
    }

    /**
     * Kaplan et al. (2020), section 2.1: the part that depends on the context equals 2N where the
     * width is a twelfth of the context.
     */
    @Test
    void kaplansTwoPartsAreEqualWhereTheWidthIsATwelfthOfTheContext() {
        Transformer shape = Transformer.dense(6, 256, 8, 50257, 12 * 256);
        double twoN = 2 * 12.0 * 6 * 256 * 256;
        assertThat(FlopRule.kaplan().forwardFlops(shape)).isEqualTo(2 * twoN);
        assertThat(FlopRule.kaplan().forwardFlops(shape.untied().withBiases(Biases.NONE)))
                .isEqualTo(2 * twoN);
    }

    /**
     * Hoffmann et al. (2022), table A4: their FLOPs over 6ND, to two decimals. It agrees with the
     * layers alone at 2048 tokens; with embedding and logits the first row would be 1.58.
     */
    @ParameterizedTest
    @CsvSource({
        "10, 640, 2560, 10, 64, 1.03",
        "20, 1024, 4096, 16, 64, 1.10",
        "24, 1280, 5120, 10, 128, 1.08",
        "26, 1792, 7168, 14, 128, 1.04",
        "28, 2048, 8192, 16, 128, 1.03",
        "40, 3584, 14336, 28, 128, 0.99"
    })
    void layersAgreeWithTheTableOfHoffmann(
            int layers, int width, int inner, int heads, int headSize, double ratio) {
        Transformer shape =
                Transformer.dense(layers, width, heads, 32000, 2048)
                        .withPositions(Positions.RELATIVE)
                        .withNorms(Norms.RMS);
        assertThat(shape.feedForward().width()).isEqualTo(inner);
        assertThat(shape.attention().headSize()).isEqualTo(headSize);
        double six = FlopRule.sixN().trainingFlops(shape);
        assertThat(FlopRule.hoffmannLayers().trainingFlops(shape) / six)
                .isCloseTo(ratio, within(0.005));
        assertThat(FlopRule.hoffmann().trainingFlops(shape) / six).isGreaterThan(ratio + 0.03);
    }

    /**
     * Hoffmann et al. (2022), appendix F, quote 6.3e23 for the training of Gopher by Rae et al.
     * (2021) on 300B tokens: the layers with activations computed again.
     */
    @Test
    void gopherTookWhatItsPaperSays() {
        assertThat(
                        FlopRule.hoffmannLayers()
                                .withRecomputation()
                                .training(GOPHER, Tokens.billions(300))
                                .flops())
                .isCloseTo(6.3e23, within(0.05e23));
    }

    /** The sum of appendix F, added up for Gopher in Python with whole numbers. */
    @Test
    void theSumInFullHasEmbeddingAndLogits() {
        assertThat(FlopRule.hoffmann().forwardFlops(GOPHER)).isEqualTo(528_293_560_320.0);
        assertThat(FlopRule.hoffmannLayers().forwardFlops(GOPHER))
                .isEqualTo(528_293_560_320.0 - 4.0 * 32000 * 16384);
    }

    /**
     * Apertus 70B (2025), appendix E: 6.74e24 for 15T tokens by the same sum with grouped queries
     * and without the embedding.
     */
    @Test
    void groupedQueriesCostWhatApertusSays() {
        Transformer apertus =
                Transformer.llama(80, 8192, 64, 131072, 4096)
                        .withKeyValueHeads(8)
                        .withFeedForward(FeedForward.plain(43008));
        double forward = FlopRule.hoffmann().forwardFlops(apertus) - 2.0 * 131072 * 8192;
        assertThat(3 * forward * 15e12).isCloseTo(6.74e24, within(0.005e24));
    }

    /**
     * GPT-2 small at 1024 tokens, by whole numbers in Python: 6 (124439808 - 786432) + 12 * 12 * 768 *
     * 1024 = 8.552e8, and 6 (12 * 12 * 768^2 + 50257 * 768) + the same = 8.544e8.
     */
    @Test
    void gptTwoSmallCostsWhatTrainersCount() {
        Transformer small = PublishedShapes.named("gpt-2-small").shape();
        assertThat(small.context()).isEqualTo(1024);
        assertThat(FlopRule.palm().trainingFlops(small)).isEqualTo(855_166_464);
        assertThat(FlopRule.matricesAndHead().trainingFlops(small)).isEqualTo(854_438_400);
        assertThat(FlopRule.palm()).hasToString("PaLM 2022");
        assertThat(FlopRule.matricesAndHead()).hasToString("matrices and head");
    }

    /** An untied vocabulary costs its head alone, so that tying it costs nothing. */
    @Test
    void tyingTheVocabularyChangesNoTrainersCount() {
        Transformer tied = PublishedShapes.named("gpt-2-small").shape();
        for (FlopRule rule : List.of(FlopRule.palm(), FlopRule.matricesAndHead())) {
            assertThat(rule.trainingFlops(tied.untied())).isEqualTo(rule.trainingFlops(tied));
        }
    }

    @Test
    void trainersCountTheExpertsThatATokenVisits() {
        double visited = 12_879_925_248.0 - 32000 * 4096;
        double attention = 2.0 * 32 * 4096 * MIXTRAL.context();
        assertThat(FlopRule.palm().forwardFlops(MIXTRAL)).isEqualTo(2 * (visited + attention));
        assertThat(FlopRule.matricesAndHead().forwardFlops(MIXTRAL))
                .isEqualTo(2 * (visited - 65 * 4096 + attention));
    }

    @Test
    void aGateAndExpertsCostWhatTheyMultiply() {
        FlopRule rule = FlopRule.hoffmannLayers();
        Transformer plain = Transformer.dense(2, 64, 4, 1000, 128);
        double cost = rule.forwardFlops(plain);
        assertThat(rule.forwardFlops(plain.withGatedFeedForward(256)) - cost)
                .isEqualTo(2 * 2 * 64 * 256);
        assertThat(rule.forwardFlops(plain.withExperts(8, 3)) - cost)
                .isEqualTo(2 * (2 * 2 * 2 * 64 * 256 + 2 * 64 * 8));
        assertThat(rule.forwardFlops(plain.untied())).isEqualTo(cost);
    }

    /** DeepSeek-AI (2024), table 3, at 4096 tokens: N1 and M to three digits. */
    @ParameterizedTest
    @CsvSource({
        "8, 512, 25.2e6, 352e6",
        "12, 768, 84.9e6, 963e6",
        "24, 1024, 302e6, 3.02e9",
        "24, 2048, 1.21e9, 9.66e9",
        "32, 4096, 6.44e9, 45.1e9",
        "40, 5120, 12.6e9, 85.6e9",
        "80, 8192, 64.4e9, 419e9"
    })
    void operationsAgreeWithTheTableOfDeepSeek(int layers, int width, double n1, double m) {
        Transformer shape =
                Transformer.dense(layers, width, width / 128, 102400, 4096)
                        .withNorms(Norms.NONE)
                        .withBiases(Biases.NONE)
                        .withPositions(Positions.WEIGHTLESS);
        assertThat(FlopRule.sixN(Counting.NON_EMBEDDING).trainingFlops(shape))
                .isCloseTo(6 * n1, withinPercentage(0.2));
        assertThat(FlopRule.deepSeek().trainingFlops(shape)).isCloseTo(m, withinPercentage(0.2));
    }

    /** Without softmax, Hoffmann's layers are DeepSeek's operations for the standard shape. */
    @Test
    void rulesAgreeOnTheStandardShape() {
        Transformer shape = Transformer.dense(40, 5120, 40, 102400, 4096);
        double softmax = 40.0 * 3 * 40 * 4096;
        assertThat(FlopRule.hoffmannLayers().forwardFlops(shape) - softmax)
                .isEqualTo(FlopRule.deepSeek().forwardFlops(shape));
    }

    @Test
    void rulesPrint() {
        assertThat(FlopRule.sixN()).hasToString("6N active");
        assertThat(FlopRule.sixN(Counting.TOTAL)).hasToString("6N total");
        assertThat(FlopRule.kaplan()).hasToString("Kaplan 2020");
        assertThat(FlopRule.hoffmann()).hasToString("Hoffmann 2022");
        assertThat(FlopRule.deepSeek()).hasToString("DeepSeek 2024");
        assertThat(FlopRule.hoffmannLayers().withRecomputation())
                .hasToString("Hoffmann 2022, layers only with recomputation");
    }

    @Test
    void nullsAreNamed() {
        assertThatNullPointerException()
                .isThrownBy(() -> FlopRule.sixN(null))
                .withMessage("counting");
    }
}
