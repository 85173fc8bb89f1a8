package org.scalinglaws.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.ModelSize;

class PublishedShapesTest {
    static List<PublishedShape> all() {
        return PublishedShapes.all();
    }

    /**
     * Released checkpoints, exact to the parameter: GPT-2 (Radford et al. 2019), Llama 2 (Touvron
     * et al. 2023), Mixtral (Jiang et al. 2024), Llama 3 (Grattafiori et al. 2024), Qwen2.5, and
     * the totals of the model cards of Pythia (Biderman et al. 2023; the card of 12B prints 128
     * more than its shape has).
     */
    @ParameterizedTest
    @CsvSource({
        "gpt-2-small, 124439808",
        "gpt-2-medium, 354823168",
        "gpt-2-large, 774030080",
        "gpt-2-xl, 1557611200",
        "pythia-70m, 70426624",
        "pythia-160m, 162322944",
        "pythia-410m, 405334016",
        "pythia-1b, 1011781632",
        "pythia-1.4b, 1414647808",
        "pythia-2.8b, 2775208960",
        "pythia-6.9b, 6857302016",
        "pythia-12b, 11846072320",
        "llama-2-7b, 6738415616",
        "llama-2-13b, 13015864320",
        "llama-2-70b, 68976648192",
        "mixtral-8x7b, 46702792704",
        "llama-3-8b, 8030261248",
        "llama-3-70b, 70553706496",
        "llama-3.1-405b, 405853388800",
        "qwen2.5-0.5b, 494032768",
        "qwen2.5-7b, 7615616512"
    })
    void totalsAreThoseOfTheCheckpoints(String name, double parameters) {
        assertThat(PublishedShapes.named(name).shape().parameters(Counting.TOTAL))
                .isEqualTo(ModelSize.of(parameters));
    }

    /** Papers that print rounded totals, in millions, with half of their last digit. */
    @ParameterizedTest
    @CsvSource({
        "gpt-3-175b, 174600, 50", // Brown et al. (2020), table D.1
        "gopher-280b, 280000, 500", // Rae et al. (2021), table 1
        "chinchilla-70b, 70000, 500", // Hoffmann et al. (2022), table 4
    })
    void totalsAgreeWithThePapersToTheirRounding(String name, double millions, double half) {
        PublishedShape published = PublishedShapes.named(name);
        assertThat(published.shape().parameters(Counting.TOTAL).parameters() / 1e6)
                .isCloseTo(millions, within(half));
        assertThat(published.printed()).isEqualTo(ModelSize.millions(millions));
    }

    /**
     * Counts without embeddings where the output has a matrix of its own: table 1 of Biderman et
     * al. (2023), exact, and the model cards of Qwen2.5, which print 0.36B and 6.53B.
     */
    @ParameterizedTest
    @CsvSource({
        "pythia-70m, 18915328, 0",
        "pythia-160m, 85056000, 0",
        "pythia-410m, 302311424, 0",
        "pythia-1b, 805736448, 0",
        "pythia-1.4b, 1208602624, 0",
        "pythia-2.8b, 2517652480, 0",
        "pythia-6.9b, 6444163072, 0",
        "pythia-12b, 11327027200, 0",
        "qwen2.5-0.5b, 0.36e9, 0.005e9",
        "qwen2.5-7b, 6.53e9, 0.005e9"
    })
    void countsWithoutEmbeddingsAreThoseOfTheCards(String name, double count, double half) {
        assertThat(
                        PublishedShapes.named(name)
                                .shape()
                                .parameters(Counting.NON_EMBEDDING)
                                .parameters())
                .isCloseTo(count, within(half));
    }

    /** The model card prints 12.9B, Jiang et al. (2024) 13B. */
    @Test
    void mixtralHasTwoOfItsExpertsActive() {
        assertThat(PublishedShapes.named("mixtral-8x7b").shape().parameters(Counting.ACTIVE))
                .isEqualTo(new ModelSize(12_879_925_248.0, Counting.ACTIVE));
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyShapeIsFoundByNameAndAgreesWithItsSource(PublishedShape published) {
        assertThat(PublishedShapes.named(published.name())).isSameAs(published);
        double printed = published.printed().parameters();
        assertThat(published.shape().parameters(published.printed().counting()).parameters())
                .isCloseTo(printed, within(printed * 0.0011));
        assertThat(published.source()).isNotBlank();
        assertThat(published.link()).startsWith("https://");
    }

    @Test
    void namesAreUnique() {
        assertThat(all()).hasSize(24).extracting(PublishedShape::name).doesNotHaveDuplicates();
    }

    @Test
    void anUnknownNameIsRefusedWithTheOnesThereAre() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PublishedShapes.named("gpt-4"))
                .withMessage(
                        "unknown shape 'gpt-4'; there are gpt-2-small, gpt-2-medium, gpt-2-large,"
                                + " gpt-2-xl, gpt-3-175b, gopher-280b, chinchilla-70b, pythia-70m,"
                                + " pythia-160m, pythia-410m, pythia-1b, pythia-1.4b, pythia-2.8b,"
                                + " pythia-6.9b, pythia-12b, llama-2-7b, llama-2-13b, llama-2-70b,"
                                + " mixtral-8x7b, llama-3-8b, llama-3-70b, llama-3.1-405b,"
                                + " qwen2.5-0.5b, qwen2.5-7b");
    }

    @Test
    void nullsAreNamed() {
        PublishedShape of = PublishedShapes.named("gpt-2-xl");
        assertThatNullPointerException()
                .isThrownBy(
                        () ->
                                new PublishedShape(
                                        null, of.shape(), of.printed(), of.source(), of.link()))
                .withMessage("name");
        assertThatNullPointerException()
                .isThrownBy(
                        () -> new PublishedShape("x", null, of.printed(), of.source(), of.link()))
                .withMessage("shape");
        assertThatNullPointerException()
                .isThrownBy(() -> new PublishedShape("x", of.shape(), null, of.source(), of.link()))
                .withMessage("printed");
        assertThatNullPointerException()
                .isThrownBy(
                        () -> new PublishedShape("x", of.shape(), of.printed(), null, of.link()))
                .withMessage("source");
        assertThatNullPointerException()
                .isThrownBy(
                        () -> new PublishedShape("x", of.shape(), of.printed(), of.source(), null))
                .withMessage("link");
    }
}
